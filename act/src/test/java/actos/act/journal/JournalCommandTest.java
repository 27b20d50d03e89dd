package actos.act.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.TestRoot;
import actos.protocol.Json;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {
    @TempDir
    Path dir;

    private TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
    }

    private void file(int number, String... lines) throws IOException {
        Files.writeString(test.root.journal().resolve("00000" + number + ".jsonl"), String.join("\n", lines) + "\n");
    }

    private static String line(int seq, String second, String event, String fields) {
        return "{\"seq\":" + seq + ",\"at\":\"2026-11-30T12:00:" + second + "Z\",\"event\":\"" + event + "\"" + fields
                + "}";
    }

    private JsonNode json(String... words) {
        TestRoot.Call call = test.act(words);
        assertEquals(0, call.code(), call.err());
        return Json.parse(call.out().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tells_how_far_it_reaches_and_what_is_missing() throws IOException {
        file(1, line(7, "01", "checkpointed", ",\"actors\":0"), line(8, "02", "recovered", ",\"what\":\"x\""));
        file(
                2,
                line(
                        9,
                        "30",
                        "supervisorStarted",
                        ",\"pid\":1,\"version\":\"1\",\"mode\":\"notices\",\"before\":\"2026-11-30T12:00:02Z\""),
                "{\"seq\":10,\"at\":\"2026-",
                line(10, "31", "checkpointed", ",\"actors\":0"),
                line(14, "40", "recovered", ",\"what\":\"x\""));
        Files.createDirectories(test.root.journalObjects());
        TestRoot.write(test.root.journalObject("ab"), "12345");
        TestRoot.write(test.root.journalKeep(), "1g");
        JsonNode told = json("journal", "--json");
        assertEquals(2, told.get("files").asInt());
        assertEquals(1, told.get("objects").asInt());
        assertEquals(5, told.get("objectBytes").asInt());
        assertEquals("1g", told.get("keep").asText());
        assertEquals("2026-11-30T12:00:01Z", told.get("begin").asText());
        assertEquals("2026-11-30T12:00:40Z", told.get("end").asText());
        assertEquals(
                "7 14 5 2",
                told.get("firstSeq") + " " + told.get("lastSeq") + " " + told.get("lines") + " "
                        + told.get("checkpoints"));
        assertEquals(
                "[{'from':'2026-11-30T12:00:02Z','to':'2026-11-30T12:00:30Z','missing':0,'seq':9},"
                        + "{'from':null,'to':'2026-11-30T12:00:40Z','missing':3,'seq':14}]",
                told.get("gaps").toString().replace('"', '\''));
        String shown = test.act("journal").out();
        assertTrue(shown.contains("2 files, "), shown);
        assertTrue(shown.contains("1 object, 5 bytes; journal-keep says 1g"), shown);
        assertTrue(shown.contains("lines 7 to 14, 2 checkpoints"), shown);
        assertTrue(shown.contains("gap: no supervisor ran from "), shown);
        assertTrue(shown.contains("gap: 3 lines missing before line 14 of "), shown);
    }

    @Test
    void an_empty_one_has_no_line() {
        TestRoot.Call call = test.act("journal");
        assertEquals(0, call.code(), call.err());
        assertTrue(call.out().endsWith("no line\n"), call.out());
        assertTrue(json("journal", "--json").get("begin").isNull());
    }

    @Test
    void gc_deletes_the_oldest_files_and_a_dry_run_none() throws IOException {
        for (int number = 1; number <= 3; number++) {
            file(number, line(number, "0" + number, "recovered", ",\"what\":\"" + "x".repeat(2000) + "\""));
        }
        assertEquals(
                1,
                json("journal", "gc", "--keep", "5k", "--dry-run", "--json")
                        .get("files")
                        .asInt());
        assertEquals(3, JournalReader.files(test.root).size());
        assertEquals(
                "deleted 0 files and 0 objects: 0 bytes\n",
                test.act("journal", "gc").out());
        TestRoot.write(test.root.journalKeep(), "5k");
        assertTrue(test.act("journal", "gc").out().startsWith("deleted 1 file and 0 objects: 2.0 KiB"));
        assertEquals(java.util.List.of("000002.jsonl", "000003.jsonl"), JournalReader.files(test.root));
        TestRoot.Call bad = test.act("journal", "gc", "--keep", "5");
        assertEquals(1, bad.code());
        assertTrue(bad.err().contains("--keep \"5\" is no size"), bad.err());
    }
}
