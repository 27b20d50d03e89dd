package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Polling;
import actos.protocol.ActorId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplyCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("shop", "ready");
    }

    @Test
    void answers_the_sender_and_leaves_the_message_current() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            test.act("spawn", "--manual", "--id", "alice");
            test.act("send", "--from", "shop", "alice", "{\"q\":1}");
            awaitCurrent("alice");
            TestRoot.Call call = test.act("reply", "alice", "{\"a\":2}");
            assertEquals(0, call.code(), call.err());
            awaitCurrent("shop");
            assertTrue(test.act("show", "shop/current").out().contains("{\"a\":2}"));
            assertTrue(Disk.isFile(test.root.actor(new ActorId("alice")).current()));
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void has_nobody_to_answer_without_a_sender_or_a_message() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            test.act("spawn", "--manual", "--id", "alice");
            assertEquals(4, test.act("reply", "alice", "1").code());
            test.act("send", "alice", "1");
            awaitCurrent("alice");
            TestRoot.Call call = test.act("reply", "alice", "1");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("came from no actor"), call.err());
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void plays_manual_actors_only() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("reply", "shop", "1");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("only manual actors"), call.err());
            assertEquals(4, test.act("reply", "nobody", "1").code());
            assertEquals(1, test.act("reply", "shop", "{").code());
            assertTrue(played.signals.isEmpty());
        }
        assertEquals(3, fresh().act("reply", "shop", "1").code());
    }

    private TestRoot fresh() throws IOException {
        TestRoot other = new TestRoot(dir.resolve("other"));
        other.actor("shop", "ready");
        return other;
    }

    private void awaitCurrent(String actor) throws IOException {
        assertTrue(Polling.until(
                        Duration.ofSeconds(20),
                        () -> Disk.isFile(test.root.actor(new ActorId(actor)).current()) ? true : null)
                .isPresent());
    }
}
