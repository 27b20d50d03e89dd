package actos.protocol.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import actos.protocol.Refused;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oldest files go, and the objects that only they name; what a line that is left names stays. */
class JournalRetentionTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final int SIZE = 1000;

    @TempDir
    Path dir;

    private Root root;
    private JournalRetention retention;

    @BeforeEach
    void layOut() throws IOException {
        root = new Root(dir);
        Files.createDirectories(root.journalObjects());
        retention = new JournalRetention(root);
    }

    /** A file of so many bytes of which the first line was written so many minutes after noon. */
    private void file(int number, int minute) throws IOException {
        String line =
                "{\"seq\":" + number + ",\"at\":\"" + NOON.plusSeconds(60L * minute) + "\",\"event\":\"checkpoint\"}\n";
        Files.writeString(
                root.journal().resolve(String.format("%06d.jsonl", number)),
                line + "x".repeat(SIZE - line.length() - 1) + "\n");
    }

    /** An object that a line of this minute named last. */
    private void object(String name, int minute) throws IOException {
        Path file = Files.writeString(root.journalObject(name), "y".repeat(SIZE));
        Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(60L * minute)));
    }

    private JournalRetention.Surplus keep(long most) throws IOException {
        JournalRetention.Surplus surplus = retention.beyond(most);
        retention.delete(surplus);
        return surplus;
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.walk(root.journal())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replace(".jsonl", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void what_is_within_the_limit_stays() throws IOException {
        file(1, 0);
        file(2, 10);
        object("a", 5);
        assertEquals(0, keep(3 * SIZE).bytes());
        assertEquals(List.of("000001", "000002", "a"), left());
        assertEquals(new JournalRetention.Extent(2, 2 * SIZE, 1, SIZE), retention.extent());
    }

    @Test
    void the_oldest_files_go_with_what_only_they_name() throws IOException {
        file(1, 0);
        file(2, 10);
        file(3, 20);
        file(4, 30);
        object("a", 5);
        object("b", 10);
        object("c", 25);
        JournalRetention.Surplus surplus = keep(5 * SIZE);
        assertEquals(2 * SIZE, surplus.bytes());
        assertEquals(List.of("000002", "000003", "000004", "b", "c"), left());
        keep(5 * SIZE - 1);
        assertEquals(List.of("000003", "000004", "c"), left());
    }

    @Test
    void the_file_that_is_written_and_the_one_before_it_stay_however_long_they_are() throws IOException {
        file(1, 0);
        file(2, 10);
        file(3, 20);
        object("a", 5);
        object("b", 12);
        keep(0);
        assertEquals(List.of("000002", "000003", "b"), left());
    }

    @Test
    void objects_that_a_crash_has_left_behind_go_the_next_time() throws IOException {
        file(2, 10);
        object("a", 5);
        assertEquals(1, keep(1_000_000).objects().size());
        assertEquals(List.of("000002"), left());
    }

    @Test
    void a_clock_that_was_set_back_costs_no_object_that_is_named() throws IOException {
        file(1, 0);
        file(2, 30);
        file(3, 10);
        object("d3", 15);
        keep(3 * SIZE);
        assertEquals(List.of("000002", "000003", "d3"), left());
    }

    @Test
    void where_a_file_does_not_tell_its_time_no_object_is_deleted() throws IOException {
        file(1, 0);
        file(2, 10);
        Files.writeString(root.journal().resolve("000003.jsonl"), "torn\n");
        object("a", 5);
        keep(0);
        assertEquals(List.of("000002", "000003", "a"), left());
    }

    @Test
    void what_has_another_name_or_is_no_file_is_left_alone() throws IOException {
        file(2, 10);
        Files.writeString(root.journal().resolve("mine"), "mine");
        Files.createDirectory(root.journalObject("abc"));
        Files.createSymbolicLink(root.journalObject("abd"), dir);
        keep(0);
        assertEquals(List.of("000002", "mine"), left());
        assertEquals(true, Files.isSymbolicLink(root.journalObject("abd")));
    }

    @Test
    void without_a_journal_nothing_is_beyond_any_limit() throws IOException {
        Files.delete(root.journalObjects());
        assertEquals(0, keep(0).bytes());
        Files.delete(root.journal());
        assertEquals(0, keep(0).bytes());
    }

    @Test
    void the_limit_is_what_the_file_says() throws IOException {
        assertNull(retention.limit());
        Files.writeString(root.journalKeep(), "500m\n");
        assertEquals(500L << 20, retention.limit());
        Files.writeString(root.journalKeep(), "much");
        assertThrows(Refused.class, retention::limit);
    }
}
