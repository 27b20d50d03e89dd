package actos.protocol.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Refused;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal is read in order, across files, past what is torn, and never a line before it is complete. */
class JournalReaderTest {
    @TempDir
    Path dir;

    private Root root;

    @BeforeEach
    void makeJournal() throws IOException {
        root = new Root(dir);
        Files.createDirectory(root.journal());
    }

    private static String line(long seq) {
        return "{\"seq\":" + seq + ",\"at\":\"2026-01-01T00:00:00.000000001Z\",\"event\":\"done\",\"id\":" + seq
                + ",\"actor\":\"a\"}\n";
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(root.journal().resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<Long> seqs(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::seq).toList();
    }

    @Test
    void an_entry_has_its_fields() throws IOException {
        append("000001.jsonl", line(7));
        JournalEntry entry = JournalReader.fromStart(root).poll().get(0);
        assertEquals(7, entry.seq());
        assertEquals(Instant.parse("2026-01-01T00:00:00.000000001Z"), entry.at());
        assertEquals("done", entry.event());
        assertEquals("a", entry.text("actor"));
        assertEquals(7, entry.number("id"));
        assertEquals(null, entry.text("nothing"));
        assertEquals(0, entry.number("nothing"));
    }

    @Test
    void goes_on_where_it_stopped() throws IOException {
        append("000001.jsonl", line(1) + line(2));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L, 2L), seqs(reader.poll()));
        assertEquals(List.of(), reader.poll());
        append("000001.jsonl", line(3));
        assertEquals(List.of(3L), seqs(reader.poll()));
    }

    @Test
    void goes_on_in_one_that_was_deleted_and_begun_anew() throws IOException {
        append("000001.jsonl", line(1) + line(2));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L, 2L), seqs(reader.poll()));
        Files.delete(root.journal().resolve("000001.jsonl"));
        assertEquals(List.of(), reader.poll());
        append("000001.jsonl", line(3));
        assertEquals(List.of(3L), seqs(reader.poll()));
    }

    @Test
    void goes_from_file_to_file_in_their_order() throws IOException {
        append("000010.jsonl", line(4));
        append("000002.jsonl", line(2) + line(3));
        append("000001.jsonl", line(1));
        append("notes.txt", "none of ours");
        append("1.jsonl", line(99));
        assertEquals(List.of("000001.jsonl", "000002.jsonl", "000010.jsonl"), JournalReader.files(root));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L), seqs(reader.poll()));
        assertEquals(List.of(2L, 3L), seqs(reader.poll()));
        assertEquals(List.of(4L), seqs(reader.poll()));
        assertEquals(List.of(), reader.poll());
    }

    @Test
    void an_empty_file_between_two_is_passed_over() throws IOException {
        append("000001.jsonl", line(1));
        append("000002.jsonl", "");
        append("000003.jsonl", line(2));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L), seqs(reader.poll()));
        assertEquals(List.of(2L), seqs(reader.poll()));
    }

    @Test
    void a_line_that_is_being_written_is_left_for_the_next_call() throws IOException {
        String second = line(2);
        append("000001.jsonl", line(1) + second.substring(0, 20));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L), seqs(reader.poll()));
        assertEquals(List.of(), reader.poll());
        append("000001.jsonl", second.substring(20));
        assertEquals(List.of(2L), seqs(reader.poll()));
    }

    @Test
    void what_was_appended_before_the_next_file_was_begun_is_not_passed_over() throws IOException {
        append("000001.jsonl", line(1));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L), seqs(reader.poll()));
        append("000001.jsonl", line(2));
        append("000002.jsonl", line(3));
        assertEquals(List.of(2L), seqs(reader.poll()));
        assertEquals(List.of(3L), seqs(reader.poll()));
    }

    @Test
    void a_torn_line_is_passed_over() throws IOException {
        append("000001.jsonl", line(1) + line(2).substring(0, 20) + "\n" + line(2) + "{\"other\":1}\n\n[]\n" + line(3));
        assertEquals(List.of(1L, 2L, 3L), seqs(JournalReader.fromStart(root).poll()));
    }

    @Test
    void much_rubbish_does_not_hide_what_is_behind_it() throws IOException {
        append("000001.jsonl", "rubbish\n".repeat(500_000) + line(1));
        append("000002.jsonl", line(2));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L), seqs(reader.poll()));
        assertEquals(List.of(2L), seqs(reader.poll()));
    }

    @Test
    void a_file_that_ends_torn_does_not_hold_up_the_next() throws IOException {
        append("000001.jsonl", line(1) + line(2).substring(0, 20));
        append("000002.jsonl", line(3));
        JournalReader reader = JournalReader.fromStart(root);
        assertEquals(List.of(1L), seqs(reader.poll()));
        assertEquals(List.of(3L), seqs(reader.poll()));
    }

    @Test
    void from_the_end_only_what_is_new_is_read() throws IOException {
        append("000001.jsonl", line(1));
        append("000002.jsonl", line(2));
        JournalReader reader = JournalReader.fromEnd(root);
        assertEquals(List.of(), reader.poll());
        append("000002.jsonl", line(3));
        append("000003.jsonl", line(4));
        assertEquals(List.of(3L), seqs(reader.poll()));
        assertEquals(List.of(4L), seqs(reader.poll()));
    }

    @Test
    void where_there_is_no_journal_yet_it_is_waited_for() throws IOException {
        Files.delete(root.journal());
        JournalReader start = JournalReader.fromStart(root);
        JournalReader end = JournalReader.fromEnd(root);
        assertEquals(List.of(), start.poll());
        assertEquals(List.of(), end.poll());
        Files.createDirectory(root.journal());
        append("000001.jsonl", line(1));
        assertEquals(List.of(1L), seqs(start.poll()));
        assertEquals(List.of(1L), seqs(end.poll()));
    }

    @Test
    void a_long_journal_comes_in_pieces_and_a_long_line_whole() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 30_000; i++) {
            text.append(line(i));
        }
        String body = "x".repeat(3_000_000);
        text.append("{\"seq\":30001,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"taken\",\"body\":\"" + body + "\"}\n");
        append("000001.jsonl", text.toString());
        JournalReader reader = JournalReader.fromStart(root);
        List<Long> seqs = new ArrayList<>();
        int polls = 0;
        List<JournalEntry> entries = reader.poll();
        while (!entries.isEmpty()) {
            seqs.addAll(seqs(entries));
            entries = reader.poll();
            polls++;
        }
        assertEquals(30_001, seqs.size());
        assertEquals(30_001, seqs.get(30_000));
        assertEquals(seqs.stream().sorted().distinct().toList(), seqs);
        assertTrue(polls > 2);
    }

    @Test
    void what_is_no_line_of_a_journal_is_refused() {
        for (String text :
                List.of("", "{}", "[]", "5", "{\"seq\":1,\"at\":\"yesterday\",\"event\":\"x\"}", "{\"seq\":")) {
            assertThrows(Refused.class, () -> JournalEntry.parse(text.getBytes(StandardCharsets.UTF_8)), text);
        }
    }
}
