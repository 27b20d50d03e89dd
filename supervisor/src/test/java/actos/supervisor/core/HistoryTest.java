package actos.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories: whatever happens, no message is lost, doubled, overtaken or stuck. A failure names its seed. */
class HistoryTest {
    private static final int STEPS = 800;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(
            longs = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54,
                55, 56, 57, 58
            })
    void nothing_is_lost_doubled_overtaken_or_stuck(long seed) {
        History history = new History(seed);
        boolean shutdown = seed % 5 == 0;
        try {
            history.go(STEPS);
            history.settle(shutdown);
            history.checkQuiet(shutdown);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        assertTrue(history.ledger().delivered() > 25, "seed " + seed + " hardly delivers anything");
    }
}
