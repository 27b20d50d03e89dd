package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layout, as the contract writes it. */
class RootTest {
    private final Root root = new Root(Path.of("/r/x/../y/"));
    private final ActorId id = new ActorId("a");

    @Test
    void a_root_is_absolute_and_plain() {
        assertEquals(Path.of("/r/y"), root.dir());
        assertEquals(Path.of("").toAbsolutePath(), new Root(Path.of(".")).dir());
        assertEquals(Path.of("/var/actors"), Root.DEFAULT);
    }

    @Test
    void the_root_has_its_files() {
        assertEquals(
                List.of(
                        "/r/y/.pid",
                        "/r/y/.lock",
                        "/r/y/.seq",
                        "/r/y/cycle",
                        "/r/y/journal-keep",
                        "/r/y/supervisor.json",
                        "/r/y/supervisor.log",
                        "/r/y/spawn",
                        "/r/y/spawn/counter.json",
                        "/r/y/send",
                        "/r/y/send/a",
                        "/r/y/running",
                        "/r/y/dead/messages",
                        "/r/y/dead/spawn",
                        "/r/y/dead/actors",
                        "/r/y/journal"),
                List.of(
                                root.pid(),
                                root.lock(),
                                root.sequence(),
                                root.cycle(),
                                root.journalKeep(),
                                root.systemStatus(),
                                root.supervisorLog(),
                                root.spawn(),
                                root.request("counter"),
                                root.send(),
                                root.drawer(id),
                                root.running(),
                                root.deadMessages(),
                                root.deadSpawn(),
                                root.deadActors(),
                                root.journal())
                        .stream()
                        .map(Path::toString)
                        .toList());
        assertEquals(Path.of("/d/1~a::x.json.why"), Root.why(Path.of("/d/1~a::x.json")));
    }

    @Test
    void an_actor_has_its_files() {
        ActorHome home = root.actor(id);
        assertEquals(
                List.of(
                        "/r/y/running/a",
                        "/r/y/running/a/.pid",
                        "/r/y/running/a/request.json",
                        "/r/y/running/a/spec.json",
                        "/r/y/running/a/status.json",
                        "/r/y/running/a/state.json",
                        "/r/y/running/a/envelope.json",
                        "/r/y/running/a/spool",
                        "/r/y/running/a/spool/current",
                        "/r/y/running/a/out.log",
                        "/r/y/running/a/ready",
                        "/r/y/running/a/stop",
                        "/r/y/running/a/exit.json"),
                List.of(
                                home.dir(),
                                home.pid(),
                                home.request(),
                                home.spec(),
                                home.status(),
                                home.state(),
                                home.envelope(),
                                home.spool(),
                                home.current(),
                                home.log(),
                                home.ready(),
                                home.stop(),
                                home.exit())
                        .stream()
                        .map(Path::toString)
                        .toList());
        assertTrue(Names.leftAlone(home.hiddenState().getFileName().toString()));
    }

    @Test
    void what_is_half_made_is_hidden_beside_its_place() {
        Path nascent = root.nascent(id).dir();
        assertEquals(root.running(), nascent.getParent());
        assertTrue(Names.leftAlone(nascent.getFileName().toString()));
        assertFalse(ActorId.isValid(nascent.getFileName().toString()));
    }
}
