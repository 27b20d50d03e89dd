package actos.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes one flat JSON object after the other into a byte buffer that is used again and again: what the journal and the
 * envelopes need for every message, without a tree and without garbage. Used by one thread.
 */
public final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[1024];
    private int length;
    private boolean first;
    private long formattedSecond = Long.MIN_VALUE;
    private byte[] formatted = {};

    /** The bytes so far; valid up to {@link #length}, until the next call. */
    public byte[] buffer() {
        return buffer;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** Forgets all bytes. */
    public void clear() {
        length = 0;
    }

    /** Opens an object. */
    public JsonLine begin() {
        first = true;
        return put('{');
    }

    /** Closes the object and ends the line. */
    public JsonLine end() {
        return put('}').put('\n');
    }

    /** Closes the object and fills the line with blanks, so that it has at least {@code width} bytes. */
    public JsonLine end(int width) {
        put('}');
        room(width);
        if (length < width - 1) {
            Arrays.fill(buffer, length, width - 1, (byte) ' ');
            length = width - 1;
        }
        return put('\n');
    }

    /** A number. */
    public JsonLine field(String name, long value) {
        return key(name).digits(value);
    }

    /** A text, or null. */
    public JsonLine field(String name, String value) {
        key(name);
        return value == null ? ascii("null") : quoted(value);
    }

    /** True or false. */
    public JsonLine field(String name, boolean value) {
        return key(name).ascii(Boolean.toString(value));
    }

    /** A number, or null for 0: message numbers start at 1. */
    public JsonLine fieldOrNull(String name, long value) {
        key(name);
        return value == 0 ? ascii("null") : digits(value);
    }

    /** An id or a name, which needs no escaping, or null. */
    public JsonLine field(String name, ActorId value) {
        return plain(name, value == null ? null : value.value());
    }

    /** An id or a name, which needs no escaping, or null. */
    public JsonLine field(String name, MessageName value) {
        return plain(name, value == null ? null : value.value());
    }

    /** A time, RFC 3339 with nanoseconds, or null. */
    public JsonLine field(String name, Instant value) {
        if (value == null) {
            return key(name).ascii("null");
        }
        if (value.getEpochSecond() != formattedSecond) {
            formattedSecond = value.getEpochSecond();
            String text = Instant.ofEpochSecond(formattedSecond).toString();
            formatted = text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII);
        }
        key(name).put('"').bytes(formatted, formatted.length).put('.');
        int nanos = value.getNano();
        for (int unit = 100_000_000; unit > 0; unit /= 10) {
            put('0' + nanos / unit % 10);
        }
        return put('Z').put('"');
    }

    /** A value that is JSON already; line breaks between its tokens become blanks. */
    public JsonLine json(String name, byte[] value, int valueLength) {
        key(name);
        int end = valueLength;
        while (end > 0 && value[end - 1] <= ' ' && value[end - 1] >= 0) {
            end--;
        }
        int start = length;
        bytes(value, end);
        for (int i = start; i < length; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                buffer[i] = ' ';
            }
        }
        return this;
    }

    /** A list of texts. */
    public JsonLine field(String name, Iterable<String> values) {
        key(name).put('[');
        boolean isFirst = true;
        for (String value : values) {
            if (!isFirst) {
                put(',');
            }
            isFirst = false;
            quoted(value);
        }
        return put(']');
    }

    private JsonLine plain(String name, String value) {
        key(name);
        return value == null ? ascii("null") : put('"').ascii(value).put('"');
    }

    /** Names are short and need no escaping. */
    private JsonLine key(String name) {
        room(name.length() + 4);
        if (!first) {
            buffer[length++] = ',';
        }
        first = false;
        buffer[length++] = '"';
        ascii(name);
        buffer[length++] = '"';
        buffer[length++] = ':';
        return this;
    }

    private JsonLine quoted(String text) {
        put('"');
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                put('\\').put(b);
            } else if (b >= 0 && b < ' ') {
                ascii("\\u00").put(HEX[b >> 4]).put(HEX[b & 15]);
            } else {
                put(b);
            }
        }
        return put('"');
    }

    private JsonLine digits(long value) {
        if (value < 0 || value > 999_999_999) {
            return ascii(Long.toString(value));
        }
        int rest = (int) value;
        int width = 1;
        for (int bound = 10; width < 9 && rest >= bound; bound *= 10) {
            width++;
        }
        room(width);
        for (int i = length + width - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    @SuppressWarnings("deprecation") // the ASCII copy of String.getBytes(int, int, byte[], int) is just what is wanted
    private JsonLine ascii(String text) {
        room(text.length());
        text.getBytes(0, text.length(), buffer, length);
        length += text.length();
        return this;
    }

    private JsonLine bytes(byte[] value, int valueLength) {
        room(valueLength);
        System.arraycopy(value, 0, buffer, length, valueLength);
        length += valueLength;
        return this;
    }

    private JsonLine put(int b) {
        room(1);
        buffer[length++] = (byte) b;
        return this;
    }

    private void room(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
