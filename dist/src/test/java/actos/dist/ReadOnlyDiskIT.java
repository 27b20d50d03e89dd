package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk on which nothing can be changed any more: the supervisor ends in its time, and the next one goes on. */
class ReadOnlyDiskIT {
    private static final String WRITABLE =
            "chattr -R -i . 2>/dev/null || :; ! grep -qF \" ${PWD// /\\\\040} \" /proc/self/mounts || umount .";

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @AfterEach
    void writableAgain() {
        os.bash(WRITABLE);
    }

    /** Each file is made unchangeable, or where there is no such thing, the disk is mounted anew over itself. */
    private void readOnly() {
        os.bash("chattr -R +i . 2>&1 || { mount --bind . \"$PWD\" && mount -o remount,ro,bind \"$PWD\"; } 2>&1 || :");
        assumeTrue(
                os.bash("touch .probe 2>&1 || echo refused").out().contains("refused"),
                "no right to make a disk read-only; shutdown.txt plays the same");
    }

    @Test
    void TERM_ends_it_in_its_time_and_the_next_one_goes_on() throws InterruptedException {
        os.start("--cycle", "200ms", "--stop-timeout", "1s");
        os.spawnWith("r", "recorder", Restarts.PERMANENT);
        os.send("r", "1");
        os.awaitGot("r", "1");
        readOnly();
        os.supervisor().destroy();
        endsHavingLeft("r");
        os.bash(WRITABLE);
        os.start("--cycle", "200ms");
        os.send("r", "2");
        os.awaitGot("r", "1", "2");
    }

    @Test
    void a_second_TERM_ends_it_at_once_with_all_that_it_has_started() throws InterruptedException {
        os.start("--cycle", "200ms", "--stop-timeout", "1h").spawn("d", "deaf");
        readOnly();
        os.supervisor().destroy();
        os.eventually("it has begun", () -> Programs.text(os.log()).contains("d: stopping"));
        os.bash("kill $(cat .pid)");
        endsHavingLeft("d");
        os.bash(WRITABLE);
    }

    private void endsHavingLeft(String id) throws InterruptedException {
        assertTrue(os.supervisor().waitFor(30, TimeUnit.SECONDS), "it still does not end");
        assertEquals(4, os.supervisor().exitValue());
        String log = Programs.text(os.log());
        assertTrue(log.contains("for the next supervisor: " + id), log);
        assertTrue(log.contains("burying " + id + ": "), log);
        assertFalse(log.contains("\tat "), "a sentence, no stack trace");
        os.eventually("none of its processes lives", () -> os.remains().isEmpty());
    }
}
