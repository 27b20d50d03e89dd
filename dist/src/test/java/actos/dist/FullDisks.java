package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A disk that is full for a while. Mail and requests are prepared under hidden names before that and come into view by a
 * rename, for which there always is room.
 */
abstract class FullDisks {
    /** Starts again and again, and pays for no end and no attempt. */
    private static final String CAREFUL = "\"restart\": \"permanent\", \"intensity\": 0, \"maxAttempts\": 1, "
            + "\"backoff\": {\"first\": \"20ms\", \"max\": \"100ms\"}, ";

    private static final String NO_ROOM = "No space left on device";

    @RegisterExtension
    final LiveRoot os;

    private final String cycle;
    private final List<Path> wishes = new ArrayList<>();

    FullDisks(Mode mode) {
        os = LiveRoot.forOneTest(mode);
        cycle = mode == Mode.NOTICES ? "200ms" : "100ms";
    }

    /** Before the supervisor starts. */
    abstract void prepare() throws IOException;

    /** From now on nothing that needs room can be written. Once more: also what has become free meanwhile is used up. */
    abstract void fill() throws IOException;

    /** There is room again. */
    abstract void free() throws IOException;

    /** When the supervisor has ended. */
    abstract void cleanUp() throws IOException;

    @BeforeEach
    void aDisk() throws IOException {
        prepare();
        start();
        for (String name : List.of("said1", "said2")) {
            wishes.add(Files.writeString(os.root.spawn().resolve("." + name + ".json"), "{\"manual\": true}"));
        }
    }

    @AfterEach
    void noDisk() throws IOException {
        free();
        if (os.supervisor().isAlive()) {
            os.shutdown();
        }
        cleanUp();
    }

    @Test
    void mail_waits_and_is_delivered_in_order_when_there_is_room_again() throws IOException {
        os.spawnWith("c", "careful", CAREFUL);
        os.send("c", "1");
        os.awaitGot("c", "1");
        List<Path> mail = List.of(prepared("c", "2"), prepared("c", "3"), prepared("c", "4"));
        fill();
        mail.forEach(this::reveal);
        awaitSaid();
        free();
        os.awaitGot("c", "1", "2", "3", "4");
        assertTrue(
                Hands.journal(os, "delivered", "c").stream().allMatch(e -> e.number("attempt") == 1),
                "a full disk is no attempt");
        assertEquals(List.of(), os.status("c").restartedAt());
        assertEquals(List.of(), LiveRoot.names(os.root.deadMessages(), ".*"));
    }

