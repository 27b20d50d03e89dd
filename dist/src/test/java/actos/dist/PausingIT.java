package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Pausing, stepping, breakpoints, and changes by hand. */
class PausingIT {
    @Nested
    class WithNotices extends Pausing {
        WithNotices() {
            super(Mode.NOTICES);
        }

        /** Control files come in one queue with the mail. */
        @Test
        void nothing_that_is_sent_after_touch_paused_is_delivered() {
            os.start();
            os.spawn("a", "recorder");
            for (int i = 1; i <= 30; i++) {
                os.bash("touch paused; echo " + i + " > send/a::m" + i);
                int n = i;
                os.eventually("it is taken", () -> os.journal("taken").size() == n);
                awaitSystem(true);
                os.awaitJournalled(n - 1, "delivered");
                assertEquals(1, os.waiting("a").size());
                os.bash("rm paused");
                os.eventually("it is handled", () -> os.journal("done").size() == n);
            }
            assertEquals(30, os.got("a").size());
        }

        /** What is written into it comes after it was made. */
        @Test
        void a_step_that_is_written_in_place_is_not_read_before_it_is_complete() {
            os.start("--cycle", "1h"); // a scan may find the file empty for so long that it counts
            os.spawn("a", "recorder");
            os.spawn("b", "recorder");
            os.bash("touch paused");
            awaitSystem(true);
            os.send("a", "1");
            os.send("b", "2");
            os.eventually("all is taken", () -> os.journal("taken").size() == 2);
            os.bash("{ sleep 0.02; echo b; } > step");
            os.awaitGot("b", "2");
            assertEquals(List.of(), os.got("a"));
            os.awaitJournalled(1, "stepped");
        }
    }

    @Nested
    class ScanOnly extends Pausing {
        ScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }
}
