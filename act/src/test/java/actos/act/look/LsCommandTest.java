package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LsCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    @Test
    void lists_actors_with_their_mail_and_current_message() throws Exception {
        test.actor("bank", "ready");
        test.status("bank", "ready", "{\"id\":41,\"since\":\"2026-01-01T00:00:00Z\",\"stalled\":true}");
        test.current("bank", 41, "k1", "1");
        test.waiting("bank", "000000000042~42~~~k2.json", "2");
        test.waiting("bank", ".hidden", "2");
        test.actor("shop", "starting");
        TestRoot.Call call = test.act("ls");
        assertEquals(0, call.code());
        assertTrue(call.err().contains("no supervisor is running"), call.err());
        String[] lines = call.out().split("\n");
        assertEquals(3, lines.length, call.out());
        assertTrue(lines[0].startsWith("ID    PHASE"), lines[0]);
        assertTrue(lines[1].matches("bank +ready +1 +17 +0 +[0-9].*41 for .*\\(stalled\\)"), lines[1]);
        assertTrue(lines[2].matches("shop +starting +0 +17 +0 .*"), lines[2]);
    }

    @Test
    void tells_what_an_actor_wants_to_be_known() throws Exception {
        test.actor("bank", "ready");
        ActorHome shop = test.actor("shop", "ready");
        TestRoot.write(shop.notice(), "not in force: shop.js:3:1: oh\u001b[31m\n");
        assertTrue(
                test.act("ls").out().endsWith("\nshop: not in force: shop.js:3:1: oh\\u001b[31m\n"),
                test.act("ls").out());
        JsonNode list = Json.parse(test.act("ls", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertTrue(list.get(0).path("notice").isMissingNode());
        assertEquals(
                "not in force: shop.js:3:1: oh\\u001b[31m",
                list.get(1).path("notice").asText());
    }

    @Test
    void prints_the_actors_alone_as_an_array() throws Exception {
        test.actor("bank", "ready");
        test.waiting("bank", "000000000042~42~~~k2.json", "2");
        JsonNode list = Json.parse(test.act("ls", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertEquals(1, list.size());
        assertEquals("bank", list.get(0).path("id").asText());
        assertEquals(1, list.get(0).path("waiting").asInt());
        assertEquals(17, list.get(0).path("handled").asInt());
    }

    @Test
    void begins_with_the_state_of_the_system_where_a_supervisor_runs() throws Exception {
        TestRoot.write(
                test.root.systemStatus(),
                "{\"pid\":7,\"cycle\":\"2s\",\"mode\":\"notices\",\"dead\":1,\"degraded\":[\"disk\\u001b full\"]}");
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        test.liveness = r -> new Liveness.Served(true, self);
        TestRoot.Call call = test.act("ls");
        assertEquals("", call.err());
        assertTrue(
                call.out().startsWith("supervisor running, pid 7, cycle 2s, notices, 0 actors, 1 dead letter\n"),
                call.out());
        assertTrue(call.out().contains("degraded: disk\\u001b full\n"), call.out());
    }

    @Test
    void says_how_long_the_supervisor_has_not_reported() throws Exception {
        TestRoot.write(test.root.systemStatus(), "{\"pid\":7,\"degraded\":[]}");
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        test.liveness = r -> new Liveness.Served(true, self);
        FileTime recent = FileTime.from(Instant.now().minusSeconds(15));
        Files.setLastModifiedTime(test.root.systemStatus(), recent);
        assertFalse(test.act("ls").out().contains("not reported"));
        Files.setLastModifiedTime(
                test.root.systemStatus(), FileTime.from(Instant.now().minusSeconds(40)));
        String sentence = "the supervisor has not reported for 40s, and what is shown may be as old";
        assertTrue(
                test.act("ls").out().contains("degraded: " + sentence),
                test.act("ls").out());
        assertTrue(test.act("ls", "--json").err().contains(sentence));
        assertTrue(test.act("show").out().contains(sentence));
        assertTrue(test.act("show", "--json").out().contains(sentence));
        assertTrue(test.act("top", "--once", "--interval=100ms").out().contains(sentence));
        assertTrue(test.act("top", "--json", "--interval=100ms").out().contains(sentence));
        test.liveness = r -> Liveness.Served.BY_NOBODY;
        assertFalse(test.act("show", "--json").out().contains(sentence), "nobody is there who should report");
    }

    @Test
    void shows_a_process_that_a_signal_stopped_and_one_that_is_gone() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
            test.actor("bank", "ready");
            Path status = test.root.actor(new ActorId("bank")).status();
            TestRoot.write(
                    status,
                    Files.readString(status)
                            .replace(
                                    "\"pid\":null",
                                    "\"pid\":" + identity.pid() + ",\"startTime\":" + identity.startTime()));
            Kill.forked("STOP", identity.pid());
            assertTrue(Polling.until(
                            java.time.Duration.ofSeconds(10),
                            () -> test.act("ls").out().contains("ready (SIGSTOP)") ? true : null)
                    .isPresent());
            process.destroyForcibly().waitFor();
            assertTrue(test.act("ls").out().contains("ready (process gone)"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shows_when_an_actor_is_started_again_and_how_often_it_was() throws Exception {
        test.actor("bank", "restarting");
        Path status = test.root.actor(new ActorId("bank")).status();
        String plain = Files.readString(status);
        Instant next = Instant.now().plusSeconds(3000);
        TestRoot.write(
                status, plain.replace("\"waiting\"", "\"restarts\":4,\"nextStart\":\"" + next + "\",\"waiting\""));
        String line = test.act("ls").out().split("\n")[1];
        assertTrue(line.matches("bank +restarting in 49m [0-9]+s +0 +17 +4 +.*"), line);
        assertTrue(test.act("ls", "--json").out().contains("\"nextStart\":\"" + next + "\""));
        TestRoot.write(status, plain.replace("\"waiting\"", "\"nextStart\":\"2026-01-01T00:00:00Z\",\"waiting\""));
        assertTrue(test.act("ls").out().contains("restarting  "), test.act("ls").out());
    }

    @Test
    void takes_no_copy_for_the_actor_that_it_is_a_copy_of() throws Exception {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        ActorHome bank = test.actor("bank", "ready");
        test.process("bank", self.pid(), self.startTime());
        TestRoot.write(
                bank.status(),
                Files.readString(bank.status())
                        .replace("\"manual\"", "\"inode\":" + Disk.inodeNumber(bank.dir()) + ",\"manual\""));
        ActorHome copy = test.actor("copy", "ready");
        Files.copy(bank.status(), copy.status(), StandardCopyOption.REPLACE_EXISTING);
        ActorHome back = test.actor("back", "ending");
        TestRoot.write(back.exit(), "{}");
        String out = test.act("ls").out();
        assertTrue(out.matches("(?s).*\nback +not started yet +0 .*"), out);
        assertTrue(out.matches("(?s).*\nbank +ready +" + self.pid() + " .*"), out);
        assertTrue(out.matches("(?s).*\ncopy +not started yet +0 .*"), out);
        test.liveness = r -> new Liveness.Served(true, self);
        TestRoot.Call kill = test.act("kill", "copy");
        assertTrue(kill.err().contains("copy has no process"), kill.err());
    }

    @Test
    void survives_what_is_no_actor_or_half_written() throws Exception {
        Files.createDirectories(test.root.running().resolve(".bank"));
        TestRoot.write(test.root.running().resolve("file"), "");
        Files.createSymbolicLink(test.root.running().resolve("link"), test.cwd);
        test.actor("bank", "ready");
        TestRoot.write(test.root.actor(new ActorId("bank")).status(), "{\"id\":");
        TestRoot.Call call = test.act("ls");
        assertEquals(0, call.code());
        assertTrue(call.out().contains("bank  unknown"), call.out());
        assertEquals(2, call.out().lines().count(), call.out());
    }

    @Test
    void draws_parents_with_their_children_in_order() throws Exception {
        member(
                "shop",
                null,
                "{\"restart\":\"temporary\",\"strategy\":\"one_for_all\",\"order\":\"parallel\","
                        + "\"autoShutdown\":\"any\",\"children\":[{\"id\":\"stock\",\"path\":\"/x\"},{\"id\":\"back\",\"path\":\"/x\"},"
                        + "{\"id\":\"gone\",\"path\":\"/x\",\"restart\":\"transient\"},"
                        + "{\"id\":\"ended\",\"restart\":\"temporary\",\"strategy\":\"one_for_one\","
                        + "\"children\":[{\"id\":\"below\",\"path\":\"/x\",\"restart\":\"permanent\"}]}]}");
        TestRoot.write(
                test.grave("gone", "20260101T000000Z", "{\"code\":3,\"signal\":null,\"why\":\"it failed\"}")
                        .status(),
                "{\"id\":\"gone\",\"parent\":\"shop\"}");
        TestRoot.write(
                test.grave("below", "20260101T000000Z", "{\"code\":0,\"signal\":null,\"why\":null}")
                        .status(),
                "{\"id\":\"below\",\"parent\":\"another\"}");
        member("stock", "shop", "{\"path\":\"/x\",\"restart\":\"permanent\"}");
        member(
                "back",
                "shop",
                "{\"path\":\"/x\",\"restart\":\"transient\",\"strategy\":\"one_for_one\","
                        + "\"children\":[{\"id\":\"b1\",\"path\":\"/x\"}]}");
        member("b1", "back", "{\"path\":\"/x\",\"restart\":\"temporary\"}");
        member("aunt", "shop", "{\"path\":\"/x\",\"restart\":\"temporary\"}");
        member("alone", "nobody", "{\"path\":\"/x\",\"restart\":\"temporary\"}");
        member("c1", "c2", "{\"path\":\"/x\",\"restart\":\"temporary\"}");
        member("c2", "c1", "{\"path\":\"/x\",\"restart\":\"temporary\"}");
        TestRoot.Call call = test.act("ls", "--tree");
        assertEquals(0, call.code(), call.err());
        assertEquals("""
                ID           PHASE  PID  WAITING  RESTARTS  RULE
                alone        ready             0         0  temporary
                shop         ready                       0  temporary group, one_for_all, parallel, autoShutdown any
                ├─ stock     ready             0         0  permanent
                ├─ back      ready             0         0  transient, one_for_one
                │  └─ b1     ready             0         0  temporary
                ├─ gone      ended                          transient; exit code 3: it failed
                ├─ ended     ended                          temporary group, one_for_one
                │  └─ below  ended                          permanent
                └─ aunt      ready             0         0  temporary
                ? c1         ready             0         0  temporary
                └─ c2        ready             0         0  temporary
                """, call.out());
        JsonNode list = Json.parse(test.act("ls", "--tree", "--json").out().getBytes(StandardCharsets.UTF_8));
        assertEquals(
                List.of("alone", "shop", "stock", "back", "b1", "gone", "ended", "below", "aunt", "c1", "c2"),
                list.findValuesAsText("id"));
        assertEquals("ended", list.get(5).path("phase").asText());
        assertEquals("shop", list.get(5).path("parent").asText());
        assertEquals(3, list.get(5).path("lastEnd").path("code").asInt());
        assertTrue(list.get(6).path("lastEnd").isNull());
    }

    private void member(String id, String parent, String spec) throws IOException {
        ActorHome home = test.actor(id, "ready");
        TestRoot.write(home.spec(), spec);
        if (parent != null) {
            String status = Files.readString(home.status());
            TestRoot.write(home.status(), status.replaceFirst("\\{", "{\"parent\":\"" + parent + "\","));
        }
    }

    @Test
    void refuses_what_is_no_root() {
        TestRoot.Call call = test.plain("", "ls", "-r", test.cwd.toString());
        assertEquals(1, call.code());
        assertTrue(call.err().contains("is no root"), call.err());
    }
}
