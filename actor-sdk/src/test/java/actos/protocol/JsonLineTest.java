package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written byte by byte is read by the mapper as it was meant. */
class JsonLineTest {
    private final JsonLine line = new JsonLine();

    private String text() {
        return new String(line.buffer(), 0, line.length(), StandardCharsets.UTF_8);
    }

    private JsonNode parsed() {
        String text = text();
        assertTrue(text.endsWith("\n") && text.indexOf('\n') == text.length() - 1, text);
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"quoted\" \\ back / slash",
                "line\nbreak\r\n\ttab \b\f",
                "\u0000\u0001\u001f\u007f\u0080",
                "é ü 漢字 😀 \u2028\u2029",
                "{\"not\":\"an object\"}",
                "</script>"
            })
    void any_text_comes_back(String text) {
        line.begin().field("text", text).end();
        assertEquals(text, parsed().get("text").textValue());
    }

    @Test
    void a_text_longer_than_the_buffer_comes_back() {
        String text = "é\"\n".repeat(100_000);
        line.begin().field("text", text).field("n", 1).end();
        assertEquals(text, parsed().get("text").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                9,
                10,
                99,
                100,
                12345,
                999_999_999,
                1_000_000_000,
                1_000_000_001,
                999_999_999_999L,
                Long.MAX_VALUE,
                -1,
                -10,
                Long.MIN_VALUE
            })
    void any_number_comes_back(long number) {
        line.begin().field("n", number).fieldOrNull("m", number).end();
        assertEquals(number, parsed().get("n").longValue());
        assertEquals(number == 0, parsed().get("m").isNull());
        assertEquals(number, parsed().get("m").longValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T14:30:05.123456789Z",
                "2026-11-22T14:30:05Z",
                "2026-11-22T14:30:00.000000001Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "9999-12-31T23:59:59.1Z"
            })
    void any_time_comes_back_with_nanoseconds(String time) {
        Instant at = Instant.parse(time);
        line.begin()
                .field("at", at)
                .field("same", at)
                .field("next", at.plusSeconds(1))
                .end();
        assertEquals(at, Instant.parse(parsed().get("at").textValue()));
        assertEquals(at, Instant.parse(parsed().get("same").textValue()));
        assertEquals(at.plusSeconds(1), Instant.parse(parsed().get("next").textValue()));
        assertTrue(parsed().get("at").textValue().matches(".*:\\d\\d\\.\\d{9}Z"));
    }

    @Test
    void names_ids_truth_and_nothing_come_back() {
        line.begin()
                .field("id", new ActorId("a.b-c"))
                .field("name", new MessageName("x_1"))
                .field("noId", (ActorId) null)
                .field("noName", (MessageName) null)
                .field("noText", (String) null)
                .field("yes", true)
                .field("no", false)
                .end();
        assertEquals(
                "{\"id\":\"a.b-c\",\"name\":\"x_1\",\"noId\":null,\"noName\":null,\"noText\":null,\"yes\":true,"
                        + "\"no\":false}",
                parsed().toString());
    }

    @Test
    void a_value_of_several_lines_becomes_one_line() {
        byte[] value = "\r\n{\n  \"a\": \"b\\nc\",\r\n  \"d\": [1,\n2]\n}\n\n \t".getBytes(StandardCharsets.UTF_8);
        line.begin().json("body", value, value.length).field("n", 1).end();
        assertEquals("{\"body\":{\"a\":\"b\\nc\",\"d\":[1,2]},\"n\":1}", parsed().toString());
    }

    @Test
    void of_a_value_only_its_length_counts() {
        byte[] value = "12345".getBytes(StandardCharsets.UTF_8);
        line.begin().json("body", value, 3).end();
        assertEquals(123, parsed().get("body").intValue());
    }

    @Test
    void a_line_is_filled_up_to_a_width() {
        line.begin().field("n", 1).end(640);
        assertEquals(640, line.length());
        assertEquals(1, parsed().get("n").intValue());
        line.clear();
        line.begin().field("text", "x".repeat(700)).end(640);
        assertEquals("x".repeat(700), parsed().get("text").textValue());
    }

    @Test
    void one_line_comes_after_the_other_until_they_are_forgotten() {
        line.begin().field("n", 1).end();
        line.begin().field("n", 2).end();
        line.begin().end();
        assertEquals("{\"n\":1}\n{\"n\":2}\n{}\n", text());
        line.clear();
        line.begin().field("n", 3).end();
        assertEquals("{\"n\":3}\n", text());
    }
}
