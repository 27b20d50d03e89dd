package actos.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads the files of a root, where anything may lie: no link is followed, and nothing but a regular file is opened. Java
 * cannot open a FIFO without waiting for who writes into it, so what a file is is asked right before; whoever puts a FIFO
 * there in between makes the reader wait. The supervisor has native calls that leave no such gap. For any thread.
 */
public final class RegularFile {
    private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private RegularFile() {}

    /**
     * Opens a file for reading.
     *
     * @throws NoSuchFileException if there is nothing of that name
     * @throws FileSystemException also if it is a link, a FIFO, a directory or the like
     */
    public static FileChannel open(Path file) throws IOException {
        require(file);
        return FileChannel.open(file, READING);
    }

    /**
     * All that a file holds.
     *
     * @param most how many bytes it may have
     * @throws IOException as {@link #open} does, and if it has more
     */
    public static byte[] read(Path file, int most) throws IOException {
        try (FileChannel channel = open(file)) {
            byte[] bytes = Channels.newInputStream(channel).readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLong(file, channel.size(), most);
            }
            return bytes;
        }
    }

    /**
     * The end of a file, at most so many bytes of it.
     *
     * @throws IOException as {@link #open} does
     */
    public static byte[] tail(Path file, int most) throws IOException {
        try (FileChannel channel = open(file)) {
            long from = Math.max(0, channel.size() - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // until full or at the end
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /**
     * Checks that this is a regular file.
     *
     * @throws NoSuchFileException if there is nothing of that name
     * @throws FileSystemException if it is anything else
     */
    static void require(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
    }

    /** What is thrown for a file that has more bytes than it may have. */
    public static IOException tooLong(Path file, long size, int most) {
        return new FileSystemException(file.toString(), null, "has " + size + " bytes; " + most + " are allowed");
    }
}
