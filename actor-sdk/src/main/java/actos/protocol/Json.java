package actos.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The one JSON mapper, and the check whether a file holds one complete JSON value. Safe for use by several threads. */
public final class Json {
    /** The most bytes a message, a request or any other file that is read whole may have: 16 MiB. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    /** How the reason begins why a value is not accepted that may be JSON, but that not every program could read. */
    public static final String NOT_ACCEPTED = "not accepted: ";

    /** How deep a value may be: the same for every program, so that nobody is sent what he cannot read. */
    private static final int MAX_DEPTH = 1000;

    /** What embeds such a value, a line of the journal for one, is a little deeper. */
    private static final int MAX_DEPTH_AROUND = MAX_DEPTH + 10;

    private Json() {}

    /** What {@link JsonCheck} accepts has no other bounds. */
    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH_AROUND)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS) // it would become a text; accepted() refuses it
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH_AROUND)
                        .build())
                .build();
    }

    /** Made at its first use: a program that only checks its JSON starts faster without it. */
    private static final class Lazy {
        static final ObjectMapper MAPPER = JsonMapper.builder(factory())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, new InstantToText())
                        .addDeserializer(Instant.class, new TextToInstant()))
                .build();
    }

    /** Apart from the other, since most programs never need it. */
    private static final class LazyExact {
        static final ObjectMapper MAPPER = JsonMapper.builder(factory())
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

    /** The same, and its numbers keep all their digits. */
    public static JsonNode parseExactly(byte[] json) {
        return parse(LazyExact.MAPPER, json);
    }

    private static JsonNode parse(ObjectMapper mapper, byte[] json) {
        String fault = faultAround(json);
        if (fault != null) {
            throw new Refused(null, fault);
        }
        try {
            return mapper.readTree(json);
        } catch (IOException e) {
            throw new Refused(null, "not JSON: " + Names.printable(e.getMessage())); // unless JsonCheck has a gap
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

    /**
     * Reads a record from a file that another version may have written, or that somebody has changed by hand: a field that
     * is missing or does not fit counts as not said, one that is not known is passed over. So each part of the record may
     * be null, 0 or false.
     */
    public static <T> T readLeniently(ObjectNode object, Class<T> type) {
        ObjectNode copy = null; // made when something has to be left out of it
        while (true) {
            try {
                return Lazy.MAPPER.treeToValue(copy == null ? object : copy, type);
            } catch (JsonProcessingException e) {
                copy = copy == null ? object.deepCopy() : copy;
                if (!(e instanceof JsonMappingException wrong) || !remove(copy, wrong.getPath())) {
                    throw new IllegalStateException("a " + type.getSimpleName() + " needs a field", e);
                }
            }
        }
    }

    /** Takes the innermost field away that this way leads to. */
    private static boolean remove(ObjectNode object, List<JsonMappingException.Reference> way) {
        JsonNode at = object;
        ObjectNode holder = null;
        String field = null;
        for (JsonMappingException.Reference step : way) {
            if (at instanceof ObjectNode there && step.getFieldName() != null) {
                holder = there;
                field = step.getFieldName();
            }
            at = step.getFieldName() != null ? at.path(step.getFieldName()) : at.path(step.getIndex());
        }
        return holder != null && holder.remove(field) != null;
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
            throw new IllegalArgumentException(
                    "a " + value.getClass().getSimpleName() + " cannot be written as JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** What {@link #inspect} found. */
    public enum Verdict {
        /** One JSON value, all of it. */
        COMPLETE,
        /** A number with nothing behind it: whether more digits will come cannot be told from the bytes. */
        OPEN_NUMBER,
        /** Not one JSON value that is accepted, or not yet. */
        NOT_JSON
    }

    /** Whether these bytes are one complete JSON value that is accepted. Builds no tree. */
    public static Verdict inspect(byte[] content, int length) {
        return JsonCheck.fault(content, length, MAX_DEPTH) == null
                ? (endsInNumber(content, length) ? Verdict.OPEN_NUMBER : Verdict.COMPLETE)
                : Verdict.NOT_JSON;
    }

    /** Why {@link #inspect} says {@code NOT_JSON}, as a sentence with line and column; null if it does not. */
    public static String fault(byte[] content, int length) {
        return JsonCheck.fault(content, length, MAX_DEPTH);
    }

    /** The same for a file that embeds such values: it may be a little deeper. */
    static String faultAround(byte[] content) {
        return JsonCheck.fault(content, content.length, MAX_DEPTH_AROUND);
    }

    /**
     * What is about to be written, if its readers will accept it.
     *
     * @param what how it is called in a sentence
     * @throws Refused if it is too large or too deep, or has a number that is none or is too big
     */
    public static byte[] accepted(String what, byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new Refused(null, what + " has " + json.length + " bytes; " + MAX_BYTES + " are allowed");
        }
        String fault = fault(json, json.length);
        if (fault != null) {
            throw new Refused(null, what + " is " + fault);
        }
        return json;
    }

    private static boolean endsInNumber(byte[] content, int length) {
        byte first = content[0];
        int i = 0;
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = content[++i];
        }
        return (first == '-' || first >= '0' && first <= '9') && content[length - 1] > ' ';
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
