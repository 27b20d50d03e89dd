package actos.act.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.call.Editor;
import actos.act.root.Disk;
import actos.act.root.Liveness;
import actos.act.wait.SpawnRequest;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeadResendCommandTest {
    @TempDir
    Path dir;

    DeadRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new DeadRoot(dir).served();
    }

    // ---- letters ----------------------------------------------------------------------------------------------------

    @Test
    void moves_a_letter_as_it_is_back_into_send() throws Exception {
        test.actor("bnak", "ready");
        Object inode = Disk.inode(test.letter);
        assertEquals(new TestRoot.Call(0, "k1\n", ""), test.act("dead", "resend", "42"));
        assertEquals(inode, Disk.inode(sent("bnak::k1.json")));
        assertFalse(Disk.exists(test.letter));
        assertFalse(Disk.exists(Root.why(test.letter)));
    }

    @Test
    void replaces_no_message_of_the_same_name() throws Exception {
        test.actor("bnak", "ready");
        TestRoot.write(sent("bnak::k1.json"), "\"mine\"");
        TestRoot.Call call = test.act("dead", "resend", "k1");
        assertEquals("\"mine\"", Files.readString(sent("bnak::k1.json")));
        assertEquals(
                "{\"a\": 1.10}", Files.readString(sent("bnak::" + call.out().strip() + ".json")));
    }

    @Test
    void sends_a_letter_to_somebody_else() throws Exception {
        test.actor("bank", "ready");
        TestRoot.Call call = test.act("dead", "resend", "42", "--to", "bank", "--json");
        assertEquals(
                "[{\"kind\":\"message\",\"name\":\"42~bnak::k1.json\",\"to\":\"bank\",\"resentAs\":\"k1\"}]\n",
                call.out());
        assertTrue(Disk.isFile(sent("bank::k1.json")));
    }

    @Test
    void sends_nothing_if_one_of_them_cannot_go() throws Exception {
        test.actor("bank", "ready");
        assertFailure(4, "did you mean bank?; start it first, or name another with --to", "42");
        assertFailure(1, "43~bnak::k2.json is not JSON", "42", "43", "--to", "bank");
        assertFailure(1, "44~bad-name is no regular file", "42", "44", "--to", "bank");
        assertFailure(4, "nothing in dead/", "42", "45", "--to", "bank");
        assertFailure(1, "must be made of a-z", "42", "--to", "../bank");
        test.letter("46~bad-name", "1", "bad-name");
        assertFailure(1, "name the receiver with --to", "46");
        assertTrue(Disk.isFile(test.letter));
        test.liveness = r -> Liveness.Served.BY_NOBODY;
        assertFailure(3, "no supervisor", "42", "--to", "bank");
    }

    @Test
    void gives_a_letter_without_a_name_a_fresh_one() throws Exception {
        test.actor("bank", "ready");
        test.letter("46~bad-name", "1", "bad-name");
        String name = test.act("dead", "resend", "46", "--to", "bank").out().strip();
        assertEquals("1", Files.readString(sent("bank::" + name + ".json")));
    }

    // ---- editing ----------------------------------------------------------------------------------------------------

    @Test
    void opens_the_editor_again_with_the_error_on_top_until_it_is_right() throws Exception {
        test.actor("bnak", "ready");
        test.env.put("EDITOR", "ed -s");
        List<String> seen = edits("{\"a\":\n1.10 2", "{\"a\":\n1.10}\n");
        assertEquals(0, test.act("dead", "resend", "--edit", "43").code());
        assertEquals("{\"a\":\n1.10}\n", Files.readString(sent("bnak::k2.json")));
        assertFalse(Disk.exists(test.malformed));
        assertFalse(Disk.exists(Root.why(test.malformed)));
        assertTrue(
                seen.get(0).matches("(?s)# act: not JSON: .*\\(line 4, .*\n# act: .*\n\\{\"a\":\n1.10"), seen.get(0));
        assertTrue(seen.get(1).matches("(?s)# act: not JSON: .*\n# act: .*\n\\{\"a\":\n1.10 2"), seen.get(1));
    }

    @Test
    void shows_the_plain_content_of_a_letter_that_is_right() throws Exception {
        test.actor("bnak", "ready");
        List<String> seen = edits("{\"a\": 2}");
        assertEquals("k1\n", test.act("dead", "resend", "--edit", "42").out());
        assertEquals(List.of("{\"a\": 1.10}"), seen);
        assertEquals("{\"a\": 2}", Files.readString(sent("bnak::k1.json")));
    }

    @Test
    void gives_up_what_is_not_changed_or_left_empty_or_when_the_editor_fails() throws Exception {
        test.actor("bnak", "ready");
        String before = Files.readString(test.malformed);
        edits(before);
        assertFailure(1, "was not changed and is still not JSON", "--edit", "43");
        edits("");
        assertFailure(1, "left empty, so nothing was sent", "--edit", "43");
        test.editor = (command, file) -> 1;
        assertFailure(1, "the editor vi ended with exit code 1", "--edit", "43");
        assertEquals(0, Disk.list(Path.of(test.env.get("TMPDIR"))).size());
        edits("{1", "{1");
        assertFailure(1, "; what you wrote is in " + test.env.get("TMPDIR"), "--edit", "43");
        assertEquals(before, Files.readString(test.malformed));
        assertTrue(Disk.isFile(Root.why(test.malformed)));
    }

    @Test
    void keeps_what_was_written_if_the_letter_is_gone_meanwhile() throws Exception {
        test.actor("bnak", "ready");
        test.editor = (command, file) -> {
            assertEquals("{\"a\": 1.10}", Files.readString(test.letter));
            Files.delete(test.letter);
            TestRoot.write(file, "\"mine\"");
            return 0;
        };
        TestRoot.Call call = test.act("dead", "resend", "--edit", "42");
        assertEquals(1, call.code());
        assertEquals(
                0, Disk.list(test.root.send()).stream().filter(Disk::isFile).count());
        Path kept =
                Path.of(call.err().substring(call.err().lastIndexOf(' ') + 1).strip());
        assertEquals("\"mine\"", Files.readString(kept));
    }

    @Test
    void runs_the_editor_that_the_environment_names() throws Exception {
        Path file = TestRoot.write(test.cwd.resolve("a file"), "1");
        assertEquals(3, Editor.forked("exit 3;", file));
        assertEquals(0, Editor.forked("printf %s 2 >", file));
        assertEquals("2", Files.readString(file));
        test.actor("bnak", "ready");
        test.env.put("VISUAL", "visual -x");
        test.env.put("EDITOR", "editor");
        test.editor = (command, copy) -> {
            assertEquals("visual -x", command);
            return 0;
        };
        assertEquals(0, test.act("dead", "resend", "--edit", "42").code());
    }

    // ---- requests ---------------------------------------------------------------------------------------------------

    @Test
    void submits_a_request_again_and_tells_what_becomes_of_it() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "would be refused again: unknown field \"x\"", "x");
            List<String> seen = edits("{\"path\":\"/bin/sh\",\"y\":1}", "{\"path\":\"/bin/sh\"}");
            assertEquals(
                    new TestRoot.Call(0, "x\n", ""), test.act("dead", "resend", "--edit", "x"), String.valueOf(seen));
            assertTrue(seen.get(1).startsWith("# act: unknown field \"y\""), seen.get(1));
            assertTrue(played.signals.contains("USR1"));
        }
        assertFalse(Disk.exists(test.request));
        assertFalse(Disk.exists(Root.why(test.request)));
        assertEquals(
                "{\"path\":\"/bin/sh\"}",
                Files.readString(test.root.actor(new ActorId("x")).request()));
    }

    @Test
    void replaces_no_request_of_the_same_name() throws Exception {
        TestRoot.write(test.request, "{\"path\":\"/bin/sh\"}");
        TestRoot.write(test.root.request("x"), "{}");
        SpawnRequest.submit(test.workspace(), "x", test.request);
        assertEquals("{}", Files.readString(test.root.request("x")));
        assertEquals("{\"path\":\"/bin/sh\"}", Files.readString(test.root.request("x-2")));
    }

    @Test
    void tells_of_another_refusal() throws Exception {
        test.actor("taken", "ready");
        TestRoot.write(test.request, "{\"path\":\"/bin/sh\",\"id\":\"taken\"}");
        assertFailure(2, "--to names a receiver of mail", "x", "--to", "bank");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertFailure(1, "refused the request: id \"taken\" is taken", "x");
            assertFalse(played.signals.isEmpty());
        }
    }

    // ---- unread mail ------------------------------------------------------------------------------------------------

    @Test
    void moves_unread_mail_to_the_successor_with_place_sender_and_cause() throws Exception {
        ActorHome job = test.actor("job", "ready");
        TestRoot.write(test.last.current(), "6");
        TestRoot.write(test.last.envelope(), "{\"id\":6,\"name\":\"m6\",\"from\":\"shop\",\"cause\":4}");
        TestRoot.Call call = test.act("dead", "resend", DeadRoot.LAST);
        assertEquals(0, call.code(), call.err());
        assertTrue(call.err().contains("4 messages of " + DeadRoot.LAST + " are in the mailbox of job"), call.err());
        assertEquals(
                "[000000000006~6~shop~4~m6.json, 000000000007~7~shop~5~m7.json, 000000000008~8~~~m8.json.held,"
                        + " 000000000009~9~~~m9+99999999999999.json]",
                names(job.spool()).toString());
        assertEquals("6", Files.readString(job.spool().resolve("000000000006~6~shop~4~m6.json")));
        assertEquals("[]", names(test.last.spool()).toString());
        assertFailure(1, "has left no unread mail", DeadRoot.LAST);
    }

    @Test
    void what_was_in_its_hands_goes_back_to_the_place_to_which_it_had_been_moved() throws Exception {
        ActorHome job = test.actor("job", "ready");
        TestRoot.write(test.last.current(), "6");
        TestRoot.write(
                test.last.envelope(),
                "{\"id\":6,\"name\":\"m6\",\"from\":\"supervisor\",\"cause\":null,\"attempt\":2,\"order\":\"0000000000085\"}");
        assertEquals(0, test.act("dead", "resend", DeadRoot.LAST).code());
        assertEquals(
                "[000000000007~7~shop~5~m7.json, 0000000000085~6~supervisor~~m6.json, 000000000008~8~~~m8.json.held,"
                        + " 000000000009~9~~~m9+99999999999999.json]",
                names(job.spool()).toString());
    }

    @Test
    void keeps_the_order_and_replaces_no_message_of_the_receiver() throws Exception {
        ActorHome bank = test.actor("bank", "ready");
        Files.delete(test.last.spool().resolve("000000000009~9~~~m9+99999999999999.json"));
        for (String name : List.of("000000000010~10~~~m10.json", "by-hand", "000000000007~7~shop~5~m7.json")) {
            TestRoot.write(bank.spool().resolve(name), "\"mine\"");
        }
        TestRoot.write(test.last.spool().resolve("000000000010~10~~~m10.json"), "10");
        TestRoot.write(test.last.spool().resolve("by-hand"), "11");
        assertEquals(
                0, test.act("dead", "resend", DeadRoot.LAST, "--to", "bank").code());
        List<String> bodies = new ArrayList<>();
        for (String name : names(bank.spool())) {
            bodies.add(Files.readString(bank.spool().resolve(name)));
        }
        bodies.removeIf("\"mine\""::equals);
        assertEquals(List.of("7", "8", "10", "11"), bodies);
        assertEquals(7, names(bank.spool()).size());
    }

    @Test
    void moves_no_mail_to_nobody_nor_through_a_link() throws Exception {
        assertFailure(4, "job is not running", DeadRoot.LAST);
        assertFailure(4, "act dead revive " + DeadRoot.LAST, DeadRoot.LAST);
        assertFailure(4, "bank is not running", DeadRoot.LAST, "--to", "bank");
        assertFailure(2, "--edit opens a letter or a request", DeadRoot.LAST, "--edit");
        ActorHome job = test.actor("job", "ready");
        TestRoot.write(job.stop(), "");
        assertFailure(4, "job is not running", DeadRoot.LAST);
        Files.delete(job.stop());
        Files.delete(job.spool());
        Files.createSymbolicLink(job.spool(), test.cwd);
        assertFailure(1, "only 0 messages went to job", DeadRoot.LAST);
        assertEquals(3, names(test.last.spool()).size());
        assertEquals(0, Disk.list(test.cwd).size());
    }

    private Path sent(String fileName) {
        return test.root.send().resolve(fileName);
    }

    private static Set<String> names(Path directory) throws IOException {
        Set<String> names = new TreeSet<>();
        Disk.list(directory).forEach(file -> names.add(Disk.name(file)));
        return names;
    }

    /** Somebody who writes these, one each time the editor is opened; the result is what the editor showed. */
    private List<String> edits(String... written) {
        List<String> seen = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(List.of(written));
        test.editor = (command, file) -> {
            byte[] shown = Files.readAllBytes(file);
            seen.add(new String(shown, StandardCharsets.UTF_8));
            String next = rest.isEmpty() ? written[written.length - 1] : rest.remove();
            String header = seen.get(seen.size() - 1).startsWith("# act:") ? "# act: left\n# act: there\n" : "";
            TestRoot.write(file, header + next);
            return 0;
        };
        return seen;
    }

    private void assertFailure(int code, String sentence, String... words) {
        String[] args = new String[words.length + 2];
        args[0] = "dead";
        args[1] = "resend";
        System.arraycopy(words, 0, args, 2, words.length);
        TestRoot.Call call = test.act(args);
        assertTrue(call.err().contains(sentence), call.err());
        assertEquals(code, call.code());
    }
}
