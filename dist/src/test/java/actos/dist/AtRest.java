package actos.dist;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * When a supervisor has done all that there was to do. Its journal tells of a thing up to a millisecond after that can be
 * seen, so who looks into the journal after he has seen it waits for this. On a busy machine no fixed time is enough.
 */
final class AtRest {
    private static final Duration BETWEEN = Duration.ofMillis(10);
    private static final String SLEEPS = "\nvoluntary_ctxt_switches:\t";
    private static final int SOME = 4;

    private AtRest() {}

    /**
     * Returns when the loop's thread has slept, without having been woken, for ten times as long as the journal lets
     * anything wait; or has gone to sleep some times after as long, so that what waited then is written; at once if it
     * has ended or was stopped.
     */
    static void await(long supervisor) {
        String before = loop(supervisor);
        long sleepsAtFirst = -1;
        while (true) {
            pause();
            String now = loop(supervisor);
            long sleeps = sleeps(now);
            sleepsAtFirst = sleepsAtFirst < 0 ? sleeps : sleepsAtFirst;
            if (now.isEmpty()
                    || now.contains("(stopped)")
                    || now.contains("(sleeping)") && now.equals(before)
                    || sleeps - sleepsAtFirst >= SOME) {
                return;
            }
            before = now;
        }
    }

    private static long sleeps(String loop) {
        int at = loop.indexOf(SLEEPS);
        return at < 0 ? 0 : Long.parseLong(loop.substring(at + SLEEPS.length()).split("\\s+")[0]);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its state and how often it was switched to; empty if it has ended. The JVM calls only this thread as its program. */
    private static String loop(long supervisor) {
        Path tasks = Path.of("/proc", Long.toString(supervisor), "task");
        try (Stream<Path> list = Files.list(tasks)) {
            return list.filter(task -> !task.endsWith(Long.toString(supervisor)))
                    .map(AtRest::status)
                    .filter(status -> status.contains("Name:\tjava"))
                    .map(status -> status.stream()
                            .filter(line -> line.startsWith("State:") || line.contains("ctxt_switches:"))
                            .collect(joining("\n")))
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return ""; // the process has just ended
        }
    }

    private static List<String> status(Path task) {
        try {
            return Files.readAllLines(task.resolve("status"));
        } catch (IOException e) {
            return List.of(); // the thread has just ended
        }
    }
}
