package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Phase;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code act image}, with a real supervisor. */
class ImageIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @BeforeEach
    void start() {
        os.start();
    }

    @Test
    void a_system_goes_back_to_what_it_was() throws IOException {
        ActorHome sum = os.spawnWith("sum", "counter", "\"state\": {\"n\": 5}, ");
        os.spawn("r", "recorder");
        os.act("pause").ok();
        os.send("sum", "{\"add\": 1}");
        os.send("sum", "{\"add\": 2}");
        os.send("r", "\"a\"");
        os.send("r", "\"b\"");
        os.eventually(
                "all wait",
                () -> os.waiting("sum").size() == 2 && os.waiting("r").size() == 2);
        os.act("image", "save", "one").ok();
        os.act("resume").ok();
        os.eventually("they are handled", () -> state(sum).equals("{\"n\": 8}"));
        os.awaitGot("r", "\"a\"", "\"b\"");
        long pid = os.status("sum").pid();
        os.act("spawn", "--manual", "--id", "later").ok();

        Ran loaded = os.act("image", "load", "one").ok();
        assertTrue(loaded.err().contains("0 actors started, 1 ended, 1 state and 4 messages changed"), loaded.err());
        os.eventually(
                "they are handled again",
                () -> state(sum).equals("{\"n\": 8}") && os.got("r").size() == 4);
        assertEquals(List.of("\"a\"", "\"b\"", "\"a\"", "\"b\""), os.got("r"));
        assertEquals(pid, os.status("sum").pid(), "actors hold no state: the process lives on");
        assertFalse(Files.exists(os.home("later").dir()));
        os.eventually("the journal tells", () -> !os.journal("added").isEmpty());
        assertTrue(os.journal("added").stream().allMatch(e -> e.number("id") > 4), "numbers never run backwards");
        for (String change : new String[] {"edited", "added"}) {
            assertFalse(os.journal(change).isEmpty());
            assertTrue(os.journal(change).stream().allMatch(e -> "one".equals(e.text("load"))), change);
        }
        os.awaitJournalled(8, "done"); // else the state is still the last handler's
        int edited = os.journal("edited").size();
        os.act("set", "sum", ".n", "8.0").ok();
        os.awaitJournalled(edited + 1, "edited");
        assertNull(os.journal("edited").get(edited).text("load"), "that was by hand");
        os.act("set", "sum", ".n", "8").ok();

        os.act("image", "load", "before-load").ok();
        assertEquals("{\"n\": 8}", state(sum));
        assertTrue(Files.exists(os.home("later").dir()), "what was ended is there again");
        assertEquals(
                "nothing has changed since image before-load-loaded",
                os.act("image", "diff", "before-load-loaded").ok().line());
    }

    @Test
    void nothing_is_missing_from_an_image_nor_twice_in_it_however_busy_the_system_is() throws IOException {
        ActorHome sum = os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        os.bash("for i in {1..60}; do echo '{\"add\": 1}' > send/.x; mv send/.x send/sum::$i.json; done &"
                + " kill -USR1 $(cat .pid); wait");
        os.act("image", "save", "busy").ok();
        os.eventually("all are handled", () -> state(sum).equals("{\"n\": 60}"));
        Path saved = os.root.image("busy").dir();
        long n = os.act("state", "sum").ok().line().isEmpty() ? 0 : number(saved.resolve("actors/sum/state.json"));
        long waiting = LiveRoot.names(saved.resolve("actors/sum/spool"), ".*").size();
        long sent = LiveRoot.names(saved.resolve("send"), ".*").size();
        assertEquals(60, n + waiting + sent, n + " handled, " + waiting + " waiting, " + sent + " not taken");
        os.act("image", "load", "busy").ok();
        os.eventually("all are handled again, each once", () -> state(sum).equals("{\"n\": 60}"));
        os.eventually("and no more", () -> os.waiting("sum").isEmpty());
        assertEquals("{\"n\": 60}", state(sum));
    }

    @Test
    void a_handler_that_does_not_finish_is_started_anew_and_its_message_waits() throws IOException {
        ActorHome slow = os.spawn("slow", "gated");
        os.act("image", "save", "empty").ok();
        os.send("slow", "\"never\"");
        os.eventually("it is current", () -> Files.exists(slow.current()));
        long pid = os.status("slow").pid();
        Ran saved = os.act("image", "save", "stuck", "--timeout", "100ms").ok();
        assertTrue(saved.err().contains("slow has not finished its message"), saved.err());
        assertEquals(
                1,
                LiveRoot.names(os.root.image("stuck").dir().resolve("actors/slow/spool"), ".*")
                        .size());

        os.act("image", "load", "empty", "--timeout", "100ms").ok();
        assertFalse(Files.exists(slow.current()));
        assertEquals(List.of(), os.waiting("slow"));
        os.awaitReadyWithAnother("slow", pid);
        assertEquals(
                1,
                LiveRoot.names(os.root.image("before-load").dir().resolve("actors/slow/spool"), ".*")
                        .size());
    }

    @Test
    void what_a_person_has_in_hand_waits_again_at_once_and_does_not_count_as_done() {
        ActorHome m = os.manual("m");
        os.act("pause").ok();
        os.send("m", "\"a\"");
        os.eventually("it waits", () -> os.waiting("m").size() == 1);
        os.act("image", "save", "waiting", "--timeout", "1h").ok();
        os.act("step").ok();
        assertTrue(Files.exists(m.current()));
        os.act("image", "save", "in-hand", "--timeout", "1h").ok();
        int stepped = os.journal("stepped").size();
        int done = os.journal("done").size();
        os.act("image", "load", "waiting", "--timeout", "1h").ok();
        assertEquals(1, os.waiting("m").size());
        os.act("step").ok();
        assertTrue(Files.exists(m.current()));
        assertEquals(done, os.journal("done").size(), "nobody has handled it");
        assertEquals(stepped + 1, os.journal("stepped").size());
        os.act("restart", "m").ok();
        assertEquals(1, os.waiting("m").size());
        os.act("resume").ok();
    }

    @Test
    void a_saving_that_is_asked_to_end_leaves_no_pause_and_no_image() {
        os.spawn("slow", "gated");
        os.send("slow", "1");
        os.awaitGot("slow", "1");
        os.bash("act image save late & until [ -e paused ]; do sleep 0.02; done; kill $!; ! wait $!; [ ! -e paused ]");
        assertEquals(List.of(), LiveRoot.names(os.root.images(), "[^.].*"));
    }

    @Test
    void a_loading_that_is_killed_at_any_step_goes_on_when_it_is_called_again() throws IOException {
        ActorHome sum = os.spawnWith("sum", "counter", "\"state\": {\"n\": 5}, ");
        os.act("pause").ok();
        os.send("sum", "{\"add\": 1}");
        os.send("sum", "{\"add\": 2}");
        os.eventually("both wait", () -> os.waiting("sum").size() == 2);
        os.act("image", "save", "one").ok();
        os.act("resume").ok();
        os.eventually("both are handled", () -> state(sum).equals("{\"n\": 8}"));
        int killed = 0;
        int rounds = 1;
        for (int edge : new int[] {3, 14, 24, 31, 36, 40}) {
            os.with("ACTOS_JAVA_OPTS", "-Dactos.test.haltAt=" + edge);
            boolean isKilled = os.act("image", "load", "one").code() == 137;
            os.with("ACTOS_JAVA_OPTS", null);
            if (isKilled) {
                killed++;
                os.eventually(
                        "it has stopped where it was, or goes on to the end",
                        () -> Files.exists(os.root.paused())
                                || os.waiting("sum").isEmpty() && !Files.exists(sum.current()));
                os.act("image", "load", "one").ok();
                os.act("resume"); // it is paused, unless it was killed before it had paused
            }
            int before = rounds;
            os.eventually(
                    "both are handled again, each once",
                    () -> os.journal("resumed").size() > before
                            && os.journal("done").size()
                                    == 2 * os.journal("resumed").size());
            rounds = os.journal("resumed").size();
            assertEquals("{\"n\": 8}", state(sum));
        }
        assertTrue(killed >= 5, "killed " + killed + " times");
    }

    @Test
    void a_tree_comes_back_with_its_children_and_without_what_it_did_not_have() throws IOException {
        String child = ", \"restart\": \"permanent\", \"state\": {\"n\": 0}, ";
        os.request(
                "tree",
                "{\"id\": \"tree\", \"children\": ["
                        + LiveRoot.spec("\"id\": \"one\"" + child, "counter") + ", "
                        + LiveRoot.spec("\"id\": \"two\"" + child, "counter") + "]}");
        os.awaitPhase("tree", Phase.READY);
        os.send("one", "{\"add\": 3}");
        os.eventually("it is handled", () -> state(os.home("one")).equals("{\"n\": 3}"));
        os.act("image", "save", "tree").ok();
        os.act("stop", "tree").ok();
        os.act("image", "load", "tree").ok();
        os.awaitPhase("two", Phase.READY);
        assertEquals("{\"n\": 3}", state(os.home("one")));
        os.act(
                        "spawn",
                        "--id",
                        "three",
                        "--parent",
                        "tree",
                        Programs.actor("counter").toString())
                .ok();
        os.act("image", "load", "tree").ok();
        assertFalse(Files.exists(os.home("three").dir()));
        assertEquals(
                "nothing has changed since image tree\n",
                os.act("image", "diff", "tree").ok().out());
        os.act("stop", "tree").ok();
    }

    @Test
    void what_was_edited_in_an_image_is_what_is_loaded_and_nonsense_is_refused() throws IOException {
        ActorHome sum = os.spawnWith("sum", "counter", "\"state\": {\"n\": 5}, ");
        os.act("image", "save", "one").ok();
        Path saved = os.root.image("one").dir();
        Files.createDirectories(saved.resolve("actors/sum/spool"));
        Files.writeString(saved.resolve("actors/sum/state.json"), "{\"n\": 70}");
        Files.writeString(saved.resolve("actors/sum/spool/000000000001~0~~~mine.json"), "{\"add\": 7}");
        os.act("image", "load", "one").ok();
        os.eventually("it goes on from there", () -> state(sum).equals("{\"n\": 77}"));
        os.awaitJournalled(1, "added");
        JournalEntry added = os.journal("added").get(0);
        assertEquals("mine", added.text("name"));
        Files.writeString(saved.resolve("actors/sum/state.json"), "{\"n\": ");
        Ran refused = os.act("image", "load", "one").ended(1);
        assertTrue(refused.err().contains("nothing was touched"), refused.err());
        assertTrue(refused.err().contains("actors/sum/state.json: is not JSON"), refused.err());
        assertEquals("{\"n\": 77}", state(sum));
    }

    private static String state(ActorHome home) throws IOException {
        return Files.readString(home.state()).strip();
    }

    private static long number(Path state) throws IOException {
        return Long.parseLong(Files.readString(state).replaceAll("[^0-9]", ""));
    }
}
