package actos.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JAVA_HOME whose {@code java} begins with something else: as another user, with other limits. The launchers and what
 * they start keep their process ids, since everything is exec'ed.
 */
final class WrappedJava {
    private WrappedJava() {}

    /**
     * Makes one.
     *
     * @param dir where; must not be there yet
     * @param script bash; {@code "$@"} is the command with its words, which it has to exec
     */
    static Path in(Path dir, String script) throws IOException {
        Path real = Path.of(System.getProperty("java.home"));
        Path java = Files.createDirectories(dir.resolve("bin")).resolve("java");
        Files.writeString(
                java, "#!/bin/bash\nset -- " + quoted(real.resolve("bin/java")) + " \"$@\"\n" + script + "\n");
        if (!java.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + java + " executable");
        }
        Files.createSymbolicLink(dir.resolve("release"), real.resolve("release"));
        return dir;
    }

    /** A path as a word of the shell. */
    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
