package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The one command of the README. */
class QuickstartIT {
    @Test
    void runs_by_itself_and_leaves_nothing() {
        String mark = UUID.randomUUID().toString();
        Map<String, String> env = Programs.environment(Map.of("ACTOS_QUICKSTART", mark));
        Path script = Programs.CHECKOUT.resolve("examples").resolve("quickstart");
        try {
            Ran ran = Programs.run(Programs.CHECKOUT, env, "", Duration.ofMinutes(3), List.of(script.toString()))
                    .ok();
            assertTrue(ran.out().length() > 0, ran::toString);
            List<ProcessHandle> left = Remains.of("ACTOS_QUICKSTART=" + mark);
            assertTrue(left.isEmpty(), () -> "left behind:\n" + Remains.describe(left));
        } finally {
            Remains.kill("ACTOS_QUICKSTART=" + mark);
        }
    }
}
