package actos.supervisor.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A directory whose files are used often. {@link NativePosix} keeps it open from its first use on, so that no path is
 * walked again, and no link that takes the directory's place leads anywhere else. Used by the loop's thread.
 */
final class Dir {
    static final int CLOSED = -1;

    final Path path;
    /** The path as the kernel wants it, for native calls. */
    final byte[] bytes;
    /** The open directory's descriptor, for {@link NativePosix} only. */
    int handle = CLOSED;

    Dir(Path path) {
        this.path = path;
        this.bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
