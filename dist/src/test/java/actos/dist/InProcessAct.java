package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import actos.act.Act;
import actos.act.call.Editor;
import actos.act.call.Kill;
import actos.act.call.Surroundings;
import actos.act.root.HeldLock;
import actos.act.root.Owner;
import actos.act.term.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code act} as its launcher calls it, but in the JVM of the tests, where a call takes a hundredth of the time that a
 * process takes to start. All that is around a call is handed in; signals are sent, and the root's lock is looked at, as a
 * process does it. Several calls may be made at the same time.
 */
final class InProcessAct {
    private InProcessAct() {}

    /** Calls it as if from this directory, with exactly this environment, this text as its input, and no terminal. */
    static Ran run(Path directory, Map<String, String> env, String input, Duration patience, String... args) {
        List<String> command = new ArrayList<>(List.of("act"));
        command.addAll(List.of(args));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                asLaunched(env),
                directory,
                Owner.caller(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Terminal.none(),
                new HeldLock(),
                Kill::forked,
                Editor::forked);
        int code = assertTimeoutPreemptively(patience, () -> Act.run(surroundings, args), () -> "of " + command);
        return new Ran(command, code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What the launcher makes of an environment. */
    private static Map<String, String> asLaunched(Map<String, String> env) {
        Map<String, String> launched = new HashMap<>(env);
        launched.put("ACTOS_HOME", Programs.HOME.toString());
        launched.put("ACTOS_LC_ALL", env.getOrDefault("LC_ALL", ""));
        launched.put("LC_ALL", "C.UTF-8");
        return launched;
    }
}
