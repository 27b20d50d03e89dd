package actos.act.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhenCommandTest {
    @TempDir
    Path dir;

    private TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        checkpoint(1);
        handled(1, 5); // lines 4 to 6
        handled(2, -3); // lines 7 to 9
        handled(3, 4); // lines 10 to 12
        handled(4, -1); // lines 13 to 15
    }

    private void checkpoint(int state) throws IOException {
        test.journal("checkpoint", "\"actors\":1,\"lastId\":0,\"paused\":false");
        test.journal(
                "snapshot",
                "\"actor\":\"bank\",\"current\":null,\"spec\":{\"manual\":true},\"state\":{\"n\":" + state + "}");
        test.journal("checkpointed", "\"actors\":1");
    }

    private void handled(long id, int state) throws IOException {
        test.journal(
                "taken",
                "\"id\":" + id + ",\"name\":\"k" + id
                        + "\",\"from\":null,\"to\":\"bank\",\"cause\":null,\"body\":{\"pay\":" + id + "}");
        test.journal("delivered", "\"id\":" + id + ",\"actor\":\"bank\",\"attempt\":1");
        test.journal("done", "\"id\":" + id + ",\"actor\":\"bank\",\"tookUs\":310,\"state\":{\"n\":" + state + "}");
    }

    private String when(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "when";
        System.arraycopy(words, 0, all, 1, words.length);
        TestRoot.Call call = test.act(all);
        assertEquals(0, call.code(), call.err());
        return call.out();
    }

    private void cutOut(int seq) throws IOException {
        Path journal = test.root.journal().resolve("000001.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst("(?m)^.*\"seq\":" + seq + ",.*\n", ""));
    }

    @Test
    void finds_the_first_moment() {
        assertTrue(when(".actors.bank.n < 0").matches("@9  .*done +2 by bank.*\n"), when(".actors.bank.n < 0"));
        assertTrue(when(".mail[] | select(.body.pay == 3 and .to == \"bank\" and .from == null)")
                .startsWith("@10  "));
        assertTrue(when(".actors.bank.n == 1").startsWith("@3  "), "the checkpoint is a moment, too");
    }

    @Test
    void tells_each_change_of_its_truth() {
        String[] lines = when("--all", ".actors.bank.n < 0").split("\n");
        assertEquals(3, lines.length);
        assertTrue(lines[0].startsWith("holds from  @9 ") && lines[1].startsWith("not from    @12 "), lines[1]);
        JsonNode json = Json.parse(when("--all", ".actors.bank.n < 0", "--json").getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "[9,12,15]",
                json.findValuesAsText("seq").stream()
                        .distinct()
                        .toList()
                        .toString()
                        .replace(" ", ""));
        assertEquals(4, json.at("/2/id").asInt());
    }

    @Test
    void says_why_it_never_held() {
        TestRoot.Call never = test.act("when", ".actors.bank.n > 100");
        assertEquals(1, never.code());
        assertTrue(never.err().contains("held at none of the 9 moments that the journal tells of"), never.err());
        TestRoot.Call fault = test.act("when", ".actors.bank.n.x == 1");
        assertTrue(fault.err().contains("where it could not be evaluated: "), fault.err());
        assertTrue(test.act("when", ".a ==").err().contains("is no jq query"));
    }

    @Test
    void what_nobody_knows_is_not_looked_at() throws IOException {
        checkpoint(-1); // lines 16 to 18
        handled(5, 8); // lines 19 to 21
        cutOut(7);
        TestRoot.Call call = test.act("when", "--all", ".actors.bank.n < 0");
        assertTrue(call.err().contains("line 7 of the journal is missing"), call.err());
        assertEquals(2, call.out().lines().count(), call.out());
        assertTrue(call.out().startsWith("holds from  @18 "), call.out());
    }

    @Test
    void a_journal_older_than_checkpoints_tells_of_no_moment() throws IOException {
        cutOut(1);
        assertTrue(test.act("when", "true").err().contains("the journal tells of no moment"));
    }

    @Test
    void many_messages_are_not_kept() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            String at = ",\"at\":\"2026-01-01T00:00:00Z\",\"event\":";
            lines.append("{\"seq\":")
                    .append(16 + 2 * i)
                    .append(at)
                    .append("\"taken\",\"id\":")
                    .append(10 + i)
                    .append(",\"name\":\"k\",\"from\":null,\"to\":\"bank\",\"body\":1}\n");
            lines.append("{\"seq\":")
                    .append(17 + 2 * i)
                    .append(at)
                    .append("\"done\",\"id\":")
                    .append(10 + i)
                    .append(",\"actor\":\"bank\",\"tookUs\":1,\"state\":{\"n\":7}}\n");
        }
        Path journal = test.root.journal().resolve("000001.jsonl");
        Files.writeString(journal, Files.readString(journal) + lines);
        assertTrue(when(".mail[] | select(.id == 30009 and .body == 1)").startsWith("@60014 "));
    }
}
