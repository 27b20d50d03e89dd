package actos.actor;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.Redo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code redo.json}, and the hidden file that it is before and after. Making and deleting a file for every message would
 * cost twice as much, so a process makes one, writes it in place while it is hidden, and renames it to and fro. It is
 * padded with blanks, so that its length seldom changes. Used by the actor's thread.
 */
final class RedoFile {
    private static final int STEP = 256;

    private final Path hidden;
    private final Path visible;
    private FileChannel file;
    private int length;

    RedoFile(ActorHome home) {
        this.hidden = home.hiddenRedo();
        this.visible = home.redo();
    }

    /** Whether what some message led to still has to be put into effect. */
    boolean isThere() {
        return Files.exists(visible);
    }

    /** Writes it, unseen. */
    void prepare(Redo redo) throws IOException {
        byte[] padded = padded(redo.bytes());
        if (file == null) {
            FileStep.vacate(hidden); // it may be a link, or be shared with a copy of this directory
        }
        FileStep.beforeGrowing("write", hidden);
        if (file == null) {
            file = FileStep.open(hidden);
        }
        ByteBuffer bytes = ByteBuffer.wrap(padded);
        while (bytes.hasRemaining()) { // a disk that is nearly full takes a part, and refuses the rest
            file.write(bytes, bytes.position());
        }
        if (length > padded.length) {
            file.truncate(padded.length);
        }
        length = padded.length;
        FileStep.after("write", hidden);
    }

    /** Shows it: the commit. */
    void publish() throws IOException {
        FileStep.move(hidden, visible);
    }

    /** Everything it says has been put into effect. */
    void finish() throws IOException {
        FileStep.move(visible, hidden);
    }

    /** Takes back what {@link #prepare} wrote. */
    void abandon() throws IOException {
        FileChannel written = file;
        file = null;
        length = 0;
        FileStep.delete(hidden);
        if (written != null) {
            written.close();
        }
    }

    private static byte[] padded(byte[] line) {
        byte[] padded = Arrays.copyOf(line, (line.length + STEP - 1) / STEP * STEP);
        Arrays.fill(padded, line.length - 1, padded.length, (byte) ' ');
        padded[padded.length - 1] = '\n';
        return padded;
    }
}
