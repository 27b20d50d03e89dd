package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
    }

    @Test
    void shows_everything_about_an_actor() throws Exception {
        test.current("bank", 41, "k1", "{\"a\": 1}");
        test.waiting("bank", "000000000042~42~shop~41~k2.json", "[2]");
        TestRoot.Call call = test.act("show", "bank");
        assertEquals(0, call.code());
        for (String part : new String[] {
            "bank  ready",
            "17 handled",
            "program /bin/bank x",
            "state   {\"n\":1.10}",
            "current 41 from ·  {\"a\":1}",
            "mail    1 message waiting",
            "42  [2]",
            "three"
        }) {
            assertTrue(call.out().contains(part), part + " in " + call.out());
        }
        JsonNode json = json("show", "bank", "--json");
        assertEquals("/bin/bank", json.path("spec").path("path").asText());
        assertEquals(41, json.path("current").path("id").asInt());
        assertEquals("shop", json.path("mail").get(0).path("from").asText());
        assertTrue(test.act("show", "bank", "--json").out().contains("\"state\":{\"n\":1.10}"), "no digit is lost");
    }

    @Test
    void shows_what_does_not_work_with_this_actor_and_no_other() throws Exception {
        TestRoot.write(
                test.root.systemStatus(),
                "{\"pid\":7,\"degraded\":[\"delivering to bank: running/bank/state.json is missing\",\"burying big bank2: of bank: no\"]}");
        String out = test.act("show", "bank").out();
        assertTrue(out.contains("degraded: delivering to bank: running/bank/state.json is missing\n"), out);
        assertFalse(out.contains("bank2"), out);
        assertEquals(1, json("show", "bank", "--json").path("degraded").size());
    }

    @Test
    void shows_how_an_actor_ended_the_last_time_and_when_it_starts_again() throws Exception {
        ActorHome bank = test.actor("bank", "restarting");
        TestRoot.write(
                bank.spec(),
                "{\"path\":\"/bin/bank\",\"restart\":\"transient\",\"intensity\":3,\"period\":\"10s\",\"backoff\":{\"first\":\"1s\","
                        + "\"max\":\"8s\"},\"onRestart\":\"keep\"}");
        String plain = Files.readString(bank.status());
        TestRoot.write(
                bank.status(),
                plain.replace(
                        "\"current\"",
                        "\"restarts\":2,\"nextStart\":\"2099-01-01T00:00:00Z\",\"lastEnd\":{\"code\":null,\"signal\":\"KILL\","
                                + "\"why\":\"signal KILL ended it\",\"at\":\"2026-01-01T00:00:00Z\"},\"current\""));
        String out = test.act("show", "bank").out();
        assertTrue(out.matches("(?s)bank  restarting in .*, started again 2 times\n.*"), out);
        assertTrue(
                out.contains("ended   the last time by signal KILL: signal KILL ended it, at "
                        + Text.time("2026-01-01T00:00:00Z") + "; the next start is at "
                        + Text.time("2099-01-01T00:00:00Z") + "\n"),
                out);
        assertTrue(
                out.contains(
                        "restart transient (at most 3 within 10s, backoff 1s to 8s, onRestart keep), ready by signal,"),
                out);
        assertEquals(
                "KILL",
                json("show", "bank", "--json")
                        .path("status")
                        .path("lastEnd")
                        .path("signal")
                        .asText());
    }

    @Test
    void shows_the_place_of_an_actor_in_its_tree() throws Exception {
        test.group("shop", "bank");
        String group = test.act("show", "shop").out();
        assertTrue(
                group.contains(
                        "program none: a group\nrules   restart permanent (at most 5 within 1m, backoff 100ms to 30s),"
                                + " stopTimeout infinity\ntree    one_for_all over bank\n"),
                group);
        ActorHome shop = test.root.actor(new ActorId("shop"));
        for (String later : new String[] {"zoo", "ant", "aunt"}) {
            Files.createSymbolicLink(shop.child(new ActorId(later)), ActorHome.childTarget(new ActorId(later)));
        }
        TestRoot.write(
                shop.spec(),
                "{\"restart\":\"permanent\",\"strategy\":\"rest_for_one\",\"children\":["
                        + "{\"id\":\"zoo\",\"path\":\"/x\"},{\"id\":\"gone\",\"path\":\"/x\"},"
                        + "{\"id\":\"bank\",\"path\":\"/x\"}]}");
        String ordered = test.act("show", "shop").out();
        assertTrue(ordered.contains("tree    rest_for_one over zoo, gone (ended), bank, ant, aunt\n"), ordered);
        TestRoot.write(
                test.root.actor(new ActorId("bank")).spec(),
                "{\"path\":\"/bin/bank\",\"parent\":\"shop\",\"restart\":\"temporary\",\"ready\":\"file\"}");
        String child = test.act("show", "bank").out();
        assertTrue(
                child.contains(
                        "rules   restart temporary, ready by file, readyTimeout 10s, stopTimeout 30s, handleTimeout 30s,"
                                + " maxAttempts 3\nparent  shop\n"),
                child);
        assertFalse(child.contains("tree "), child);
        String logs = test.act("logs", "shop").err();
        assertTrue(logs.endsWith("act: shop has no out.log: a manual actor or a group prints nothing\n"), logs);
    }

    @Test
    void tells_the_fate_of_a_message_that_was_handled() throws Exception {
        taken(42, "k1", "bank");
        test.journal("delivered", "\"id\":42,\"actor\":\"bank\",\"attempt\":1");
        test.journal("taken", "\"id\":43,\"name\":\"k2\",\"from\":\"bank\",\"to\":\"shop\",\"cause\":42,\"body\":1");
        test.journal("done", "\"id\":42,\"actor\":\"bank\",\"tookUs\":4200");
        assertFate("delivered to bank .*, done in 4 ms, sent 43 to shop", "42");
        assertFate("delivered to bank .*, done in 4 ms, sent 43 to shop", "k1");
        JsonNode json = json("show", "42", "--json");
        assertEquals("k1", json.path("name").asText());
        assertEquals(43, json.path("sent").get(0).asInt());
        assertEquals("{\"x\":1}", json.path("body").toString());
    }

    @Test
    void tells_what_a_message_waits_for() throws Exception {
        test.status("bank", "starting", "null");
        test.waiting("bank", "000000000041~41~~~k1.json", "1");
        test.waiting("bank", "000000000042~42~~~k2.json", "2");
        test.waiting("bank", "000000000043~43~~~k3.json.held", "3");
        test.waiting("bank", "000000000044~44~~~k4+4102444800000.json", "4");
        test.waiting("bank", "000000000045~45~~~k5.json", "5");
        assertFate("waiting: bank not ready", "41");
        assertFate("waiting behind 41: bank not ready", "42");
        assertFate("held back by hand in the mailbox of bank", "k3");
        assertFate("waiting for bank until .*, for .*", "44");
        assertFate("waiting behind 42 and 1 other: bank not ready", "45");
        test.status("bank", "ready", "null");
        assertFate("waiting: next for bank", "41");
        test.current("bank", 40, "k0", "0");
        assertFate("waiting behind 40: bank has 40 now", "41");
        assertFate("delivered to bank, current there", "bank/current", "40");
    }

    @Test
    void tells_why_a_message_is_dead_and_who_may_have_been_meant() throws Exception {
        Path dead = TestRoot.write(test.root.deadMessages().resolve("42~bnak::k1.json"), "{\"a\":1}");
        TestRoot.write(Root.why(dead), "{\"reason\":\"unknown-actor\",\"id\":42,\"to\":\"bnak\"}");
        assertFate("dead: unknown-actor; did you mean bank\\?", "42");
        assertFate("dead: unknown-actor; did you mean bank\\?", "k1");
        assertTrue(test.act("show", "k1").out().contains("{\"a\":1}"));
    }

    @Test
    void tells_about_messages_that_were_not_taken_deleted_or_left_unread() throws Exception {
        TestRoot.write(test.root.send().resolve("bank::fresh.json"), "1");
        assertFate("not taken yet: it lies in send/", "fresh");
        taken(42, "k1", "bank");
        test.journal("dropped", "\"id\":42,\"actor\":\"bank\"");
        assertFate("deleted by hand from the mailbox of bank", "42");
        taken(43, "k2", "gone");
        test.journal("buried", "\"actor\":\"gone\",\"grave\":\"gone@T\"");
        assertFate("unread: gone ended, and it lies in dead/actors/gone@T", "43");
    }

    @Test
    void knows_nothing_of_what_is_not_there() throws Exception {
        TestRoot.Call call = test.act("show", "bnak");
        assertEquals(4, call.code());
        assertTrue(call.err().contains("did you mean bank?"), call.err());
        assertEquals(4, test.act("show", "99").code());
        assertEquals(4, test.act("show", "bank/current").code());
        assertEquals(4, test.act("show", "../../etc/passwd").code());
    }

    @Test
    void shows_the_system() throws Exception {
        TestRoot.write(test.root.systemStatus(), "{\"version\":\"1.2\",\"pid\":7,\"taken\":3}");
        JsonNode json = json("show", "--json");
        assertEquals(3, json.path("taken").asInt());
        assertEquals(false, json.path("running").asBoolean(true));
        assertTrue(test.act("show").out().contains("version   1.2\n"));
    }

    @Test
    void shows_an_actor_that_has_ended() throws Exception {
        test.grave("job", "20260101T000000.000000000Z", "{\"id\":\"job\",\"code\":3,\"why\":\"it failed\"}");
        TestRoot.Call call = test.act("show", "job");
        assertTrue(call.err().contains("job has ended"), call.err());
        assertTrue(call.out().contains("job  ended, exit code 3: it failed"), call.out());
    }

    private void taken(long id, String name, String to) throws IOException {
        test.journal(
                "taken",
                "\"id\":" + id + ",\"name\":\"" + name + "\",\"from\":null,\"to\":\"" + to + "\",\"body\":{\"x\":1}");
    }

    private void assertFate(String fate, String... things) {
        for (String thing : things) {
            String out = test.act("show", thing).out();
            assertTrue(out.lines().anyMatch(l -> l.matches("fate    " + fate)), thing + ": " + out);
        }
    }

    private JsonNode json(String... args) {
        return Json.parse(test.act(args).out().getBytes(StandardCharsets.UTF_8));
    }
}
