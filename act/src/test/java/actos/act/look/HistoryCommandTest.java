package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.act.term.Terminal;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {
    @TempDir
    Path dir;

    private TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.journal("supervisorStarted", "\"pid\":7,\"version\":\"1\",\"mode\":\"notices\",\"before\":null");
        test.journal(
                "accepted",
                "\"actor\":\"bank\",\"request\":\"bank\",\"manual\":false,\"spec\":{\"path\":\"/x\"},\"state\":{\"n\":1}");
    }

    private void handled(long id, String actor, String end) throws IOException {
        test.journal(
                "taken",
                "\"id\":" + id + ",\"name\":\"k" + id + "\",\"from\":\"shop\",\"to\":\"" + actor
                        + "\",\"cause\":null,\"body\":1");
        test.journal("delivered", "\"id\":" + id + ",\"actor\":\"" + actor + "\",\"attempt\":1");
        test.journal(end, "\"id\":" + id + ",\"actor\":\"" + actor + "\",\"tookUs\":310");
    }

    private void changed(long id, int state) throws IOException {
        test.journal(
                "taken",
                "\"id\":" + id + ",\"name\":\"k" + id + "\",\"from\":null,\"to\":\"bank\",\"cause\":null,\"body\":1");
        test.journal("done", "\"id\":" + id + ",\"actor\":\"bank\",\"tookUs\":310,\"state\":{\"n\":" + state + "}");
    }

    private String history(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "history";
        System.arraycopy(words, 0, all, 1, words.length);
        TestRoot.Call call = test.act(all);
        assertEquals(0, call.code(), call.err());
        return call.out().replaceAll("(?m)^[0-9 -]*[0-9:]+\\.000  ", "");
    }

    @Test
    void lists_handlings_with_what_they_have_changed_the_youngest_first() throws IOException {
        changed(1, 5);
        handled(2, "shop", "stashed");
        changed(3, 7);
        handled(4, "shop", "returned");
        assertEquals("""
                4 k4  shop → shop  its actor ended, and it waited again
                3 k3  · → bank  took 310 µs
                    ~ .n  5 → 7
                2 k2  shop → shop  stashed after 310 µs
                1 k1  · → bank  took 310 µs
                    ~ .n  1 → 5
                supervisorStarted  pid 7, version 1, notices
                """, history());
        assertEquals("""
                3 k3  · → bank  took 310 µs
                    ~ .n  5 → 7
                1 k1  · → bank  took 310 µs
                    ~ .n  1 → 5
                supervisorStarted  pid 7, version 1, notices
                """, history("bank"));
    }

    @Test
    void a_message_that_was_handled_twice_has_its_name_twice() throws IOException {
        handled(1, "shop", "returned");
        test.journal("delivered", "\"id\":1,\"actor\":\"shop\",\"attempt\":2");
        test.journal(
                "dead",
                "\"id\":1,\"to\":\"shop\",\"from\":\"shop\",\"cause\":null,\"reason\":\"poison\",\"name\":\"k1\",\"attempts\":2,\"detail\":null");
        assertEquals(
                "1 k1  shop → shop  it is dead after 2 attempts\n1 k1  shop → shop  its actor ended, and it waited again\n",
                history("shop", "--last", "2"));
    }

    @Test
    void changes_by_hand_and_restarts_stand_in_between() throws IOException {
        test.journal("edited", "\"actor\":\"bank\",\"state\":{\"n\":2}");
        test.journal("restarting", "\"actor\":\"bank\",\"inMs\":0,\"restarts\":1");
        test.journal("dropped", "\"id\":9,\"actor\":\"bank\"");
        assertEquals(
                """
                dropped  9 of bank, deleted by hand
                restarting  bank at once, restart 1
                the state of bank was changed by hand
                    ~ .n  1 → 2
                """,
                history("--last", "3").replaceAll(" {2,}(?=[0-9a-z])", "  ").replaceAll("(?m)^  ~", "    ~"));
    }

    @Test
    void what_a_loading_changes_is_one_entry_with_the_branch_that_was_left() throws IOException {
        changed(1, 5);
        test.journal("edited", "\"actor\":\"bank\",\"state\":{\"n\":1},\"load\":\"at-3\"");
        test.journal("restarting", "\"actor\":\"bank\",\"inMs\":0,\"restarts\":1");
        test.journal("dropped", "\"id\":9,\"actor\":\"bank\",\"load\":\"at-3\"");
        test.journal("edited", "\"actor\":\"bank\",\"state\":{\"n\":4},\"load\":\"one\"");
        changed(2, 6);
        Path branch = Files.createDirectories(test.root.image("branch-1").dir());
        Files.writeString(branch.resolve("image.json"), "{\"savedAt\":\"2026-01-01T00:00:04.5Z\"}");
        String all = history("--last", "5");
        assertTrue(all.startsWith("2 k2  · → bank  took 310 µs\n    ~ .n  4 → 6\nimage one was loaded\n"), all);
        assertTrue(all.contains("gone back to line 3 of the journal; what was before is branch-1\n"), all);
        assertFalse(all.contains("dropped"), all);
        JsonNode json = Json.parse(history("--json").getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "branch-1",
                json.findValue("branch") == null
                        ? null
                        : json.findValuesAsText("branch").get(1));
    }

    @Test
    void says_how_to_get_more_and_refuses_what_is_none() throws IOException {
        for (int i = 1; i <= 25; i++) {
            changed(i, 10 + i);
        }
        TestRoot.Call call = test.act("history");
        assertEquals(40, call.out().lines().count());
        assertTrue(call.err().contains("there is more: act history --last 200"), call.err());
        assertEquals(2, test.act("history", "--last", "0").code());
        assertEquals(4, test.act("history", "bnak").code());
        assertEquals(4, test.act("history", "\u009b31m").code());
        assertFalse(test.act("history", "--last", "100").err().contains("there is more"));
    }

    @Test
    void torn_lines_and_escapes_do_no_harm() throws IOException {
        changed(1, 5);
        Path file = test.root.journal().resolve("000001.jsonl");
        Files.writeString(
                file,
                Files.readString(file)
                        + "{\"seq\":9,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"done\",\"id\":1,\"actor\":\"bank\",\"state\":{\"n\n"
                        + "{\"seq\":10,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"done\",\"id\":77,\"actor\":\"../bank\",\"tookUs\":1}\n"
                        + "{\"seq\":11,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"edited\",\"actor\":\"bank\",\"state\":\"\u009b31m\",\"load\":\"\\u009b31m\"}\n"
                        + "{\"seq\":12,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"edited\",\"actor\":\"bank\",\"state\":\"\u009b31m\"}\n"
                        + "{\"seq\":13,\"at\":\"2025");
        test.terminal = new Terminal(true, true, true, () -> 200);
        String out = test.act("history").out();
        assertFalse(out.contains("\u009b"), out);
        assertTrue(out.contains("1 k1"), out);
    }
}
