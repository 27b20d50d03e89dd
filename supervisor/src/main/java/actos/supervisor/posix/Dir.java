package actos.supervisor.posix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A directory whose files are used often. {@link NativePosix} keeps it open as long as it is busy, so that no path is
 * walked again, and no link that takes the directory's place leads anywhere else. One that has a parent is opened
 * through that, and never through a link. Used by the loop's thread.
 */
public final class Dir {
    static final int CLOSED = -1;
    public static final long ANY = 0;

    public final Path path;
    /** The path as the kernel wants it, for native calls. */
    final byte[] bytes;
    /** Through which it is opened; null if through its whole path. */
    final Dir parent;
    /** Its name there as the kernel wants it. */
    final byte[] name;
    /** Which directory it is: another one that stands in its place counts as none. */
    public final long inode;
    /** Whether it stays open from its first use on. */
    final boolean isKept;

    /** The open directory's descriptor, and when it was used; for {@link NativePosix} and {@link OpenDirs} only. */
    int handle = CLOSED;

    boolean wasUsed;
    long used;
    long pinned;

    private Dir(Path path, Dir parent, long inode, boolean isKept) {
        this.path = path;
        this.bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        this.parent = parent;
        this.name = parent == null ? bytes : path.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        this.inode = inode;
        this.isKept = isKept;
    }

    public Dir(Path path) {
        this(path, null, ANY, false);
    }

    /** A directory in another one; {@link #ANY} if it may be replaced. */
    public Dir(Dir parent, String name, long inode) {
        this(parent.file(name), parent, inode, false);
    }

    /** One that stays open. */
    public static Dir kept(Path path) {
        return new Dir(path, null, ANY, true);
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** A file name that is not UTF-8 cannot be asked for by its text; only a listing can find it. */
    public static boolean isUndecodable(String file) {
        return file.indexOf('\ufffd') >= 0;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
