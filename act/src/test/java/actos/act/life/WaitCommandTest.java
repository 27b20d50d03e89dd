package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WaitCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
    }

    @Test
    void returns_when_the_actor_has_ended() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("bank", PlayedSupervisor.Role.ENDS)) {
            test.act("send", "bank", "1");
            TestRoot.Call call = test.act("wait", "bank", "--json");
            assertEquals(0, call.code());
            assertTrue(call.out().startsWith("[{\"id\":\"bank\",\"code\":3,"), call.out());
            assertTrue(call.err().contains("bank ended (exit code 3)"), call.err());
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void counts_who_has_ended_already_but_not_who_never_was() throws Exception {
        test.grave("job", "20260101T000000.000000000Z", "{\"id\":\"job\",\"code\":0}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("wait", "job");
            assertEquals(0, call.code());
            assertTrue(call.err().contains("job ended (exit code 0)"), call.err());
            assertEquals(4, test.act("wait", "nobody").code());
            assertTrue(played.signals.isEmpty());
        }
    }

    @Test
    void gives_up_after_the_timeout() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("wait", "--timeout", "30ms", "bank");
            assertEquals(5, call.code());
            assertTrue(call.err().contains("bank has not ended after 30 ms"), call.err());
            assertTrue(played.signals.isEmpty());
        }
    }
}
