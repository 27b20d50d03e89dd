package actos.supervisor.shell.base;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A directory is listed again if it may have changed, and not so often that nothing else is done. */
class DirectoryMemoryTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MS = 1_000_000;
    private static final long WALL = 1_700_000_000 * SECOND;

    private final DirectoryMemory memory = new DirectoryMemory();

    /** Listed at second {@code at} within {@code cost}, when it had last changed at second {@code modified}. */
    private void listed(long modified, long at, long cost) {
        memory.listed(WALL + modified * SECOND, WALL + at * SECOND, at * SECOND, at * SECOND + cost);
    }

    private boolean isDue(long modified, long at) {
        return memory.isDue(WALL + modified * SECOND, at * SECOND);
    }

    @Test
    void what_was_never_listed_is_due() {
        assertTrue(isDue(0, 0));
        assertTrue(isDue(5, -5));
    }

    @Test
    void what_has_not_changed_is_not_due_and_what_has_is() {
        listed(1, 10, MS);
        assertFalse(isDue(1, 12));
        assertFalse(isDue(1, 1_000_000));
        assertTrue(isDue(11, 12));
        assertTrue(isDue(0, 12)); // a clock that was set back
    }

    @Test
    void a_change_just_before_the_listing_may_hide_another_in_the_same_instant() {
        memory.listed(WALL, WALL + 10 * MS, 0, MS);
        assertTrue(memory.isDue(WALL, SECOND));
        memory.listed(WALL, WALL + SECOND, SECOND, SECOND + MS);
        assertFalse(memory.isDue(WALL, 2 * SECOND));
    }

    @Test
    void a_change_after_the_listing_began_is_no_reason_to_trust_it() {
        memory.listed(WALL + SECOND, WALL, 0, MS);
        assertTrue(memory.isDue(WALL + SECOND, SECOND));
    }

    @Test
    void what_takes_long_to_list_is_listed_less_often() {
        listed(1, 10, SECOND / 10);
        assertFalse(isDue(20, 15));
        assertTrue(isDue(20, 16));
    }

    @Test
    void what_somebody_waits_for_is_listed_sooner() {
        listed(1, 10, SECOND / 4);
        memory.ask();
        assertFalse(isDue(20, 10));
        assertTrue(isDue(20, 12));
        assertFalse(isDue(1, 12));
        listed(20, 12, SECOND / 4);
        assertFalse(isDue(30, 20));
    }

    @Test
    void however_long_it_took_it_is_listed_again_after_ten_seconds() {
        listed(1, 10, 2 * SECOND);
        assertFalse(isDue(20, 21));
        assertTrue(isDue(20, 22));
    }

    @Test
    void what_is_to_be_looked_at_again_is_due() {
        listed(1, 10, MS);
        memory.forget();
        assertTrue(isDue(1, 12));
    }
}
