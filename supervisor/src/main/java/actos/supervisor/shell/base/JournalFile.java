package actos.supervisor.shell.base;

import actos.protocol.FileStep;
import actos.protocol.Refused;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import actos.supervisor.posix.Errors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the journal that is written, the last one: finds it and its last line at the start, appends to it, and goes on
 * in the next one. Used by the loop's thread.
 */
final class JournalFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final long FULL_AT = 64L * 1024 * 1024;
    private static final int SHORT_TAIL = 256 * 1024;
    /** No line is longer. */
    private static final int LONGEST_TAIL = 4 * 1024 * 1024;

    private final Root root;
    private final JournalEntry newest;
    private FileChannel file;
    private long number;
    private long size;
    /** How long the file may get: what it began with does not count. */
    private long fullAt = FULL_AT;
    /** Whether the last line was cut short, and its end is still to be written. */
    private boolean isTorn;

    /** Opens the last file, or makes the first one. */
    JournalFile(Root root) throws IOException {
        this.root = root;
        List<String> files = JournalReader.files(root);
        String last = files.isEmpty() ? name(1) : files.get(files.size() - 1);
        number = Long.parseLong(last.substring(0, last.indexOf('.')));
        if (!files.isEmpty() && !canGoOn(root.journal().resolve(last))) {
            number++;
        }
        file = open(path());
        size = file.size();
        isTorn = endsWithinLine();
        newest = newest(files);
    }

    /** The last line that was there before this supervisor; null if there was none. */
    JournalEntry newest() {
        return newest;
    }

    /** Appends whole lines. */
    void append(byte[] lines, int length) throws IOException {
        FileStep.beforeGrowing("append to the journal", number);
        if (isTorn) { // so that the next one stands alone
            size += file.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
            isTorn = false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines, 0, length);
        long at = size;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        size = at;
        FileStep.after("append to the journal", number);
    }

    /** Whether it is time for the next file. */
    boolean isFull() {
        return size > fullAt;
    }

    /** How many bytes it may still get until it is full. */
    long room() {
        return Math.max(0, fullAt - size);
    }

    /** Goes on in a new file. */
    void next() throws IOException {
        long free = number + 1;
        while (Files.exists(root.journal().resolve(name(free)), LinkOption.NOFOLLOW_LINKS)) {
            free++; // somebody has put that there
        }
        begin(free);
    }

    /** What the file holds by now does not count when it is looked whether it is full. */
    void hasBegun() {
        fullAt = size + FULL_AT;
    }

    /** Whether somebody has deleted the file, and it was made again. */
    boolean isRenewed() throws IOException {
        if (Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        begin(number);
        LOG.warn("journal: {} was deleted; it goes on in a new one", name(number));
        return true;
    }

    private void begin(long which) throws IOException {
        FileChannel next = open(root.journal().resolve(name(which)));
        file.close();
        file = next;
        number = which;
        size = 0;
        isTorn = false;
    }

    private Path path() {
        return root.journal().resolve(name(number));
    }

    private static String name(long number) {
        return String.format("%06d.jsonl", number);
    }

    /** A link, of the file or in place of the directory, would lead out of the root. */
    private static FileChannel open(Path path) throws IOException {
        if (!Files.isDirectory(path.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(path.getParent().toString());
        }
        return FileStep.open(path);
    }

    /** Whether lines may be appended there, and readers will find them. */
    private static boolean canGoOn(Path last) {
        try {
            byte[] tail = RegularFile.tail(last, LONGEST_TAIL);
            if (tail.length < LONGEST_TAIL || newest(tail, false) != null) {
                return true;
            }
            LOG.warn("journal: {} holds no line at its end; the journal goes on in the next file", last);
        } catch (IOException e) {
            LOG.warn("journal: {}; the journal goes on in the next file", Errors.sentence(e));
        }
        return false;
    }

    private boolean endsWithinLine() throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    private JournalEntry newest(List<String> files) {
        for (int i = files.size() - 1; i >= 0; i--) {
            try {
                JournalEntry found = newest(root.journal().resolve(files.get(i)));
                if (found != null) {
                    return found;
                }
            } catch (IOException e) {
                LOG.warn("journal: {}: it is passed over", Errors.sentence(e));
            }
        }
        return null;
    }

    /** The last line; null if there is none at the file's end. */
    private static JournalEntry newest(Path path) throws IOException {
        byte[] tail = RegularFile.tail(path, SHORT_TAIL);
        JournalEntry found = newest(tail, tail.length < SHORT_TAIL);
        if (found != null || tail.length < SHORT_TAIL) {
            return found;
        }
        tail = RegularFile.tail(path, LONGEST_TAIL);
        return newest(tail, tail.length < LONGEST_TAIL);
    }

    private static JournalEntry newest(byte[] tail, boolean isWhole) {
        int end = tail.length;
        for (int i = tail.length - 1; i >= -1; i--) {
            if (i >= 0 ? tail[i] == '\n' : isWhole) {
                try {
                    return JournalEntry.parse(Arrays.copyOfRange(tail, i + 1, end));
                } catch (Refused torn) {
                    end = Math.max(i, 0); // look at the line before
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
