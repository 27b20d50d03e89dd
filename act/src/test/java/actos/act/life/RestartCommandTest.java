package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.PlayedSupervisor.Role;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Liveness;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RestartCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
        test.process("bank", 4_999_999, 1);
        test.actor("shop", "ready");
    }

    @Test
    void returns_when_another_process_is_ready() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("bank", Role.HANDLES).with("shop", Role.HANDLES);
            TestRoot.Call call = test.act("restart", "bank", "shop");
            assertEquals(0, call.code(), call.err());
            assertEquals("", call.out());
            assertTrue(call.err().contains("instead of 4999999"), call.err());
            assertTrue(call.err().contains("shop was started again: process 500"), call.err());
            assertEquals(List.of("", ""), played.programs);
            assertTrue(played.signals.contains("USR1"));
        }
        assertFalse(Disk.exists(test.root.actor(new ActorId("bank")).restart()));
    }

    @Test
    void prints_the_new_status_as_json() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("bank", Role.HANDLES);
            TestRoot.Call call = test.act("restart", "bank", "--json");
            JsonNode list = Json.parse(call.out().getBytes(StandardCharsets.UTF_8));
            assertEquals("bank", list.path(0).path("id").asText());
            assertEquals(5_000_001, list.path(0).path("pid").asInt());
        }
    }

    @Test
    void finds_another_program_as_spawn_does() throws Exception {
        Path program = test.program("bank-2.sh");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("bank", Role.HANDLES);
            assertEquals(0, test.act("restart", "bank", "--with", "./bank-2.sh").code());
            assertEquals(0, test.act("restart", "--with", "sh", "bank").code());
            assertEquals(program.toString(), played.programs.get(0));
            assertTrue(played.programs.get(1).endsWith("bin/sh"), played.programs.get(1));
        }
        assertFailure(1, "chmod +x ./plain.sh", "restart", "bank", "--with", plain());
        assertFailure(1, "no program nothing-like-this", "restart", "bank", "--with", "nothing-like-this");
    }

    @Test
    void tells_the_reason_of_a_refusal() throws Exception {
        Path program = test.program("gone.sh");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("bank", Role.HANDLES);
            assertFailure(
                    1,
                    "the restart of bank was refused: there is no file " + program + "; it goes on as it was",
                    "restart",
                    "bank",
                    "--with",
                    "./gone.sh");
        }
    }

    @Test
    void tells_how_an_actor_ended_instead() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("bank", Role.ENDS);
            assertFailure(1, "bank has ended and was not started again: exit code 3", "restart", "bank");
        }
    }

    @Test
    void does_not_wait_longer_than_it_is_told_and_says_where_things_stand() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(5, "bank is ready", "restart", "bank", "--timeout", "50ms");
            assertTrue(!played.signals.isEmpty());
            assertTrue(Disk.isFile(test.root.actor(new ActorId("bank")).restart()));
            Files.delete(test.root.actor(new ActorId("bank")).restart());
            assertEquals(0, test.act("restart", "bank", "--no-wait").code());
        }
        assertTrue(Disk.isFile(test.root.actor(new ActorId("bank")).restart()));
    }

    @Test
    void starts_nothing_again_that_has_no_process_or_is_being_ended() throws Exception {
        Path status = test.root.actor(new ActorId("bank")).status();
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(4, "no actor \"bnak\"", "restart", "shop", "bnak");
            TestRoot.write(status, Files.readString(status).replace("\"manual\":false", "\"manual\":true"));
            assertFailure(1, "was attached to bank, so only who has started it", "restart", "shop", "bank");
            TestRoot.write(status, Files.readString(status).replaceFirst("\"pid\":[0-9]+", "\"pid\":null"));
            assertFailure(1, "bank is played by hand", "restart", "shop", "bank", "--with", "/bin/true");
            assertTrue(played.signals.isEmpty());
        }
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        test.liveness = r -> new Liveness.Served(true, self);
        TestRoot.write(test.root.actor(new ActorId("shop")).exit(), "{}");
        assertFailure(1, "shop is not started yet", "restart", "shop");
        Files.delete(test.root.actor(new ActorId("shop")).exit());
        test.status("bank", "stopping", "null");
        TestRoot.write(test.root.actor(new ActorId("bank")).stop(), "");
        assertFailure(1, "bank is being ended for good", "restart", "shop", "bank");
        assertFalse(Disk.exists(test.root.actor(new ActorId("shop")).restart()));
    }

    @Test
    void writes_nothing_without_a_supervisor() {
        assertFailure(3, "no supervisor", "restart", "bank");
        assertFailure(2, "--no-wait", "restart", "bank", "--no-wait", "--timeout", "1s");
        assertFalse(Disk.exists(test.root.actor(new ActorId("bank")).restart()));
    }

    private String plain() throws IOException {
        TestRoot.write(test.cwd.resolve("plain.sh"), "");
        return "./plain.sh";
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
