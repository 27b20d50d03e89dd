package actos.act.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import actos.protocol.Root;
import actos.protocol.journal.MessageEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal is read in both directions, whatever lies in it. */
class PastTest {
    @TempDir
    Path dir;

    private Root root;
    private long seq;

    @BeforeEach
    void layOut() throws IOException {
        root = new Root(dir);
        Files.createDirectories(root.journal());
    }

    private String line(String event, String fields) {
        return "{\"seq\":" + ++seq + ",\"at\":\"2026-01-01T00:00:00.000000001Z\",\"event\":\"" + event + "\"," + fields
                + "}\n";
    }

    private void file(int number, String content) throws IOException {
        Files.writeString(root.journal().resolve(String.format("%06d.jsonl", number)), content);
    }

    private List<Long> forward(Wanted wanted) throws IOException {
        List<Long> found = new ArrayList<>();
        Past.of(root).forward(wanted, line -> found.add(line.number("seq")));
        return found;
    }

    private List<Long> backward(Wanted wanted) throws IOException {
        List<Long> found = new ArrayList<>();
        Past.of(root).backward(wanted, line -> found.add(line.number("seq")));
        Collections.reverse(found);
        return found;
    }

    private void assertFound(List<Long> expected, Wanted wanted) throws IOException {
        assertEquals(expected, forward(wanted));
        assertEquals(expected, backward(wanted));
    }

    @Test
    void finds_wanted_lines_in_both_directions_over_all_files() throws IOException {
        file(1, line("taken", "\"id\":41,\"to\":\"a\"") + line("delivered", "\"id\":41,\"actor\":\"a\""));
        file(2, "");
        file(4, line("taken", "\"id\":410,\"to\":\"b\",\"cause\":41") + line("done", "\"id\":42,\"actor\":\"a\""));
        assertFound(List.of(1L, 2L, 3L, 4L), Wanted.all());
        assertFound(List.of(1L, 2L, 3L), Wanted.message(41));
        assertFound(List.of(3L), Wanted.message(7).orCause(41));
        assertFound(List.of(2L, 4L), Wanted.text("actor", "a"));
        assertFound(List.of(), Wanted.text("actor", "c"));
    }

    @Test
    void passes_over_what_is_no_line() throws IOException {
        String first = line("taken", "\"id\":1,\"to\":\"a\"");
        file(1, "\u0000\u0000\n{\"seq\":9\n\n[1]\n" + first + "{\"seq\":2,\"at\":\"2026-01-01T00");
        Files.createDirectory(root.journal().resolve("000002.jsonl"));
        Files.createSymbolicLink(root.journal().resolve("000003.jsonl"), dir.resolve("elsewhere"));
        file(4, "no end");
        file(5, line("done", "\"id\":1,\"actor\":\"a\""));
        assertFound(List.of(1L, 2L), Wanted.all());
    }

    @Test
    void a_line_that_was_written_differently_is_read_all_the_same() throws IOException {
        file(1, "{ \"event\": \"taken\", \"seq\": 7, \"id\": 41, \"to\": \"a\",\n");
        file(2, "{\"event\":\"taken\",\"to\":\"a\",\"at\":\"2026-01-01T00:00:00Z\", \"seq\":7,\"id\":41}\n");
        Past.of(root).forward(Wanted.all(), line -> {
            assertEquals(7, line.number("seq"));
            assertEquals("a", line.text("to"));
            return true;
        });
        assertFound(List.of(7L), Wanted.message(41));
    }

    @Test
    void lines_longer_than_any_piece_are_found() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            String body = "\"" + "x".repeat(i % 7 == 0 ? 3_000_000 : 50_000) + "\"";
            all.append(line("taken", "\"id\":" + i + ",\"to\":\"a\",\"body\":" + body));
        }
        file(1, all.toString());
        assertEquals(40, forward(Wanted.all()).size());
        assertEquals(40, backward(Wanted.all()).size());
        assertFound(List.of(7L), Wanted.message(7));
    }

    @Test
    void ends_where_it_is_enough_and_goes_on_from_there() throws IOException {
        file(1, line("taken", "\"id\":1") + line("taken", "\"id\":2"));
        file(2, line("taken", "\"id\":3") + line("taken", "\"id\":4"));
        Place[] third = new Place[1];
        Past.of(root).backward(Wanted.all(), line -> {
            third[0] = line.place();
            return line.number("id") != 3;
        });
        List<Long> after = new ArrayList<>();
        Past.of(root).forward(third[0], Wanted.all(), line -> after.add(line.number("id")));
        assertEquals(List.of(3L, 4L), after);
        List<Long> before = new ArrayList<>();
        Past.of(root).backward(third[0], Wanted.all(), line -> before.add(line.number("id")));
        assertEquals(List.of(2L, 1L), before);
    }

    @Test
    void a_line_is_known_by_its_fields_and_read_whole_only_when_it_is_asked_for() throws IOException {
        file(
                1,
                line("delivered", "\"id\":41,\"actor\":\"a\",\"attempt\":2")
                        + line("done", "\"id\":41,\"actor\":\"a\",\"tookUs\":7,\"state\":{\"torn\":")
                        + line("degraded", "\"what\":\"\\\"x\\\"\",\"why\":null"));
        List<Object> seen = new ArrayList<>();
        Past.of(root).forward(Wanted.all(), line -> {
            seen.add(line.text("event") + " " + line.number("id") + " " + line.has("state"));
            seen.add(line.event());
            return true;
        });
        assertEquals("delivered 41 false", seen.get(0));
        assertEquals(41, ((MessageEvents.Delivered) seen.get(1)).id());
        assertEquals("done 41 true", seen.get(2));
        assertNull(seen.get(3));
        assertEquals("degraded 0 false", seen.get(4));
    }

    @Test
    void a_root_without_a_journal_has_no_past() throws IOException {
        Files.delete(root.journal());
        assertFound(List.of(), Wanted.all());
    }
}
