package actos.protocol.journal;

import actos.protocol.JsonLine;
import actos.protocol.Sha256;
import java.util.Arrays;
import java.util.Objects;

/**
 * A body, a state or another part of the system as the journal has it: its bytes, or their size and hash where there are too
 * many for a line.
 */
public final class Recorded {
    /** The most bytes that are journalled. */
    public static final int MAX_BYTES = 64 * 1024;

    private final byte[] bytes;
    private final long size;
    private final String sha256;
    /** All bytes of what is too long for a line, where they are at hand; else null. */
    private final byte[] large;

    private Recorded(byte[] bytes, long size, String sha256, byte[] large) {
        this.bytes = bytes;
        this.size = size;
        this.sha256 = sha256;
        this.large = large;
    }

    /** Copies what it needs of the buffer, which holds JSON. */
    public static Recorded of(byte[] buffer, int length) {
        return length <= MAX_BYTES
                ? new Recorded(Arrays.copyOf(buffer, length), length, null, null)
                : new Recorded(null, length, Sha256.hex(buffer, length), null);
    }

    /**
     * The same, and what is too long for a line is at hand, too.
     *
     * @param most how many bytes a line may have
     */
    public static Recorded whole(byte[] buffer, int length, int most) {
        byte[] copy = Arrays.copyOf(buffer, length);
        return length <= most
                ? new Recorded(copy, length, null, null)
                : new Recorded(null, length, Sha256.hex(buffer, length), copy);
    }

    /** Of one that is only known by its size and its hash. */
    public static Recorded large(long size, String sha256) {
        return new Recorded(null, size, sha256, null);
    }

    /** What is there, as JSON; null if there were too many bytes. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** All bytes of what is too long for a line; null if it is not, or they are not at hand. Not to be changed. */
    public byte[] large() {
        return large;
    }

    /** How many bytes there are. */
    public long size() {
        return size;
    }

    /** The hash of all bytes; null if they are there themselves. */
    public String sha256() {
        return sha256;
    }

    /** The fields of a line; none where nothing is recorded. */
    static void write(JsonLine line, String field, Recorded content) {
        if (content != null && content.bytes != null) {
            line.json(field, content.bytes, content.bytes.length);
        } else if (content != null) {
            line.field(field + "Size", content.size).field(field + "Sha256", content.sha256);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recorded content
                && size == content.size
                && Arrays.equals(bytes, content.bytes)
                && Objects.equals(sha256, content.sha256);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(bytes), size, sha256);
    }

    @Override
    public String toString() {
        return bytes == null ? size + " bytes" : new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }
}
