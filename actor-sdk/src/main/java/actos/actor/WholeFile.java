package actos.actor;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One of the small files that an actor reads before every message. Reading one is what a message costs most often, so it
 * takes only open, read and close; {@code Files.readAllBytes} asks for size and position too. Used by the actor's thread.
 */
final class WholeFile {
    private final File file;
    private byte[] buffer = new byte[4096];

    WholeFile(Path file) {
        this.file = file.toFile();
    }

    /**
     * All that the file holds now.
     *
     * @throws NoSuchFileException if it is missing
     */
    byte[] read() throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            int length = 0;
            int more = in.read(buffer);
            while (more > 0) {
                length += more;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, length * 2);
                }
                more = in.read(buffer, length, buffer.length - length);
            }
            return Arrays.copyOf(buffer, length);
        } catch (FileNotFoundException e) {
            if (!file.exists()) {
                throw (IOException) new NoSuchFileException(file.toString()).initCause(e);
            }
            throw e;
        }
    }
}
