package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import actos.actor.Actor;
import actos.actor.ActorMain;
import actos.actor.Context;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An actor of the SDK is halted before and after each step that it takes on the disk, one actor for each of these
 * points, and started again by the supervisor. What each of its messages leads to must have happened exactly once.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommitCrashPointsIT {
    private static final int AT_ONCE = 4;
    private static final String SO_FAR = "so-far.log";

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    private Path launcher;

    /**
     * What the actor is told to do.
     *
     * @param k the number of this order, to be kept in the state if {@code keep}; 0 for {@link #LAST}
     * @param sends how many messages to send
     * @param starts whether to start an actor
     * @param stash what to do with the stash, or null
     */
    record Order(long k, int sends, boolean starts, boolean keep, boolean stop, Stash stash) {
        Order(long k, int sends, boolean starts, boolean keep, boolean stop) {
            this(k, sends, starts, keep, stop, null);
        }
    }

    /** The first time, this message is put back; or what was put back comes again. */
    enum Stash {
        IN,
        OUT
    }

    /** Leads to nothing; when it is handled, all others are, with what came after it was known. */
    private static final Order LAST = new Order(0, 0, false, false, false);

    /** The numbers of the orders that were kept. */
    static final class Kept {
        public List<Long> orders = new ArrayList<>();
        public List<Long> putBack = new ArrayList<>();
    }

    /** What is sent: for which order, as which of its messages, and the number of the order's message. */
    record Report(long order, int part, long cause) {}

    /** Does what it is told. */
    static final class Obedient implements Actor<Kept> {
        @Override
        public void receive(JsonNode message, Context<Kept> context) throws IOException {
            Order order = context.messageAs(Order.class);
            if (order.equals(LAST) && !Files.exists(Path.of(SO_FAR))) {
                Files.copy(Path.of("out.log"), Path.of(SO_FAR)); // says whether it was halted before
            }
            if (order.stash() == Stash.IN && !context.state().putBack.contains(order.k())) {
                context.state().putBack.add(order.k());
                context.stash();
                return;
            }
            if (order.stash() == Stash.OUT) {
                context.unstash();
            }
            if (order.starts()) {
                context.spawn(ActorSpec.parse(Json.bytes(Map.of("manual", true, "id", "of-" + context.id()))));
            }
            for (int part = 1; part <= order.sends(); part++) {
                context.send(
                        "sink", new Report(order.k(), part, context.envelope().id()));
            }
            if (order.keep()) {
                context.state().orders.add(order.k());
            }
            if (order.stop()) {
                context.stop();
            }
        }

        public static void main(String[] args) {
            ActorMain.run(new Obedient(), args);
        }
    }

    @BeforeEach
    void make_an_actor_that_is_halted_in_its_first_life() throws IOException, URISyntaxException {
        Path classes = Path.of(
                getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
        launcher = Files.writeString(
                os.base().resolve("obedient"),
                String.join(
                        "\n",
                        "#!/bin/sh",
                        "[ -e lived ] || halt=-Dactos.test.haltAt=$5",
                        ": > lived",
                        "export LC_ALL=C.UTF-8",
                        "exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                                + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx64m $halt \\",
                        "  -cp '" + classes + "':\"$ACTOS_HOME\"/lib/'*' '" + Obedient.class.getName() + "' \"$@\"",
                        ""));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        ActorHome sink = os.start().manual("sink");
        os.send("sink", "\"with this one in the slot, all others wait\"");
        os.eventually("the sink is busy", () -> Files.exists(sink.current()));
    }

    @Test
    void a_new_state_and_messages_and_a_request() {
        assertEquals(26, points(new Order(1, 2, true, true, false)), "points");
    }

    @Test
    void nothing_and_then_only_a_message() {
        assertEquals(16, points(new Order(1, 0, false, false, false), new Order(2, 1, false, false, false)), "points");
    }

    @Test
    void a_new_state_and_a_message_and_the_end() {
        assertEquals(20, points(new Order(1, 1, false, true, true)), "points");
    }

    @Test
    void a_message_that_is_put_back_and_comes_again() {
        Order first = new Order(1, 1, false, true, false, Stash.IN);
        Order second = new Order(2, 1, false, true, false, Stash.OUT);
        assertEquals(50, points(first, second), "points");
    }

    /** Tries every point; returns how many there are. */
    private int points(Order... orders) {
        for (int first = 1; ; first += AT_ONCE) {
            List<Integer> some = IntStream.range(first, first + AT_ONCE).boxed().toList();
            for (int point : some) {
                begin(point, orders);
            }
            os.signal();
            long halted = some.stream().filter(point -> check(point, orders)).count();
            assertEquals(List.of(), LiveRoot.names(os.root.spawn(), ".*"), "requests left behind");
            assertEquals(List.of(), LiveRoot.names(os.root.deadSpawn(), ".*"), "requests made twice");
            assertEquals(List.of(), LiveRoot.names(os.root.deadMessages(), ".*"), "messages to nobody");
            if (halted < AT_ONCE) {
                return first - 1 + (int) halted;
            }
        }
    }

    private void begin(int point, Order... orders) {
        Map<String, Object> spec =
                Map.of("path", launcher.toString(), "args", List.of(Integer.toString(point)), "restart", "permanent");
        os.publish(os.root.request("at-" + point), Json.text(spec));
        for (Order order : orders) {
            os.drop("at-" + point, Json.text(order));
        }
        os.drop("at-" + point, Json.text(LAST));
    }

    /** Whether this actor was halted; all that it was told has to have happened exactly once. */
    private boolean check(int point, Order... orders) {
        String id = "at-" + point;
        boolean ends = Stream.of(orders).anyMatch(Order::stop);
        ActorHome home = ends ? os.awaitBuried(id) : awaitQuiet(id);
        String log = Programs.text(ends ? home.log() : home.dir().resolve(SO_FAR));
        List<Long> kept = new ArrayList<>();
        List<String> reports = new ArrayList<>();
        List<Long> putBack = new ArrayList<>();
        List<Order> handled = new ArrayList<>(List.of(orders));
        handled.sort(Comparator.comparing(order -> order.stash() == Stash.IN)); // they come after what has let them out
        for (Order order : handled) {
            if (order.stash() == Stash.IN) {
                putBack.add(order.k());
            }
            if (order.keep()) {
                kept.add(order.k());
            }
            for (int part = 1; part <= order.sends(); part++) {
                reports.add(order.k() + "." + part);
            }
            if (order.starts()) {
                os.awaitPhase("of-" + id, Phase.READY);
            }
        }
        os.eventually(id + " has reported", () -> reports(id).size() >= reports.size());
        assertEquals(reports, reports(id), log);
        assertEquals(kept, kept(home).orders, log);
        assertEquals(putBack, kept(home).putBack, log);
        assertFalse(Files.exists(home.redo()), log);
        return log.contains("halted ");
    }

    /** Waits until the actor has handled all and everything that it sent was taken. */
    private ActorHome awaitQuiet(String id) {
        ActorHome home = os.home(id);
        os.eventually(
                id + " has handled all",
                () -> Files.exists(home.dir().resolve(SO_FAR))
                        && LiveRoot.names(home.spool(), "(?!\\.).*").isEmpty()
                        && !Files.exists(home.redo())
                        && LiveRoot.names(os.root.drawer(new ActorId(id)), ".*").isEmpty());
        return home;
    }

    /** What lies in the sink from this actor, in order: the order's number and the part. */
    private List<String> reports(String id) {
        List<String> reports = new ArrayList<>();
        for (String name : os.waiting("sink")) {
            SpoolName spooled = SpoolName.parse(name);
            if (spooled.from() != null && spooled.from().value().equals(id)) {
                Report report = read(os.home("sink").spool().resolve(name), Report.class);
                assertEquals(report.cause(), spooled.cause(), () -> name + " has another cause");
                reports.add(report.order() + "." + report.part());
            }
        }
        return reports;
    }

    private static Kept kept(ActorHome home) {
        return read(home.state(), Kept.class);
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return Json.read(Files.readAllBytes(file), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
