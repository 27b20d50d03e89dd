package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.protocol.ActorHome;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A manual actor that a test plays. Its messages have the bodies and the names 1, 2, 3… and m1, m2, m3… */
final class Played {
    final String id;
    final ActorHome home;
    private final LiveRoot os;
    private final List<Long> numbers = new ArrayList<>();

    private Played(LiveRoot os, String id) {
        this.os = os;
        this.id = id;
        this.home = os.manual(id);
    }

    /** One with message 1 current, and as many waiting. */
    static Played with(LiveRoot os, String id, int waiting) {
        Played it = new Played(os, id);
        for (int i = 1; i <= waiting + 1; i++) {
            os.publish(os.root.send().resolve(id + "::m" + i + ".json"), Integer.toString(i));
        }
        os.signal();
        os.eventually("one is current", () -> Files.exists(it.home.current()));
        os.eventually("the others wait", () -> os.waiting(id).size() == waiting);
        return it;
    }

    /** Runs a bash script in its spool. */
    void inSpool(String script) {
        os.bash("cd running/" + id + "/spool; " + script);
    }

    /** The number of a waiting message. */
    long number(String name) {
        return Hands.mail(home).stream()
                .filter(m -> m.name().value().equals(name))
                .mapToLong(SpoolName::id)
                .findFirst()
                .orElseThrow();
    }

    /** Handles messages until these have come, in this order. */
    void getsFirst(String... bodies) {
        List<String> got = new ArrayList<>();
        Hands.aCycle(os); // so that what was done by hand has been seen
        for (int i = 0; i < bodies.length; i++) {
            os.eventually("after " + got + " one is current", () -> Files.exists(home.current()));
            got.add(handle());
        }
        assertEquals(List.of(bodies), got);
    }

    /** The same, and nothing more may come. */
    void gets(String... bodies) {
        getsFirst(bodies);
        Hands.aCycle(os);
        assertEquals(
                List.of(), LiveRoot.names(home.spool(), Root.CURRENT + "|[0-9].*\\.json"), "what is left in the spool");
        assertEquals(numbers.size(), numbers.stream().distinct().count(), () -> "a number was used twice: " + numbers);
    }

    /** The numbers of what was handled, in that order. */
    List<Long> numbers() {
        return numbers;
    }

    /** What is known of the message that is current. */
    Envelope envelope() {
        try {
            return Json.read(Files.readAllBytes(home.envelope()), Envelope.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String handle() {
        try {
            String body = Files.readString(home.current()).strip();
            numbers.add(envelope().id());
            Files.delete(home.current());
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
