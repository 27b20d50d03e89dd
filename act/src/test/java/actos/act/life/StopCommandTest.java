package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.ActorId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StopCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
        test.actor("shop", "ready");
    }

    @Test
    void returns_when_all_have_ended_and_tells_where_they_lie() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("stop", "--now", "bank", "shop");
            assertEquals(0, call.code());
            assertEquals("", call.out());
            assertTrue(call.err().contains("bank ended"), call.err());
            assertTrue(call.err().contains("dead/actors/shop@"), call.err());
            assertTrue(played.signals.contains("USR1"));
        }
        assertTrue(!Disk.isDirectory(test.root.actor(new ActorId("bank")).dir()));
    }

    @Test
    void ends_nobody_when_one_of_them_is_not_there() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(4, test.act("stop", "bank", "shpo").code());
            assertTrue(played.signals.isEmpty());
        }
        assertTrue(Disk.isDirectory(test.root.actor(new ActorId("bank")).dir()));
    }

    @Test
    void writes_nothing_without_a_supervisor() {
        assertEquals(3, test.act("stop", "bank").code());
        assertTrue(!Disk.isFile(test.root.actor(new ActorId("bank")).stop()));
    }
}
