package actos.act.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.PlayedSupervisor.Role;
import actos.act.TestRoot;
import actos.act.call.Kill;
import actos.act.root.Disk;
import actos.act.root.Liveness;
import actos.act.root.Polling;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StepCommandTest {
    @TempDir
    Path dir;

    TestRoot test;
    ActorHome bank;
    ActorHome shop;
    PlayedSupervisor played;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = test.actor("bank", "ready");
        shop = test.actor("shop", "ready");
        TestRoot.write(bank.state(), "{\"n\":5}");
        TestRoot.write(shop.state(), "{\"n\":0}");
        Files.createFile(test.root.paused());
        played = new PlayedSupervisor(test).with("bank", Role.COUNTS).with("shop", Role.COUNTS);
    }

    @AfterEach
    void end() {
        played.close();
    }

    @Test
    void shows_the_message_the_change_of_the_state_and_what_was_sent() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "{\"to\": \"shop\"}");
        TestRoot.Call call = test.act("step");
        assertEquals("", call.err());
        assertEquals(0, call.code());
        assertEquals("""
            11  · → bank  {"to":"shop"}
                ~ .n  5 → 6
                → 12 to shop  {"n":6}
                done in 4 ms
            """, call.out());
        assertEquals(List.of("11"), played.steps);
        JsonNode json = Json.parse(test.act("step", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertEquals("bank", json.path("from").asText());
        assertEquals(11, json.path("cause").asInt());
        assertEquals("{\"n\":6}", json.path("body").toString());
        assertEquals("{\"n\":0}", json.path("before").toString());
        assertEquals("{\"n\":1}", json.path("after").toString());
        assertEquals(
                "[{\"op\":\"replace\",\"path\":\"/n\",\"value\":1}]",
                json.path("diff").toString());
        assertEquals("[]", json.path("sent").toString());
        assertTrue(json.path("exited").isNull());
        call = test.act("step");
        assertEquals(1, call.code());
        assertEquals("act: no message waits that is due\n", call.err());
    }

    @Test
    void takes_the_next_in_order_whoever_it_is_for() throws Exception {
        test.waiting("bank", "000000000013~13~~~k3.json", "3");
        test.waiting("bank", "000000000012~11~~~k1.json", "1"); // somebody has moved it
        test.waiting("shop", "000000000011~12~~~k2.json", "2");
        test.waiting("shop", "000000000001~10~~~k0.json.held", "0");
        test.waiting("shop", "000000000002~9~~~k9+99999999999999.json", "9");
        test.waiting("shop", "000000000003~x.json", "9");
        assertEquals(0, test.act("step", "-n", "3").code());
        assertEquals(List.of("12", "11", "13"), played.steps);
    }

    @Test
    void takes_an_actors_next_or_the_message_that_is_named() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        test.waiting("bank", "000000000012~12~shop~~k2.json", "2");
        test.waiting("bank", "000000000013~13~shop~~k3.json", "3");
        test.journal("taken", "\"id\":13,\"name\":\"k3\",\"from\":\"shop\",\"to\":\"bank\"");
        test.waiting("shop", "000000000014~14~~~k4.json", "4");
        test.waiting("shop", "000000000015~15~~~k5+99999999999999.json", "5");
        assertEquals("", test.act("step", "shop").err());
        assertEquals(
                "message 13 overtakes message 12 of the same sender to bank, which cannot happen in reality\n",
                test.act("step", "k3").err());
        assertEquals(
                "message 15 is delivered before it is due\n",
                test.act("step", "15").err());
        assertEquals(List.of("14", "13", "15"), played.steps);
        TestRoot.Call call = test.act("step", "shop");
        assertEquals("act: no message waits for shop that is due\n", call.err());
        call = test.act("step", "13");
        assertEquals(1, call.code());
        assertTrue(call.err().startsWith("act: message 13 does not wait: "), call.err());
        assertEquals(4, test.act("step", "bnak").code());
    }

    @Test
    void says_once_what_a_message_overtakes() throws Exception {
        for (int i = 10; i < 30; i++) {
            test.waiting("bank", "0000000000" + i + "~" + i + "~~~k" + i + ".json", "1");
        }
        assertEquals(
                "message 29 overtakes 19 messages (10, 11, 12 and 16 more) of the same sender to bank, which cannot"
                        + " happen in reality\n",
                test.act("step", "29").err());
    }

    @Test
    void goes_on_until_nothing_waits_and_counts_what_is_for_later() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "{\"to\":\"shop\"}");
        test.waiting("bank", "000000000012~12~~~k2.json", "2");
        test.waiting("shop", "000000000013~13~~~k3+99999999999999.json", "3");
        TestRoot.Call call = test.act("step", "--until-idle");
        assertEquals(0, call.code());
        assertEquals("3 steps, and nothing waits any more; 1 message delayed, held or stashed\n", call.err());
        assertEquals(0, test.act("step", "--until-idle").code());
    }

    @Test
    void of_a_message_it_goes_on_with_what_that_has_caused() throws Exception {
        played.with("bank", Role.ECHOES);
        test.waiting("shop", "000000000010~10~~~k0.json", "0");
        test.waiting("bank", "000000000011~11~shop~~k1.json", "{\"to\":\"bank\"}");
        test.waiting("bank", "000000000012~12~~~k2.json", "2");
        TestRoot.Call call = test.act("step", "11", "--until-idle", "--json");
        assertEquals(0, call.code(), call.err());
        assertEquals("4 steps, and nothing waits any more\n", call.err());
        // its echo, what shop sends for that, and the echo of that; neither 10 nor 12
        assertEquals(List.of("11", "13", "14", "15"), played.steps);
        assertEquals(4, call.out().lines().count());
    }

    @Test
    void what_never_ends_is_ended() throws Exception {
        played.with("bank", Role.ECHOES).with("shop", Role.ECHOES);
        test.waiting("bank", "000000000011~11~shop~~k1.json", "1");
        TestRoot.Call call = test.act("step", "11", "--until-idle", "-n", "6");
        assertEquals(1, call.code());
        assertTrue(call.err().contains("after 6 steps message 17 for bank still waits; -n allows more"), call.err());
        assertEquals(6, played.steps.size());
    }

    @Test
    void tells_how_the_actor_ended() throws Exception {
        played.with("bank", Role.ENDS);
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        TestRoot.Call call = test.act("step", "bank");
        assertEquals(0, call.code(), call.err());
        assertTrue(
                call.out().contains("    bank ended: exit code 3; what it left, with the message, is in"), call.out());
        assertTrue(call.out().contains("; act logs bank shows what it printed\n"), call.out());
        assertFalse(Disk.exists(bank.dir()));
    }

    @Test
    void shows_what_was_sent_to_nobody() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        Path drawer = test.root.drawer(new ActorId("bank"));
        TestRoot.write(drawer.resolve(".later::m1"), "1");
        played.unknown.add("nobody");
        TestRoot.write(drawer.resolve("nobody::m1"), "{\"a\":1}");
        TestRoot.Call call = test.act("step", "--record", "-");
        assertTrue( // also where it is not decided yet: it is the same in each run
                call.out().contains("\"sent\":[{\"to\":\"nobody\",\"body\":{\"a\":1},\"reason\":\"unknown-actor\"}]"),
                call.out());
    }

    @Test
    void of_a_manual_actor_it_returns_when_the_message_is_in_its_hands() throws Exception {
        test.act("spawn", "--manual", "--id", "alice");
        test.waiting("alice", "000000000011~11~~~k1.json", "1");
        TestRoot.Call call = test.act("step", "11");
        assertTrue(call.out().contains("in its hands: act show alice/current, act done alice"), call.out());
        test.waiting("alice", "000000000012~12~~~k2.json", "2");
        call = test.act("step");
        assertEquals(1, call.code());
        assertTrue(
                call.err()
                        .matches(
                                "act: alice has message .* in its hands: act done alice, or act restart alice to give it back\n"),
                call.err());
    }

    @Test
    void says_what_is_in_the_way_and_what_to_do() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        assertRefused(1, "message 11 is held: act resume 11 lets it go", "pause", "11");
        test.act("resume", "11");

        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            test.process(
                    "bank",
                    process.pid(),
                    ProcessIdentity.of(process.pid()).orElseThrow().startTime());
            Kill.forked("STOP", process.pid());
            Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
            while (!Files.readString(stat).contains(" T ")) {
                Polling.pause(5);
            }
            assertRefused(1, "bank's process is stopped by a signal (kill -STOP): kill -CONT " + process.pid(), "mail");
        } finally {
            process.destroyForcibly();
        }

        test.status("bank", "ready", "{\"id\":9,\"since\":\"2026-01-01T00:00:00Z\",\"stalled\":true}");
        test.current("bank", 9, "k9", "9");
        assertRefused(1, "bank is handling message 9 for", "mail");

        Files.createFile(shop.paused());
        Files.delete(test.root.paused());
        assertRefused(1, "bank is not paused, so its mail is delivered without being asked for: act pause", "mail");
        Files.createFile(test.root.paused());
        Files.delete(bank.current());

        test.status("bank", "starting", "null");
        TestRoot.Call call = test.act("step", "11", "--timeout", "50ms");
        assertEquals(5, call.code());
        assertTrue(call.err().contains("since bank is not ready: it is starting: act logs bank"), call.err());

        assertEquals(List.of(), played.steps);
        played.close();
        assertEquals(3, test.act("step").code());
    }

    private void assertRefused(int code, String sentence, String... before) {
        test.act(before);
        TestRoot.Call call = test.act("step", "11");
        assertEquals(code, call.code());
        assertTrue(call.err().contains(sentence), call.err());
    }

    @Test
    void asks_again_where_the_supervisor_is_not_ready_for_it_yet() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        played.refusals.add("what bank has sent is not all taken yet");
        assertEquals(0, test.act("step").code());
        assertEquals(List.of("11", "11"), played.steps);
    }

    @Test
    void says_what_it_waits_for_and_gives_up_after_the_time_that_was_given() throws Exception {
        played.with("bank", Role.IDLE);
        test.status("bank", "ready", "{\"id\":11,\"since\":\"2026-01-01T00:00:00Z\",\"stalled\":false}");
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        TestRoot.Call call = test.act("step", "--timeout", "4s");
        assertEquals(5, call.code());
        String[] lines = call.err().split("\n");
        assertTrue(lines[0].startsWith("waiting, since bank is handling message 11 for "), call.err());
        assertTrue(
                lines[0].endsWith("act restart bank takes the message back; Ctrl-C ends only the waiting"), call.err());
        assertTrue(lines[1].startsWith("act: bank has had message 11 for 4s and is not done; bank is"), call.err());
        assertEquals(2, lines.length, call.err());
    }

    @Test
    void does_not_take_another_ones_step_away() throws Exception {
        played.close();
        test.liveness = r -> new Liveness.Served(
                true, ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow());
        test.kill = (signal, target) -> {};
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        TestRoot.write(test.root.step(), "other");
        TestRoot.Call call = test.act("step", "--timeout", "100ms");
        assertEquals(5, call.code());
        assertTrue(call.err().contains("another step is asked for by"), call.err());
        assertEquals("other", Files.readString(test.root.step()));
        Files.delete(test.root.step());
        call = test.act("step", "--timeout", "100ms");
        assertTrue(call.err().contains("the supervisor has not seen"), call.err());
        assertFalse(Disk.exists(test.root.step()), "it was taken back");
    }

    @Test
    void records_its_choices_and_makes_them_again() throws Exception {
        test.waiting("bank", "000000000011~11~~~k1.json", "{\"to\":\"shop\"}");
        test.waiting("bank", "000000000012~12~~~k2.json", "2");
        test.act("step", "12", "--record", "order");
        Path order = test.cwd.resolve("order");
        assertEquals(
                "{\"step\":1,\"from\":null,\"to\":\"bank\",\"nth\":2,\"body\":2,\"state\":{\"n\":6},\"sent\":[],\"end\":null}\n",
                Files.readString(order));
        TestRoot.Call call = test.act("step", "--until-idle", "--record", "-");
        assertEquals("""
                {"step":1,"from":null,"to":"bank","nth":1,"body":{"to":"shop"},"state":{"n":7},\
                "sent":[{"to":"shop","body":{"n":7}}],"end":null}
                {"step":2,"from":"bank","to":"shop","nth":1,"body":{"n":7},"state":{"n":1},"sent":[],"end":null}
                """, call.out());
        String both = Files.readString(order) + call.out();

        begin();
        call = test.actReading(both, "step", "--follow", "-");
        assertEquals("3 steps, all as recorded\n", call.err());
        assertEquals(0, call.code());

        begin();
        TestRoot.write(bank.state(), "{\"n\":6}");
        call = test.actReading(both, "step", "--follow", "-");
        assertEquals(1, call.code());
        assertEquals(
                "~ .state.n  6 → 7\nact: step 1 differs from the record: the state of bank is another one afterwards\n",
                call.err());

        begin();
        call = test.actReading(both.replace("{\"n\":7}}]", "{\"n\":8}}]"), "step", "--follow", "-");
        assertEquals(
                "~ .sent[0].body.n  8 → 7\nact: step 2 differs from the record: bank sent something else\n",
                call.err());

        begin();
        int before = played.steps.size();
        call = test.actReading(both.replace("\"body\":2", "\"body\":3"), "step", "--follow", "-");
        assertEquals(
                "~ .body  3 → 2\nact: step 1 differs from the record: the message that bank gets has another body\n",
                call.err());
        assertEquals(before, played.steps.size(), "nothing was delivered");
        call = test.actReading(both.replace("\"nth\":2", "\"nth\":3"), "step", "--follow", "-");
        assertTrue(call.err().contains("there wait 2 messages from · to bank, and the record"), call.err());
        assertEquals(1, call.code());
    }

    /** The same as at first, under other numbers. */
    private void begin() throws IOException {
        for (ActorHome home : List.of(bank, shop)) {
            for (Path file : Disk.list(home.spool())) {
                Files.delete(file);
            }
        }
        TestRoot.write(bank.state(), "{\"n\":5}");
        TestRoot.write(shop.state(), "{\"n\":0}");
        test.waiting("bank", "000000000111~111~~~q1.json", "{\"to\":\"shop\"}");
        test.waiting("bank", "000000000112~112~~~q2.json", "2");
    }

    @Test
    void refuses_what_makes_no_sense_together() throws Exception {
        assertEquals(2, test.act("step", "-n", "0").code());
        assertEquals(2, test.act("step", "--json", "--record", "-").code());
        assertEquals(2, test.act("step", "bank", "--follow", "x").code());
        assertEquals(2, test.act("step", "--round", "--follow", "x").code());
        assertEquals(2, test.act("step", "--round", "bank").code());
        TestRoot.Call call = test.act("step", "--follow", "gone");
        assertEquals("act: there is no file gone\n", call.err());
        assertEquals(
                "act: . is a directory: name a file in it\n",
                test.act("step", "--follow", ".").err());
        call = test.actReading("\n{\"to\":1}\n", "step", "--follow", "-");
        assertTrue(
                call.err().contains("line 1 of stdin is no step: \"{\\\"to\\\":1}\"")
                        || call.err().contains("is no step"),
                call.err());
        test.waiting("bank", "000000000011~11~~~k1.json", "1");
        assertEquals(2, test.act("step", "11", "-n", "2").code());
        assertEquals(List.of(), played.steps);
    }
}
