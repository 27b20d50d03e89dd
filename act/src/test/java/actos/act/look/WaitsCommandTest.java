package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code act waits}, and where else a deadlock is told. */
class WaitsCommandTest {
    private static final String SECOND = "000000000002~2~a~1~k2.ask.json";

    @TempDir
    Path temp;

    TestRoot test;

    @BeforeEach
    void actors() throws Exception {
        test = new TestRoot(temp);
        for (String id : new String[] {"a", "b", "c"}) {
            test.actor(id, "ready");
        }
    }

    private void ask(String who, String whom, String name) throws Exception {
        Path asks = test.root.actor(new actos.protocol.ActorId(who)).asks();
        Files.createDirectories(asks);
        TestRoot.write(
                asks.resolve(name + ".json"),
                "{\"to\":\"" + whom + "\",\"within\":\"30s\",\"keep\":1,\"from\":null,\"name\":\"x\"}");
    }

    @Test
    void nobody_waits() {
        assertEquals("nobody waits for an answer\n", test.act("waits").out());
        assertEquals("[]\n", test.act("waits", "--json").out());
    }

    @Test
    void a_question_is_in_a_mailbox_or_was_handled() throws Exception {
        ask("a", "b", "k2.ask");
        ask("b", "c", "k3.ask");
        test.waiting("b", SECOND, "1");
        String out = test.act("waits").out();
        assertTrue(out.contains("in its mailbox, message 2"), out);
        assertTrue(out.contains("handled, not answered"), out);
        assertFalse(out.contains("deadlock"), out);
    }

    @Test
    void a_circle_of_actors_that_have_nothing_to_do_is_a_deadlock() throws Exception {
        ask("c", "a", "k1.ask");
        ask("a", "b", "k2.ask");
        ask("b", "a", "k3.ask");
        String told = "a waits for b, b waits for a: a deadlock";
        assertTrue(
                test.act("waits").out().startsWith(told + "\n"),
                test.act("waits").out());
        assertTrue(
                test.act("ls").out().contains(told + "; act waits tells more"),
                test.act("ls").out());
        String json = test.act("waits", "--json").out();
        assertEquals(3, json.split("\"deadlock\":true", -1).length, json);

        test.waiting("b", SECOND, "1");
        assertFalse(test.act("waits").out().contains("deadlock"), "b has still something to do");
        assertFalse(test.act("ls").out().contains("deadlock"), "b has still something to do");
    }

    @Test
    void who_has_stashed_the_question_of_the_other_cannot_go_on() throws Exception {
        ask("a", "b", "k2.ask");
        ask("b", "a", "k3.ask");
        test.waiting("b", SECOND + ".stashed", "1");
        String out = test.act("waits").out();
        assertTrue(out.contains("a waits for b, b waits for a: a deadlock"), out);
        assertTrue(out.contains("stashed, message 2"), out);
    }
}
