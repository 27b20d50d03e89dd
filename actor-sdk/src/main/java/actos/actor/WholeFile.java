package actos.actor;

import actos.protocol.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One of the small files that an actor reads before every message. Reading one is what a message costs most often, so the
 * buffer is used again and again. Used by the actor's thread.
 */
final class WholeFile {
    private final Path file;
    private ByteBuffer buffer = ByteBuffer.allocate(4096);

    WholeFile(Path file) {
        this.file = file;
    }

    /**
     * All that the file holds now.
     *
     * @throws NoSuchFileException if it is missing
     */
    byte[] read() throws IOException {
        try (FileChannel in = RegularFile.open(file)) {
            buffer.clear();
            while (in.read(buffer) >= 0) {
                if (!buffer.hasRemaining()) {
                    int length = buffer.position();
                    buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), 2 * length))
                            .position(length);
                }
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }
}
