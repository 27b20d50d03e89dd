package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShutdownCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    @Test
    void returns_when_the_supervisor_has_ended() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("shutdown");
            assertEquals(0, call.code());
            assertTrue(call.err().contains("has ended"), call.err());
            assertEquals(List.of("TERM"), played.signals);
            assertEquals(3, test.act("shutdown").code());
        }
    }

    @Test
    void says_when_it_ended_without_clearing_up() throws Exception {
        TestRoot.write(test.root.pid(), "7\n");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(1, test.act("shutdown").code());
            assertEquals(List.of("TERM"), played.signals);
        }
    }
}
