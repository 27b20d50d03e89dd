package actos.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults of intensity, period and backoff have to work together: what fails again and again is given up. */
class RestartsTest {
    private static final int IDS = 1000;
    private static final ActorSpec DEFAULTS = ActorSpec.program("/bin/true");

    /** How often a program of this id that lives so long each time has ended when it is given up; 0 if it never is. */
    private static int endsUntilGivenUp(ActorId id, Duration life, int most) {
        Restarts restarts = new Restarts();
        long nanos = 0;
        for (int ends = 1; ends <= most; ends++) {
            nanos += life.toNanos();
            Now now = new Now(nanos, Instant.EPOCH.plusNanos(nanos));
            nanos += restarts.delay(id, DEFAULTS, now).toNanos();
            if (!restarts.isAllowed(DEFAULTS, now)) {
                return ends;
            }
        }
        return 0;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 900, 1000, 2000, 5000, 10_000, 11_000})
    void what_lives_for_eleven_seconds_or_less_is_given_up_at_its_sixth_end(long millis) {
        for (int i = 0; i < IDS; i++) {
            assertEquals(6, endsUntilGivenUp(new ActorId("a" + i), Duration.ofMillis(millis), 100));
        }
    }

    @Test
    void what_lives_for_more_than_a_fifth_of_the_period_is_not() {
        for (int i = 0; i < IDS; i++) {
            assertEquals(0, endsUntilGivenUp(new ActorId("a" + i), Duration.ofMillis(12_001), 1000));
        }
    }

    @Test
    void all_waits_before_that_are_short_beside_the_period() {
        Restarts restarts = new Restarts();
        Duration waits = Duration.ZERO;
        for (int i = 0; i < DEFAULTS.intensity(); i++) {
            waits = waits.plus(restarts.delay(new ActorId("a"), DEFAULTS, new Now(i, Instant.EPOCH)));
        }
        assertTrue(waits.multipliedBy(20).compareTo(DEFAULTS.period()) < 0, waits::toString);
    }
}
