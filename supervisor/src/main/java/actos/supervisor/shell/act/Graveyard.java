package actos.supervisor.shell.act;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.Why;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.OutputLog;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code dead/}: what could not be delivered or started, whole, with the reason beside it, and actors that have ended.
 * The reason is written first, so that nothing ever lies there unexplained. Used by the loop's thread.
 */
public final class Graveyard {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    static final int LAST_LINES = 20;
    static final String WHY = ".why";

    private final Root root;
    private final Posix posix;
    /** Files whose names are not UTF-8, by what is readable of them, of one directory at one time. */
    private final Map<String, ArrayDeque<Path>> oddNames = new HashMap<>();

    private Dir oddNamesDir;
    private long oddNamesAt;

    public Graveyard(Root root, Posix posix) {
        this.root = root;
        this.posix = posix;
    }

    /** A letter that was never taken. False if it is not there any more. */
    boolean bury(Dir from, Effect.Bury letter, Now now) throws IOException {
        String name = letter.name() == null ? "bad-name" : letter.to() + "::" + letter.name() + ".json";
        Path grave = root.deadMessages().resolve(letter.id() + "~" + name);
        Path file = find(from, letter.file(), now);
        Why why = new Why(
                letter.reason(),
                letter.id(),
                letter.to() == null ? null : letter.to().value(),
                letter.from(),
                letter.cause() == 0 ? null : letter.cause(),
                now.wall(),
                0,
                originalName(file),
                null,
                letter.detail());
        return move(file, grave, why);
    }

    /** A current message that has ended its actor too often. False if it is not there any more: it was done. */
    boolean bury(Home home, Effect.Poison poison, Now now) throws IOException {
        Message m = poison.message();
        Path grave = root.deadMessages().resolve(m.id() + "~" + home.id + "::" + m.name() + ".json");
        Why why = new Why(
                "poison",
                m.id(),
                home.id.value(),
                m.from(),
                m.cause() == 0 ? null : m.cause(),
                now.wall(),
                m.attempt(),
                m.fileName(),
                null,
                poison.detail());
        return move(posix.open(home.spool).resolve(Root.CURRENT), grave, why);
    }

    /** A request that was refused. False if it is not there any more. */
    boolean bury(Dir spawn, Effect.Refuse refusal, Now now) throws IOException {
        String base = refusal.file().endsWith(".json")
                ? refusal.file().substring(0, refusal.file().length() - ".json".length())
                : refusal.file();
        String name = ActorId.isValid(base) ? base : "bad-name";
        Path grave = root.deadSpawn().resolve(name + "@" + TIME.format(now.wall()) + ".json");
        for (int n = 2; Files.exists(grave, LinkOption.NOFOLLOW_LINKS); n++) {
            grave = root.deadSpawn().resolve(name + "@" + TIME.format(now.wall().plusNanos(n)) + ".json");
        }
        Path file = find(spawn, refusal.file(), now);
        Why why = new Why(
                "refused",
                null,
                null,
                null,
                null,
                now.wall(),
                0,
                originalName(file),
                refusal.field(),
                refusal.detail());
        return move(file, grave, why);
    }

    private static boolean move(Path file, Path grave, Why why) throws IOException {
        requireDirectories(grave);
        Path reason = grave.resolveSibling(grave.getFileName() + WHY);
        Publish.rewrite(reason, Json.bytes(why));
        try {
            FileStep.move(file, grave);
            return true;
        } catch (NoSuchFileException e) {
            FileStep.delete(reason);
            return false;
        } catch (IOException e) {
            FileStep.delete(reason); // the next attempt has another name
            throw e;
        }
    }

    /** {@code dead/} and the directory in it: a link in their place would lead out of the root. */
    private static void requireDirectories(Path grave) throws IOException {
        for (Path dir : List.of(grave.getParent().getParent(), grave.getParent())) {
            if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(dir.toString());
            }
        }
    }

    /** A name that is not UTF-8 is found only in a listing, one for all of a directory that are looked for in a turn. */
    private Path find(Dir dir, String file, Now now) throws IOException {
        if (!Dir.isUndecodable(file)) {
            return dir.file(file);
        }
        if (oddNamesDir != dir || oddNamesAt != now.nanos()) {
            oddNames.clear();
            oddNamesDir = dir;
            oddNamesAt = now.nanos();
            for (Path path : list(dir.path)) {
                String name = path.getFileName().toString();
                if (Dir.isUndecodable(name)) {
                    oddNames.computeIfAbsent(name, n -> new ArrayDeque<>()).add(path);
                }
            }
        }
        Path found = oddNames.getOrDefault(file, new ArrayDeque<>()).poll();
        return found == null ? dir.file(file) : found; // it is not there any more
    }

    /** The file's name, its bytes escaped where they are no text. */
    private static String originalName(Path file) {
        String name = file.getFileName().toString();
        if (!Dir.isUndecodable(name)) {
            return Names.escaped(name);
        }
        String uri = file.toUri().getRawPath(); // has every odd byte as %XX
        if (uri.endsWith("/")) {
            uri = uri.substring(0, uri.length() - 1); // a directory
        }
        return uri.substring(uri.lastIndexOf('/') + 1).replace("%", "\\x");
    }

    /**
     * An actor that has ended.
     *
     * @return its grave, or null if its directory is not there any more
     */
    Path bury(Home home, Effect.BuryActor end, Now now) throws IOException {
        if (!home.isThere()) {
            return null;
        }
        ActorExit exit = new ActorExit(
                end.id(),
                end.end().code(),
                end.end().signal(),
                end.end().why(),
                now.wall(),
                end.shutdown(),
                OutputLog.lastLines(posix, home.paths.log(), LAST_LINES));
        Instant time = now.wall();
        Path grave;
        do {
            grave = root.deadActors().resolve(end.id() + "@" + TIME.format(time));
            time = time.plusNanos(1);
        } while (Files.exists(grave, LinkOption.NOFOLLOW_LINKS));
        requireDirectories(grave);
        Path closing = grave.resolveSibling("." + grave.getFileName());
        FileStep.move(home.paths.dir(), closing);
        close(closing, exit);
        FileStep.move(closing, grave);
        return grave;
    }

    /** What an ended actor has no use for goes, how it ended comes. */
    static void close(Path grave, ActorExit exit) throws IOException {
        ActorHome home = new ActorHome(grave);
        for (Path gone : List.of(
                home.stop(),
                home.restart(),
                home.ready(),
                home.pid(),
                Publish.hiddenTwin(home.pid()),
                Publish.hiddenTwin(home.status()),
                Publish.hiddenTwin(home.spec()),
                Publish.hiddenTwin(home.state()))) {
            FileStep.vacate(gone);
        }
        ChildLinks.clear(home);
        EndNotices.clear(home);
        Publish.rewrite(home.exit(), Json.bytes(exit));
    }

    static List<Path> list(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.sorted().toList();
        }
    }
}
