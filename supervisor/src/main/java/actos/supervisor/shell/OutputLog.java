package actos.supervisor.shell;

import actos.protocol.FileStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** What an actor printed, {@code out.log}: its last lines, and its limit. */
final class OutputLog {
    /** A log that has grown over this is cut. */
    static final long LIMIT = 16L * 1024 * 1024;

    private static final int KEPT = 1024 * 1024;
    private static final int TAIL = 8 * 1024;

    private OutputLog() {}

    /**
     * Keeps the end of a log that has grown too long. The actor appends to the same file meanwhile, so a few lines may be
     * lost or stand out of order.
     */
    static void cut(Path log) throws IOException {
        try (FileChannel file = open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer end = read(file, KEPT);
            FileStep.before("cut", log);
            file.truncate(0);
            try (FileChannel out = open(log, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                out.write(ByteBuffer.wrap("[older output was cut]\n".getBytes(StandardCharsets.US_ASCII)));
                FileStep.beforeGrowing("append", log);
                out.write(end);
            }
        }
    }

    /** The last lines, at most so many; none if there is no log. */
    static List<String> lastLines(Path log, int count) throws IOException {
        if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (FileChannel file = open(log, StandardOpenOption.READ)) {
            ByteBuffer end = read(file, TAIL);
            List<String> lines =
                    StandardCharsets.UTF_8.decode(end).toString().lines().toList();
            return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static FileChannel open(Path log, StandardOpenOption... options) throws IOException {
        Set<java.nio.file.OpenOption> all = new java.util.HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(log, all);
    }

    private static ByteBuffer read(FileChannel file, int most) throws IOException {
        long from = Math.max(0, file.size() - most);
        ByteBuffer bytes = ByteBuffer.allocate((int) (file.size() - from));
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // until full or at the end
        }
        return bytes.flip();
    }
}
