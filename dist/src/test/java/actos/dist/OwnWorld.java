package actos.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PID namespace in which a bash script plays with a supervisor: what goes wrong in it ends nothing outside, and when the
 * script ends, so does everything that it has started. {@code strangers.sh} has what such scripts need.
 */
final class OwnWorld {
    private static final List<String> NAMESPACE = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

    private final Path base;

    /** @param base where the root and whatever the script makes beside it will be */
    OwnWorld(Path base) {
        this.base = base;
    }

    /** Whether whoever runs the tests may make one. */
    static boolean canBeMade() {
        return Programs.run(Programs.HOME, Map.of("PATH", System.getenv("PATH")), inside("true"))
                        .code()
                == 0;
    }

    private static List<String> inside(String... command) {
        List<String> all = new ArrayList<>(NAMESPACE);
        all.addAll(List.of(command));
        return all;
    }

    /** Runs a script in the root; it ends at its first command that fails. */
    Ran play(String script) {
        Map<String, String> env = Programs.environment(Map.of(
                "ACTOS_ROOT", base.resolve("root").toString(),
                "ACTORS", Programs.actor("recorder").getParent().toString(),
                "PATH", Programs.HOME.resolve("bin") + ":" + System.getenv("PATH")));
        try {
            Path functions = Path.of(OwnWorld.class.getResource("/strangers.sh").toURI());
            return Programs.run(
                    base,
                    env,
                    "",
                    Duration.ofMinutes(4),
                    inside("bash", "-euc", "cd \"$0\"; . \"$1\"\n" + script, base.toString(), functions.toString()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the supervisors of the root have logged. */
    String log() {
        try {
            return Files.readString(base.resolve("root/supervisor.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
