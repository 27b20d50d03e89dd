package actos.act.root;

import actos.act.term.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for something that another process brings about: looks every few milliseconds, more often at first. */
public final class Polling {
    private static final int EAGER_LOOKS = 100;
    private static final long EAGER_MS = 5;
    private static final long CALM_MS = 20;

    /** Waits as long as it takes. */
    public static final Duration ENDLESS = Duration.ofDays(365_000);

    private Polling() {}

    /** Looks at the world; null means: not yet. */
    @FunctionalInterface
    public interface Look<T> {
        T look() throws IOException;
    }

    /** The first thing that the look sees, or empty when the time is over. */
    public static <T> Optional<T> until(Duration limit, Look<T> look) throws IOException {
        long start = System.nanoTime();
        for (int looks = 0; ; looks++) {
            T seen = look.look();
            if (seen != null) {
                return Optional.of(seen);
            }
            if (Duration.ofNanos(System.nanoTime() - start).compareTo(limit) >= 0) {
                return Optional.empty();
            }
            pause(looks < EAGER_LOOKS ? EAGER_MS : CALM_MS);
        }
    }

    /** Sleeps a little. */
    public static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }
}
