package actos.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The one JSON mapper, and the check whether a file holds one complete JSON value. Safe for use by several threads. */
public final class Json {
    /** The most bytes a message, a request or any other file that is read whole may have: 16 MiB. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final JsonFactory STREAMING = new JsonFactory();

    private Json() {}

    /** Made at its first use: a program that only checks its JSON starts faster without it. */
    private static final class Lazy {
        static final ObjectMapper MAPPER = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, new InstantToText())
                        .addDeserializer(Instant.class, new TextToInstant()))
                .build();
        static final ObjectReader EXACT = MAPPER.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
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
        try {
            JsonNode node = Lazy.MAPPER.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new Refused(null, "not JSON: it is empty");
            }
            return node;
        } catch (IOException e) {
            throw new Refused(null, notJson(e));
        }
    }

    /**
     * The same, with every digit of numbers that a {@code double} cannot hold.
     *
     * @throws Refused with line, column and reason if it is not
     */
    public static JsonNode parseExactly(byte[] json) {
        parse(json);
        try {
            return Lazy.EXACT.readTree(json);
        } catch (IOException e) {
            throw new Refused(null, notJson(e));
        }
    }

    /** Reads a record written by {@link #bytes}. */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return Lazy.MAPPER.readValue(json, type);
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
        return length > 0 && isUtf8Start(content, length) && walk(content, length) == null
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
        return fault == null ? "not JSON" : fault;
    }

    /** JSON always begins with an ASCII character; a zero or a byte order mark beside it is UTF-16, UTF-32 or no text. */
    private static boolean isUtf8Start(byte[] content, int length) {
        return content[0] > 0 && (length < 2 || content[1] != 0);
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
            return "not JSON: " + j.getOriginalMessage() + " (line "
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
