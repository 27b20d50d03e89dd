package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Json.Verdict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether bytes are one complete JSON value, and what the one mapper writes. */
class JsonTest {
    private static Verdict inspect(String text) {
        return inspect(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Verdict inspect(byte[] bytes) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 10); // what is behind the length does not count
        Arrays.fill(longer, bytes.length, longer.length, (byte) '1');
        return Json.inspect(longer, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " {\"a\": [1, 2.5e-3, {\"b\": null}], \"a\": true}\n\n",
                "\"text\"",
                "\"é \\u00e9 \\\" 😀\"",
                "\"\"",
                "true",
                "false\n",
                "null",
                "12\n",
                "-0.5e7 ",
                "\t1\r\n",
                "[1]",
                "\r\n\t {}"
            })
    void one_value_is_complete(String json) {
        assertEquals(Verdict.COMPLETE, inspect(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12", "-1", "0", "1.5", "1e5", " 12", "\n-7"})
    void a_number_with_nothing_behind_it_may_get_more_digits(String json) {
        assertEquals(Verdict.OPEN_NUMBER, inspect(json));
        assertEquals(Verdict.COMPLETE, inspect(json + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "{",
                "[",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "[1,2",
                "[1,]",
                "[1 2]",
                "\"abc",
                "\"abc\\",
                "\"abc\\\"",
                "\"abc\\u12\"",
                "\"abc\\x\"",
                "\"a\nb\"",
                "[\"abc",
                "[\"a\u0001b\"]",
                "tru",
                "truex",
                "nul",
                "True",
                "NaN",
                "[Infinity]",
                "-",
                "1.",
                "1e",
                "01",
                "+1",
                ".5",
                "0x10",
                "12abc",
                "1 2",
                "{} {}",
                "{}}",
                "[]]",
                "{} x",
                "{},",
                "null null",
                "'a'",
                "{a:1}",
                "// c\n1",
                "hello",
                "\u0000",
                "{}\u0000"
            })
    void what_is_cut_short_or_goes_on_is_not_JSON(String text) {
        assertEquals(Verdict.NOT_JSON, inspect(text), text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String fault = Json.fault(bytes, bytes.length);
        assertTrue(fault.startsWith("not JSON"), fault);
    }

    @Test
    void every_beginning_of_a_value_is_not_JSON_yet() {
        String json = "{\"key\": [1, -2.5e+3, \"t\\u00e9xt é\", true, false, null, {}]}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(Verdict.NOT_JSON, Json.inspect(bytes, length), json.substring(0, Math.min(length, 50)));
        }
        assertEquals(Verdict.COMPLETE, Json.inspect(bytes, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void other_encodings_are_not_JSON(String charset) {
        for (String json : new String[] {"{\"a\":1}", "[1]", "\"a\"", "12\n", " {}"}) {
            byte[] bytes = json.getBytes(Charset.forName(charset));
            assertEquals(Verdict.NOT_JSON, inspect(bytes), json);
            assertTrue(Json.fault(bytes, bytes.length).contains("UTF-8"));
        }
    }

    @Test
    void bytes_that_are_no_UTF_8_are_not_JSON() {
        assertEquals(Verdict.NOT_JSON, inspect("\ufeff{}"));
        byte[] marked = "\ufeff{}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "not accepted: it begins with a byte order mark; save it as UTF-8 without one",
                Json.fault(marked, marked.length));
        assertEquals(Verdict.NOT_JSON, inspect("\"é\"".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(Verdict.NOT_JSON, inspect("[\"é\"]".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(Verdict.NOT_JSON, inspect(new byte[] {'"', (byte) 0xc3, '"'}));
        assertEquals(Verdict.NOT_JSON, inspect(new byte[] {(byte) 0xff}));
    }

    @Test
    void nesting_has_a_limit_and_does_not_break_the_stack() {
        assertEquals(Verdict.COMPLETE, inspect("[".repeat(500) + "]".repeat(500)));
        byte[] deep = ("[".repeat(2000) + "]".repeat(2000)).getBytes(StandardCharsets.UTF_8);
        assertEquals(Verdict.NOT_JSON, inspect(deep));
        assertTrue(Json.fault(deep, deep.length).contains("more than 1000 levels deep"), Json.fault(deep, deep.length));
        assertThrows(Refused.class, () -> Json.parse(deep));
        assertEquals(Verdict.NOT_JSON, inspect("{\"a\":".repeat(100_000)));
    }

    @Test
    void a_long_text_is_one_value() {
        assertEquals(Verdict.COMPLETE, inspect("\"" + "é".repeat(1_000_000) + "\""));
        assertEquals(Verdict.COMPLETE, inspect("[" + "1,".repeat(1_000_000) + "1]"));
    }

    @Test
    void a_fault_names_line_and_column() {
        byte[] bytes = "{\n\"a\": x}".getBytes(StandardCharsets.UTF_8);
        assertTrue(Json.fault(bytes, bytes.length).contains("line 2, column"), Json.fault(bytes, bytes.length));
        byte[] half = "{\"a\": [1".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "not JSON: it ends inside a list where \",\" or \"]\" is expected (line 1, column 9)",
                Json.fault(half, half.length));
        assertEquals("not JSON: it is empty", Json.fault(bytes, 0));
        byte[] two = "1 2".getBytes(StandardCharsets.UTF_8);
        assertEquals("not JSON: more than one value (line 1, column 3)", Json.fault(two, two.length));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                [1 2]           | not JSON: "2" where "," or "]" is expected (line 1, column 4)
                [1,]            | not JSON: "]" where a value is expected (line 1, column 4)
                {"a":1,}        | not JSON: "}" where a name in double quotes is expected (line 1, column 8)
                {"a" 1}         | not JSON: "1" where ":" is expected (line 1, column 6)
                {'a':1}         | not JSON: "'" where a name in double quotes is expected (line 1, column 2)
                {"é":'a'}       | not JSON: "'" where a value is expected (line 1, column 6)
                ["é" é]         | not JSON: "é" where "," or "]" is expected (line 1, column 6)
                [True]          | not JSON: True is no value; texts are in double quotes (line 1, column 2)
                [NaN]           | not JSON: NaN is no value; texts are in double quotes (line 1, column 2)
                [01]            | not JSON: a number begins with 0 (line 1, column 2)
                [1.]            | not JSON: "]" where a digit is expected (line 1, column 4)
                [1.5x]          | not JSON: 1.5x is no number (line 1, column 2)
                ["a\\b\\x"]     | not JSON: \\ before "x" (line 1, column 6)
                ["\\u12"]       | not JSON: four hexadecimal digits belong behind \\u (line 1, column 3)
                ["a             | not JSON: it ends inside a text (line 1, column 4)
                {"a"            | not JSON: it ends inside an object where ":" is expected (line 1, column 5)
                1e400           | not accepted: 1e400 is beyond ±1.8e308, the range that all programs can read; send it as a text (line 1, column 1)
                [-2e308]        | not accepted: -2e308 is beyond ±1.8e308, the range that all programs can read; send it as a text (line 1, column 2)
                1e-1234567890   | not accepted: an exponent has 10 digits, 9 are allowed (line 1, column 1)
                """)
    void it_is_said_what_is_wrong_and_where(String text, String fault) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(fault, Json.fault(bytes, bytes.length));
        assertEquals(fault, assertThrows(Refused.class, () -> Json.parse(bytes)).getMessage());
    }

    @Test
    void a_line_break_inside_a_text_is_told_as_one() {
        byte[] bytes = "[\n \"a\nb\"]".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "not JSON: a line break inside a text: write \\n (line 2, column 4)", Json.fault(bytes, bytes.length));
    }

    @Test
    void bounds_are_those_that_are_documented() {
        for (String json : new String[] {
            "[".repeat(1000) + "]".repeat(1000),
            "{\"" + "n".repeat(60_000) + "\": 1}",
            "0." + "3".repeat(998) + " ",
            "1".repeat(309) + " ",
            "1.7976931348623157e308 ",
            "1e-999999999 "
        }) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            assertEquals(Verdict.COMPLETE, inspect(json), () -> Json.fault(bytes, bytes.length));
            Json.parse(bytes);
            Json.parseExactly(bytes);
        }
        for (String json : new String[] {
            "[".repeat(1001) + "]".repeat(1001),
            "0." + "3".repeat(999) + " ",
            "1".repeat(310),
            "1".repeat(1100),
            "[1e309]"
        }) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            String fault = Json.fault(bytes, bytes.length);
            assertTrue(fault != null && fault.startsWith("not accepted: "), fault);
        }
    }

    @Test
    void what_is_no_number_is_not_written() {
        for (Object value :
                new Object[] {Double.NaN, Float.POSITIVE_INFINITY, new double[] {1, Double.NEGATIVE_INFINITY}}) {
            assertThrows(Refused.class, () -> Json.accepted("the value", Json.bytes(value)));
        }
        assertThrows(Refused.class, () -> Json.accepted("the value", Json.bytes("x".repeat(Json.MAX_BYTES))));
    }

    @Test
    void what_is_parsed_is_all_there_is() {
        assertEquals(5, Json.parse("5".getBytes(StandardCharsets.UTF_8)).intValue());
        assertThrows(Refused.class, () -> Json.parse("5 5".getBytes(StandardCharsets.UTF_8)));
        assertThrows(Refused.class, () -> Json.parse(new byte[0]));
        assertThrows(Refused.class, () -> Json.parse("\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_record_is_one_line_and_is_read_back() throws IOException {
        Instant at = Instant.parse("2026-11-22T14:30:05.123456789Z");
        Why why = new Why("malformed", 7L, "a", null, null, at, 0, "a::x\\n", null, "line\nbreak");
        byte[] bytes = Json.bytes(why);
        assertEquals(
                "{\"reason\":\"malformed\",\"id\":7,\"to\":\"a\",\"from\":null,\"cause\":null,"
                        + "\"at\":\"2026-11-22T14:30:05.123456789Z\",\"attempts\":0,\"originalName\":\"a::x\\\\n\","
                        + "\"field\":null,\"detail\":\"line\\nbreak\"}\n",
                new String(bytes, StandardCharsets.UTF_8));
        assertEquals(why, Json.read(bytes, Why.class));
    }

    @Test
    void fields_of_a_later_version_are_passed_over() throws IOException {
        byte[] bytes = ("{\"id\":\"a\",\"code\":3,\"signal\":null,\"why\":\"w\",\"at\":\"2026-01-01T00:00:00Z\","
                        + "\"lastOutput\":[\"x\"],\"new\":{\"a\":1}}")
                .getBytes(StandardCharsets.UTF_8);
        ActorExit exit = Json.read(bytes, ActorExit.class);
        assertEquals(new ActorId("a"), exit.id());
        assertEquals(3, exit.code());
    }

    @Test
    void phases_are_written_small() throws IOException {
        assertEquals("\"ready\"", Json.text(Phase.READY));
        assertEquals(Phase.ENDING, Json.read("\"ending\"".getBytes(StandardCharsets.UTF_8), Phase.class));
    }

    @Test
    void an_envelope_shows_its_order_only_where_somebody_changed_it() throws IOException {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        ActorId to = new ActorId("a");
        Envelope plain = new Envelope(1, new MessageName("x"), null, to, null, null, at, 1, null, null);
        Envelope moved = new Envelope(
                1, new MessageName("x"), to, to, 9L, new MessageName("y"), at, 2, new Seed("k7f2m9qx4tb"), "5");
        assertEquals(
                "{\"id\":1,\"name\":\"x\",\"from\":null,\"to\":\"a\",\"cause\":null,\"inReplyTo\":null,"
                        + "\"sentAt\":\"2026-01-01T00:00:00Z\",\"attempt\":1}",
                Json.text(plain));
        assertEquals(plain, Json.read(Json.bytes(plain), Envelope.class));
        assertEquals(moved, Json.read(Json.bytes(moved), Envelope.class));
    }

    @Test
    void a_record_that_was_broken_by_hand_says_what_can_be_read_of_it() {
        ObjectNode file = (ObjectNode) Json.parse(("{\"id\":\"no id\",\"phase\":\"ready\",\"pid\":\"x\",\"since\":7,"
                        + "\"restarts\":99999999999,\"handled\":5,\"current\":{\"id\":[],\"stalled\":true},\"new\":1,"
                        + "\"lastEnd\":{\"why\":\"it fell\",\"lastOutput\":[\"a\",{}]},\"childRestarts\":[\"noon\"]}")
                .getBytes(StandardCharsets.UTF_8));
        ObjectNode before = file.deepCopy();
        ActorStatus status = Json.readLeniently(file, ActorStatus.class);
        assertEquals(before, file);
        assertNull(status.id());
        assertEquals(Phase.READY, status.phase());
        assertNull(status.pid());
        assertNull(status.since());
        assertEquals(0, status.restarts());
        assertEquals(5, status.handled());
        assertEquals(new ActorStatus.Current(0, null, true), status.current());
        assertEquals("it fell", status.lastEnd().why());
        assertEquals(List.of(), status.lastEnd().lastOutput());
        assertNull(status.childRestarts());
        assertNull(status.parent());
    }
}
