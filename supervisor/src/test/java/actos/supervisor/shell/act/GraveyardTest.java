package actos.supervisor.shell.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.Why;
import actos.supervisor.core.Effect;
import actos.supervisor.posix.Dir;
import actos.supervisor.shell.base.Fixture;
import actos.supervisor.shell.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is buried lies whole in {@code dead/}, with the reason beside it, under a name of its own. */
class GraveyardTest {
    private static final String TIME = "20261122T143005.123456789Z";

    @TempDir
    Path dir;

    private Fixture fixture;
    private Root root;
    private Graveyard graveyard;
    private Dir send;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new Fixture(dir);
        root = fixture.root;
        graveyard = new Graveyard(root, fixture.posix);
        send = new Dir(root.send());
    }

    private static Why why(Path grave) throws IOException {
        return Json.read(Files.readAllBytes(Root.why(grave)), Why.class);
    }

    private static Effect.Bury letter(String file, String to, long id, String name) {
        return new Effect.Bury(null, file, to == null ? null : new ActorId(to), id, name, 7, "malformed", "a sentence");
    }

    // ---- letters ----------------------------------------------------------------------------------------------------

    @Test
    void a_letter_lies_whole_with_its_reason() throws IOException {
        Files.writeString(send.file("a::x+5s"), "{half");
        assertTrue(graveyard.bury(send, letter("a::x+5s", "a", 42, "x"), Fixture.NOW));
        Path grave = root.deadMessages().resolve("42~a::x.json");
        assertEquals("{half", Files.readString(grave));
        assertEquals(
                new Why("malformed", 42L, "a", null, 7L, Fixture.WALL, 0, "a::x+5s", null, "a sentence"), why(grave));
        assertEquals(List.of(), Fixture.names(root.send()));
        assertEquals(List.of("42~a::x.json", "42~a::x.json.why"), Fixture.names(root.deadMessages()));
    }

    @Test
    void a_name_that_cannot_be_kept_is_kept_in_the_reason() throws IOException {
        Files.writeString(send.file("new\nline"), "1");
        assertTrue(graveyard.bury(send, letter("new\nline", null, 43, null), Fixture.NOW));
        Path grave = root.deadMessages().resolve("43~bad-name");
        assertEquals("1", Files.readString(grave));
        assertEquals("new\\nline", why(grave).originalName());
        assertNull(why(grave).to());
    }

    @Test
    void a_directory_a_link_and_a_drawers_letter_are_moved_as_they_are() throws IOException {
        Files.writeString(Files.createDirectory(send.file("d")).resolve("in"), "1");
        Files.createSymbolicLink(send.file("a::l"), Path.of("nothing"));
        assertTrue(graveyard.bury(send, letter("d", null, 1, null), Fixture.NOW));
        assertTrue(graveyard.bury(send, letter("a::l", "a", 2, "l"), Fixture.NOW));
        assertEquals(List.of("in"), Fixture.names(root.deadMessages().resolve("1~bad-name")));
        assertTrue(Files.isSymbolicLink(root.deadMessages().resolve("2~a::l.json")));
    }

    @Test
    void what_is_not_there_any_more_leaves_nothing() throws IOException {
        assertFalse(graveyard.bury(send, letter("a::x", "a", 42, "x"), Fixture.NOW));
        assertEquals(List.of(), Fixture.names(root.deadMessages()));
    }

    @Test
    void a_burial_that_the_disk_refuses_leaves_no_reason_without_a_letter() throws IOException {
        Files.writeString(send.file("a::x"), "1");
        Files.createDirectory(root.deadMessages().resolve("42~a::x.json"));
        assertThrows(IOException.class, () -> graveyard.bury(send, letter("a::x", "a", 42, "x"), Fixture.NOW));
        assertEquals(List.of("42~a::x.json"), Fixture.names(root.deadMessages()));
        assertEquals(List.of("a::x"), Fixture.names(root.send()));
    }

    // ---- requests ---------------------------------------------------------------------------------------------------

    @Test
    void a_request_lies_whole_with_the_field_that_was_wrong() throws IOException {
        fixture.request("counter", "{\"path\":5}");
        assertTrue(graveyard.bury(
                new Dir(root.spawn()), new Effect.Refuse("counter.json", "path", "a sentence"), Fixture.NOW));
        Path grave = root.deadSpawn().resolve("counter@" + TIME + ".json");
        assertEquals("{\"path\":5}", Files.readString(grave));
        assertEquals(
                new Why("refused", null, null, null, null, Fixture.WALL, 0, "counter.json", "path", "a sentence"),
                why(grave));
        assertEquals(List.of(), Fixture.names(root.spawn()));
    }

    @Test
    void two_requests_of_one_name_in_one_instant_lie_beside_each_other() throws IOException {
        for (String content : List.of("1", "2", "3")) {
            fixture.request("counter", content);
            assertTrue(graveyard.bury(
                    new Dir(root.spawn()), new Effect.Refuse("counter.json", null, "a sentence"), Fixture.NOW));
        }
        assertEquals(6, Fixture.names(root.deadSpawn()).size());
    }

    @Test
    void a_request_with_a_bad_name_is_kept_under_another() throws IOException {
        Files.writeString(root.spawn().resolve("a b"), "1");
        assertTrue(graveyard.bury(new Dir(root.spawn()), new Effect.Refuse("a b", "name", "why"), Fixture.NOW));
        Path grave = root.deadSpawn().resolve("bad-name@" + TIME + ".json");
        assertEquals("1", Files.readString(grave));
        assertEquals("a b", why(grave).originalName());
    }

    // ---- actors -----------------------------------------------------------------------------------------------------

    private Path bury(Home home) throws IOException {
        return graveyard.bury(
                home, new Effect.BuryActor(home.id, new Effect.End(101, 3, null, "a sentence"), null), Fixture.NOW);
    }

    @Test
    void an_actor_leaves_with_its_state_its_mail_and_how_it_ended() throws IOException {
        Home home = fixture.actor("a");
        Files.writeString(home.paths.spool().resolve("000000000001~1~~~x.json"), "1");
        Files.writeString(home.paths.log(), "hello\nlast words\n");
        Files.writeString(home.paths.stop(), "");
        Path grave = bury(home);
        assertEquals(root.deadActors().resolve("a@" + TIME), grave);
        ActorHome dead = new ActorHome(grave);
        assertEquals(List.of("000000000001~1~~~x.json"), Fixture.names(dead.spool()));
        assertEquals("{}\n", Files.readString(dead.state()));
        assertFalse(Files.exists(dead.stop()));
        assertEquals(
                new ActorExit(home.id, 3, null, "a sentence", Fixture.WALL, null, List.of("hello", "last words")),
                Json.read(Files.readAllBytes(dead.exit()), ActorExit.class));
        assertEquals(List.of(), Fixture.names(root.running()));
    }

    @Test
    void two_ends_in_one_instant_have_two_graves() throws IOException {
        Path first = bury(fixture.actor("a"));
        Path second = bury(fixture.actor("a"));
        assertNotEquals(first, second);
        assertEquals(2, Fixture.names(root.deadActors()).size());
    }

    @Test
    void a_directory_that_is_gone_or_another_has_no_grave() throws IOException {
        Home home = fixture.actor("a");
        Path away = Files.move(home.paths.dir(), dir.resolve("away"));
        assertNull(bury(home));
        Files.createDirectory(home.paths.dir());
        assertNull(bury(home));
        assertEquals(List.of("a"), Fixture.names(root.running()));
        assertEquals(List.of(), Fixture.names(root.deadActors()));
        assertTrue(Files.exists(new ActorHome(away).state()));
    }
}
