package actos.act.look;

import actos.protocol.LogHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads a log on while its actor prints and the supervisor cuts it: each byte that is there when its turn comes is read once.
 * Used by one thread.
 */
final class LogReading {
    private static final int CHUNK = 1 << 16;
    /** How often a log is looked at that has become too short, until it counts as emptied by hand: it may be being cut. */
    private static final int PATIENCE = 20;

    /** What to do with what was read. */
    interface Reader {
        void read(byte[] bytes, int length) throws IOException;
    }

    private final FileChannel log;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    private LogHead head;
    private long position;
    private int shortLooks;

    LogReading(FileChannel log) throws IOException {
        this.log = log;
        this.head = LogHead.read(log);
    }

    /** Reading begins where the last lines begin. */
    void skipAllButLast(int lines) throws IOException {
        position = startOfLast(log, lines);
    }

    /** All that is there and was not read yet. */
    void readOn(Reader reader) throws IOException {
        while (keepPlace()) {
            int n = log.read(buffer.clear(), position);
            if (n <= 0) {
                return;
            }
            position += n;
            reader.read(buffer.array(), n);
        }
    }

    /** Finds the place again if the log was cut; false while there is none. */
    private boolean keepPlace() throws IOException {
        LogHead now = LogHead.read(log);
        if (now.cut() > head.cut()) {
            position = now.position(head.printedBefore(position));
            head = now;
        }
        if (now.equals(head) && log.size() >= position) {
            shortLooks = 0;
            return true;
        }
        if (++shortLooks <= PATIENCE) {
            return false;
        }
        shortLooks = 0;
        boolean isEmptied = !now.equals(head) || head.equals(LogHead.NONE);
        position = isEmptied ? 0 : log.size(); // else what was read last has been lost in the cut
        head = now;
        return true;
    }

    /** Where the last lines begin. */
    private static long startOfLast(FileChannel log, int lines) throws IOException {
        long end = log.size();
        int wanted = lines;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long start = end; start > 0; ) {
            long from = Math.max(0, start - CHUNK);
            chunk.clear().limit((int) (start - from));
            int read = log.read(chunk, from);
            for (int i = read - 1; i >= 0; i--) {
                boolean closing = from + i == end - 1; // the newline at the very end begins no line
                if (chunk.get(i) == '\n' && !closing && --wanted <= 0) {
                    return lines == 0 ? end : from + i + 1;
                }
            }
            start = from;
        }
        return lines == 0 ? end : 0;
    }
}
