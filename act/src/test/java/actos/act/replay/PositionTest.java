package actos.act.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.term.Failure;
import actos.protocol.Names;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:30:05Z");
    private static final Set<String> IMAGES = Set.of("branch-1", "42", "now");

    private static Position parse(String text) {
        return Position.parse(text, IMAGES::contains, NOW, ZoneId.of("UTC"));
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
    void is_an_image_or_now() {
        assertEquals(new Position.Saved("branch-1"), parse("branch-1"));
        assertEquals(new Position.Saved("42"), parse("42"), "what is an image's name is no message's number");
        assertEquals(new Position.Now(), parse("now"));
        assertThrows(Failure.class, () -> parse("branch-2"));
    }

    @Test
    void a_time_of_day_is_the_last_one_that_was() {
        assertEquals(new Position.Time(Instant.parse("2026-11-21T23:00:00Z")), parse("23:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "../x", "\u009b31m", "-", "-2x", "@", "25:00", "99999999999999999999", "1.5"})
    void anything_else_is_refused_with_what_to_give(String text) {
        Failure failure = assertThrows(Failure.class, () -> parse(text));
        assertTrue(failure.getMessage().contains("\"" + Names.printable(text) + "\""), failure::getMessage);
        assertTrue(failure.getMessage().contains("-5"), failure::getMessage);
    }
}
