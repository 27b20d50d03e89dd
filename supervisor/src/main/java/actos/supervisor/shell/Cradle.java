package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.Root;
import actos.supervisor.core.Now;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes an actor's directory: under a hidden name, with the request moved into it first, then renamed to its place. A
 * crash leaves either the request, or the hidden directory that holds it, or the actor. Used by the loop's thread.
 */
final class Cradle {
    private final Root root;

    Cradle(Root root) {
        this.root = root;
    }

    /**
     * Makes the directory of a new actor.
     *
     * @return the directory's inode
     * @throws FileAlreadyExistsException if there is something of that name
     * @throws NoSuchFileException if the request is gone
     */
    long make(Path request, ActorId id, ActorSpec spec, Now now) throws IOException {
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
        ActorStatus status = new ActorStatus(
                id,
                Phase.STARTING,
                null,
                null,
                null,
                inode,
                spec.manual(),
                now.wall(),
                0,
                List.of(),
                null,
                0,
                0,
                null,
                null);
        FileStep.write(nascent.status(), Json.bytes(status));
        FileStep.write(nascent.state(), (spec.state() + "\n").getBytes(StandardCharsets.UTF_8));
        FileStep.write(nascent.spec(), spec.bytes());
        if (!Files.isDirectory(root.drawer(id), LinkOption.NOFOLLOW_LINKS)) {
            FileStep.createDirectory(root.drawer(id));
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

    /** What a crash has left half-made: the request in it goes back to {@code spawn/}. */
    void clear() throws IOException {
        for (Path dir : list(root.running())) {
            if (dir.getFileName().toString().startsWith(".")) {
                clear(dir);
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

    private static List<Path> list(Path dir) throws IOException {
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
