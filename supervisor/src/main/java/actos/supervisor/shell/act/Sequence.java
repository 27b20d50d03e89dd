package actos.supervisor.shell.act;

import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The message numbers that are used up, on disk in {@code .seq}: reserved in blocks, so that a crash skips numbers but
 * never repeats one. Used by the loop's thread.
 */
public final class Sequence {
    private static final long BLOCK = 1000;
    private static final int LONGEST = 64;

    private final Root root;
    private final Posix posix;
    private long reserved;

    public Sequence(Root root, Posix posix) {
        this.root = root;
        this.posix = posix;
    }

    /** The last number that may have been used; empty where that is not written down. */
    public OptionalLong read() throws IOException {
        try {
            byte[] text = posix.readAll(root.sequence(), LONGEST);
            reserved = Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (NumberFormatException | FileSystemException e) {
            throw unusable("holds no number", e);
        }
        if (reserved < 0 || reserved > SpoolName.HIGHEST - BLOCK) {
            throw unusable("holds a number that no message can have", null);
        }
        return OptionalLong.of(reserved);
    }

    private IOException unusable(String why, Exception cause) {
        return new IOException(
                root.sequence() + " " + why + ": put a file there with the highest message number in use", cause);
    }

    /** If somebody has deleted or changed the file, writes it anew: what the next supervisor finds must not be too low. */
    public void keep() throws IOException {
        if (reserved > 0 && !isWritten()) {
            write(reserved);
        }
    }

    private boolean isWritten() {
        try {
            return Arrays.equals(posix.readAll(root.sequence(), LONGEST), text(reserved));
        } catch (IOException e) {
            return false;
        }
    }

    /** Call before a file gets this number. */
    void use(long id) throws IOException {
        if (id > reserved) {
            write(id + BLOCK - 1);
        }
    }

    /** At a clean end nothing is skipped. */
    public void settle(long lastId) throws IOException {
        write(lastId);
    }

    private void write(long number) throws IOException {
        Publish.rewrite(root.sequence(), text(number));
        reserved = number;
    }

    private static byte[] text(long number) {
        return (number + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
