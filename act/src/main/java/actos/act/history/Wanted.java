package actos.act.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which lines are worth a look, told by their bytes: those that hold one of some texts. Lines come through that are not
 * meant, but all that are, as far as they are written as the supervisor writes them. Most bytes are never looked at: where
 * the last byte of a text cannot be, none of it is (Horspool's search).
 */
public final class Wanted {
    /** A text, and how far one may go on where its last byte is not found, by the byte that is there. */
    private static final class Text {
        private final byte[] bytes;
        private final int[] skips = new int[256];

        Text(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            Arrays.fill(skips, bytes.length);
            for (int i = 0; i < bytes.length - 1; i++) {
                skips[bytes[i] & 255] = bytes.length - 1 - i;
            }
        }

        /** Where it stands, from there on; {@code end} if nowhere. */
        int find(byte[] in, int from, int end) {
            int last = bytes.length - 1;
            byte lastByte = bytes[last];
            for (int at = from + last; at < end; at += skips[in[at] & 255]) {
                if (in[at] == lastByte && isAt(in, at - last)) {
                    return at - last;
                }
            }
            return end;
        }

        private boolean isAt(byte[] in, int at) {
            for (int i = 0; i < bytes.length; i++) {
                if (in[at + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Text> texts = new ArrayList<>();

    private Wanted() {}

    /** Every line. */
    public static Wanted all() {
        return new Wanted();
    }

    /** Lines about this message. */
    public static Wanted message(long id) {
        return new Wanted().orText("\"id\":" + id);
    }

    /** Lines in which a field is this text. */
    public static Wanted text(String field, String value) {
        return new Wanted().or(field, value);
    }

    /** And those about messages that this one has caused. */
    public Wanted orCause(long id) {
        return orText("\"cause\":" + id);
    }

    /** And those in which this field is this text. */
    public Wanted or(String field, String value) {
        return orText("\"" + field + "\":\"" + value + "\"");
    }

    /** And those that have this field. */
    public Wanted orHas(String field) {
        return orText("\"" + field + "\":");
    }

    private Wanted orText(String text) {
        texts.add(new Text(text));
        return this;
    }

    /** Where the wanted lines begin, in order, of those that begin and end in this part. */
    int[] starts(byte[] bytes, int begin, int end) {
        int[] starts = new int[64];
        int count = 0;
        int[] next = new int[texts.size()];
        Arrays.fill(next, -1);
        for (int at = begin; at < end; ) {
            int hit = texts.isEmpty() ? at : end;
            for (int i = 0; i < next.length; i++) {
                next[i] = next[i] < at ? texts.get(i).find(bytes, at, end) : next[i];
                hit = Math.min(hit, next[i]);
            }
            if (hit < end) {
                int start = hit;
                while (start > at && bytes[start - 1] != '\n') {
                    start--;
                }
                starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
                starts[count++] = start;
            }
            at = hit == end ? end : lineEnd(bytes, hit) + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    /** Where a line ends that does end. */
    static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
