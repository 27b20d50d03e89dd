package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages between people and actors, and among actors. */
@ParameterizedClass
@EnumSource(Mode.class)
class MessagesIT {
    @RegisterExtension
    final LiveRoot os;

    private final int many;

    MessagesIT(Mode mode) {
        many = mode.many();
        os = LiveRoot.forOneTest(mode);
    }

    @BeforeEach
    void start() {
        os.start();
    }

    @Test
    void spawn_send_and_wait_until_it_is_done() throws IOException {
        assertEquals(
                "sum",
                os.act("spawn", "--id", "sum", "--state", "{\"n\": 40}", program("counter"))
                        .ok()
                        .line());
        String name = os.act("send", "--wait", "sum", "{\"add\": 2}").ok().line();

        assertEquals("{\"n\": 42}", Files.readString(os.home("sum").state()).strip());
        assertFalse(Files.exists(os.home("sum").current()));
        JournalEntry taken = os.journal("taken").get(0);
        assertEquals(name, taken.text("name"));
        os.eventually("done is in the journal", () -> os.journal("done").size() == 1);
        assertEquals(taken.number("id"), os.journal("done").get(0).number("id"));
    }

    @Test
    void an_actor_is_named_after_its_program() {
        assertEquals("recorder", os.act("spawn", program("recorder")).ok().line());
        assertEquals("recorder-2", os.act("spawn", program("recorder")).ok().line());
    }

    @Test
    void an_actor_gets_its_command_line_and_its_surroundings() {
        os.request(
                "w",
                LiveRoot.spec("\"env\": {\"COLOUR\": \"grün\"}, ", "witness", "two words", "", "$HOME *", "é", "-n"));
        os.eventually(
                "it has started",
                () -> Files.exists(os.home("w").dir().resolve("got"))
                        || Files.exists(os.home("w").dir().resolve("seen")));
        os.awaitPhase("w", actos.protocol.Phase.READY);
        List<String> seen =
                Programs.text(os.home("w").dir().resolve("seen")).lines().toList();
        String home = os.home("w").dir().toString();
        assertEquals(
                List.of(
                        "ACTOS_ROOT=" + os.root.dir(),
                        "ACTOS_ID=w",
                        "ACTOS_HOME=" + Programs.HOME,
                        "COLOUR=grün",
                        "pwd=" + home,
                        "stdin=/dev/null",
                        "session=own",
                        "group=own",
                        "arg=w",
                        "arg=" + home + "/state.json",
                        "arg=" + home + "/spool/current",
                        "arg=" + os.root.send() + "/w",
                        "arg=two words",
                        "arg=",
                        "arg=$HOME *",
                        "arg=é",
                        "arg=-n"),
                seen.subList(2, seen.size()));
    }

    @Test
    void messages_of_one_sender_keep_their_order() {
        os.spawn("r", "recorder");
        List<String> bodies =
                IntStream.rangeClosed(1, many).mapToObj(Integer::toString).toList();
        bodies.forEach(body -> os.drop("r", body));
        os.signal();
        os.awaitGot("r", bodies.toArray(String[]::new));
    }

    @Test
    void lines_of_standard_input_become_messages_in_order() {
        os.spawn("r", "recorder");
        List<String> bodies =
                IntStream.rangeClosed(1, many).mapToObj(Integer::toString).toList();
        os.actWithInput(String.join("\n", bodies) + "\n", "send", "r", "--lines")
                .ok();
        os.awaitGot("r", bodies.toArray(String[]::new));
    }

    @Test
    void two_senders_at_once_each_keep_their_order() {
        os.spawn("r", "recorder");
        os.spawn("a", "flooder", "r");
        os.spawn("b", "flooder", "r");
        os.drop("a", Integer.toString(many / 2));
        os.drop("b", Integer.toString(many / 2));
        os.signal();
        os.eventually("all have come", () -> os.got("r").size() >= many / 2 * 2);
        for (String sender : List.of("a", "b")) {
            assertEquals(
                    IntStream.rangeClosed(1, many / 2)
                            .mapToObj(i -> "\"" + sender + " " + i + "\"")
                            .toList(),
                    os.got("r").stream()
                            .filter(m -> m.startsWith("\"" + sender))
                            .toList());
        }
    }

    @Test
    void an_answer_comes_back_to_who_asked_and_nothing_stays() {
        os.spawn("echo", "answerer");
        assertEquals(
                "{\"how\": \"är\"}",
                os.act("ask", "--timeout", "1m", "echo", "{\"how\": \"är\"}")
                        .ok()
                        .line());
        os.eventually(
                "the asker is gone",
                () -> LiveRoot.names(os.root.running(), "[^.].*").equals(List.of("echo")));
        os.eventually(
                "so is its drawer", () -> LiveRoot.names(os.root.send(), ".*").equals(List.of("echo")));
        assertEquals(List.of(), LiveRoot.names(os.root.deadMessages(), ".*"));
    }

