package actos.act.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.term.Failure;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:30:05Z");

    private static Position parse(String text) {
        return Position.parse(text, NOW, ZoneId.of("UTC"));
    }

    @Test
    void is_a_message_a_line_a_delivery_or_a_time() {
        assertEquals(new Position.Message(41), parse("41"));
        assertEquals(new Position.Line(97), parse("@97"));
        assertEquals(new Position.Delivery(5), parse("-5"));
        assertEquals(new Position.Time(NOW.minusSeconds(120)), parse("-2m"));
        assertEquals(new Position.Time(Instant.parse("2026-11-01T00:00:00Z")), parse("2026-11-01T00:00:00Z"));
        assertEquals(new Position.Time(Instant.parse("2026-11-22T09:03:07Z")), parse("9:03:07"));
    }

    @Test
    void a_time_of_day_is_the_last_one_that_was() {
        assertEquals(new Position.Time(Instant.parse("2026-11-21T23:00:00Z")), parse("23:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "-", "-2x", "@", "25:00", "99999999999999999999", "1.5"})
    void anything_else_is_refused_with_what_to_give(String text) {
        Failure failure = assertThrows(Failure.class, () -> parse(text));
        assertTrue(failure.getMessage().contains("\"" + text + "\""), failure::getMessage);
        assertTrue(failure.getMessage().contains("-5"), failure::getMessage);
    }
}
