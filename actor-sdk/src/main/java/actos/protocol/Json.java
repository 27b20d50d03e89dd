package actos.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/** The one JSON mapper, and the check whether a file holds one complete JSON value. Safe for use by several threads. */
public final class Json {
    /** The most bytes a message, a request or any other file that is read whole may have: 16 MiB. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /** How deep a value may be: the same for every program, so that nobody is sent what he cannot read. */
    private static final int MAX_DEPTH = 1000;

    private static final String NOT_UTF8 = "not JSON: it holds bytes that are not UTF-8";
    private static final JsonFactory STREAMING = factory(MAX_DEPTH);
    /** What Jackson says about itself, which helps nobody who has written the JSON. */
    private static final Pattern ABOUT_THE_PARSER =
            Pattern.compile(" \\(start marker at \\[Source.*?]\\)|, from `[^`]*`");

    private Json() {}

    private static JsonFactory factory(int depth) {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(depth).build())
                .build();
    }

    /**
     * Made at its first use: a program that only checks its JSON starts faster without it. It reads what lies a little
     * deeper, since the journal puts values into objects of its own.
     */
    private static final class Lazy {
        static final ObjectMapper MAPPER = JsonMapper.builder(factory(MAX_DEPTH + 10))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, new InstantToText())
                        .addDeserializer(Instant.class, new TextToInstant()))
                .build();
    }

    /** Apart from the other, since most programs never need it. */
    private static final class LazyExact {
        static final ObjectMapper MAPPER = JsonMapper.builder(factory(MAX_DEPTH + 10))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** The mapper that all of ActOS uses; its configuration must not be changed. */
    public static ObjectMapper mapper() {
        return Lazy.MAPPER;
    }

    /**
     * Reads one JSON value, which must be all there is.
     *
     * @throws Refused with line, column and reason if it is not
     */
    public static JsonNode parse(byte[] json) {
        return parse(Lazy.MAPPER, json);
    }

    /**
     * The same, and its numbers keep all their digits.
     *
     * @throws Refused also if a number has more digits in its exponent than can be kept
     */
    public static JsonNode parseExactly(byte[] json) {
        try {
            return parse(LazyExact.MAPPER, json);
        } catch (NumberFormatException e) {
            throw new Refused(null, "a number is too big or too small: " + Names.printable(e.getMessage()));
        }
    }

    private static JsonNode parse(ObjectMapper mapper, byte[] json) {
        if (!isUtf8(json, json.length)) {
            throw new Refused(null, NOT_UTF8);
        }
        try {
            JsonNode node = mapper.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new Refused(null, "not JSON: it is empty");
            }
            return node;
        } catch (IOException e) {
            throw new Refused(null, notJson(e));
        }
    }

    /**
     * Reads a record written by {@link #bytes}.
     *
     * @throws IOException if it is none, or was made unreadable by hand
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        T value = Lazy.MAPPER.readValue(json, type);
        if (value == null) {
            throw new IOException("it holds null, and no " + type.getSimpleName());
        }
        return value;
    }

    /** The value as one line of JSON with a newline at its end. */
    public static byte[] bytes(Object value) {
        return (text(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The value as one line of JSON. */
    public static String text(Object value) {
        try {
            return Lazy.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    /** What {@link #inspect} found. */
    public enum Verdict {
        /** One JSON value, all of it. */
        COMPLETE,
        /** A number with nothing behind it: whether more digits will come cannot be told from the bytes. */
        OPEN_NUMBER,
        /** Not one JSON value, or not yet. */
        NOT_JSON
    }

    /** Whether these bytes are one complete JSON value in UTF-8. Builds no tree. */
    public static Verdict inspect(byte[] content, int length) {
        return length > 0 && isUtf8Start(content, length) && walk(content, length) == null && isUtf8(content, length)
                ? (endsInNumber(content, length) ? Verdict.OPEN_NUMBER : Verdict.COMPLETE)
                : Verdict.NOT_JSON;
    }

    /** Why {@link #inspect} says {@code NOT_JSON}, as a sentence with line and column. */
    public static String fault(byte[] content, int length) {
        if (length == 0) {
            return "not JSON: it is empty";
        }
        if (!isUtf8Start(content, length)) {
            return "not JSON: it does not begin as UTF-8 text does";
        }
        String fault = walk(content, length);
        return fault == null ? NOT_UTF8 : fault;
    }

    /** JSON always begins with an ASCII character; a zero or a byte order mark beside it is UTF-16, UTF-32 or no text. */
    private static boolean isUtf8Start(byte[] content, int length) {
        return content[0] > 0 && (length < 2 || content[1] != 0);
    }

    /** Stricter than the parser, which lets pass some bytes that no other program would: checked where it is not ASCII. */
    private static boolean isUtf8(byte[] content, int length) {
        int i = 0;
        while (i < length && content[i] >= 0) {
            i++;
        }
        if (i == length) {
            return true;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content, i, length - i);
        CharBuffer out = CharBuffer.allocate(Math.min(length - i, 4096));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    private static boolean endsInNumber(byte[] content, int length) {
        byte first = content[0];
        int i = 0;
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = content[++i];
        }
        return (first == '-' || first >= '0' && first <= '9') && content[length - 1] > ' ';
    }

    private static String walk(byte[] content, int length) {
        try (JsonParser parser = STREAMING.createParser(content, 0, length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "not JSON: it is empty";
            }
            parser.skipChildren();
            if (!first.isStructStart()) {
                parser.finishToken();
            }
            return parser.nextToken() == null ? null : "not JSON: more than one value";
        } catch (IOException e) {
            return notJson(e);
        }
    }

    private static String notJson(IOException e) {
        if (e instanceof JsonProcessingException j && j.getLocation() != null) {
            return "not JSON: "
                    + ABOUT_THE_PARSER.matcher(j.getOriginalMessage()).replaceAll("") + " (line "
                    + j.getLocation().getLineNr() + ", column "
                    + j.getLocation().getColumnNr() + ")";
        }
        return "not JSON: " + e.getMessage();
    }

    private static final class InstantToText extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantToText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class TextToInstant extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        TextToInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Instant.parse(in.getText());
        }
    }
}
