package actos.supervisor.shell.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.supervisor.shell.base.Fixture;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An actor's directory appears complete or not at all, and its request is never lost. */
class ActorCreationTest {
    private static final String REQUEST = "{\"manual\": true, \"state\": {\"n\": 1}}";

    @TempDir
    Path dir;

    private final ActorId id = new ActorId("a");
    private Fixture fixture;
    private ActorCreation actorCreation;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
        actorCreation = fixture.cradle();
    }

    private static ActorSpec spec() {
        return ActorSpec.parse(REQUEST.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private long make() throws IOException {
        return actorCreation.make(fixture.request("req", REQUEST), id, spec().resolved(id, null), Fixture.NOW);
    }

    @Test
    void an_actor_is_made_of_its_request() throws IOException {
        Path request = fixture.request("req", REQUEST);
        Object inodeOfRequest = Files.getAttribute(request, "unix:ino");
        long inode = make();
        ActorHome home = fixture.root.actor(id);
        assertEquals(Files.getAttribute(home.dir(), "unix:ino"), inode);
        assertEquals(
                List.of("request.json", "spec.json", "spool", "state.json", "status.json"), Fixture.names(home.dir()));
        assertEquals(inodeOfRequest, Files.getAttribute(home.request(), "unix:ino"));
        assertEquals(REQUEST, Files.readString(home.request()));
        assertEquals("{\"n\":1}\n", Files.readString(home.state()));
        assertEquals(spec().resolved(id, null), ActorSpec.parse(Files.readAllBytes(home.spec())));
        ActorStatus status = Json.read(Files.readAllBytes(home.status()), ActorStatus.class);
        assertEquals(Phase.STARTING, status.phase());
        assertEquals(inode, status.inode());
        assertEquals(Fixture.WALL, status.since());
        assertTrue(Files.isDirectory(fixture.root.drawer(id)));
        assertEquals(List.of("a"), Fixture.names(fixture.root.running()));
        assertEquals(List.of(), Fixture.names(fixture.root.spawn()));
    }

    @Test
    void a_name_that_is_taken_leaves_the_request_where_it_is() throws IOException {
        Files.writeString(Files.createDirectory(fixture.root.actor(id).dir()).resolve("mine"), "x");
        assertThrows(FileAlreadyExistsException.class, this::make);
        assertEquals(List.of("req.json"), Fixture.names(fixture.root.spawn()));
        assertEquals(List.of("a"), Fixture.names(fixture.root.running()));
        assertEquals(List.of("mine"), Fixture.names(fixture.root.actor(id).dir()));
    }

    @Test
    void also_a_link_to_nowhere_takes_a_name() throws IOException {
        Files.createSymbolicLink(fixture.root.actor(id).dir(), Path.of("nowhere"));
        assertThrows(FileAlreadyExistsException.class, this::make);
        assertEquals(List.of("req.json"), Fixture.names(fixture.root.spawn()));
    }

    @Test
    void a_request_that_was_taken_away_makes_no_actor() throws IOException {
        assertThrows(
                NoSuchFileException.class,
                () -> actorCreation.make(fixture.root.request("gone"), id, spec().resolved(id, null), Fixture.NOW));
        assertFalse(Files.exists(fixture.root.actor(id).dir()));
        make();
        assertEquals(List.of("a"), Fixture.names(fixture.root.running()));
    }

    @Test
    void a_drawer_with_old_mail_is_kept() throws IOException {
        Files.createDirectory(fixture.root.drawer(id));
        Files.writeString(fixture.root.drawer(id).resolve("b::x.json"), "1");
        make();
        assertEquals(List.of("b::x.json"), Fixture.names(fixture.root.drawer(id)));
    }

    // ---- after a crash ----------------------------------------------------------------------------------------------

    /** The half-made directory as a crash leaves it just before the last rename. */
    private ActorHome crash() throws IOException {
        make();
        return new ActorHome(Files.move(
                fixture.root.actor(id).dir(), fixture.root.nascent(id).dir()));
    }

    @Test
    void a_crash_before_the_last_rename_gives_the_request_back() throws IOException {
        crash();
        actorCreation.clear();
        assertEquals(List.of(), Fixture.names(fixture.root.running()));
        assertEquals(List.of("a.json"), Fixture.names(fixture.root.spawn()));
        assertEquals(REQUEST, Files.readString(fixture.root.request("a")));
    }

    @Test
    void a_crash_before_the_request_was_moved_leaves_it_where_it_is() throws IOException {
        ActorHome half = crash();
        Files.move(half.request(), fixture.root.request("req"));
        actorCreation.clear();
        assertEquals(List.of(), Fixture.names(fixture.root.running()));
        assertEquals(List.of("req.json"), Fixture.names(fixture.root.spawn()));
    }

    @Test
    void a_crash_at_the_very_beginning_leaves_nothing() throws IOException {
        Files.createDirectory(fixture.root.nascent(id).dir());
        Files.createDirectory(fixture.root.nascent(new ActorId("b")).dir());
        Files.createDirectory(fixture.root.nascent(new ActorId("b")).spool());
        actorCreation.clear();
        assertEquals(List.of(), Fixture.names(fixture.root.running()));
        assertEquals(List.of(), Fixture.names(fixture.root.spawn()));
    }

    @Test
    void a_request_that_comes_back_replaces_none_that_is_there() throws IOException {
        crash();
        fixture.request("a", "1");
        fixture.request("a-2", "2");
        actorCreation.clear();
        assertEquals(List.of("a-2.json", "a-3.json", "a.json"), Fixture.names(fixture.root.spawn()));
        assertEquals("1", Files.readString(fixture.root.request("a")));
        assertEquals(REQUEST, Files.readString(fixture.root.request("a-3")));
    }

    @Test
    void what_was_left_half_made_gives_its_request_back_also_when_the_name_is_wanted_again() throws IOException {
        crash();
        make();
        assertEquals(List.of("a"), Fixture.names(fixture.root.running()));
        assertEquals(List.of("a.json"), Fixture.names(fixture.root.spawn()));
    }

    @Test
    void what_the_original_has_sent_to_itself_is_from_the_copy_now() throws IOException {
        Home original = fixture.actor("a");
        ActorId copy = new ActorId("b");
        for (String dir : List.of("", "spool")) {
            Files.createDirectory(fixture.root.actor(copy).dir().resolve(dir));
        }
        for (Path file : List.of(original.paths.status(), original.paths.spec(), original.paths.state())) {
            Files.copy(file, fixture.root.actor(copy).dir().resolve(file.getFileName()));
        }
        Path spool = fixture.root.actor(copy).spool();
        Files.writeString(spool.resolve("000000000007~7~a~6~t=k3.ask+1700000000000.json"), "\"too late\"");
        Files.writeString(spool.resolve("000000000008~8~c~6~m.json"), "1");
        fixture.imports().takeIn(copy, Fixture.manual().resolved(copy, null), true, Fixture.NOW);
        assertEquals(
                List.of("000000000007~0~b~6~t=k3.ask+1700000000000.json", "000000000008~0~c~6~m.json"),
                Fixture.names(spool));
    }

    @Test
    void living_actors_are_not_cleared() throws IOException {
        make();
        actorCreation.clear();
        assertEquals(List.of("a"), Fixture.names(fixture.root.running()));
    }

    @Test
    void what_a_person_has_hidden_is_neither_cleared_nor_replaced() throws IOException {
        ActorHome hidden = crash(); // an actor that somebody holds back: mv running/a running/.a
        Files.writeString(hidden.spool().resolve("000000000001~1~~~x.json"), "1");
        Files.writeString(fixture.root.running().resolve(".note"), "mine");
        Path backup =
                Files.createDirectories(fixture.root.running().resolve(".b").resolve("old"));
        Files.writeString(backup.resolve("state.json"), "2");
        actorCreation.clear();
        assertThrows(FileAlreadyExistsException.class, this::make);
        assertEquals(List.of(".a", ".b", ".note"), Fixture.names(fixture.root.running()));
        assertEquals(List.of("000000000001~1~~~x.json"), Fixture.names(hidden.spool()));
        assertEquals("2", Files.readString(backup.resolve("state.json")));
        assertEquals(List.of("req.json"), Fixture.names(fixture.root.spawn()));
    }
}
