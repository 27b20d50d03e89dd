package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.Envelope;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.Redo;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.journal.ActorEvents;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.ActorFiles;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what an ended actor was about: with a {@code redo.json} its last message counts, and the rest of what that led
 * to is done here; without one nothing of it counts, and what was only prepared is taken back. Every step may be done
 * twice, so nothing is remembered over a crash. Used by the loop's thread, when no process of the actor lives.
 */
public final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Posix posix;
    private final Places places;
    private final Journal journal;

    public Commits(Posix posix, Places places, Journal journal) {
        this.posix = posix;
        this.places = places;
        this.journal = journal;
    }

    void settle(Home home) throws IOException {
        ActorHome dir;
        try {
            dir = new ActorHome(posix.open(home.dir));
        } catch (NoSuchFileException e) {
            return; // its directory was deleted
        }
        Envelope last = envelope(dir);
        Redo redo = redo(home, dir);
        Dir asks = Files.isDirectory(dir.asks(), LinkOption.NOFOLLOW_LINKS) ? new Dir(dir.asks()) : null;
        try {
            if (redo != null) {
                complete(home, dir, asks, redo, last);
            }
            discard(home, dir, asks, last);
        } finally {
            if (asks != null) {
                posix.forget(asks);
            }
        }
    }

    private Redo redo(Home home, ActorHome dir) throws IOException {
        Path file = dir.redo();
        Posix.Stat stat = posix.stat(home.dir, ActorHome.REDO);
        if (stat == null) {
            return null;
        }
        try {
            if (stat.kind() != Posix.Kind.FILE) {
                throw new Refused(null, "it is no regular file");
            } else if (stat.size() > 2L * Json.MAX_BYTES) {
                throw new Refused(null, "it has " + stat.size() + " bytes");
            }
            return Redo.parse(posix.readAll(file, 2 * Json.MAX_BYTES));
        } catch (Refused e) {
            Path aside = FileStep.setAside(file);
            LOG.warn(
                    "{}: redo.json says nothing that can be done, set aside as {}: {}",
                    home.id,
                    aside.getFileName(),
                    e.getMessage());
            return null;
        }
    }

    private void complete(Home home, ActorHome dir, Dir asks, Redo redo, Envelope last) throws IOException {
        reveal(places.spawn, prefix(redo.id()));
        if (asks != null) {
            reveal(asks, prefix(redo.id()));
        }
        reveal(home.drawer, prefix(redo.id()));
        if (redo.state() != null) {
            Publish.rewrite(dir.state(), (redo.state() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (redo.stop()) {
            Publish.replace(dir.stop(), new byte[0]);
        }
        if (asks != null && redo.answered() != null) {
            FileStep.delete(posix.open(asks).resolve(redo.answered() + ".json"));
        }
        if (last != null && last.id() == redo.id()) {
            if (redo.stash()) {
                posix.move(home.spool, Root.CURRENT, home.drawer, Root.STASH);
            } else {
                FileStep.delete(dir.current());
            }
        }
        FileStep.delete(dir.redo());
        LOG.info("{}: what message {} led to was put into effect after its end", home.id, redo.id());
        journal.write(new ActorEvents.Redone(home.id, redo.id()));
    }

    /** Renames what an actor has prepared while it handled a message, and shows it. */
    private void reveal(Dir dir, String prefix) throws IOException {
        for (String hidden : names(dir)) {
            if (hidden.startsWith(prefix)) {
                String name = hidden.substring(prefix.length());
                String free = name;
                for (int n = 2; posix.move(dir, hidden, dir, free) == Posix.Moved.OCCUPIED; n++) {
                    free = OutgoingName.numbered(name, n); // another message was given the same name
                }
            }
        }
    }

    /** What was prepared and never committed. */
    private void discard(Home home, ActorHome dir, Dir asks, Envelope last) throws IOException {
        for (Dir own : asks == null ? List.of(home.drawer) : List.of(home.drawer, asks)) {
            for (String hidden : names(own)) {
                if (hidden.matches("\\.[0-9]{1,16}~.*")) {
                    FileStep.delete(posix.open(own).resolve(hidden));
                }
            }
        }
        if (last != null) {
            for (String hidden : names(places.spawn)) {
                if (hidden.startsWith(prefix(last.id()))) {
                    FileStep.delete(posix.open(places.spawn).resolve(hidden));
                }
            }
        }
        for (Path file : List.of(dir.hiddenState(), dir.hiddenRedo())) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                FileStep.delete(file);
            }
        }
    }

    private static String prefix(long message) {
        return "." + message + "~";
    }

    /** The message that was delivered last, or null where that cannot be told. */
    private Envelope envelope(ActorHome dir) {
        try {
            return ActorFiles.envelope(posix, dir.envelope());
        } catch (IOException e) {
            return null;
        }
    }

    /** The hidden names in a directory, in their order; none if it is not there. */
    private List<String> names(Dir dir) throws IOException {
        try (Stream<Path> list = Files.list(posix.open(dir))) {
            return list.map(p -> p.getFileName().toString())
                    .filter(Names::leftAlone)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
