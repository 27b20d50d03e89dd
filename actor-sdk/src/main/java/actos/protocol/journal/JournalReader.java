package actos.protocol.journal;

import actos.protocol.Json;
import actos.protocol.Refused;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the journal in order, from file to file, and goes on where it stopped when there is more. A line that is being
 * written is left for the next call; one that is not JSON is passed over. Used by one thread.
 */
public final class JournalReader {
    private static final int CHUNK = 1 << 20;
    /** By their numbers, which have more digits one day. */
    private static final Comparator<String> AGE =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final Path directory;
    private String file = "";
    private long position;

    private JournalReader(Path directory) {
        this.directory = directory;
    }

    /** Reads from the oldest line on. */
    public static JournalReader fromStart(Root root) {
        return new JournalReader(root.journal());
    }

    /** Reads from the beginning of the youngest file on. */
    public static JournalReader ofLastFile(Root root) throws IOException {
        JournalReader reader = fromEnd(root);
        reader.position = 0;
        return reader;
    }

    /** Reads only what is written after this call. */
    public static JournalReader fromEnd(Root root) throws IOException {
        JournalReader reader = new JournalReader(root.journal());
        List<String> files = named(root, JournalReader::isFile);
        if (!files.isEmpty()) {
            reader.file = files.get(files.size() - 1);
            reader.position = Files.size(reader.directory.resolve(reader.file));
        }
        return reader;
    }

    /** The names of the journal's files, oldest first; empty if there is no journal. */
    public static List<String> files(Root root) throws IOException {
        return named(root, file -> true);
    }

    /** What has the name of one of the journal's files and is none: a link, a FIFO or the like. Readers pass over it. */
    public static List<String> oddFiles(Root root) throws IOException {
        return named(root, file -> !isFile(file));
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<String> named(Root root, Predicate<Path> kind) throws IOException {
        try (Stream<Path> list = Files.list(root.journal())) {
            return list.filter(kind)
                    .map(p -> p.getFileName().toString())
                    .filter(n -> n.matches("[0-9]{6,18}\\.jsonl"))
                    .sorted(AGE)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The next entries, at most about a megabyte of them; empty if there are none now. */
    public List<JournalEntry> poll() throws IOException {
        List<JournalEntry> entries = readOn();
        for (String next; entries.isEmpty() && (next = nextFile()) != null; ) {
            entries = readOn(); // what was appended before the next file was begun
            if (entries.isEmpty()) {
                file = next;
                position = 0;
                entries = readOn();
            }
        }
        return entries;
    }

    /** Past pieces that hold nothing but rubbish. */
    private List<JournalEntry> readOn() throws IOException {
        while (true) {
            long before = position;
            List<JournalEntry> entries = read();
            if (!entries.isEmpty() || position == before) {
                return entries;
            }
        }
    }

    /** The name of the file after this one, or null. */
    private String nextFile() throws IOException {
        for (String name : named(new Root(directory.getParent()), JournalReader::isFile)) {
            if (AGE.compare(name, file) > 0) {
                return name;
            }
        }
        return null;
    }

    private List<JournalEntry> read() throws IOException {
        if (file.isEmpty()) {
            return List.of();
        }
        byte[] bytes;
        try (FileChannel channel = RegularFile.open(directory.resolve(file))) {
            if (channel.size() < position) {
                position = 0; // somebody deleted it, and the supervisor has begun it anew
            }
            long there = channel.size() - position;
            bytes = readAt(channel, Math.min(there, CHUNK));
            if (there > CHUNK && lastNewline(bytes) < 0) {
                bytes = readAt(channel, Math.min(there, 4L * Json.MAX_BYTES)); // one line longer than a chunk
            }
        } catch (FileSystemException e) {
            if (Files.isRegularFile(directory.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return List.of(); // it is not there, or somebody has put something else there
        }
        List<JournalEntry> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                addTo(entries, java.util.Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        position += start;
        return entries;
    }

    private static void addTo(List<JournalEntry> entries, byte[] line) {
        try {
            entries.add(JournalEntry.parse(line));
        } catch (Refused torn) {
            // a line that a crash cut short, or that somebody changed: the journal is a record, not the truth
        }
    }

    private byte[] readAt(FileChannel channel, long size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(0, size));
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // until full or at the end
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static int lastNewline(byte[] bytes) {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
