package actos.supervisor.posix;

import actos.protocol.FileStep;
import actos.protocol.LogHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What an actor printed, {@code out.log}: its last lines, and its limit. */
public final class OutputLog {
    /** A log that has grown over this is cut. */
    public static final long LIMIT = 16L * 1024 * 1024;

    private static final int KEPT = 1024 * 1024;
    private static final int TAIL = 8 * 1024;

    private OutputLog() {}

    /**
     * Keeps the end of a log that has grown too long, behind a line that says how much is gone. The actor appends to the
     * same file meanwhile, so a few lines may be lost or stand out of order.
     */
    public static void cut(Path log) throws IOException {
        try (FileChannel file = FileStep.open(log)) {
            LogHead before = LogHead.read(file);
            long from = Math.max(before.length(), file.size() - KEPT);
            ByteBuffer end = readFrom(file, from);
            LogHead head = LogHead.of(before.printedBefore(from));
            FileStep.before("cut", log);
            file.truncate(0);
            int length = file.write(ByteBuffer.wrap(head.bytes()), 0);
            FileStep.beforeGrowing("append", log);
            file.write(end, length);
        }
    }

    /** The last lines, at most so many; none if there is no log, or it is no file. */
    public static List<String> lastLines(Posix posix, Path log, int count) {
        try {
            String end = new String(posix.readEnd(log, TAIL), StandardCharsets.UTF_8);
            List<String> lines = end.lines().toList();
            return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return List.of(); // an actor's end does not wait for what it printed
        }
    }

    /** Also some of what is appended meanwhile. */
    private static ByteBuffer readFrom(FileChannel file, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * KEPT);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // until full or at the end
        }
        return bytes.flip();
    }
}
