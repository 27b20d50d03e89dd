package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.Order;
import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CopyCommandTest {
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
    void a_copy_stands_behind_the_others_with_a_number_of_its_own() throws Exception {
        test.waiting("bank", "000000000042~42~shop~40~k2~2.json", "{\"n\": 1.10}");
        test.waiting("bank", "000000000043~43~~~k3.json", "3");
        ActorHome till = test.actor("till", "ready");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(new TestRoot.Call(0, "44\n", ""), test.act("copy", "42"));
            List<Message> queue = Order.queue(new Mailbox(bank).waiting());
            assertEquals(List.of(42L, 43L, 44L), queue.stream().map(Message::id).toList());
            Message copy = queue.get(2);
            assertEquals("shop", copy.parts().from().value());
            assertEquals(40, copy.parts().cause());
            assertEquals(1, copy.parts().attempt());
            assertEquals("{\"n\": 1.10}", Files.readString(copy.file()));
            assertEquals(
                    "{\"id\":45,\"to\":\"till\",\"copyOf\":43}\n",
                    test.act("copy", "k3", "till", "--json").out());
            assertEquals(1, new Mailbox(till).size());
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void copies_what_was_handled_already_as_long_as_the_journal_has_it() throws Exception {
        test.journal(
                "taken",
                "\"id\":41,\"name\":\"k1\",\"to\":\"bank\",\"from\":null,\"body\":{\"n\":0.1000000000000000055}");
        test.journal("done", "\"id\":41,\"actor\":\"bank\",\"tookUs\":4000");
        test.journal("taken", "\"id\":40,\"name\":\"k0\",\"to\":\"bank\",\"from\":null,\"bodySize\":70000");
        test.journal("done", "\"id\":40,\"actor\":\"bank\",\"tookUs\":4000");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("copy", "41").code());
            Message copy = new Mailbox(bank).waiting().get(0);
            assertEquals("{\"n\":0.1000000000000000055}\n", Files.readString(copy.file()), "all digits");
            assertFailure(1, "the content of message 40 is not kept", "copy", "40");
            assertFailure(4, "there is no message \"99\"", "copy", "99");
            assertFailure(4, "no actor \"bnak\"; did you mean bank?", "copy", "41", "bnak");
            assertTrue(played.steps.isEmpty());
        }
        assertFailure(3, "no supervisor", "copy", "41");
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
