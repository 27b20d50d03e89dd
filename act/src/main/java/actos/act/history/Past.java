package actos.act.history;

import actos.protocol.Json;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The journal as it is now, read line by line in either direction, in pieces. There is no index that could be wrong: causes
 * stand before effects, so one pass backwards finds where something comes from, and one forwards what it leads to. What is no
 * line (torn, changed by hand) is passed over, and so is a file that is gone or is none. Used by one thread, for one pass at
 * a time.
 */
public final class Past {
    /** Where something is near, little is read. */
    private static final int FIRST = 1 << 16;

    private static final int CHUNK = 1 << 20;
    /** No line is longer. */
    private static final int LONGEST = 4 * Json.MAX_BYTES;

    /** What is done with each line. */
    public interface Visitor {
        /** Looks at a line, which is another one when this returns; false if that is enough. */
        boolean visit(Line line);
    }

    private final List<Path> files = new ArrayList<>();
    private final Line line = new Line();
    private byte[] chunk = {};

    private Past() {}

    /** What is there now: lines that are written later do not belong to it. */
    public static Past of(Root root) throws IOException {
        Past past = new Past();
        for (String file : JournalReader.files(root)) {
            past.files.add(root.journal().resolve(file));
        }
        return past;
    }

    /** From the oldest of the wanted lines on. */
    public void forward(Wanted wanted, Visitor visitor) throws IOException {
        forward(Place.START, wanted, visitor);
    }

    /** From this place on. */
    public void forward(Place start, Wanted wanted, Visitor visitor) throws IOException {
        int size = FIRST;
        for (int file = start.file(); file < files.size(); file++) {
            try (FileChannel channel = open(file)) {
                long end = channel == null ? 0 : channel.size();
                for (long at = file == start.file() ? start.offset() : 0; at < end; ) {
                    int length = fill(channel, at, (int) Math.min(size, end - at));
                    int lines = lastNewline(length) + 1;
                    for (int line : wanted.starts(chunk, 0, lines)) {
                        if (!visit(file, at, line, visitor)) {
                            return;
                        }
                    }
                    // what has no end is the last line, which is being written or torn, or longer than this
                    at = lines == 0 && (length < size || size >= LONGEST) ? end : at + lines;
                    size = next(size, lines > 0);
                }
            }
        }
    }

    /** From the youngest of the wanted lines back. */
    public void backward(Wanted wanted, Visitor visitor) throws IOException {
        backward(end(), wanted, visitor);
    }

    /** From the one before this place back. */
    public void backward(Place end, Wanted wanted, Visitor visitor) throws IOException {
        int size = FIRST;
        for (int file = Math.min(end.file(), files.size() - 1); file >= 0; file--) {
            try (FileChannel channel = open(file)) {
                long at = file == end.file() ? end.offset() : Long.MAX_VALUE;
                for (at = channel == null ? 0 : Math.min(at, channel.size()); at > 0; ) {
                    long start = Math.max(0, at - size);
                    int length = fill(channel, start, (int) (at - start));
                    int begin = start == 0 ? 0 : firstNewline(length) + 1; // what is before it is the end of a line
                    int[] lines = wanted.starts(chunk, begin, lastNewline(length) + 1);
                    for (int i = lines.length - 1; i >= 0; i--) {
                        if (!visit(file, start, lines[i], visitor)) {
                            return;
                        }
                    }
                    boolean isLonger = begin == length && start > 0 && size < LONGEST;
                    at = begin == length && !isLonger ? start : start + begin;
                    size = next(size, !isLonger);
                }
            }
        }
    }

    /** Behind the youngest line. */
    public Place end() {
        return new Place(files.size(), 0);
    }

    private boolean visit(int file, long at, int start, Visitor visitor) {
        Place place = new Place(file, at + start);
        return !line.read(chunk, start, Wanted.lineEnd(chunk, start), place) || visitor.visit(line);
    }

    private static int next(int size, boolean isEnough) {
        return isEnough ? Math.min(2 * size, CHUNK) : Math.min(4 * size, LONGEST);
    }

    private FileChannel open(int file) throws IOException {
        try {
            return RegularFile.open(files.get(file));
        } catch (FileSystemException e) {
            if (Files.isRegularFile(files.get(file), LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return null; // it is not there any more, or was never a file
        }
    }

    private int fill(FileChannel channel, long at, int length) throws IOException {
        if (chunk.length < length) {
            chunk = new byte[length];
        }
        ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
            // until full or at the end
        }
        return buffer.position();
    }

    private int firstNewline(int end) {
        for (int i = 0; i < end; i++) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int lastNewline(int end) {
        for (int i = end - 1; i >= 0; i--) {
            if (chunk[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
