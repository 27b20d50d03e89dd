package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some starts of {@code examples/soak/starts.py}: whatever is strewn about a root, a supervisor serves it. The system
 * properties {@code actos.test.starts} and {@code actos.test.startsSeed} say how many, and which.
 */
class StartsIT {
    private static final int COUNT = Integer.getInteger("actos.test.starts", 20);
    private static final int SEED = Integer.getInteger("actos.test.startsSeed", 11);
    private static final int NO_CELL = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temp;

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void a_root_is_served_whatever_lies_in_it_at_a_start() {
        Ran ran = Programs.run(
                temp,
                Programs.environment(Map.of(
                        "ACTOS_BIN", Programs.launcher("supervisor").getParent().toString())),
                "",
                Duration.ofSeconds(120).plus(Duration.ofSeconds(10).multipliedBy(COUNT)),
                List.of(
                        Programs.CHECKOUT.resolve("examples/soak/starts.py").toString(),
                        "--root",
                        temp.resolve("starts").toString(),
                        "--starts",
                        Integer.toString(COUNT),
                        "--seed",
                        Integer.toString(SEED)));
        assumeTrue(ran.code() != NO_CELL, "no namespaces can be made here, and it might harm somebody outside of them");
        ran.ok();
        assertTrue(ran.out().contains(COUNT + " starts"), ran::toString);
    }
}
