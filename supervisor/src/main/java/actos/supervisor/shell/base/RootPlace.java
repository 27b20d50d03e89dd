package actos.supervisor.shell.base;

import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Whether the root is still at its path: somebody may have moved it, and something else may be there now. The supervisor
 * has it open, but actors were told paths. Used by the loop's thread.
 */
public final class RootPlace {
    private final Root root;
    private final Posix posix;
    private final Dir dir;
    private final Health health;
    private final Object key;

    public RootPlace(Root root, Posix posix, Dir dir, Health health) throws IOException {
        this.root = root;
        this.posix = posix;
        this.dir = dir;
        this.health = health;
        this.key = key(root.dir());
    }

    /** Tells one directory from another; a link to it is as good. */
    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Asks the disk. */
    public boolean isThere() {
        try {
            return key.equals(key(root.dir()));
        } catch (IOException e) {
            return false;
        }
    }

    /** The root itself, wherever it is by now; good until {@link Posix#release}. */
    public Path dir() throws IOException {
        return isThere() ? root.dir() : posix.open(dir);
    }

    /** The same as {@link #isThere}, and everybody is told. */
    public boolean keep() {
        boolean isThere = isThere();
        if (isThere) {
            health.worked(Task.FINDING_ROOT, root.dir());
        } else {
            health.failed(Task.FINDING_ROOT, root.dir(), new Refused(null, whatToDo()));
        }
        return isThere;
    }

    private String whatToDo() {
        Path now = whereNow();
        String where = now == null ? "another directory, or none, is there" : "it was moved to " + now;
        String back = now == null ? "put it back" : "move it back (mv " + word(now) + " " + word(root.dir()) + ")";
        String end = now == null ? "" : " (act -r " + word(now) + " shutdown)";
        return where + "; actors do not find their files, and none is started until then: " + back
                + ", or end this supervisor" + end + " and start one where the root is";
    }

    private static String word(Path path) {
        return Names.shellWord(path.toString());
    }

    /** Null if that cannot be told, or it was deleted. */
    private Path whereNow() {
        try {
            Path now = posix.open(dir).toRealPath();
            return key.equals(key(now)) ? now : null;
        } catch (IOException e) {
            return null;
        }
    }
}