    @Test
    void the_actor_of_an_asker_that_was_killed_ends() {
        os.manual("m");
        os.bash("\"" + Programs.launcher("act") + "\" ask m 1 >/dev/null 2>&1 &"
                + " until [ -e running/m/spool/current ]; do sleep 0.02; done; kill -KILL $!");
        os.eventually(
                "it is in its grave",
                () -> LiveRoot.names(os.root.deadActors(), "ask-.*").size() == 1);
        assertEquals(List.of("m"), LiveRoot.names(os.root.running(), "[^.].*"));
        os.bash("grep -q 'its owner, process [0-9]*, has ended' dead/actors/ask-*/exit.json");
    }

    @Test
    void asking_nobody_fails_at_once_and_leaves_nothing() {
        os.act("ask", "nobody", "1").ended(4);
        assertEquals(List.of(), LiveRoot.names(os.root.running(), "[^.].*"));
        assertEquals(List.of(), os.journal("taken"));
    }

    @Test
    void two_actors_play_ping_pong() {
        os.spawn("ping", "rally", "pong");
        os.spawn("pong", "rally", "ping");
        os.send("ping", "20");
        os.awaitGot("ping", "20", "18", "16", "14", "12", "10", "8", "6", "4", "2", "0");
        os.awaitGot("pong", "19", "17", "15", "13", "11", "9", "7", "5", "3", "1");
    }

    @Test
    void a_message_knows_its_sender_and_its_cause() {
        os.spawn("r", "recorder");
        os.spawn("f", "forwarder", "r");
        os.send("f", "\"x\"");
        os.awaitGot("r", "\"x\"");
        os.eventually("both are done", () -> os.journal("done").size() == 2);
        List<JournalEntry> taken = os.journal("taken");
        assertEquals(2, taken.size());
        JournalEntry first = taken.get(0);
        JournalEntry second = taken.get(1);
        assertNull(first.text("from"));
        assertTrue(first.line().path("cause").isMissingNode()
                || first.line().path("cause").isNull());
        assertEquals("f", second.text("from"));
        assertEquals(first.number("id"), second.number("cause"));
        assertEquals(List.of("taken", "delivered", "done"), fate(second.number("id")));
        assertEquals(
                List.of("taken", "delivered", "taken by r", "done"),
                os.journal().stream()
                        .filter(e -> e.number("id") == first.number("id") || e.number("cause") == first.number("id"))
                        .map(e -> e.number("cause") == 0 ? e.event() : e.event() + " by " + e.text("to"))
                        .toList());
    }

    @Test
    void a_delayed_message_waits_where_it_can_be_seen() throws IOException {
        os.spawn("r", "recorder");
        long sent = System.nanoTime();
        os.publish(os.root.send().resolve("r::later+4s.json"), "\"later\"");
        os.send("r", "\"now\"");
        os.eventually(
                "it waits in the spool",
                () -> os.waiting("r").stream().anyMatch(n -> n.matches("[0-9]{12}~[0-9]+~~~later\\+[0-9]{13}\\.json")));
        os.awaitGot("r", "\"now\"", "\"later\"");
        long took = System.nanoTime() - sent;
        assertTrue(took >= 4_000_000_000L, "it came after " + took / 1_000_000 + " ms");
        assertTrue(took < 40_000_000_000L, "it came only after " + took / 1_000_000 + " ms");
    }

    @Test
    void mail_waits_until_the_actor_says_by_a_file_that_it_is_ready() throws IOException {
        os.request("f", LiveRoot.spec("\"ready\": \"file\", ", "by-file"));
        os.eventually("it is started", () -> Files.exists(os.home("f").pid()));
        os.send("f", "1");
        os.eventually("its mail waits", () -> os.waiting("f").size() == 1);
        assertEquals(actos.protocol.Phase.STARTING, os.status("f").phase());
        Files.createFile(os.home("f").dir().resolve("go"));
        os.awaitGot("f", "1");
    }

    @Test
    void a_message_that_takes_longer_than_a_cycle_is_handled_once() throws IOException {
        os.spawn("g", "gated");
        os.send("g", "1");
        os.awaitGot("g", "1");
        // mail to nobody is dead after a cycle of grace: two of them, one after the other, are two cycles
        os.awaitDead(os.send("nobody", "0"));
        os.awaitDead(os.send("nobody", "0"));
        os.send("g", "2");
        Files.createFile(os.home("g").dir().resolve("go"));
        os.awaitGot("g", "1", "2");
        os.eventually("both are done", () -> os.journal("done").size() == 2);
        os.awaitJournalled(2, "delivered");
    }

    @Test
    void a_spawn_request_and_its_mail_can_be_put_there_before_anybody_looks() {
        ActorHome r = os.home("late");
        os.bash("kill -STOP $(cat .pid)");
        os.drop("late", "1");
        os.drop("late", "2");
        os.publish(os.root.request("late"), LiveRoot.spec("", "recorder"));
        os.bash("kill -CONT $(cat .pid)");
        os.signal();
        os.awaitGot("late", "1", "2");
        assertTrue(Files.exists(r.request()));
    }

    private List<String> fate(long id) {
        return os.journal().stream()
                .filter(e -> e.number("id") == id)
                .map(JournalEntry::event)
                .toList();
    }

    private static String program(String actor) {
        return Programs.actor(actor).toString();
    }
}
