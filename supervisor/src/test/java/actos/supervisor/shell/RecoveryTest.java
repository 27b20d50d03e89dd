package actos.supervisor.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.Aside;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Phase;
import actos.protocol.ProcessIdentity;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.core.Origin;
import actos.supervisor.shell.act.ProcessOwnership;
import actos.supervisor.shell.base.Fixture;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a supervisor before this one knew is read from the directories; what no supervisor has made is left alone. */
class RecoveryTest {
    private static final long USED = 1000;

    @TempDir
    Path dir;

    private Fixture fixture;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
    }

    private List<Recovery.Found> recover() throws IOException {
        return recovery(OptionalLong.of(USED)).actors();
    }

    private Recovery recovery(OptionalLong used) {
        return new Recovery(fixture.root, fixture.posix, new ProcessOwnership(fixture.root).all(), null, false, used);
    }

    private Recovery.Found only() throws IOException {
        List<Recovery.Found> found = recover();
        assertEquals(1, found.size());
        return found.get(0);
    }

    private static void status(Home home, ProcessIdentity process, Instant since) throws IOException {
        ActorStatus status = ActorStatus.of(home.id, Phase.READY, since)
                .process(process)
                .inode(home.inode)
                .manual(true)
                .mail(0, 5)
                .build();
        Files.write(home.paths.status(), Json.bytes(status));
    }

    @Test
    void an_actor_comes_back_as_it_was() throws IOException {
        Home home = fixture.actor("a");
        status(home, null, Fixture.WALL);
        Recovery.Found found = only();
        assertEquals(home.id, found.id());
        assertEquals(home.inode, found.inode());
        assertNull(found.process());
        assertEquals(home.id, found.event().id());
        assertEquals(Fixture.WALL, found.event().status().since());
        assertEquals(5, found.event().status().handled());
        assertEquals(0, found.event().pid());
        assertNull(found.event().last());
        assertEquals(List.of(), found.event().waiting());
        assertEquals(Fixture.manual().resolved(home.id, null), found.event().spec());
    }

    @Test
    void a_number_that_no_supervisor_has_given_is_left_to_the_scan() throws IOException {
        Home home = fixture.actor("a");
        status(home, null, Fixture.WALL);
        for (String name : List.of("000000000007~7~~~x.json", "000000000001~900000000000~~~y.json")) {
            Files.writeString(home.paths.spool().resolve(name), "1");
        }
        Recovery recovery = recovery(OptionalLong.of(USED));
        assertEquals(
                List.of(7L),
                recovery.actors().get(0).event().waiting().stream()
                        .map(Message::id)
                        .toList());
        assertEquals(7, recovery.highestNumber());
    }

    @Test
    void where_no_numbers_are_written_down_the_dead_and_the_journal_tell() throws IOException {
        assertEquals(0, recovery(OptionalLong.empty()).highestNumber());
        Files.writeString(fixture.root.deadMessages().resolve("41~a::x.json"), "1");
        assertEquals(41, recovery(OptionalLong.empty()).highestNumber());
        fixture.journal.delivered(new ActorId("a"), Fixture.message(77));
        fixture.journal.flush();
        assertEquals(77, recovery(OptionalLong.empty()).highestNumber());
        assertEquals(0, recovery(OptionalLong.of(USED)).highestNumber());
    }

    @Test
    void the_mail_that_waits_is_known_by_its_names() throws IOException {
        Home home = fixture.actor("a");
        Path spool = home.paths.spool();
        Instant sent = Instant.parse("2026-11-22T14:00:00Z");
        for (String name : List.of(
                "000000000007~7~~~x.json",
                "000000000003~8~b~6~y=k3.ask+1700000000000~2.json",
                "note.json",
                "000000000009~09~~~z.json",
                ".hidden",
                "000000000010~10~~~h.json.held")) {
            Files.setLastModifiedTime(Files.writeString(spool.resolve(name), "1"), FileTime.from(sent));
        }
        List<Message> waiting = only().event().waiting().stream()
                .sorted(Comparator.comparingLong(Message::id))
                .toList();
        assertEquals(
                List.of(
                        new Message(7, "000000000007", new MessageName("x"), new Origin(null, 0, null, sent), 0, 1, 0),
                        new Message(
                                8,
                                "000000000003",
                                new MessageName("y"),
                                new Origin(new ActorId("b"), 6, new MessageName("k3.ask"), sent),
                                1_700_000_000_000L,
                                2,
                                0)),
                waiting);
        assertEquals(
                List.of(new HeldBack(
                        new Message(10, "000000000010", new MessageName("h"), new Origin(null, 0, null, sent), 0, 1, 0),
                        Aside.HELD)),
                only().event().held());
    }

    @Test
    void the_message_that_was_current_is_known_by_its_envelope() throws IOException {
        Home home = fixture.actor("a");
        Envelope envelope = new Envelope(
                7,
                new MessageName("x"),
                new ActorId("b"),
                home.id,
                6L,
                new MessageName("q"),
                Fixture.WALL,
                2,
                null,
                "000000000003");
        Files.write(home.paths.envelope(), Json.bytes(envelope));
        assertEquals(7, only().event().last().id());
        assertFalse(only().event().isCurrent());
        Files.writeString(home.paths.current(), "1");
        assertTrue(only().event().isCurrent());
        assertEquals(
                new Message(
                        7,
                        "000000000003",
                        new MessageName("x"),
                        new Origin(new ActorId("b"), 6, new MessageName("q"), Fixture.WALL),
                        0,
                        2,
                        0),
                only().event().last());
        Files.write(
                home.paths.envelope(),
                Json.bytes(
                        new Envelope(7, new MessageName("x"), null, home.id, null, null, Fixture.WALL, 1, null, null)));
        assertEquals("000000000007", only().event().last().order());
    }

    @Test
    void a_process_is_known_again_only_with_its_start_time_and_boot() throws IOException {
        Home home = fixture.actor("a");
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        status(home, self, Fixture.WALL);
        assertEquals(self, only().process());
        assertEquals(self.pid(), only().event().pid());
        status(home, new ProcessIdentity(self.pid(), self.startTime() + 1, self.bootId()), Fixture.WALL);
        assertFalse(only().lives());
        assertEquals(0, only().event().pid());
        status(home, new ProcessIdentity(self.pid(), self.startTime(), "another boot"), Fixture.WALL);
        assertFalse(only().lives());
        status(home, new ProcessIdentity(4_194_305, 1, self.bootId()), Fixture.WALL);
        assertFalse(only().lives());
    }

    @Test
    void the_oldest_comes_first() throws IOException {
        status(fixture.actor("a"), null, Fixture.WALL.plusSeconds(2));
        status(fixture.actor("b"), null, Fixture.WALL.plusSeconds(1));
        status(fixture.actor("c"), null, Fixture.WALL.plusSeconds(3));
        assertEquals(
                "[b, a, c]", recover().stream().map(Recovery.Found::id).toList().toString());
    }

    @Test
    void a_directory_that_was_moved_and_back_is_the_same_and_a_copy_is_not() throws IOException {
        Home home = fixture.actor("a");
        Files.move(home.paths.dir(), dir.resolve("away"));
        assertEquals(List.of(), recover());
        Files.move(dir.resolve("away"), home.paths.dir());
        assertNotNull(only());
        ActorHome copy = fixture.root.actor(new ActorId("b"));
        Files.createDirectory(copy.dir());
        Files.createDirectory(copy.spool());
        Files.copy(home.paths.status(), copy.status());
        Files.copy(home.paths.spec(), copy.spec());
        assertEquals(new ActorId("a"), only().id());
    }

    @Test
    void what_no_supervisor_has_made_is_left_alone() throws IOException {
        Path running = fixture.root.running();
        Files.createDirectory(running.resolve("mine"));
        Files.createDirectory(running.resolve("7up"));
        Files.createDirectory(running.resolve(".a"));
        Files.writeString(running.resolve("note"), "1");
        Files.createSymbolicLink(running.resolve("link"), dir);
        Home broken = fixture.actor("broken");
        Files.writeString(broken.paths.status(), "{");
        Home good = fixture.actor("good");
        assertEquals(good.id, only().id());
        assertEquals(7, Fixture.names(running).size());
    }
}
