package actos.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of an {@code out.log} whose older part was cut away: where what follows has its place in all that was
 * printed.
 *
 * @param cut how many bytes of what was printed are gone
 * @param length of this line in bytes; 0 if there is none, since nothing was cut
 */
public record LogHead(long cut, int length) {
    /** Of a log that was never cut. */
    public static final LogHead NONE = new LogHead(0, 0);

    private static final Pattern LINE = Pattern.compile("\\[([0-9]{1,18}) bytes of older output were cut\\]\n");
    private static final int LONGEST = 64;

    /** Of a log of which so many bytes are gone. */
    public static LogHead of(long cut) {
        return new LogHead(cut, line(cut).length);
    }

    /** The one of this log. */
    public static LogHead read(FileChannel log) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(LONGEST);
        int n = log.read(start, 0);
        Matcher line = LINE.matcher(new String(start.array(), 0, Math.max(0, n), StandardCharsets.ISO_8859_1));
        return line.lookingAt() ? new LogHead(Long.parseLong(line.group(1)), line.end()) : NONE;
    }

    /** As it stands in the file. */
    public byte[] bytes() {
        return line(cut);
    }

    private static byte[] line(long cut) {
        return ("[" + cut + " bytes of older output were cut]\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** How much had been printed before what stands at this position of the file. */
    public long printedBefore(long position) {
        return position - length + cut;
    }

    /** The inverse of {@link #printedBefore}; 0, where this line stands, for what is gone. */
    public long position(long printed) {
        return printed < cut ? 0 : printed - cut + length;
    }
}
