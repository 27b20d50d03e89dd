package actos.supervisor.shell.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLimitTest {
    /** What the file that is written may get. */
    private static final long FULL = 64L * 1024 * 1024;

    @TempDir
    Path dir;

    private Fixture fixture;
    private Health health;
    private JournalLimit limit;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
        health = fixture.shared().health();
        limit = new JournalLimit(fixture.root, health, fixture.journal, FULL + 8 * 1024);
        file(1);
    }

    /** A file of 3 KiB. */
    private void file(int number) throws IOException {
        Files.writeString(
                fixture.root.journal().resolve(String.format("%06d.jsonl", number)),
                "{\"seq\":" + number + ",\"at\":\"2026-11-30T12:00:00Z\",\"event\":\"x\"}\n" + "x".repeat(3000) + "\n");
    }

    private List<String> files() throws IOException {
        return JournalReader.files(fixture.root);
    }

    @Test
    void is_applied_at_first_and_when_a_file_was_begun() throws IOException {
        file(2);
        file(3);
        limit.look();
        assertEquals(List.of("000002.jsonl", "000003.jsonl"), files());
        file(4);
        limit.look();
        assertEquals(3, files().size(), "nothing has changed that a scan would look for");
        limit.apply();
        assertEquals(List.of("000003.jsonl", "000004.jsonl"), files());
    }

    @Test
    void the_file_overrules_it_while_it_is_there() throws IOException {
        limit.look();
        Files.writeString(fixture.root.journalKeep(), "1g");
        file(2);
        file(3);
        limit.look();
        assertEquals(3, files().size());
        Files.delete(fixture.root.journalKeep());
        limit.look();
        assertEquals(List.of("000002.jsonl", "000003.jsonl"), files());
    }

    @Test
    void a_file_that_says_no_size_is_told_and_the_limit_stays() throws IOException {
        Files.writeString(fixture.root.journalKeep(), "1g");
        limit.look();
        Files.writeString(fixture.root.journalKeep(), "all");
        file(2);
        file(3);
        limit.look();
        limit.apply();
        assertEquals(3, files().size());
        assertEquals(
                List.of(
                        "reading the file journal-keep: journal-keep \"all\" is no size: write a number and k, m, g or t,"
                                + " such as 500m"),
                health.degraded());
        Files.writeString(fixture.root.journalKeep(), "65537k"); // leaves room for the file that is written
        limit.look();
        assertEquals(List.of(), health.degraded());
        assertEquals(List.of("000002.jsonl", "000003.jsonl"), files());
    }
}
