package actos.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where the programs under test are, and how they are run to their end. Safe for use by several tests at once. */
final class Programs {
    /** The distribution that was put together. */
    static final Path HOME = Path.of(System.getProperty("actos.home"));

    /** The checkout with its READMEs and examples. */
    static final Path CHECKOUT = Path.of(System.getProperty("actos.checkout"));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Programs() {}

    /** A launcher of the distribution. */
    static Path launcher(String name) {
        return HOME.resolve("bin").resolve(name);
    }

    /** An actor of the test resources. */
    static Path actor(String name) {
        try {
            return Path.of(Programs.class.getResource("/actors/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The environment of this test run without anything of ActOS, and these variables. */
    static Map<String, String> environment(Map<String, String> more) {
        Map<String, String> env = new TreeMap<>(System.getenv());
        env.keySet().removeIf(name -> name.startsWith("ACTOS_"));
        env.putAll(more);
        return env;
    }

    /** Runs a program with exactly this environment and empty input. */
    static Ran run(Path directory, Map<String, String> env, List<String> command) {
        return run(directory, env, "", PATIENCE, command);
    }

    /** Runs a program with exactly this environment and this text as its input. */
    static Ran run(Path directory, Map<String, String> env, String input, Duration patience, List<String> command) {
        Path files = null;
        try {
            // files, not pipes: a program that leaves something running in the background keeps a pipe open
            files = Files.createTempDirectory("ran");
            Path in = Files.writeString(files.resolve("in"), input);
            Path out = files.resolve("out");
            Path err = files.resolve("err");
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(env);
            Process process = builder.start();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Ran ran = new Ran(command, process.exitValue(), text(out), text(err));
            if (!ended) {
                throw new AssertionError("did not end within " + patience + ": " + ran);
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            deleteFiles(files);
        }
    }

    /** Deletes a directory with files that Java can name; without a process, since each run needs it. */
    private static void deleteFiles(Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a file that a program may write at this moment. */
    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a directory with all that is in it, also names that Java cannot read. */
    static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try {
            new ProcessBuilder("rm", "-rf", "--", directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
