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
class DoneCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    @Test
    void finishes_the_current_message() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            test.act("spawn", "--manual", "--id", "alice");
            assertEquals(4, test.act("done", "alice").code());
            test.act("send", "alice", "1");
            assertTrue(Polling.until(
                            Duration.ofSeconds(20),
                            () -> Disk.isFile(test.root
                                            .actor(new ActorId("alice"))
                                            .current())
                                    ? true
                                    : null)
                    .isPresent());
            TestRoot.Call call = test.act("done", "alice", "--json");
            assertEquals(new TestRoot.Call(0, "{\"id\":1,\"actor\":\"alice\"}\n", ""), call);
            assertTrue(!Disk.isFile(test.root.actor(new ActorId("alice")).current()));
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void leaves_an_actor_with_a_process_alone() throws Exception {
        test.actor("bank", "ready");
        test.current("bank", 1, "k1", "1");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(1, test.act("done", "bank").code());
            assertTrue(played.signals.isEmpty());
        }
        assertTrue(Disk.isFile(test.root.actor(new ActorId("bank")).current()));
    }
}
