package actos.supervisor.shell;

import actos.protocol.FileStep;
import actos.protocol.Refused;
import actos.protocol.Root;
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

/** Makes the root's directories, and refuses a root that others could tamper with. */
final class RootDirectory {
    private RootDirectory() {}

    /** @throws Refused if this cannot be a root; the message says what to do */
    static void prepare(Root root) throws IOException {
        Path dir = root.dir();
        if (!Files.exists(dir)) {
            make(root);
        }
        if (!Files.isDirectory(dir)) {
            throw new Refused("root", dir + " is not a directory: name another root");
        }
        Path real = dir.toRealPath();
        int owner = (Integer) Files.getAttribute(real, "unix:uid");
        int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (owner != self) {
            throw new Refused(
                    "root", dir + " belongs to user " + owner + ", not to you (" + self + "): name another root");
        }
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(real);
        if (open.contains(PosixFilePermission.GROUP_WRITE) || open.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new Refused(
                    "root",
                    dir + " can be written by others (" + PosixFilePermissions.toString(open) + "): chmod go-w " + dir);
        }
        if (!Files.isWritable(real)) {
            throw new Refused("root", dir + " is not writable: chmod u+w " + dir);
        }
        makeAll(root);
    }

    /** Makes the directories that are not there: at the start, and again when somebody has deleted one. */
    static void makeAll(Root root) throws IOException {
        for (Path each : List.of(
                root.spawn(),
                root.send(),
                root.running(),
                root.breaks(),
                root.images(),
                root.journal(),
                root.deadMessages(),
                root.deadSpawn(),
                root.deadActors())) {
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
