package actos.supervisor.shell.base;

import actos.protocol.journal.Recorded;
import actos.supervisor.core.Body;
import java.util.zip.CRC32C;

/** A message's content on its way to the journal, and what tells it from another. */
public final class Content implements Body {
    private final Recorded recorded;
    private final long hash;

    private Content(Recorded recorded, long hash) {
        this.recorded = recorded;
        this.hash = hash;
    }

    /** Copies what it needs of the buffer. */
    public static Content of(byte[] buffer, int length) {
        return new Content(Recorded.of(buffer, length), hash(buffer, length));
    }

    /** The same, and all of it is at hand. */
    public static Content whole(byte[] buffer, int length) {
        return new Content(Recorded.whole(buffer, length, Recorded.MAX_BYTES), hash(buffer, length));
    }

    /** The same of all these bytes. */
    public static Content whole(byte[] bytes) {
        return whole(bytes, bytes.length);
    }

    /** Whether it is too long for a line of the journal, and not at hand. */
    public boolean isOnlyKnown() {
        return recorded.bytes() == null && recorded.large() == null;
    }

    /** What {@link #hash} would say of a content with these bytes: their checksum and length. */
    public static long hash(byte[] buffer, int length) {
        CRC32C sum = new CRC32C();
        sum.update(buffer, 0, length);
        return sum.getValue() << 31 | length + 1;
    }

    @Override
    public long hash() {
        return hash;
    }

    /** What the journal keeps of it. */
    Recorded recorded() {
        return recorded;
    }
}
