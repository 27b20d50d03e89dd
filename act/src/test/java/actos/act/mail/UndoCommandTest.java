package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.Polling;
import actos.protocol.ActorHome;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UndoCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    private static final String NAME = "000000000042~42~~~k2.json";

    ActorHome bank;
    Path file;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        bank = test.actor("bank", "ready");
        TestRoot.write(test.root.paused(), "");
        test.journal("taken", "\"id\":42,\"name\":\"k2\",\"to\":\"bank\",\"from\":null,\"body\":{\"n\":1.10}");
        file = test.waiting("bank", NAME, "{\"n\": 1.10}");
    }

    @Test
    void an_edited_message_is_again_what_was_sent() throws Exception {
        TestRoot.write(file, "{\"n\": 2}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(
                    "message 42 is again as it was sent\n",
                    test.act("undo", "42").err());
            assertEquals("{\"n\":1.10}\n", Files.readString(file), played.signals::toString);
            assertFailure(1, "nobody has changed it", "undo", "42");
        }
    }

    @Test
    void a_moved_message_stands_again_where_it_stood() throws Exception {
        test.waiting("bank", "000000000043~43~~~k3.json", "3");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("move", "42", "--last").code());
            assertFalse(Disk.exists(file));
            assertEquals(
                    "{\"id\":42,\"undone\":\"moved\"}\n",
                    test.act("undo", "42", "--json").out());
            assertTrue(Disk.exists(file), played.signals::toString);
            assertFailure(1, "nobody has changed it", "undo", "42");
            test.waiting("bank", "000000000044~44~~~k4.json", "4");
            assertEquals(0, test.act("move", "42", "--after", "43").code());
            assertEquals(0, test.act("move", "42", "--last").code());
            assertEquals(0, test.act("undo", "42").code());
            assertFalse(Disk.exists(file), "it is in the middle");
            assertEquals(0, test.act("undo", "42").code());
            assertTrue(Disk.exists(file));
        }
    }

    @Test
    void the_last_change_is_taken_back_first() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("pause", "42").code());
            Path journal = test.root.journal().resolve("000001.jsonl");
            assertTrue(
                    Polling.until(
                                    Duration.ofSeconds(30),
                                    () -> Files.readString(journal).contains("\"held\"") ? true : null)
                            .isPresent(),
                    "the supervisor notices it");
            Path held = file.resolveSibling(NAME + ".held");
            TestRoot.write(held, "5"); // later than the held line of the journal, which lies in the past
            assertEquals(
                    "message 42 is again as it was sent\n",
                    test.act("undo", "42").err());
            assertTrue(Disk.exists(held), "and it is held still");
            assertEquals(
                    "message 42 is not held back any more\n",
                    test.act("undo", "42").err());
            assertTrue(Disk.exists(file), played.signals::toString);
        }
    }

    @Test
    void a_dropped_message_is_put_back() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("drop", "42").code());
            TestRoot.Call call = test.act("undo", "42");
            assertEquals("message 43 waits for bank again, in the place of message 42\n", call.err());
            assertEquals(List.of("000000000042~43~~~k2.json"), names(bank.spool()));
            Path letter = test.root.deadMessages().resolve("42~bank::k2.json");
            assertFalse(Disk.exists(letter) || Disk.exists(Root.why(letter)));
            assertFailure(1, "it is back already, as message 43", "undo", "42");
            assertEquals(List.of("000000000042~43~~~k2.json"), names(bank.spool()));
            Files.delete(bank.spool().resolve("000000000042~43~~~k2.json"));
            assertFailure(1, "it is back already, as message 43", "undo", "42");
            assertTrue(played.signals.contains("USR1"));
        }
    }

    @Test
    void a_deleted_message_is_put_back_from_the_journal() throws Exception {
        test.journal("dropped", "\"id\":42,\"actor\":\"bank\"");
        Files.delete(file);
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("undo", "k2");
            assertEquals(0, call.code(), call.err());
            Message back = new Mailbox(bank).waiting().get(0);
            assertEquals("000000000042", back.parts().order());
            assertEquals("{\"n\":1.10}\n", Files.readString(back.file()), played.signals::toString);
        }
    }

    /** An undo was ended before it told so, and called again before the journal has told of the message's number. */
    @Test
    void a_message_that_is_back_is_not_put_back_again_before_the_journal_tells() throws Exception {
        test.journal("dropped", "\"id\":42,\"actor\":\"bank\"");
        Files.delete(file);
        test.waiting("bank", "000000000042~43~~~k2.json", "{\"n\": 1.10}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "it is back already, as message 43", "undo", "42");
            assertEquals(List.of("000000000042~43~~~k2.json"), names(bank.spool()), played.signals::toString);
        }
    }

    @Test
    void what_cannot_be_undone_says_why() throws Exception {
        Files.delete(file);
        test.journal("delivered", "\"id\":42,\"actor\":\"bank\",\"attempt\":1");
        test.journal("done", "\"id\":42,\"actor\":\"bank\",\"tookUs\":40");
        assertFailure(3, "no supervisor", "undo", "42");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "nothing about message 42 can be undone: delivered to bank", "undo", "42");
            assertFailure(4, "there is no message \"99\"", "undo", "99");
            test.journal("added", "\"id\":44,\"actor\":\"bank\",\"name\":\"k4\"");
            test.journal("moved", "\"id\":44,\"actor\":\"bank\",\"order\":\"000000000007\"");
            test.waiting("bank", "000000000007~44~~~k4.json", "1");
            assertFailure(1, "where it stood before it was moved is not recorded", "undo", "44");
            assertTrue(played.steps.isEmpty());
        }
    }

    private static List<String> names(Path directory) throws IOException {
        return Disk.list(directory).stream().map(Disk::name).sorted().toList();
    }

    private void assertFailure(int code, String sentence, String... args) {
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
