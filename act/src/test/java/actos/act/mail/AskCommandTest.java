package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AskCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
    }

    @Test
    void prints_the_answer_alone_and_leaves_nothing_behind() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("bank", PlayedSupervisor.Role.ECHOES)) {
            assertEquals(new TestRoot.Call(0, "{\"q\": 1.10}\n", ""), test.act("ask", "bank", "{\"q\": 1.10}"));
            assertTrue(!played.signals.isEmpty());
            assertNothingLeft();
        }
    }

    @Test
    void fails_at_once_where_there_is_nobody() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("ask", "bnak", "1");
            assertEquals(4, call.code());
            assertTrue(call.err().contains("did you mean bank?"), call.err());
            assertEquals(List.of(), played.signals);
        }
    }

    @Test
    void fails_when_the_receiver_ends() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("bank", PlayedSupervisor.Role.ENDS)) {
            TestRoot.Call call = test.act("ask", "--timeout", "20s", "bank", "1");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("bank ended (exit code 3)"), call.err());
            assertTrue(!played.signals.isEmpty());
        }
        assertNothingLeftOfAsker();
    }

    @Test
    void tells_the_fate_of_the_question_when_the_time_is_over() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("bank", PlayedSupervisor.Role.HANDLES)) {
            TestRoot.Call call = test.act("ask", "--timeout", "300ms", "bank", "1");
            assertEquals(5, call.code());
            assertTrue(call.err().contains("the question: delivered to bank"), call.err());
            assertTrue(call.err().contains("done in 4 ms, sent nothing"), call.err());
            assertTrue(!played.signals.isEmpty());
            assertNothingLeft();
        }
    }

    @Test
    void says_what_it_waits_for_when_there_is_no_answer_for_long() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test).with("bank", PlayedSupervisor.Role.HANDLES)) {
            TestRoot.Call call = test.act("ask", "--timeout", "11s", "bank", "1");
            assertEquals(5, call.code());
            assertTrue(call.err().startsWith("no answer from bank yet; the question: delivered to bank"), call.err());
            assertTrue(call.err().contains("no answer from bank within 11"), call.err());
            assertTrue(!played.signals.isEmpty());
        }
    }

    @Test
    void writes_nothing_without_a_supervisor() throws Exception {
        assertEquals(3, test.act("ask", "bank", "1").code());
        assertEquals(List.of(), Disk.list(test.root.spawn()));
    }

    private void assertNothingLeft() throws IOException {
        assertEquals(List.of(), Disk.list(test.root.deadActors()));
        assertNothingLeftOfAsker();
    }

    private void assertNothingLeftOfAsker() throws IOException {
        assertEquals(List.of(), Disk.list(test.root.spawn()));
        for (Path place :
                List.of(test.root.running(), test.root.send(), test.root.deadActors(), test.root.deadSpawn())) {
            for (Path found : Disk.list(place)) {
                assertTrue(!Disk.name(found).startsWith("ask-"), found.toString());
            }
        }
    }
}
