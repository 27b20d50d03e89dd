package actos.actor;

import actos.protocol.Refused;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads what somebody may be writing at this moment: an editor empties a file, then fills it; another removes it, then
 * renames its new one into place. A file that is missing or half there is read again for a while, and never taken for
 * empty.
 *
 * @param limit how long
 */
record Patience(Duration limit) {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    /** One try at reading. */
    interface Attempt<T> {
        T read() throws IOException;
    }

    /**
     * The first successful try.
     *
     * @param blame the code to exit with where there is none
     * @throws Failure with the last try's reason, when the time is up
     */
    <T> T read(int blame, String what, Attempt<T> attempt) {
        long start = System.nanoTime();
        while (true) {
            try {
                return attempt.read();
            } catch (IOException | Refused e) {
                if (System.nanoTime() - start >= limit.toNanos()) {
                    throw new Failure(blame, "cannot read " + what + ": " + reason(e), null);
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "it is missing" : e.getMessage();
    }
}
