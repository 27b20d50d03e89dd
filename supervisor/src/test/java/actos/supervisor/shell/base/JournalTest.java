package actos.supervisor.shell.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.protocol.MessageName;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.CheckpointEvents;
import actos.protocol.journal.Handled;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import actos.protocol.journal.MessageEvents;
import actos.protocol.journal.Recorded;
import actos.protocol.journal.SupervisorEvents;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.core.Origin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines are numbered without a gap, survive a crash but for the last, and go into a new file when one is long. */
class JournalTest {
    private static final ActorId A = new ActorId("a");

    @TempDir
    Path dir;

    private Fixture fixture;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
    }

    private static Handled made(Content state) {
        return new Handled(state.recorded(), null, null);
    }

    private Journal journal() throws IOException {
        return new Journal(fixture.root, Fixture.NOW);
    }

    /** So many seconds after it was opened, when lines are due in any case. */
    private static Now later(int seconds) {
        return new Now(Fixture.NOW.nanos() + seconds * 2_000_000_000L, Fixture.WALL);
    }

    private List<JournalEntry> entries() throws IOException {
        JournalReader reader = JournalReader.fromStart(fixture.root);
        List<JournalEntry> all = new ArrayList<>();
        List<JournalEntry> some = reader.poll();
        while (!some.isEmpty()) {
            all.addAll(some);
            some = reader.poll();
        }
        return all;
    }

    private List<Long> seqs() throws IOException {
        return entries().stream().map(JournalEntry::seq).toList();
    }

    private Path file(String name) {
        return fixture.root.journal().resolve(name);
    }

    private void append(String text) throws IOException {
        Files.writeString(file("000001.jsonl"), text, StandardOpenOption.APPEND);
    }

    private void writeOne() throws IOException {
        try (Journal journal = journal()) {
            journal.write(new SupervisorEvents.SupervisorStopped(0));
        }
    }

    @Test
    void a_line_has_number_time_event_and_its_fields() throws IOException {
        try (Journal journal = journal()) {
            journal.write(new ActorEvents.Exited(A, 0, 3, null, "it failed"));
            journal.flush();
            JournalEntry entry = entries().get(0);
            assertEquals(1, entry.seq());
            assertEquals(Fixture.WALL, entry.at());
            assertEquals("exited", entry.event());
            assertEquals("a", entry.text("actor"));
            assertEquals(3, entry.number("code"));
            assertTrue(entry.line().get("signal").isNull());
        }
    }

    @Test
    void messages_have_the_fields_of_the_contract() throws IOException {
        byte[] body = "{\"hi\":\n 1}\n".getBytes(StandardCharsets.UTF_8);
        byte[] large = ("\"" + "x".repeat(Recorded.MAX_BYTES) + "\"").getBytes(StandardCharsets.UTF_8);
        Message answer = new Message(
                9, "5", new MessageName("x"), new Origin(A, 7, new MessageName("q"), Fixture.WALL), 1234, 2, 0);
        try (Journal journal = journal()) {
            journal.taken(null, A, Fixture.message(8), Content.of(body, body.length));
            journal.taken(answer.from(), A, answer, Content.of(large, large.length));
            journal.delivered(A, answer);
            journal.done(A, answer, 5_000_000, made(Content.of(body, body.length)));
            journal.done(A, answer, 0, Handled.NOTHING);
            byte[] asked = "{'q1':{'to':'b'}}".replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            journal.stashed(
                    A, answer, 0, new Handled(null, Recorded.of(asked, asked.length), new MessageName("q0.ask")));
            journal.write(new MessageEvents.Returned(9, A, 2, Handled.NOTHING));
            journal.write(new MessageEvents.Due(9, A, "5"));
            journal.changed("moved", A, answer);
            journal.changed("dropped", A, answer);
            journal.added(A, answer, "f.json", Content.of(body, body.length));
            journal.added(A, answer, "f.json", null);
            journal.edited(A, answer, Content.of(body, body.length));
            journal.edited(A, Content.of(body, body.length));
            journal.overwritten(A, answer, Content.of(body, body.length));
        }
        List<String> lines = entries().stream()
                .map(e -> e.line().without(List.of("seq", "at")).toString())
                .toList();
        assertEquals(
                List.of(
                        "{'event':'taken','id':8,'name':'m8','from':null,'to':'a','cause':null,'inReplyTo':null,"
                                + "'body':{'hi':1}}",
                        "{'event':'taken','id':9,'name':'x','from':'a','to':'a','cause':7,'inReplyTo':'q','due':1234,"
                                + "'bodySize':65538,'bodySha256':"
                                + "'" + Recorded.of(large, large.length).sha256() + "'}",
                        "{'event':'delivered','id':9,'actor':'a','attempt':2}",
                        "{'event':'done','id':9,'actor':'a','tookUs':5000,'state':{'hi':1}}",
                        "{'event':'done','id':9,'actor':'a','tookUs':0}",
                        "{'event':'stashed','id':9,'actor':'a','tookUs':0,'asked':{'q1':{'to':'b'}},"
                                + "'answered':'q0.ask'}",
                        "{'event':'returned','id':9,'actor':'a','attempt':2}",
                        "{'event':'due','id':9,'actor':'a','order':'5'}",
                        "{'event':'moved','id':9,'actor':'a','order':'5','file':'" + answer.fileName() + "'}",
                        "{'event':'dropped','id':9,'actor':'a'}",
                        "{'event':'added','id':9,'actor':'a','name':'x','from':'a','cause':7,'file':'f.json','body':{'hi':1}}",
                        "{'event':'added','id':9,'actor':'a','name':'x','from':'a','cause':7,'file':'f.json'}",
                        "{'event':'edited','id':9,'actor':'a','body':{'hi':1}}",
                        "{'event':'edited','actor':'a','state':{'hi':1}}",
                        "{'event':'overwritten','id':9,'actor':'a','state':{'hi':1}}"),
                lines.stream().map(line -> line.replace('"', '\'')).toList());
    }

    @Test
    void nothing_is_written_before_the_end_of_the_turn() throws IOException {
        try (Journal journal = journal()) {
            journal.write(new SupervisorEvents.Recovered("one"));
            journal.write(new SupervisorEvents.Recovered("two"));
            assertEquals(List.of(), seqs());
            journal.flush();
            assertEquals(List.of(1L, 2L), seqs());
            journal.flush();
            assertEquals(List.of(1L, 2L), seqs());
        }
    }

    @Test
    void numbers_go_on_after_a_restart() throws IOException {
        writeOne();
        writeOne();
        writeOne();
        assertEquals(List.of(1L, 2L, 3L), seqs());
        assertEquals(List.of("000001.jsonl"), JournalReader.files(fixture.root));
    }

    @Test
    void a_torn_last_line_is_ended_and_its_number_used_again() throws IOException {
        writeOne();
        append("{\"seq\":2,\"at\":\"2026-01-01T00:");
        writeOne();
        assertEquals(List.of(1L, 2L), seqs());
        assertEquals(3, Files.readAllLines(file("000001.jsonl")).size());
        writeOne();
        assertEquals(List.of(1L, 2L, 3L), seqs());
    }

    @Test
    void to_open_a_torn_one_needs_no_room_on_the_disk() throws IOException {
        writeOne();
        append("{\"seq\":2,\"at\":\"2026-01-01T00:");
        long before = Files.size(file("000001.jsonl"));
        journal().close();
        assertEquals(before, Files.size(file("000001.jsonl")));
    }

    @Test
    void a_last_line_without_its_end_is_kept() throws IOException {
        writeOne();
        append("{\"seq\":2,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"done\"}");
        writeOne();
        assertEquals(List.of(1L, 2L, 3L), seqs());
    }

    @Test
    void the_last_number_is_found_behind_long_rubbish_and_in_a_file_before() throws IOException {
        writeOne();
        writeOne();
        append("x".repeat(200_000) + "\n");
        writeOne();
        assertEquals(List.of(1L, 2L, 3L), seqs());
        Files.writeString(file("000002.jsonl"), "{\"seq\":");
        writeOne();
        assertEquals(List.of(1L, 2L, 3L, 4L), seqs());
        assertEquals(2, Files.readAllLines(file("000002.jsonl")).size());
    }

    @Test
    void a_long_file_is_followed_by_a_new_one() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file("000001.jsonl").toFile(), "rw")) {
            for (int i = 1; i < 128; i++) {
                sparse.seek(i * 512L * 1024);
                sparse.write('\n'); // as many torn lines
            }
            sparse.seek(64L * 1024 * 1024);
            sparse.write("\n{\"seq\":41,\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"done\"}\n"
                    .getBytes(StandardCharsets.US_ASCII));
        }
        long size = Files.size(file("000001.jsonl"));
        try (Journal journal = journal()) {
            journal.beginFilesWith(() -> journal.write(new CheckpointEvents.Checkpoint(0, 1, false)));
            journal.write(new SupervisorEvents.Recovered("one"));
            journal.flushIfDue(later(1));
            assertTrue(Files.size(file("000001.jsonl")) > size);
            assertEquals(List.of("000001.jsonl", "000002.jsonl"), JournalReader.files(fixture.root));
            assertTrue(
                    Files.readString(file("000002.jsonl")).contains("\"event\":\"checkpoint\""),
                    "it begins with how the system is");
            journal.write(new SupervisorEvents.Recovered("two"));
            journal.flush();
        }
        writeOne();
        assertEquals(List.of(41L, 42L, 43L, 44L, 45L), seqs());
        List<String> second = Files.readAllLines(file("000002.jsonl"));
        assertEquals(3, second.size());
        assertTrue(second.get(0).startsWith("{\"seq\":43,"), second.get(0));
        assertTrue(second.get(1).startsWith("{\"seq\":44,"), second.get(1));
    }

    @Test
    void what_follows_a_file_that_was_deleted_begins_with_how_the_system_is() throws IOException {
        try (Journal journal = journal()) {
            journal.beginFilesWith(() -> journal.write(new CheckpointEvents.Checkpoint(0, 1, false)));
            journal.write(new SupervisorEvents.Recovered("one"));
            journal.flushIfDue(later(1));
            Files.delete(file("000001.jsonl"));
            journal.keep();
            journal.write(new SupervisorEvents.Recovered("two"));
            journal.flushIfDue(later(2));
            journal.write(new SupervisorEvents.Recovered("three"));
            journal.flushIfDue(later(3));
        }
        assertEquals(
                List.of("recovered", "checkpoint", "recovered"),
                entries().stream().map(JournalEntry::event).toList());
        assertEquals(List.of(2L, 3L, 4L), seqs());
    }

    @Test
    void what_follows_lost_lines_begins_with_how_the_system_is() throws IOException {
        try (Journal journal = journal()) {
            journal.beginFilesWith(() -> journal.write(new CheckpointEvents.Checkpoint(0, 1, false)));
            Path kept = Files.move(fixture.root.journal(), fixture.root.dir().resolve("kept"));
            Files.writeString(fixture.root.journal(), "so that the file cannot be made again");
            journal.keep();
            assertNotNull(journal.refusal());
            String much = "x".repeat(1 << 20);
            for (int i = 0; i < 10; i++) {
                journal.write(new SupervisorEvents.Recovered(much));
            }
            Files.delete(fixture.root.journal());
            Files.move(kept, fixture.root.journal());
            journal.flushIfDue(later(2));
            assertNull(journal.refusal());
        }
        List<JournalEntry> all = entries();
        assertEquals("checkpoint", all.get(all.size() - 1).event());
        assertTrue(all.get(0).seq() > 1, "lines are missing");
    }

    @Test
    void what_the_disk_refuses_is_kept_and_written_when_it_works_again() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file("000001.jsonl").toFile(), "rw")) {
            sparse.setLength(65L * 1024 * 1024);
            sparse.seek(sparse.length());
            sparse.writeBytes(
                    "\n{\"seq\":1,\"at\":\"2026-11-22T14:30:05Z\",\"event\":\"recovered\",\"what\":\"zero\"}\n");
        }
        try (Journal journal = journal()) {
            Path kept = Files.move(fixture.root.journal(), fixture.root.dir().resolve("kept"));
            Files.writeString(fixture.root.journal(), "so that the next file cannot be begun");
            journal.write(new SupervisorEvents.Recovered("one"));
            journal.flushIfDue(later(1));
            assertNotNull(journal.refusal());
            Files.delete(fixture.root.journal());
            Files.move(kept, fixture.root.journal());
            journal.write(new SupervisorEvents.Recovered("two"));
            journal.flushIfDue(later(2));
            assertNull(journal.refusal());
            journal.write(new SupervisorEvents.Recovered("three"));
            journal.flushIfDue(later(3));
        }
        List<String> events = new ArrayList<>();
        for (String name : List.of("000001.jsonl", "000002.jsonl")) {
            for (String line :
                    Files.readString(file(name)).replace("\u0000", "").split("\n")) {
                if (!line.isEmpty()) {
                    events.add(JournalEntry.parse(line.getBytes(StandardCharsets.UTF_8))
                            .text("what"));
                }
            }
        }
        assertEquals(List.of("zero", "one", "two", "three"), events);
    }
}
