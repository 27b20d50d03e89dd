package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A root that somebody moves while its supervisor runs: it is said, and nobody pays for it. */
@Timeout(240)
class MovedRootIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @Test
    void actors_wait_until_it_is_back_and_whatever_takes_its_place_is_left_alone() throws IOException {
        os.start("--cycle", "100ms");
        os.spawnWith("keeper", "counter", "\"restart\": \"permanent\", \"intensity\": 0, ");
        os.spawnWith("once", "counter", "");
        Root moved = new Root(os.base().resolve("root-b"));
        String request = "{\"path\": "
                + Json.text(
                        Programs.CHECKOUT.resolve("examples/counter/counter.sh").toString()) + "}";

        Files.move(os.root.dir(), moved.dir());
        os.eventually("it is said", () -> degraded(moved).size() == 1);
        String said = degraded(moved).get(0);
        assertTrue(said.startsWith("finding the root at " + os.root.dir() + ": it was moved to " + moved.dir()), said);
        assertTrue(said.contains("mv '" + moved.dir() + "' '" + os.root.dir() + "'"), said);
        assertTrue(
                os.act("-r", moved.dir().toString(), "ls").ok().out().contains("degraded: " + said),
                "act ls says it, too");

        Files.createDirectory(os.root.dir());
        for (String id : List.of("keeper", "once")) {
            String pid = Programs.text(moved.actor(new ActorId(id)).pid()).strip();
            assertTrue(ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly());
        }
        Files.writeString(moved.spawn().resolve("late.json"), request);
        os.eventually(
                "more starts were refused than its intensity allows",
                () -> Programs.text(os.log())
                                .split("keeper: ended: it could not be started: its root was moved", -1)
                                .length
                        > 4);
        assertEquals(List.of(), LiveRoot.names(os.root.dir(), ".*"), "nothing is made where the root was");
        assertEquals(List.of(), LiveRoot.names(moved.deadActors(), ".*"), "nobody is buried");

        Files.delete(os.root.dir());
        Files.move(moved.dir(), os.root.dir());
        os.awaitPhase("keeper", Phase.READY);
        os.awaitPhase("late", Phase.READY);
        os.eventually("all is well", () -> Hands.degraded(os).isEmpty());
        os.eventually(
                "who was not to be started again is buried",
                () -> LiveRoot.names(os.root.deadActors(), "once@.*").size() == 1);
        os.act("send", "--wait", "keeper", "{\"add\": 3}").ok();
        assertEquals("{\"n\": 3}", Programs.text(os.home("keeper").state()).strip());
    }

    private static List<String> degraded(Root root) throws IOException {
        return Json.read(Files.readAllBytes(root.systemStatus()), SystemStatus.class)
                .degraded();
    }
}
