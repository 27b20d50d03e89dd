package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Json;
import actos.protocol.Phase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code act pause}, {@code step}, {@code next} and {@code resume} on a real system. */
class SteppingIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @Test
    void one_tries_what_happens_in_another_order() throws IOException {
        os.start();
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        os.spawn("via", "forwarder", "sum");
        os.act("pause").ok();
        send("via", "{\"add\":1}");
        send("sum", "{\"add\":2}");
        send("sum", "{\"add\":3}");
        Ran next = os.act("next").ok();
        assertTrue(next.out().contains("sum   2  ·     {\"add\":2}"), next.out());
        assertTrue(next.out().contains("→  via   1  ·     {\"add\":1}"), next.out());
        assertTrue(next.err().contains("the system is paused"), next.err());

        JsonNode step = json(os.act("step", "sum", "--json").ok().out());
        assertEquals(
                "[{\"op\":\"replace\",\"path\":\"/n\",\"value\":2}]",
                step.path("diff").toString());
        Ran chosen = os.act("step", "1").ok();
        assertTrue(chosen.out().contains("    → 4 to sum  {\"add\":1}\n"), chosen.out());
        Ran early = os.act("step", "4").ok();
        assertEquals("", early.err(), "4 is of another sender than 3");
        assertTrue(early.out().startsWith("4  via → sum  {\"add\":1}\n    ~ .n  2 → 3\n"), early.out());
        assertEquals(1, os.waiting("sum").size());
        os.act("resume").ok();
        os.eventually("the rest is delivered", () -> os.waiting("sum").isEmpty());
        assertTrue(os.act("step").ended(1).err().contains("no message waits"));
    }

    @Test
    void a_round_delivers_to_each_what_was_its_first_when_the_round_began() throws IOException {
        os.start();
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        os.spawn("via", "forwarder", "sum");
        os.spawnWith("late", "counter", "\"state\": {\"n\": 0}, ");
        os.act("pause").ok();
        send("via", "{\"add\":1}");
        send("sum", "{\"add\":2}");
        send("via", "{\"add\":4}");
        assertEquals(List.of("1 via", "2 sum"), round());
        assertEquals(List.of("3 via", "4 sum"), round());
        assertEquals(List.of("5 sum"), round());
        assertTrue(os.act("step", "--round").ended(1).err().contains("no message waits that is due"));
        send("via", "{\"add\":8}");
        send("sum", "{\"add\":16}");
        Ran all = os.act("step", "--round", "-n", "5").ok();
        assertEquals("3 steps, and nothing waits any more\n", all.err());
    }

    private List<String> round() {
        return os.act("step", "--round", "--json")
                .ok()
                .out()
                .lines()
                .map(SteppingIT::json)
                .map(step -> step.get("id") + " " + step.get("to").asText())
                .toList();
    }

    @Test
    void the_same_steps_give_the_same_order_and_a_record_tells_where_reality_differs() throws IOException {
        os.start();
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 0}, ");
        os.spawn("via", "forwarder", "sum");
        os.act("pause").ok();
        begin();
        Ran all = os.act("step", "--until-idle", "--record", "order").ok();
        assertEquals("5 steps, and nothing waits any more\n", all.err());
        List<String> order = lines("order");
        assertEquals(
                "{\"step\":1,\"from\":null,\"to\":\"via\",\"nth\":1,\"body\":{\"add\":1},\"state\":{},"
                        + "\"sent\":[{\"to\":\"sum\",\"body\":{\"add\":1}}],\"end\":null}",
                order.get(0));

        begin();
        os.act("step", "--until-idle", "--record", "again").ok();
        assertEquals(order, lines("again"));

        begin();
        assertEquals(
                "5 steps, all as recorded\n",
                os.act("step", "--follow", "order").ok().err());

        begin();
        os.publish(os.home("sum").state(), "{\"n\": 1}");
        Ran other = os.act("step", "--follow", "order").ended(1);
        assertTrue(
                other.err().startsWith("~ .state.n  2 → 3\nact: step 2 differs from the record: the state of sum"),
                other.err());
    }

    /** The same mail and states as at first, in a system that has gone on. */
    private void begin() {
        os.bash("rm -f running/*/spool/*");
        os.publish(os.home("sum").state(), "{\"n\": 0}");
        send("via", "{\"add\":1}");
        send("sum", "{\"add\":2}");
        send("via", "{\"add\":3}");
    }

    @Test
    void it_tells_how_an_actor_ended_and_takes_the_message_again() {
        os.start();
        os.spawnWith("f", "fragile", Restarts.PERMANENT);
        os.act("pause").ok();
        send("f", "{\"exit\": 3}");
        Ran step = os.act("step").ok();
        assertTrue(step.out().contains("f ended: "), step.out());
        assertTrue(step.out().contains("the message waits again, for attempt 2; act logs f shows"), step.out());
        JsonNode second = json(os.act("step", "--json").ok().out());
        assertEquals(2, second.path("attempt").asInt());
        assertFalse(second.path("done").booleanValue());
        assertTrue(os.act("step").ok().out().contains("the message is dead: poison"));
    }

    @Test
    void a_record_is_kept_until_there_is_another() throws IOException {
        os.start();
        os.spawn("r", "recorder");
        os.act("pause").ok();
        send("r", "1");
        os.act("step", "--record", "order").ok();
        List<String> order = lines("order");
        assertEquals(1, order.size());
        os.act("step", "--record", "order").ended(1);
        os.act("step", "nosuch", "--record", "order").ended(4);
        os.act("step", "--follow", "order", "--record", "order").ended(2);
        assertEquals(order, lines("order"));
    }

    @Test
    void it_tells_that_an_actor_was_taken_down_with_its_sibling() {
        os.start();
        os.request(
                "both",
                "{\"strategy\": \"one_for_all\", \"children\": ["
                        + LiveRoot.spec("\"id\": \"f\", " + Restarts.PERMANENT, "fragile") + ", "
                        + LiveRoot.spec("\"id\": \"g\", " + Restarts.PERMANENT, "gated") + "]}");
        os.awaitPhase("both", Phase.READY);
        os.act("pause").ok();
        send("g", "1");
        os.bash(
                "act step > shown & until [ -e running/g/got ]; do sleep 0.02; done; kill -KILL $(cat running/f/.pid); wait $!");
        String step = Programs.text(os.root.dir().resolve("shown"));
        assertTrue(step.contains("g ended: "), step);
        assertTrue(step.contains("the message waits again, for attempt 1"), step);
    }

    @Test
    void it_waits_for_a_slow_handler_and_says_what_is_in_the_way() throws IOException {
        os.start();
        os.spawn("sum", "recorder");
        os.spawn("slow", "slow-forwarder", "sum");
        os.act("pause").ok();
        send("slow", "1");
        send("slow", "2");
        Ran late = os.act("step", "--timeout", "5s").ended(5);
        assertTrue(late.err().contains("slow is handling message 1 for"), late.err());
        assertTrue(os.act("ls").out().contains("1 for "), "it goes on");
        Files.createFile(os.home("slow").dir().resolve("go"));
        Ran next = os.act("step", "slow").ok();
        assertTrue(next.out().startsWith("2  · → slow  2\n    → 4 to sum  2\n"), next.out());

        String pid = Programs.text(os.home("sum").pid()).strip();
        os.bash("kill -STOP " + pid);
        assertTrue(os.act("step", "3").ended(1).err().contains("(kill -STOP): kill -CONT " + pid));
        assertTrue(os.act("ls").out().contains("ready (SIGSTOP)"));
        os.bash("kill -CONT " + pid);
        os.act("step", "3").ok();
        os.awaitGot("sum", "1");
    }

    @Test
    void a_breakpoint_shows_in_lists_and_its_message_goes_once() {
        os.start();
        os.spawn("r", "recorder");
        os.publish(os.root.breaks().resolve("big.json"), "{\"actor\": \"r\", \"when\": \".n > 5\"}");
        os.eventually(
                "the breakpoint is known",
                () -> Programs.text(os.root.systemStatus()).contains("\"big\""));
        send("r", "{\"n\":1}");
        send("r", "{\"n\":7}");
        send("r", "{\"n\":2}");
        os.eventually("it is hit", () -> Files.exists(os.home("r").paused()));
        os.awaitGot("r", "{\"n\":1}");
        Ran ls = os.act("ls").ok();
        assertTrue(ls.out().contains("breakpoint big holds message 2 for r; act resume r delivers it"), ls.out());
        assertTrue(ls.out().contains("ready (at breakpoint)"), ls.out());
        Ran mail = os.act("mail").ok();
        assertTrue(mail.out().contains(", at breakpoint big"), mail.out());
        assertEquals("r goes on\n", os.act("resume").ok().err());
        os.awaitGot("r", "{\"n\":1}", "{\"n\":7}", "{\"n\":2}");

        send("r", "{\"n\":8}");
        send("r", "{\"n\":9}");
        os.eventually("it is hit again", () -> Files.exists(os.home("r").paused()));
        os.act("step", "4").ok();
        ls = os.act("ls").ok();
        assertTrue(
                ls.out().contains("big was hit by message 4 for r, which does not wait any more; act resume r lets it"),
                ls.out());
        String resumed = os.act("resume").ok().err(); // at once it is paused by the next hit, before act looks or after
        assertTrue(resumed.startsWith("r goes on\n"), resumed);
        assertFalse(resumed.contains("themselves"), resumed);
        os.eventually(
                "the next one is held",
                () -> Programs.text(os.home("r").paused()).contains("\"message\":5"));
        os.act("resume").ok();
        os.awaitGot("r", "{\"n\":1}", "{\"n\":7}", "{\"n\":2}", "{\"n\":8}", "{\"n\":9}");
    }

    @Test
    void a_held_message_stays_and_the_others_go() {
        os.start();
        os.spawn("r", "recorder");
        os.act("pause", "r").ok();
        send("r", "1");
        send("r", "2");
        os.act("pause", "1").ok();
        os.act("resume", "r").ok();
        os.awaitGot("r", "2");
        os.act("resume", "1").ok();
        os.awaitGot("r", "2", "1");
    }

    @Test
    void what_never_ends_is_ended_and_what_is_delayed_is_left() {
        os.start();
        os.spawn("ping", "forwarder", "pong");
        os.spawn("pong", "forwarder", "ping");
        os.act("pause").ok();
        send("ping", "1");
        os.publish(os.root.send().resolve("pong::later+1h.json"), "2");
        os.eventually(
                "both are taken",
                () -> os.waiting("ping").size() + os.waiting("pong").size() == 2);
        Ran endless = os.act("step", "1", "--until-idle", "-n", "20").ended(1);
        assertTrue(endless.err().contains("after 20 steps message 22 for ping still waits"), endless.err());
        os.awaitJournalled(20, "stepped");
        Ran early = os.act("step", "later").ok();
        assertTrue(early.err().contains("message 2 is delivered before it is due"), early.err());
        assertTrue(early.out().startsWith("2  · → pong  2\n"), early.out());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void people_step_with_files_alone_and_act_in_either_mode(Mode mode) {
        LiveRoot other = LiveRoot.forOneTest(mode);
        try {
            other.start();
            other.spawn("r", "recorder");
            other.act("pause").ok();
            String name = other.send("r", "1");
            other.send("r", "2");
            other.eventually("both wait", () -> other.waiting("r").size() == 2);
            other.act("step", name).ok();
            other.bash("echo r > step");
            other.signal();
            other.awaitGot("r", "1", "2");
        } finally {
            other.shutdown();
            Programs.delete(other.base());
        }
    }

    private void send(String to, String body) {
        int before = os.journal("taken").size();
        os.send(to, body);
        os.eventually("it is taken", () -> os.journal("taken").size() > before);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(os.base().toString(), file));
    }

    private static JsonNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
