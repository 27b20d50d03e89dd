package actos.supervisor.shell.base;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.posix.Errors;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the root's directories, and refuses a root that others could tamper with. */
public final class RootDirectory {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private RootDirectory() {}

    /** @throws Refused if a link on the way to it leads to a path that is not UTF-8, which {@code act} would refuse */
    public static void checkWay(Root root) throws IOException {
        Path there = root.dir();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        new Root(there.toRealPath());
    }

    /** @throws Refused if this cannot be a root; the message says what to do */
    public static void prepare(Root root) throws IOException {
        Path dir = root.dir();
        if (!Files.exists(dir)) {
            make(root);
        }
        if (!Files.isDirectory(dir)) {
            throw new Refused("root", dir + " is not a directory: name another root");
        }
        Path real = dir.toRealPath();
        if (owner(real) != self()) {
            throw new Refused(
                    "root",
                    dir + " belongs to user " + owner(real) + ", not to you (" + self() + "): name another root");
        }
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(real);
        if (isOpen(open)) {
            throw new Refused(
                    "root",
                    dir + " can be written by others (" + PosixFilePermissions.toString(open) + "): chmod go-w " + dir);
        }
        if (!Files.isWritable(real)) {
            throw new Refused("root", dir + " is not writable: chmod u+w " + dir);
        }
        makeAll(root);
        closeAll(root);
    }

    /** Whether a directory counts: it belongs to the supervisor's user, or to root. */
    public static boolean isOwn(Path dir) throws IOException {
        int owner = owner(dir);
        return owner == self() || owner == 0;
    }

    private static int owner(Path dir) throws IOException {
        return (Integer) Files.getAttribute(dir, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int self() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /**
     * What an umask without bits, or somebody's chmod, has left open to others is closed: whoever may write there names
     * programs that are started.
     */
    private static void closeAll(Root root) throws IOException {
        for (Path each : layout(root)) {
            if (!isOwn(each)) {
                throw new Refused(
                        "root",
                        each + " belongs to user " + owner(each)
                                + ": move it away, the supervisor makes its own, or chown it");
            }
            close(each);
        }
        for (Path actor : inside(root.running())) {
            close(new ActorHome(actor));
        }
        for (Path drawer : inside(root.send())) {
            close(drawer);
        }
    }

    /** The same for an actor's directories. */
    public static void close(ActorHome home) {
        for (Path each : List.of(home.dir(), home.spool(), home.asks())) {
            close(each);
        }
    }

    /** Leaves alone what is no directory, or somebody else's. */
    private static void close(Path dir) {
        try {
            if (!Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS) || owner(dir) != self()) {
                return;
            }
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(dir, LinkOption.NOFOLLOW_LINKS);
            if (isOpen(open)) {
                FileStep.closeToOthers(dir);
                LOG.warn("{} could be written by others ({}): not any more", dir, PosixFilePermissions.toString(open));
            }
        } catch (IOException e) {
            LOG.warn("{}: cannot tell who may write there: {}", dir, Errors.sentence(e));
        }
    }

    private static boolean isOpen(Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static List<Path> inside(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.toList();
        }
    }

    private static List<Path> layout(Root root) {
        return List.of(
                root.spawn(),
                root.send(),
                root.running(),
                root.breaks(),
                root.images(),
                root.journal(),
                root.deadMessages().getParent(),
                root.deadMessages(),
                root.deadSpawn(),
                root.deadActors());
    }

    /** Makes the directories that are not there: at the start, and again when somebody has deleted one. */
    public static void makeAll(Root root) throws IOException {
        for (Path each : layout(root)) {
            makeInside(root.dir(), each);
        }
    }

    /** Makes a directory below the root; a link on the way would lead out of it. */
    private static void makeInside(Path root, Path directory) throws IOException {
        Path at = root;
        for (Path step : root.relativize(directory)) {
            at = at.resolve(step);
            if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                create(at);
            }
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new Refused(
                        "root",
                        at + " is a link or a file, not a directory: move it away, the supervisor makes its own");
            }
        }
    }

    /** Another supervisor may be started at the same moment: the lock says later which of the two goes on. */
    private static void create(Path directory) throws IOException {
        try {
            FileStep.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // it was faster
        }
    }

    private static void make(Root root) throws IOException {
        Path dir = root.dir();
        try {
            if (dir.getParent() != null) {
                Files.createDirectories(dir.getParent());
            }
            create(dir);
        } catch (AccessDeniedException e) {
            throw new Refused(
                    "root",
                    "no right to make " + dir + ". Use a root of your own, such as: supervisor ~/actors"
                            + "   or make this one yours: sudo install -d -m 700 -o $USER " + dir);
        }
    }
}
