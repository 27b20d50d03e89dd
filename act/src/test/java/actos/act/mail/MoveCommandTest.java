package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.Order;
import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MoveCommandTest {
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
    void renames_a_message_to_its_new_place() throws Exception {
        test.waiting("bank", "000000000041~41~~~a.json", "1");
        test.waiting("bank", "000000000042~42~shop~~b.json.held", "2");
        test.waiting("bank", "000000000043~43~~~c.json", "3");
        test.waiting("bank", "000000000044~44~shop~~d~2.json", "4");
        test.waiting("bank", "000000000002~45~~~e+99999999999999.json", "5");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("move", "44", "--first");
            assertEquals(0, call.code(), call.err());
            assertEquals("""
                    this changes the order of mail from shop (42), which cannot happen by itself
                    message 44 is number 1 of 4 now
                    """, call.err());
            assertOrder("44", "41", "42", "43");
            assertEquals(
                    "message 43 is number 3 of 4 now\n",
                    test.act("move", "c", "--before", "42").err());
            assertOrder("44", "41", "43", "42");
            assertEquals(0, test.act("move", "44", "--last").code());
            assertOrder("41", "43", "42", "44");
            assertEquals(0, test.act("move", "41", "--after", "43").code());
            assertOrder("43", "41", "42", "44");
            String json = test.act("move", "44", "--before", "41", "--json").out();
            assertTrue(json.endsWith(",\"place\":2}\n"), json);
            assertOrder("43", "44", "41", "42");
            assertEquals(0, test.act("move", "44", "--first").code());
            assertEquals(0, test.act("move", "44", "--first").code(), "also if it is there already");
            assertOrder("44", "43", "41", "42");
            assertTrue(played.signals.contains("USR1"));
        }
        assertTrue(
                Disk.list(bank.spool()).stream().map(Disk::name).anyMatch(n -> n.endsWith("~44~shop~~d~2.json")),
                "all but its place stays");
    }

    @Test
    void finds_room_between_neighbours_until_there_is_none() throws Exception {
        for (int i = 41; i < 44; i++) {
            test.waiting("bank", "0000000000" + i + "~" + i + "~~~k" + i + ".json", "1");
        }
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            String other = "42";
            for (int i = 0; i < 8; i++) {
                TestRoot.Call call = test.act("move", other, "--before", "43");
                assertEquals(0, call.code(), call.err());
                other = other.equals("42") ? "41" : "42";
                assertOrder(other, other.equals("42") ? "41" : "42", "43");
            }
            assertTrue(played.steps.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--first", "--last"})
    void there_is_room_at_the_ends_for_a_long_time(String where) throws Exception {
        for (int i = 1; i < 4; i++) {
            test.waiting("bank", "00000000000" + i + "~" + i + "~~~k" + i + ".json", "1");
        }
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            for (int i = 0; i < 24; i++) {
                String moved = Integer.toString(i % 3 + 1);
                TestRoot.Call call = test.act("move", moved, where);
                assertEquals(0, call.code(), call.err());
                List<Message> queue = Order.queue(new Mailbox(bank).waiting());
                assertEquals(
                        moved,
                        Long.toString(queue.get(where.equals("--first") ? 0 : 2).id()));
            }
            assertTrue((Order.last(Order.queue(new Mailbox(bank).waiting())) + "~").compareTo("000000000004~") < 0);
            assertTrue(played.steps.isEmpty());
        }
    }

    @Test
    void refuses_what_has_no_order() throws Exception {
        test.actor("shop", "ready");
        test.waiting("bank", "000000000042~42~~~k2.json", "1");
        test.waiting("bank", "000000000044~44~~~k4+99999999999999.json", "1");
        test.waiting("shop", "000000000043~43~~~k3.json", "1");
        assertFailure(3, "no supervisor", "move", "42", "--first");
        assertFailure(2, "", "move", "42");
        assertFailure(2, "", "move", "42", "--first", "--last");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "no order between two mailboxes", "move", "42", "--before", "43");
            assertFailure(1, "around itself", "move", "42", "--before", "42");
            assertFailure(1, "message 44 is delayed", "move", "44", "--first");
            assertFailure(1, "message 44 is delayed", "move", "42", "--after", "44");
            assertFailure(4, "no message \"99\"", "move", "99", "--first");
            assertTrue(played.steps.isEmpty());
        }
    }

    private void assertOrder(String... ids) throws IOException {
        assertEquals(
                List.of(ids),
                Order.queue(new Mailbox(bank).waiting()).stream()
                        .map(w -> Long.toString(w.id()))
                        .toList());
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
