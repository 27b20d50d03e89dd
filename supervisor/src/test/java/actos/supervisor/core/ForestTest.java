package actos.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Random trees and random ends: order, intensity and who runs under whom hold after every event. A failure names its seed. */
class ForestTest {
    private static final int TREES = 400;
    private static final int STEPS = 300;

    @Test
    void no_child_runs_under_a_stopped_parent_in_order_and_within_the_intensity() {
        int started = 0;
        for (long seed = 1; seed <= TREES; seed++) {
            try {
                Forest forest = new Forest(seed);
                forest.go(STEPS);
                forest.settle();
                started += forest.started();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
        assertTrue(started > 10 * TREES, "only " + started + " processes were started");
    }
}
