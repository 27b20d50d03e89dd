package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Content;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an actor's directory: under a hidden name, with the request moved into it first, then renamed to its place. A
 * crash leaves either the request, or the hidden directory that holds it, or the actor. Used by the loop's thread.
 */
public final class ActorCreation {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Root root;
    private final Posix posix;

    public ActorCreation(Root root, Posix posix) {
        this.root = root;
        this.posix = posix;
    }

    /**
     * Makes the directory of a new actor.
     *
     * @param request where it is from, or null if it is a child that its parent's specification asks for
     * @return the directory's inode
     * @throws FileAlreadyExistsException if there is something of that name
     * @throws NoSuchFileException if the request is gone
     */
    public long make(Path request, ActorId id, ActorSpec spec, Now now) throws IOException {
        ActorHome home = root.actor(id);
        if (Files.exists(home.dir(), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(home.dir().toString());
        }
        ActorHome nascent = root.nascent(id);
        if (Files.exists(nascent.dir(), LinkOption.NOFOLLOW_LINKS) && !clear(nascent.dir())) {
            throw new FileAlreadyExistsException(nascent.dir().toString());
        }
        FileStep.createDirectory(nascent.dir());
        FileStep.createDirectory(nascent.spool());
        long inode = (Long) Files.getAttribute(nascent.dir(), "unix:ino");
        Phase phase = request == null ? Phase.PENDING : Phase.STARTING;
        FileStep.write(nascent.status(), Json.bytes(newborn(id, spec, phase, inode, now)));
        FileStep.write(nascent.state(), firstState(spec));
        FileStep.write(nascent.spec(), spec.bytes());
        if (!Files.isDirectory(root.drawer(id), LinkOption.NOFOLLOW_LINKS)) {
            FileStep.createDirectory(root.drawer(id));
        }
        if (request == null) {
            FileStep.move(nascent.dir(), home.dir());
            return inode;
        }
        FileStep.move(request, nascent.request());
        try {
            FileStep.move(nascent.dir(), home.dir());
        } catch (IOException e) {
            FileStep.move(nascent.request(), request);
            throw e;
        }
        return inode;
    }

    /** What a restart has changed; null is what it has not. */
    public record Changed(Content spec, Content state) {
        static final Changed NOTHING = new Changed(null, null);
    }

    /**
     * Makes ready for another start: the specification may have another program now, the state may go back to its first. What
     * was changed is the result.
     */
    public Changed prepareAgain(Home home, ActorSpec spec, boolean anew) throws IOException {
        byte[] bytes = spec.bytes();
        boolean isOther = !Arrays.equals(bytes, posix.readAll(home.paths.spec(), Json.MAX_BYTES));
        if (isOther) {
            Publish.rewrite(home.paths.spec(), bytes);
        }
        if (anew) {
            home.state.journalled = firstState(spec);
            Publish.rewrite(home.paths.state(), home.state.journalled);
        }
        return new Changed(isOther ? Content.whole(bytes) : null, anew ? Content.whole(home.state.journalled) : null);
    }

    static byte[] firstState(ActorSpec spec) {
        return (spec.state() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static ActorStatus newborn(ActorId id, ActorSpec spec, Phase phase, long inode, Now now) {
        return ActorStatus.of(id, phase, now.wall())
                .inode(inode)
                .manual(spec.manual())
                .parent(spec.supervision().parent())
                .build();
    }

    /** What a crash has left half-made: the request in it goes back to {@code spawn/}. */
    public void clear() throws IOException {
        for (Path dir : list(root.running())) {
            if (dir.getFileName().toString().startsWith(".")) {
                try {
                    clear(dir);
                } catch (IOException e) {
                    LOG.warn("{} is left as it is: {}", dir, Errors.sentence(e));
                }
            }
        }
    }

    /** False if this is something that a person has hidden there, which is left alone. */
    private boolean clear(Path dir) throws IOException {
        if (!isHalfMade(dir)) {
            return false;
        }
        Path request = new ActorHome(dir).request();
        if (Files.isRegularFile(request, LinkOption.NOFOLLOW_LINKS)) {
            String name = dir.getFileName().toString().substring(1);
            Path free = root.request(name);
            for (int n = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); n++) {
                free = root.request(name + "-" + n);
            }
            FileStep.move(request, free);
        }
        remove(dir);
        return true;
    }

    /** Whether there is nothing in it but what {@link #make} puts there, and no mail. */
    private static boolean isHalfMade(Path dir) throws IOException {
        if (!ActorId.isValid(dir.getFileName().toString().substring(1))
                || !Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        ActorHome home = new ActorHome(dir);
        List<Path> files = list(dir);
        return Set.of(home.status(), home.state(), home.spec(), home.request(), home.spool())
                        .containsAll(files)
                && (!files.contains(home.spool())
                        || Files.isDirectory(home.spool(), LinkOption.NOFOLLOW_LINKS)
                                && list(home.spool()).isEmpty());
    }

    static List<Path> list(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.toList();
        }
    }

    private static void remove(Path dir) throws IOException {
        if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
            FileStep.delete(dir);
            return;
        }
        for (Path file : list(dir)) {
            remove(file);
        }
        FileStep.delete(dir);
    }
}
