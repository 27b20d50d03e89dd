package actos.protocol.journal;

import actos.protocol.ByteSize;
import actos.protocol.FileStep;
import actos.protocol.Refused;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of the past is kept. The oldest files of the journal go first, whole, and with them the objects that no line has
 * named since; the last two files stay whatever they have. A crash in between leaves objects that nothing names: they go
 * the next time. Used by one thread.
 */
public final class JournalRetention {
    /** What is kept if nobody says otherwise, in bytes. */
    public static final long DEFAULT = ByteSize.parse("default", "2g");

    /** The file that is written, and the one before it: whoever follows the journal may still be reading there. */
    private static final int STAYING = 2;

    private static final int LONGEST_LIMIT = 64;
    private static final int LONGEST_BEGINNING = 64 * 1024;

    /**
     * What was deleted, or would be.
     *
     * @param files of the journal, oldest first
     * @param objects how many
     * @param bytes of all of them
     */
    public record Surplus(List<Path> files, List<Path> objects, long bytes) {}

    /**
     * How much there is.
     *
     * @param bytes of the files
     * @param objectBytes of the objects
     */
    public record Extent(int files, long bytes, int objects, long objectBytes) {}

    private final Root root;

    public JournalRetention(Root root) {
        this.root = root;
    }

    /**
     * What the file {@code journal-keep} says; null if it is not there.
     *
     * @throws Refused if that is no size
     */
    public Long limit() throws IOException {
        try {
            byte[] text = RegularFile.read(root.journalKeep(), LONGEST_LIMIT);
            return ByteSize.parse("journal-keep", new String(text, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /** How much there is now. */
    public Extent extent() throws IOException {
        List<Path> files = files();
        Map<Path, BasicFileAttributes> objects = objects();
        return new Extent(files.size(), sizeOf(files), objects.size(), sizeOf(objects.values()));
    }

    /**
     * What must go so that no more is left than this.
     *
     * @param most in bytes
     */
    public Surplus beyond(long most) throws IOException {
        List<Path> files = files();
        Map<Path, BasicFileAttributes> objects = objects();
        long before = sizeOf(files) + sizeOf(objects.values());
        long size = before;
        List<Path> gone = new ArrayList<>();
        List<Path> unnamed = new ArrayList<>();
        while (true) {
            List<Path> left = files.subList(gone.size(), files.size());
            Instant oldest = objects.isEmpty() ? Instant.MIN : oldest(left);
            for (Path object : List.copyOf(objects.keySet())) {
                if (objects.get(object).lastModifiedTime().toInstant().isBefore(oldest)) {
                    size -= objects.remove(object).size();
                    unnamed.add(object);
                }
            }
            if (size <= most || left.size() <= STAYING) {
                return new Surplus(gone, unnamed, before - size);
            }
            size -= Files.size(left.get(0));
            gone.add(left.get(0));
        }
    }

    /** Deletes it. */
    public void delete(Surplus surplus) throws IOException {
        for (Path file : surplus.files()) {
            FileStep.delete(file);
        }
        for (Path object : surplus.objects()) {
            FileStep.delete(object);
        }
    }

    /** Oldest first. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : JournalReader.files(root)) {
            files.add(root.journal().resolve(name));
        }
        return files;
    }

    private static long sizeOf(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }

    private static long sizeOf(Collection<BasicFileAttributes> all) {
        return all.stream().mapToLong(BasicFileAttributes::size).sum();
    }

    /** Contents that lie beside the journal. Their times say when a line named them last. */
    private Map<Path, BasicFileAttributes> objects() throws IOException {
        Map<Path, BasicFileAttributes> objects = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root.journalObjects(), "[0-9a-f]*")) {
            for (Path object : all) {
                BasicFileAttributes attributes =
                        Files.readAttributes(object, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    objects.put(object, attributes);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            // nothing was too long for a line
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return objects;
    }

    /** When the first line in these files was written; the earliest one, where the clock was set back. */
    private static Instant oldest(List<Path> files) throws IOException {
        Instant oldest = Instant.MAX;
        for (Path file : files) {
            Instant first = first(file);
            oldest = first.isBefore(oldest) ? first : oldest;
        }
        return oldest;
    }

    /** The time of a file's first line; long ago where that cannot be read, so that nothing is deleted for it. */
    private static Instant first(Path file) throws IOException {
        byte[] beginning;
        try (var channel = RegularFile.open(file)) {
            beginning = Channels.newInputStream(channel).readNBytes(LONGEST_BEGINNING);
        } catch (NoSuchFileException gone) {
            return Instant.MAX;
        }
        if (beginning.length == 0) {
            return Instant.MAX;
        }
        int start = 0;
        for (int i = 0; i < beginning.length; i++) {
            if (beginning[i] == '\n') {
                try {
                    return JournalEntry.parse(Arrays.copyOfRange(beginning, start, i))
                            .at();
                } catch (Refused torn) {
                    start = i + 1;
                }
            }
        }
        return Instant.MIN;
    }
}
