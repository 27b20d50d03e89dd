package actos.script;

import actos.protocol.FileStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Time and chance as part of the message: whoever handles it again sees the same. The time is that of the first
 * delivery, kept in a hidden file before a script sees it, and only if one asks; chance is the
 * message's own, as the SDK has it. Used by the actor's thread.
 */
final class MessageClock {
    private static final String FORM = "%019d %019d\n";

    private final Path file;
    private FileChannel open;
    private long message;
    private long now;
    private boolean isKept;
    private RandomGenerator random = new SplittableRandom(0); // while there is no message yet

    MessageClock(Path file) {
        this.file = file;
    }

    /** Message {@code number} is handled from now on, with this chance. */
    void begin(long number, RandomGenerator chance) {
        message = number;
        now = System.currentTimeMillis();
        isKept = false;
        random = chance;
    }

    /** When it was delivered, in Unix milliseconds. */
    long now() {
        if (!isKept && message != 0) {
            try {
                now = kept();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot keep the time of message " + message, e);
            }
            isKept = true;
        }
        return now;
    }

    /** The next number between 0 and 1. */
    double random() {
        return random.nextDouble();
    }

    private long kept() throws IOException {
        if (open == null) {
            FileStep.beforeGrowing("write", file);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                FileStep.vacate(file);
            }
            open = FileStep.open(file);
        }
        ByteBuffer line = ByteBuffer.allocate(String.format(FORM, 0, 0).length());
        if (open.read(line, 0) == line.capacity()) {
            String[] words =
                    new String(line.array(), StandardCharsets.US_ASCII).strip().split(" ", -1);
            if (Long.parseLong(words[0]) == message) {
                return Long.parseLong(words[1]);
            }
        }
        open.write(ByteBuffer.wrap(String.format(FORM, message, now).getBytes(StandardCharsets.US_ASCII)), 0);
        FileStep.after("write", file);
        return now;
    }
}
