package actos.protocol.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import actos.protocol.Json;
import actos.protocol.Refused;
import actos.protocol.Root;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the journal: a reader finds the lines that are whole, and passes over the rest. */
class JournalFuzzTest {
    @TempDir
    static Path dir;

    @FuzzTest
    void a_line_is_an_entry_or_refused(byte[] input) {
        JournalEntry entry = entry(input);
        if (entry != null) {
            assertNotNull(entry.at());
            assertNotNull(entry.event());
            assertEquals(entry, JournalEntry.parse(Json.bytes(entry.line())));
        }
    }

    @FuzzTest
    void all_whole_lines_are_read_however_the_file_grows(byte[] input) throws IOException {
        Root root = new Root(dir);
        Files.createDirectories(root.journal());
        Path file = root.journal().resolve("000001.jsonl");
        Files.write(file, new byte[0]);
        JournalReader reader = JournalReader.fromStart(root);
        List<JournalEntry> read = new ArrayList<>();
        int half = input.length / 2;
        Files.write(file, Arrays.copyOf(input, half), StandardOpenOption.APPEND);
        drain(reader, read);
        Files.write(file, Arrays.copyOfRange(input, half, input.length), StandardOpenOption.APPEND);
        drain(reader, read);
        assertEquals(wholeLines(input), read);
    }

    private static void drain(JournalReader reader, List<JournalEntry> read) throws IOException {
        for (List<JournalEntry> some = reader.poll(); !some.isEmpty(); some = reader.poll()) {
            read.addAll(some);
        }
    }

    private static List<JournalEntry> wholeLines(byte[] content) {
        List<JournalEntry> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                JournalEntry entry = entry(Arrays.copyOfRange(content, start, i));
                if (entry != null) {
                    entries.add(entry);
                }
                start = i + 1;
            }
        }
        return entries;
    }

    private static JournalEntry entry(byte[] line) {
        try {
            return JournalEntry.parse(line);
        } catch (Refused e) {
            return null;
        }
    }
}
