package actos.act.trace;

import actos.act.term.Text;
import actos.protocol.journal.Recorded;
import java.util.Arrays;

/** A body or a state in a diagram: all of its JSON if it is short, else its beginning. A diagram has thousands of them. */
public final class Content {
    private static final int MOST = 4096;

    private final byte[] bytes;
    private final long size;

    private Content(byte[] bytes, long size) {
        this.bytes = bytes;
        this.size = size;
    }

    /** Null where nothing is recorded. */
    static Content of(Recorded recorded) {
        if (recorded == null) {
            return null;
        }
        byte[] bytes = recorded.bytes() == null ? new byte[0] : recorded.bytes();
        return new Content(bytes.length > MOST ? Arrays.copyOf(bytes, MOST) : bytes, recorded.size());
    }

    /** At most 4 KiB. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes there are in all. */
    public long size() {
        return size;
    }

    /** Whether {@link #bytes} are all of it. */
    public boolean isWhole() {
        return bytes.length == size;
    }

    /** On one line, of at most so many characters. */
    public String line(int limit) {
        String all = Text.oneLine(bytes, limit + 1);
        String shown = all.length() > limit ? all.substring(0, limit) : all;
        boolean isCut = !isWhole() || all.length() > limit;
        return isCut ? shown + "… (" + Text.count(size, "byte") + ")" : shown;
    }
}
