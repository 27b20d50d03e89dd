package actos.act.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.protocol.ActorHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EditCommandTest {
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
    void changes_a_waiting_message_in_its_place() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k2.json", "{\"n\": 1}");
        edits("{\"n\": 2}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("edit", "42");
            assertEquals("message 42 for bank was changed\n", call.err());
            assertEquals("{\"n\": 2}", Files.readString(file));
            edits("5");
            assertEquals(
                    "{\"id\":42,\"to\":\"bank\"}\n",
                    test.act("edit", "k2", "--json").out());
            assertEquals("5\n", Files.readString(file), "a bare number is ended");
            assertTrue(played.signals.contains("USR1"));
        }
        assertEquals(List.of("000000000042~42~~~k2.json"), names(bank.spool()));
        assertEquals(List.of(), names(Path.of(test.env.get("TMPDIR"))));
    }

    @Test
    void leaves_a_held_message_held() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k2.json.held", "1");
        edits("2");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("edit", "42").code(), played.signals::toString);
        }
        assertEquals("2\n", Files.readString(file));
        assertEquals(1, names(bank.spool()).size());
    }

    @Test
    void opens_the_editor_again_until_it_is_JSON() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k2.json", "1");
        List<String> seen = edits("{\"n\":", "{\"n\":3}");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("edit", "42").code(), played.signals::toString);
        }
        assertTrue(seen.get(1).startsWith("# act: not JSON: "), seen.get(1));
        assertTrue(seen.get(1).endsWith("give up\n{\"n\":"), seen.get(1));
        assertEquals("{\"n\":3}", Files.readString(file));
    }

    @Test
    void changes_nothing_if_the_message_was_delivered_meanwhile() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k2.json", "1");
        test.editor = (command, copy) -> {
            Files.move(file, bank.current());
            TestRoot.write(copy, "2");
            return 0;
        };
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "so nothing was changed", "edit", "42");
            assertEquals("1", Files.readString(bank.current()), played.signals::toString);
        }
        assertEquals(List.of("current"), names(bank.spool()));
        Path kept = Disk.list(Path.of(test.env.get("TMPDIR"))).get(0);
        assertEquals("2", Files.readString(Disk.list(kept).get(0)));
    }

    @Test
    void writes_over_no_change_of_somebody_else() throws Exception {
        Path file = test.waiting("bank", "000000000042~42~~~k2.json", "1");
        test.editor = (command, copy) -> {
            TestRoot.write(file, "7");
            TestRoot.write(copy, "2");
            return 0;
        };
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "somebody else has changed message 42", "edit", "42");
            assertEquals("7", Files.readString(file), played.signals::toString);
            test.editor = (command, copy) -> {
                Files.delete(file);
                TestRoot.write(copy, "2");
                return 0;
            };
            assertFailure(1, "what you wrote is in ", "edit", "42");
        }
        assertEquals(List.of(), names(bank.spool()));
    }

    @Test
    void changes_a_state_and_shows_how() throws Exception {
        edits("{\"n\": 2.50}\n");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(new TestRoot.Call(0, "~ .n  1.10 → 2.50\n", ""), test.act("edit", "bank"));
            assertEquals("{\"n\": 2.50}\n", Files.readString(bank.state()), played.signals::toString);
            edits("{\"n\": 3}");
            test.current("bank", 41, "k1", "1");
            TestRoot.Call call = test.act("edit", "bank", "--json");
            assertEquals(
                    "{\"actor\":\"bank\",\"changes\":[{\"op\":\"replace\",\"path\":\"/n\",\"value\":3}]}\n",
                    call.out());
            assertTrue(call.err().contains("bank has message 41 in its hands"), call.err());
        }
    }

    @Test
    void writes_over_no_state_that_has_changed_meanwhile_and_goes_on_from_what_was_written() throws Exception {
        test.editor = (command, copy) -> {
            TestRoot.write(bank.state(), "{\"n\": 9}");
            TestRoot.write(copy, "{\"n\": 2}");
            return 0;
        };
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("edit", "bank");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("has changed meanwhile to {\"n\":9}, so nothing was written"), call.err());
            assertEquals("{\"n\": 9}", Files.readString(bank.state()), played.signals::toString);
            String again = call.err()
                    .substring(
                            call.err().indexOf("act edit bank --with ") + 21,
                            call.err().indexOf(" goes on"));
            List<String> seen = edits("{\"n\": 3}");
            assertEquals(0, test.act("edit", "bank", "--with", again).code());
            assertEquals("[{\"n\": 2}]", seen.toString());
        }
        assertEquals("{\"n\": 3}", Files.readString(bank.state()));
    }

    @Test
    void nothing_comes_of_an_editor_that_fails_saves_nothing_or_leaves_nothing() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            test.editor = (command, copy) -> {
                TestRoot.write(copy.resolveSibling("act.json~"), "a backup");
                return 0;
            };
            assertFailure(0, "nothing was changed", "edit", "bank");
            assertEquals(List.of(), names(Path.of(test.env.get("TMPDIR"))));
            test.editor = (command, copy) -> 1;
            assertFailure(1, "the editor vi ended with exit code 1, so it stays as it is", "edit", "bank");
            edits("");
            assertFailure(1, "the state of bank was left empty, so it stays as it is", "edit", "bank");
            test.editor = (command, copy) -> {
                Files.delete(copy);
                return 0;
            };
            assertFailure(1, "left empty", "edit", "bank");
            edits("{", "{");
            assertFailure(1, "is still not JSON", "edit", "bank");
            assertTrue(played.steps.isEmpty());
        }
        assertEquals("{\"n\": 1.10}\n", Files.readString(bank.state()));
    }

    @Test
    void opens_nothing_that_is_not_there() throws Exception {
        assertFailure(3, "no supervisor", "edit", "bank");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(4, "no actor and no message \"bnak\"; did you mean bank?", "edit", "bnak");
            assertFailure(1, "there is no file nothing", "edit", "bank", "--with", "nothing");
            Files.delete(bank.state());
            Files.createSymbolicLink(bank.state(), test.cwd.resolve("elsewhere"));
            assertFailure(1, "no regular file", "edit", "bank");
            assertTrue(played.steps.isEmpty());
        }
        assertFalse(Disk.exists(test.cwd.resolve("elsewhere")));
    }

    private List<String> edits(String... written) {
        List<String> seen = new ArrayList<>();
        test.editor = (command, copy) -> {
            seen.add(Files.readString(copy, StandardCharsets.UTF_8));
            TestRoot.write(copy, written[Math.min(seen.size(), written.length) - 1]);
            return 0;
        };
        return seen;
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
