package actos.supervisor.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A directory whose files are used often: as a {@link Path}, and as bytes with a slash for the native calls. */
final class Dir {
    final Path path;
    final byte[] prefix;

    Dir(Path path) {
        this.path = path;
        this.prefix = (path + "/").getBytes(StandardCharsets.UTF_8);
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
