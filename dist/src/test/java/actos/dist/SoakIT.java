package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A few minutes of the soak in {@code examples/soak}: nothing is lost whatever is killed. It is measured in kills, since
 * a busy machine needs longer for them. It runs alone, since it takes all there is of the machine.
 */
@Isolated
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SoakIT {
    private static final Duration PATIENCE = Duration.ofMinutes(14);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path temp;

    @Test
    void the_books_balance_after_the_torment() {
        Ran ran = soak("--kills", "40", "--seed", "3").ok();
        assertTrue(figure(ran, "supervisor +([0-9]+) kills") >= 40, ran::toString);
        assertTrue(figure(ran, "actors +([0-9]+) kills") >= 15, ran::toString);
        assertTrue(figure(ran, "messages +([0-9]+) handled") >= 300, ran::toString);
    }

    @Test
    void books_that_do_not_balance_are_told() {
        // who meddles with the message that was swapped excuses its place
        Ran ran = soak("--kills", "12", "--seed", "5", "--sabotage", "--without", "meddling")
                .ended(1);
        assertTrue(figure(ran, "lost +([0-9]+)") >= 1, ran::toString);
        assertTrue(figure(ran, "repeated +([0-9]+)") >= 1, ran::toString);
        assertTrue(figure(ran, "out of order +([0-9]+)") >= 1, ran::toString);
        assertTrue(ran.out().contains("\"event\":\"taken\""), "the journal is quoted");
    }

    private Ran soak(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Programs.CHECKOUT.resolve("examples/soak/soak.py").toString(),
                "--root",
                temp.resolve("soak").toString()));
        command.addAll(List.of(options));
        Map<String, String> env = Programs.environment(
                Map.of("ACTOS_BIN", Programs.launcher("supervisor").getParent().toString()));
        return Programs.run(temp, env, "", PATIENCE, command);
    }

    private static int figure(Ran ran, String row) {
        Matcher found = Pattern.compile("(?m)^" + row).matcher(ran.out());
        assertTrue(found.find(), ran::toString);
        return Integer.parseInt(found.group(1));
    }
}
