package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whatever bytes are sent: all that look at them are of one mind whether they are JSON, and what it says. */
class JsonFuzzTest {

    /** Jackson as it comes, without the bounds that it can do without: it knows what JSON is. */
    private static final JsonMapper JUDGE = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @FuzzTest
    void what_is_accepted_is_what_the_reader_can_read(byte[] input) {
        byte[] longer = Arrays.copyOf(input, input.length + 8); // what is behind the length does not count
        Arrays.fill(longer, input.length, longer.length, (byte) '1');
        Json.Verdict verdict = Json.inspect(longer, input.length);
        String fault = Json.fault(longer, input.length);
        JsonNode judged = isPlain(input) && isUtf8(input) ? judged(input) : null;
        if (fault != null) {
            assertEquals(Json.Verdict.NOT_JSON, verdict);
            assertTrue(fault.startsWith(judged == null ? "not " : "not accepted: "), fault);
        } else {
            JsonNode value = Json.parse(input);
            assertEquals(judged, value);
            assertTrue(depth(value) <= 1000);
            boolean bare = value.isNumber() && Character.isDigit(input[input.length - 1]);
            assertEquals(bare ? Json.Verdict.OPEN_NUMBER : Json.Verdict.COMPLETE, verdict);
            JsonNode exact = Json.parseExactly(input);
            if (isWhole(exact.toString())) {
                assertSame(exact, Json.parseExactly(Json.bytes(exact)));
            }
        }
    }

    private static JsonNode judged(byte[] input) {
        try {
            JsonNode value = JUDGE.readTree(input);
            return value.isMissingNode() ? null : value;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    @FuzzTest
    void an_envelope_is_read_back(byte[] input) throws IOException {
        Envelope envelope;
        try {
            envelope = Json.read(input, Envelope.class);
        } catch (IOException e) {
            return; // what its readers expect of a file that somebody has broken
        }
        if (isWhole(String.valueOf(envelope.order()))) {
            assertEquals(envelope, Json.read(Json.bytes(envelope), Envelope.class));
            assertEquals(envelope, Json.read(written(envelope), Envelope.class));
        }
    }

    /** As the supervisor writes it. */
    private static byte[] written(Envelope e) {
        JsonLine line = new JsonLine();
        line.begin()
                .field("id", e.id())
                .field("name", e.name())
                .field("from", e.from())
                .field("to", e.to());
        if (e.cause() == null) {
            line.field("cause", (String) null);
        } else {
            line.field("cause", e.cause());
        }
        line.field("inReplyTo", e.inReplyTo());
        if (e.sentAt() == null) {
            line.field("sentAt", (String) null);
        } else {
            line.field("sentAt", e.sentAt());
        }
        line.field("attempt", e.attempt());
        if (e.order() != null) {
            line.field("order", e.order());
        }
        line.end(300);
        return Arrays.copyOf(line.buffer(), line.length());
    }

    @FuzzTest
    void any_text_goes_through_a_line(byte[] input) {
        String text = NamesFuzzTest.chars(input);
        JsonLine line = new JsonLine();
        line.begin().field("text", text).field("yes", true).end();
        String whole =
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // half a character is ?
        assertEquals(whole, oneLine(line).get("text").textValue());
    }

    @FuzzTest
    void any_value_goes_through_a_line(byte[] input) {
        if (Json.inspect(input, input.length) != Json.Verdict.NOT_JSON) {
            JsonLine line = new JsonLine();
            line.begin().field("n", -1).json("value", input, input.length).end(input.length % 200);
            assertEquals(Json.parse(input), oneLine(line).get("value"));
        }
    }

    @FuzzTest
    void any_number_goes_through_a_line(byte[] input) {
        ByteBuffer numbers = ByteBuffer.wrap(input);
        JsonLine line = new JsonLine();
        while (numbers.remaining() >= Long.BYTES) {
            long number = numbers.getLong();
            line.clear();
            line.begin().field("a", number).fieldOrNull("b", number).end();
            JsonNode read = oneLine(line);
            assertEquals(number, read.get("a").longValue());
            assertEquals(number, read.get("b").longValue());
            assertEquals(number == 0, read.get("b").isNull());
        }
    }

    private static JsonNode oneLine(JsonLine line) {
        byte[] bytes = Arrays.copyOf(line.buffer(), line.length());
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(i == bytes.length - 1, bytes[i] == '\n');
        }
        return Json.parse(bytes);
    }

    /** The same value, where 1e0 is the same as 1. */
    static void assertSame(JsonNode wanted, JsonNode read) {
        assertTrue(
                wanted.equals(
                        (a, b) -> a.isNumber() && b.isNumber()
                                ? a.decimalValue().compareTo(b.decimalValue())
                                : a.equals(b) ? 0 : 1,
                        read),
                () -> wanted + " is not " + read);
    }

    private static int depth(JsonNode value) {
        int deepest = 0;
        for (JsonNode inner : value) {
            deepest = Math.max(deepest, depth(inner));
        }
        return value.isContainerNode() ? deepest + 1 : 0;
    }

    /** The reader knows UTF-16, UTF-32 and byte order marks as well; JSON in UTF-8 begins with an ASCII character. */
    private static boolean isPlain(byte[] input) {
        return input.length == 0 || input[0] > 0 && (input.length == 1 || input[1] != 0);
    }

    private static boolean isUtf8(byte[] input) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Whether no half of a surrogate pair is in it: JSON can hold one as an escape, no file can as a character. */
    static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
