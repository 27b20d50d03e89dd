package actos.supervisor.shell;

import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * The message numbers that are used up, on disk in {@code .seq}: reserved in blocks, so that a crash skips numbers but
 * never repeats one. Used by the loop's thread.
 */
final class Sequence {
    private static final long BLOCK = 1000;
    private static final int LONGEST = 64;

    private final Root root;
    private final Posix posix;
    private long reserved;

    Sequence(Root root, Posix posix) {
        this.root = root;
        this.posix = posix;
    }

    /** The last number that may have been used. */
    long read() throws IOException {
        try {
            byte[] text = posix.readAll(root.sequence(), LONGEST);
            reserved = Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            reserved = 0;
        } catch (NumberFormatException | FileSystemException e) {
            throw new IOException(
                    root.sequence() + " holds no number: put a file there with the highest message number in use", e);
        }
        return reserved;
    }

    /** Call before a file gets this number. */
    void use(long id) throws IOException {
        if (id > reserved) {
            write(id + BLOCK - 1);
        }
    }

    /** At a clean end nothing is skipped. */
    void settle(long lastId) throws IOException {
        write(lastId);
    }

    private void write(long number) throws IOException {
        Publish.rewrite(root.sequence(), (number + "\n").getBytes(StandardCharsets.US_ASCII));
        reserved = number;
    }
}
