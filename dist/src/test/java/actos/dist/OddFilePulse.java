package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Two well-behaved actors in the middle of a flood: one asks, the other one answers, and the next question comes when the
 * answer is there. Used by one thread, which plays the one that asks.
 */
final class OddFilePulse {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LiveRoot os;
    private final ActorHome asker;
    private int beats;
    private Duration longest = Duration.ZERO;

    OddFilePulse(LiveRoot os) {
        this.os = os;
        this.asker = os.manual("asker");
        os.spawn("answerer", "helped.py");
    }

    /** How many questions were answered. */
    int beats() {
        return beats;
    }

    /** How long the slowest answer took. */
    Duration longest() {
        return longest;
    }

    /** Asks once and waits for the answer. */
    void beat() throws IOException {
        String body = "\"question " + ++beats + "\"";
        String asked = "{\"replies\": " + body + "}";
        Path question = os.root.drawer(new ActorId("asker")).resolve(String.format("answerer::q%06d.json", beats));
        long start = System.nanoTime();
        os.publish(question, asked);
        while (!Files.exists(asker.current())) {
            assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), () -> "no answer to " + body);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        longest = took.compareTo(longest) > 0 ? took : longest;
        assertEquals(body, Files.readString(asker.current()).strip());
        Files.delete(asker.current());
    }
}
