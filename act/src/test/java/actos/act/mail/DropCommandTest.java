package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.ActorHome;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DropCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    ActorHome bank;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = test.actor("bank", "ready");
        TestRoot.write(test.root.paused(), "");
    }

    @Test
    void a_waiting_message_becomes_a_dead_letter_with_its_reason() throws Exception {
        test.waiting("bank", "000000000007~42~shop~40~k2~3.json.held", "{\"n\": 1.10}");
        test.waiting("bank", "000000000043~43~~~k3.json", "3");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("drop", "42", "k3");
            assertEquals(0, call.code(), call.err());
            assertTrue(call.err().contains("message 42 for bank lies in dead/messages now"), call.err());
            assertTrue(played.signals.contains("USR1"));
        }
        Path letter = test.root.deadMessages().resolve("42~bank::k2.json");
        assertEquals("{\"n\": 1.10}", Files.readString(letter));
        ObjectNode why = Disk.object(Root.why(letter));
        assertEquals("dropped", Disk.text(why, "reason"));
        assertEquals("shop", Disk.text(why, "from"));
        assertEquals(40, why.path("cause").asLong());
        assertEquals(2, why.path("attempts").asInt());
        assertEquals("000000000007~42~shop~40~k2~3.json.held", Disk.text(why, "originalName"));
        assertTrue(Disk.isFile(test.root.deadMessages().resolve("43~bank::k3.json")));
        assertEquals(0, Disk.list(bank.spool()).size());
        assertTrue(test.act("dead", "ls").out().contains("dropped"), "and act dead knows it");
    }

    @Test
    void drops_none_if_one_of_them_does_not_wait_and_nothing_twice() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k2.json", "1");
        test.journal("taken", "\"id\":41,\"name\":\"k1\",\"to\":\"bank\",\"body\":1");
        test.journal("done", "\"id\":41,\"actor\":\"bank\",\"tookUs\":4000");
        assertFailure(3, "no supervisor", "drop", "42");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "message 41 does not wait", "drop", "42", "41");
            assertFailure(4, "no message \"99\"", "drop", "99");
            Path letter = test.root.deadMessages().resolve("42~bank::k2.json");
            TestRoot.write(Root.why(letter), "{}");
            TestRoot.write(letter, "0");
            assertFailure(1, "there is a 42~bank::k2.json in dead/messages already", "drop", "42");
            assertTrue(played.steps.isEmpty());
        }
        assertTrue(Disk.isFile(file));
    }

    @Test
    void drops_one_though_a_call_that_was_killed_has_left_its_reason() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k2.json", "1");
        Path letter = test.root.deadMessages().resolve("42~bank::k2.json");
        TestRoot.write(Root.why(letter), "{}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertTrue(played.steps.isEmpty());
            assertEquals(0, test.act("drop", "42").code());
        }
        assertFalse(Disk.exists(file));
        assertTrue(Disk.isFile(letter));
        assertEquals("dropped", Disk.text(Disk.object(Root.why(letter)), "reason"));
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
