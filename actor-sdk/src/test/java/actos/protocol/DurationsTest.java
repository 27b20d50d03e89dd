package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, 500, 500ms",
        "2s, 2000, 2s",
        "0s, 0, 0ms",
        "60s, 60000, 1m",
        "90m, 5400000, 90m",
        "24h, 86400000, 1d",
        "1000ms, 1000, 1s",
        "1001ms, 1001, 1001ms",
        "7d, 604800000, 7d",
        "36500d, 3153600000000, 36500d"
    })
    void is_a_number_and_a_unit_and_written_as_short_as_can_be(String text, long millis, String shortest) {
        Duration duration = Durations.parse("cycle", text);
        assertEquals(Duration.ofMillis(millis), duration);
        assertEquals(shortest, Durations.format(duration));
        assertEquals(duration, Durations.parse("cycle", shortest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "s", "2 s", "-2s", "2.5s", "2S", "2sec", "1h30m", "2s\n", "1234567890123s"})
    void other_forms_are_refused_with_field_and_value(String text) {
        Refused refused = assertThrows(Refused.class, () -> Durations.parse("cycle", text));
        assertEquals("cycle", refused.field());
        assertEquals(
                "cycle \"" + Names.printable(text) + "\" is no duration: write a number and ms, s, m, h or d",
                refused.getMessage());
    }

    /** Whoever counts them in nanoseconds would fail. */
    @ParameterizedTest
    @ValueSource(strings = {"36501d", "876001h", "999999999999s", "999999999999d"})
    void more_than_a_hundred_years_is_refused(String text) {
        Refused refused = assertThrows(Refused.class, () -> Durations.parse("stopTimeout", text));
        assertEquals("stopTimeout", refused.field());
        assertEquals("stopTimeout \"" + text + "\" is longer than 36500d", refused.getMessage());
    }

    @Test
    void a_delay_that_nobody_could_read_back_makes_no_name() {
        Refused refused = assertThrows(
                Refused.class, () -> new OutgoingName(new ActorId("a"), new MessageName("k"), Duration.ofDays(40_000)));
        assertTrue(refused.getMessage().endsWith("is longer than 36500d"), refused.getMessage());
    }
}
