package actos.protocol;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Puts a file where others can see it, whole or not at all: written under a hidden name in the same directory, then
 * renamed. A crash leaves at most a hidden file, which everybody ignores. Safe for use by several threads.
 */
public final class Publish {
    private Publish() {}

    /** Writes the file, replacing one that is there. */
    public static void replace(Path target, byte[] content) throws IOException {
        Path hidden = hidden(target, content);
        try {
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(hidden);
            throw e;
        }
    }

    /**
     * Writes a file that must not be there yet.
     *
     * @throws FileAlreadyExistsException if it is; that one is not touched
     */
    public static void create(Path target, byte[] content) throws IOException {
        Path hidden = hidden(target, content);
        try {
            Files.createLink(target, hidden);
        } finally {
            Files.deleteIfExists(hidden);
        }
    }

    private static Path hidden(Path target, byte[] content) throws IOException {
        Path hidden = target.resolveSibling("." + MessageName.fresh());
        try {
            Files.write(hidden, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Files.deleteIfExists(hidden);
            throw e;
        }
        return hidden;
    }
}
