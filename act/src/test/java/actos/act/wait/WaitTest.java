package actos.act.wait;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.call.Workspace;
import actos.act.root.Liveness;
import actos.act.term.Failure;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitTest {
    private static final Duration SHORT = Duration.ofMillis(60);

    @TempDir
    Path dir;

    TestRoot test;
    Workspace workspace;
    final List<String> signals = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        test = new TestRoot(dir);
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        test.liveness = root -> new Liveness.Served(true, self);
        test.kill = (signal, target) -> signals.add(signal);
        workspace = test.workspace();
    }

    @Test
    void says_what_is_missing_when_the_time_is_over() {
        Failure late = assertThrows(
                Failure.class, () -> Wait.atMost(SHORT, workspace).until(() -> false, () -> "it has not come"));
        assertEquals("it has not come", late.getMessage());
        assertEquals(5, late.exitCode());
        assertEquals(List.of(), signals);
    }

    @Test
    void sees_what_comes_and_says_nothing() throws IOException {
        int[] looks = new int[1];
        Wait.atMost(Duration.ofMinutes(1), workspace).until(() -> ++looks[0] == 3, () -> {
            throw new AssertionError("there is nothing to say");
        });
        assertEquals(3, looks[0]);
    }

    @Test
    void tells_the_supervisor_once_for_what_is_awaited_next() throws IOException {
        Wait wait = Wait.atMost(Duration.ofMinutes(1), workspace).nudging();
        int[] looks = new int[1];
        assertTrue(wait.sees(() -> ++looks[0] == 5));
        assertEquals(List.of("USR1"), signals);
        assertTrue(wait.sees(() -> true));
        assertEquals(List.of("USR1"), signals);
    }

    @Test
    void tells_it_not_before_it_had_time_to_see_by_itself_and_then_as_often_as_is_wanted() throws IOException {
        assertFalse(Wait.atMost(SHORT, workspace)
                .nudgingAfter(Duration.ofMinutes(1))
                .sees(() -> false));
        assertEquals(List.of(), signals);
        assertTrue(Wait.atMost(Duration.ofMinutes(1), workspace)
                .nudgingEvery(Duration.ofMillis(1))
                .sees(() -> signals.size() > 2));
    }

    @Test
    void says_once_for_all_that_is_awaited_what_takes_long() throws IOException {
        int[] said = new int[1];
        int[] looks = new int[1];
        Wait wait = Wait.atMost(Duration.ofMinutes(1), workspace).tellingAfter(Duration.ZERO, () -> {
            said[0]++;
            return "it takes long";
        });
        assertTrue(wait.sees(() -> ++looks[0] % 4 == 0));
        assertTrue(wait.sees(() -> ++looks[0] % 4 == 0));
        assertEquals(1, said[0]);
    }

    @Test
    void ends_with_the_supervisor() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessIdentity supervisor = ProcessIdentity.of(process.pid()).orElseThrow();
            test.liveness = root -> new Liveness.Served(true, supervisor);
            Workspace served = test.workspace();
            served.supervisor();
            process.destroyForcibly().waitFor();
            Failure ended = assertThrows(
                    Failure.class,
                    () -> Wait.atMost(Duration.ofMinutes(1), served).until(() -> false, () -> "late"));
            assertTrue(ended.getMessage().startsWith("the supervisor ended before it was done"), ended.getMessage());
        } finally {
            process.destroyForcibly();
        }
    }
}
