package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.FileStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Crash points by design, not luck: the supervisor ends, as if it was KILLed, before and after each step that changes the
 * disk, one run for each, while people go on with their {@link CrashPointPlay}; the next supervisor must bring the root to
 * the very same end. Each run starts two or three supervisors, so not all points are run each time, but each fourth
 * or eighth; {@code -Dactos.crashPoint.every=1} runs all of them. A failure names the series,
 * the number N and the step; {@code -Dactos.crashPoint=N} runs that one alone.
 */
@Isolated("keeps all processors busy")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class CrashPointsIT {
    private static final int ONLY = Integer.getInteger("actos.crashPoint", 0);
    private static final int EVERY = Integer.getInteger("actos.crashPoint.every", 0);
    private static final int AT_ONCE = 5;
    private static final int ENOUGH_FAILURES = 3;

    private static Path directory;

    /** One run in which a supervisor is to halt at edge N; false if it did not come to that. */
    private interface Run {
        boolean halts(CrashPointRoot os, int n) throws Exception;
    }

    @BeforeAll
    static void play_without_a_crash() throws Exception {
        Path memory = Path.of("/dev/shm");
        directory = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "actos-points")
                : Files.createTempDirectory("actos-points");
        CrashPointPlay.writePrograms(directory);
        try (CrashPointRoot os = new CrashPointRoot(directory, "0")) {
            try {
                finish(os);
            } catch (AssertionError e) {
                e.addSuppressed(new AssertionError(os.describe()));
                throw e;
            }
        }
    }

    @AfterAll
    static void clean_up() {
        Programs.delete(directory);
    }

    @Test
    void a_halt_anywhere_in_a_supervisors_life_changes_nothing() throws Exception {
        atEachPoint("life", 8, 300, (os, n) -> {
            os.start(n);
            if (os.playToTheEnd()) {
                return false;
            }
            assertHalted(os);
            finish(os);
            return true;
        });
    }

    /** Meanwhile the counter is KILLed, and people go on with their work. */
    @Test
    void a_second_halt_anywhere_in_the_recovery_from_a_KILL_changes_nothing() throws Exception {
        atEachPoint("recovery", 8, 80, (os, n) -> {
            os.start(0);
            os.playToTheMiddle();
            os.kill();
            os.play.killCounter();
            os.play.advance();
            os.start(n);
            if (os.await("what was asked for meanwhile is done", () -> {
                os.play.advance();
                return os.play.isMiddleDone();
            })) {
                return false;
            }
            assertHalted(os);
            finish(os);
            return true;
        });
    }

    /** All that the shutdown has ended comes back, and goes on with the message that it had. */
    @Test
    void after_a_halt_anywhere_in_a_shutdown_all_can_be_restored() throws Exception {
        atEachPoint("shutdown", 4, 80, (os, n) -> {
            os.start(0);
            os.playToTheMiddle();
            os.kill();
            os.start(n);
            boolean halted = !os.awaitService() || os.shutdown() != 0;
            if (halted) {
                assertHalted(os);
            }
            finish(os, "--restore");
            return halted;
        });
    }

    private static void assertHalted(CrashPointRoot os) throws InterruptedException {
        assertEquals(FileStep.HALTED, os.exitCode(), "exit code of the supervisor");
        assertTrue(os.lastWords().startsWith("halted "), os::lastWords);
    }

    /** A supervisor that is allowed to live: it must bring all to its end, and end well. */
    private static void finish(CrashPointRoot os, String... flags) throws Exception {
        os.start(0, flags);
        assertTrue(os.playToTheEnd(), () -> "the last supervisor ended: " + os.lastWords());
        assertEquals(0, os.shutdown(), "exit code of the last supervisor");
        List<String> faults = os.faultsAfterwards();
        assertTrue(faults.isEmpty(), () -> "after the end:\n" + String.join("\n", faults));
    }

    /**
     * Runs this for N = 1, 2, 3… until a run does not halt, which must not be before so many did.
     *
     * @param stride which N are enough where nothing else is asked for: 8 for each eighth
     */
    private static void atEachPoint(String series, int stride, int least, Run run) throws Exception {
        int every = EVERY > 0 ? EVERY : stride;
        AtomicInteger next = new AtomicInteger(Math.max(1, ONLY));
        AtomicInteger last = new AtomicInteger(ONLY > 0 ? ONLY : Integer.MAX_VALUE);
        AtomicInteger halted = new AtomicInteger();
        ConcurrentSkipListMap<Integer, String> failures = new ConcurrentSkipListMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(workers.submit(() -> {
                    for (int n; (n = next.getAndAdd(every)) <= last.get() && failures.size() < ENOUGH_FAILURES; ) {
                        if (halts(series, run, n, failures)) {
                            halted.incrementAndGet();
                        } else {
                            last.accumulateAndGet(n, Math::min);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            workers.shutdownNow();
        }
        assertTrue(failures.isEmpty(), () -> String.join("\n\n", failures.values()));
        System.out.println("crash points passed in the series " + series + ": " + halted);
        assertTrue(ONLY > 0 || halted.get() >= least / every, () -> "only " + halted + " points");
    }

    private static boolean halts(String series, Run run, int n, Map<Integer, String> failures) throws IOException {
        try (CrashPointRoot os = new CrashPointRoot(directory, series + n)) {
            try {
                return run.halts(os, n);
            } catch (Exception | AssertionError e) {
                failures.put(n, series + ", N=" + n + ", " + os.halts() + ": " + e.getMessage() + "\n" + os.describe());
                return true;
            }
        }
    }
}