    @Test
    void it_is_said_once_and_once_more_when_it_is_over() throws IOException {
        os.spawnWith("c", "careful", CAREFUL);
        Path first = prepared("c", "1");
        Path request = preparedRequest("late", "recorder");
        List<Path> oddCycles = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            oddCycles.add(Files.writeString(os.root.dir().resolve(".cycle" + i), "soon"));
        }
        fill();
        reveal(first);
        reveal(request);
        awaitSaid();
        for (Path oddCycle : oddCycles) { // a scan reads the file cycle: each of these are two scans
            Files.move(oddCycle, os.root.cycle());
            os.eventually("a scan", () -> lines("the file cycle").size() % 2 == 1);
            Files.delete(os.root.cycle());
            os.eventually("another scan", () -> lines("the file cycle").size() % 2 == 0);
        }
        assertSaidOnce();
        os.eventually(
                "supervisor.json says so, though there is no room for it",
                () -> Hands.degraded(os).toString().contains(NO_ROOM));
        assertTrue(os.act("ls").ok().out().contains("degraded"));
        free();
        os.awaitGot("c", "1");
        os.awaitPhase("late", Phase.READY);
        os.eventually("all is well", () -> Hands.degraded(os).isEmpty());
        os.eventually(
                "each that began is over in the journal",
                () -> !os.journal("degraded").isEmpty()
                        && os.journal("degraded").stream()
                                .map(e -> e.text("what"))
                                .sorted()
                                .toList()
                                .equals(os.journal("recovered").stream()
                                        .map(e -> e.text("what"))
                                        .sorted()
                                        .toList()));
    }

    @Test
    void a_crash_meanwhile_is_charged_to_nobody() throws IOException {
        os.spawnWith("g", "gated", CAREFUL);
        os.send("g", "1");
        os.awaitGot("g", "1");
        Path second = prepared("g", "2");
        fill();
        awaitSaid();
        Long pid = Hands.pid(os, "g");
        Hands.kill(os, "g");
        os.eventually("its end was noticed", () -> !pid.equals(os.status("g").pid()));
        reveal(second);
        Files.createFile(os.home("g").dir().resolve("go"));
        free();
        os.eventually("all was handled", () -> os.got("g").contains("2"));
        assertTrue(
                Hands.journal(os, "delivered", "g").stream().allMatch(e -> e.number("attempt") == 1),
                "a full disk is no attempt");
        assertEquals(List.of(), os.journal("gaveUp"));
        os.eventually("it is ready", () -> os.status("g").phase() == Phase.READY);
        assertEquals(List.of(), os.status("g").restartedAt());
    }

    @Test
    void the_status_of_each_is_true_on_a_full_disk() throws IOException {
        List<String> all = List.of("a", "b", "c");
        all.forEach(id -> os.spawnWith(id, "recorder", CAREFUL));
        fill();
        List<Long> before = all.stream().map(id -> Hands.pid(os, id)).toList();
        all.forEach(id -> Hands.kill(os, id));
        for (int i = 0; i < all.size(); i++) {
            String id = all.get(i);
            Long pid = before.get(i);
            os.eventually(
                    id + "'s status knows of its end",
                    () -> !pid.equals(os.status(id).pid()));
        }
        free();
    }

    @Test
    void one_that_is_stopped_meanwhile_is_buried_with_its_exit_when_there_is_room_again() throws IOException {
        os.spawn("g", "gated");
        os.send("g", "1");
        os.awaitGot("g", "1");
        fill();
        os.bash("touch running/g/stop; kill -USR1 $(cat .pid)");
        os.eventually("its processes have ended", () -> os.remainsOf("g").isEmpty());
        free();
        ActorHome grave = os.awaitBuried("g");
        assertEquals("TERM", LiveRoot.exit(grave).signal());
        assertEquals(
                List.of(1), Hands.mail(grave).stream().map(SpoolName::attempt).toList());
    }

    @Test
    void requests_and_dead_letters_wait_too() throws IOException {
        Path request = preparedRequest("r", "careful");
        Path bad = os.root.spawn().resolve(".bad.json");
        Files.writeString(bad, "{\"colour\": 1}");
        Path letter = prepared("nobody", "0");
        Path mail = prepared("r", "1");
        fill();
        for (Path each : List.of(request, bad, letter, mail)) {
            reveal(each);
        }
        awaitSaid();
        free();
        os.awaitGot("r", "1");
        os.awaitRefused("bad");
        os.eventually(
                "the letter is dead with its reason",
                () -> LiveRoot.names(os.root.deadMessages(), ".*nobody.*").size() == 2);
        assertEquals(List.of(), LiveRoot.names(os.root.send(), "[^.].*::.*"));
    }

    @Test
    void a_supervisor_that_is_killed_meanwhile_has_lost_nothing() throws IOException {
        os.spawnWith("c", "careful", CAREFUL);
        os.send("c", "1");
        os.awaitGot("c", "1");
        List<Path> mail = List.of(prepared("c", "2"), prepared("c", "3"));
        fill();
        mail.forEach(this::reveal);
        awaitSaid();
        Hands.crash(os);
        free();
        start();
        os.awaitGot("c", "1", "2", "3");
    }

    @Test
    void a_supervisor_that_is_started_meanwhile_says_so_and_has_lost_nothing() throws Exception {
        os.spawnWith("c", "careful", CAREFUL);
        os.send("c", "1");
        os.awaitGot("c", "1");
        Path mail = prepared("c", "2");
        Hands.crash(os);
        fill();
        reveal(mail);
        Process starting = os.launch("--cycle", cycle);
        os.eventually("it says so", () -> !lines(NO_ROOM).isEmpty() || !starting.isAlive());
        if (starting.waitFor(1, TimeUnit.SECONDS)) {
            assertEquals(1, starting.exitValue());
            assertFalse(Programs.text(os.log()).contains("\tat "), "a sentence, no stack trace");
        } else {
            os.eventually(
                    ".pid is that of the one that serves, though there is no room for another file",
                    () -> Files.readString(os.root.pid()).strip().equals(Long.toString(starting.pid())));
        }
        free();
        if (!starting.isAlive()) {
            start();
        }
        os.awaitGot("c", "1", "2");
        os.eventually(
                "it is served by one",
                () -> Files.readString(os.root.pid()).equals(os.supervisor().pid() + "\n"));
    }

    @Test
    void a_shutdown_meanwhile_comes_to_an_end_and_nothing_is_lost() throws Exception {
        os.spawnWith("g", "gated", CAREFUL);
        os.send("g", "1");
        os.awaitGot("g", "1");
        os.send("g", "2");
        os.eventually("the second waits", () -> os.waiting("g").size() == 1);
        fill();
        os.supervisor().destroy();
        boolean ended = os.supervisor().waitFor(5, TimeUnit.SECONDS);
        free();
        if (!ended) { // it waits for room rather than leave something unsaid
            assertTrue(os.supervisor().waitFor(20, TimeUnit.SECONDS), "it still does not end");
        }
        assertEquals(0, os.supervisor().exitValue());
        assertTrue(os.remains().isEmpty(), () -> Remains.describe(os.remains()));
        os.start("--restore", "--cycle", cycle);
        Files.createFile(os.home("g").dir().resolve("go"));
        os.eventually("all was handled", () -> os.got("g").contains("2"));
    }

    private void start() {
        os.start("--cycle", cycle);
    }

    /** Gives the supervisor something to write for which there is no room, and waits until it has said so. */
    private void awaitSaid() throws IOException {
        fill();
        wishes.forEach(this::reveal);
        os.eventually("it says so", () -> !lines(NO_ROOM).isEmpty());
    }

    /** Nothing is said a second time before it was over. */
    private void assertSaidOnce() {
        Set<String> failing = new HashSet<>();
        Programs.text(os.log()).lines().forEach(line -> {
            if (line.contains("works again")) {
                failing.remove(task(line));
            } else if (line.contains("WARN") && line.contains(NO_ROOM)) {
                assertTrue(failing.add(task(line)), () -> "it was said already: " + line);
            }
        });
        assertFalse(failing.isEmpty());
    }

    private List<String> lines(String text) {
        return Programs.text(os.log()).lines().filter(l -> l.contains(text)).toList();
    }

    /** What failed, as a line of the log has it, without the time. */
    private static String task(String line) {
        return line.replaceAll("^[-0-9TZ:., ]*[A-Z]+ +", "").replaceAll(": .*", "");
    }

    private Path prepared(String to, String body) throws IOException {
        Path hidden = os.root.send().resolve("." + to + "::p" + body + ".json");
        return Files.writeString(hidden, body);
    }

    private Path preparedRequest(String name, String actor) throws IOException {
        return Files.writeString(os.root.spawn().resolve("." + name + ".json"), LiveRoot.spec(CAREFUL, actor));
    }

    private void reveal(Path hidden) {
        os.with("HIDDEN", hidden.toString());
        os.bash("mv \"$HIDDEN\" \"${HIDDEN%/*}/${HIDDEN##*/.}\"; kill -USR1 $(cat .pid) || :");
    }
}
