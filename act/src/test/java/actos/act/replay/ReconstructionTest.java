package actos.act.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the system was is told by the journal, or not at all: never by half of it. */
class ReconstructionTest {
    private static final ActorId A = new ActorId("a");

    @TempDir
    Path dir;

    private Root root;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        root = new Root(dir);
        Files.createDirectories(root.journal());
    }

    private void line(String event, String fields) {
        lines.add("{\"seq\":" + (lines.size() + 1) + ",\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"" + event + "\""
                + (fields.isEmpty() ? "" : "," + fields) + "}\n");
    }

    /** Three lines. */
    private void checkpoint(int state) {
        line("checkpoint", "\"actors\":1,\"lastId\":0,\"paused\":false");
        line("snapshot", "\"actor\":\"a\",\"current\":null,\"spec\":{\"manual\":true},\"state\":" + state);
        line("checkpointed", "\"actors\":1");
    }

    /** Three lines. */
    private void handled(long id, int state) {
        line("taken", "\"id\":" + id + ",\"name\":\"m" + id + "\",\"from\":null,\"to\":\"a\",\"body\":1");
        line("delivered", "\"id\":" + id + ",\"actor\":\"a\",\"attempt\":1");
        line("done", "\"id\":" + id + ",\"actor\":\"a\",\"tookUs\":1,\"state\":" + state);
    }

    private Replay at(String position) throws IOException {
        Files.writeString(root.journal().resolve("000001.jsonl"), String.join("", lines));
        return new Reconstruction(root).at((Position.InJournal) Position.of(root, position));
    }

    private String state(String position) throws IOException {
        return new String(at(position).actors().get(A).state().bytes(), StandardCharsets.UTF_8).strip();
    }

    private String refusal(String position) {
        return assertThrows(Failure.class, () -> at(position)).getMessage();
    }

    @Test
    void a_line_that_was_cut_out_is_named_and_what_is_before_it_is_known() throws IOException {
        checkpoint(0);
        handled(1, 10);
        handled(2, 20);
        lines.set(6, ""); // message 2 was never taken
        assertEquals("10", state("@6"));
        for (String position : List.of("@7", "@8", "@9", "2", "-1")) {
            assertTrue(refusal(position).startsWith("line 7 of the journal is missing"), refusal(position));
        }
        assertTrue(refusal("@9").contains("positions up to line 6 are known"), refusal("@9"));
        assertTrue(refusal("@10").startsWith("line 7 "), refusal("@10"));
    }

    @Test
    void lines_that_a_full_disk_has_refused_or_a_hand_has_spoiled_are_missing() throws IOException {
        checkpoint(0);
        handled(1, 10);
        handled(2, 20);
        lines.set(4, "");
        lines.set(5, lines.get(5).replace("}\n", "\n"));
        assertTrue(refusal("@8").startsWith("lines 5 to 6 of the journal are missing"), refusal("@8"));
        assertTrue(refusal("@6").startsWith("lines 5 to 6 of the journal are missing"), refusal("@6"));
    }

    @Test
    void a_checkpoint_makes_it_whole_again_if_it_is_whole_itself() throws IOException {
        checkpoint(0);
        handled(1, 10);
        handled(2, 20);
        checkpoint(20);
        handled(3, 30);
        lines.set(7, "");
        assertEquals("30", state("3"));
        assertEquals("20", state("@11"), "all that is needed stands in the checkpoint");
        lines.set(10, "");
        assertTrue(refusal("3").startsWith("line 8 "), refusal("3"));
    }

    @Test
    void a_checkpoint_that_a_crash_has_cut_short_is_none() throws IOException {
        checkpoint(0);
        handled(1, 10);
        line("checkpoint", "\"actors\":1,\"lastId\":0,\"paused\":false");
        line("supervisorStarted", "\"pid\":1,\"version\":\"x\",\"mode\":\"notices\",\"before\":null");
        assertEquals("10", state("@7"));
        assertEquals("10", state("@8"));
        checkpoint(11);
        assertEquals("10", state("@8"));
        assertEquals("11", state("@11"));
    }

    @Test
    void a_torn_line_whose_number_was_given_again_is_no_gap() throws IOException {
        checkpoint(0);
        handled(1, 10);
        lines.set(5, "{\"seq\":6,\"at\":\"2026-01\n" + lines.get(5));
        assertEquals("10", state("1"));
    }

    @Test
    void a_journal_without_a_checkpoint_or_without_the_line_says_so() throws IOException {
        handled(1, 10);
        assertTrue(refusal("1").contains("there is no whole checkpoint before it"), refusal("1"));
        checkpoint(10);
        assertTrue(refusal("@2").contains("there is no whole checkpoint before it"), refusal("@2"));
        assertEquals("the journal has no line 7: its last one is 6", refusal("@7"));
    }

    @Test
    void what_is_beside_the_journal_counts_if_it_is_what_was_recorded() throws IOException {
        String large = "\"" + "x".repeat(100_000) + "\"";
        String sha256 = actos.protocol.Sha256.hex(large.getBytes(StandardCharsets.UTF_8));
        checkpoint(0);
        handled(1, 10);
        lines.set(5, lines.get(5).replace("\"state\":10", "\"stateSize\":100002,\"stateSha256\":\"" + sha256 + "\""));
        Files.createDirectories(root.journalObjects());
        Path object = root.journalObject(sha256);
        for (String content : List.of(large, large + " ", large.replaceFirst("x", "y"), "")) {
            Files.writeString(object, content);
            Replay then = at("1");
            Reconstruction past = new Reconstruction(root);
            byte[] state = past.bytes(then.actors().get(A).state());
            assertEquals(
                    content.equals(large) ? List.of() : List.of("the state of a is not in the journal"),
                    past.gaps(then));
            if (content.equals(large)) {
                assertNotNull(state);
            } else {
                assertNull(state);
            }
        }
        lines.set(5, lines.get(5).replace(sha256, "../../000001.jsonl"));
        assertNull(new Reconstruction(root).bytes(at("1").actors().get(A).state()));
    }

    private String ahead(int deliveries) throws IOException {
        Files.writeString(root.journal().resolve("000001.jsonl"), String.join("", lines));
        Replay then = new Reconstruction(root).at(new Position.Ahead(deliveries));
        return new String(then.actors().get(A).state().bytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void deliveries_are_counted_along_the_history_of_the_present_and_ahead_along_what_was_left() throws IOException {
        checkpoint(0);
        handled(1, 10);
        handled(2, 20);
        handled(3, 30);
        assertEquals(List.of("20", "10", "0"), List.of(state("-1"), state("-2"), state("-3")));
        assertTrue(refusal("-4").contains("the journal tells of 3"), refusal("-4"));
        assertTrue(assertThrows(Failure.class, () -> ahead(1)).getMessage().startsWith("nothing lies ahead"));

        line("edited", "\"actor\":\"a\",\"state\":{\"n\":10},\"load\":\"at-7\""); // act goto -2
        line(
                "added",
                "\"id\":4,\"actor\":\"a\",\"name\":\"m2\",\"from\":null,\"cause\":null,\"file\":\"f\",\"body\":1,\"load\":\"at-7\"");
        assertEquals("0", state("-1"));
        assertTrue(refusal("-2").contains("the journal tells of 1"), refusal("-2"));
        assertEquals(List.of("20", "30"), List.of(ahead(1), ahead(2)));
        assertTrue(assertThrows(Failure.class, () -> ahead(3)).getMessage().startsWith("only 2 more messages"));

        line("edited", "\"actor\":\"a\",\"state\":{\"n\":0},\"load\":\"at-4-2\""); // act back
        assertTrue(refusal("-1").contains("the journal tells of 0"), refusal("-1"));
        assertEquals(List.of("10", "20", "30"), List.of(ahead(1), ahead(2), ahead(3)));

        line("edited", "\"actor\":\"a\",\"state\":{\"n\":10},\"load\":\"at-7\""); // act forward
        handled(5, 50);
        assertEquals(List.of("{\"n\":10}", "0"), List.of(state("-1"), state("-2")));
        assertTrue(assertThrows(Failure.class, () -> ahead(1)).getMessage().startsWith("nothing lies ahead"));
    }

    @Test
    void an_image_that_was_loaded_leads_back_to_when_it_was_saved_if_that_is_known() throws IOException {
        checkpoint(0);
        handled(1, 10);
        handled(2, 20);
        lines.set(5, lines.get(5).replace("00:00Z", "00:05Z"));
        for (int i = 6; i < 9; i++) {
            lines.set(i, lines.get(i).replace("00:00Z", "00:09Z"));
        }
        line("edited", "\"actor\":\"a\",\"state\":{\"n\":10},\"load\":\"one\"");
        lines.set(9, lines.get(9).replace("00:00Z", "00:10Z"));
        assertEquals("10", state("-1"), "nobody knows when it was saved");
        Files.createDirectories(root.image("one").dir());
        Files.writeString(root.image("one").about(), "{\"savedAt\":\"2026-01-01T00:00:06Z\"}");
        assertEquals("0", state("-1"));
    }

    /** An act goto that is called again after it was broken off means the same position. */
    @Test
    void a_loading_that_was_broken_off_has_not_gone_anywhere_yet() throws IOException {
        checkpoint(0);
        handled(1, 10);
        handled(2, 20);
        line("edited", "\"actor\":\"a\",\"state\":{\"n\":10},\"load\":\"at-7\"");
        assertEquals("0", state("-1"));
        Files.writeString(
                root.paused(),
                "{\"by\":\"act goto -1\",\"pid\":1,\"startTime\":1,\"bootId\":\"another\",\"at\":\"2026-01-01T00:00:00Z\","
                        + "\"load\":\"at-7\",\"before\":false}");
        assertEquals("10", state("-1"));
        assertEquals("0", state("-2"));
    }
}
