package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A root that was copied as a whole, and an actor whose status was lost, go on: what was about to be committed is, once. All
 * inodes are others then, as in a clone; but a clone has an original.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // it starts many a JVM
class CopiedRootIT {
    /**
     * Points in a commit of one message sent and a new state: with redo.json hidden, shown, the message in view, the state
     * written, current deleted.
     */
    private static final List<Integer> POINTS = List.of(8, 10, 11, 12, 14, 16, 17);

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @ParameterizedTest
    @ValueSource(strings = {"mv $r $r.old; cp -a $r.old $r", "rm $r/running/m*/status.json"})
    void each_message_takes_effect_once_wherever_its_commit_was_cut_short(String meanwhile)
            throws IOException, URISyntaxException {
        os.start("--cycle", "200ms");
        os.manual("sink");
        os.send("sink", "\"with this one in the slot, all others wait\"");
        List<String> actors = POINTS.stream().map(n -> "m" + n).toList();
        for (String id : actors) {
            os.request(id, "{\"manual\": true, \"state\": {\"orders\": []}}");
            os.drop(id, Json.text(new CommitCrashPointsIT.Order(1, 1, false, true, false)));
        }
        os.signal();
        for (String id : actors) {
            os.eventually(id + " has a message", () -> Files.exists(os.home(id).current()));
        }
        Hands.crash(os);
        for (int point : POINTS) {
            handle("m" + point, point);
        }
        os.with("r", os.root.dir().toString());
        os.bash("cd ..; " + meanwhile.replace("$r", "\"$r\"").replace("\"$r\".old", "\"$r.old\""));
        os.start("--cycle", "200ms");
        int committed = 0;
        for (String id : actors) {
            os.eventually(
                    id + " was taken in",
                    () -> Files.getAttribute(os.home(id).dir(), "unix:ino")
                            .equals(os.status(id).inode()));
            os.awaitPhase(id, Phase.READY);
            ActorHome home = os.home(id);
            os.eventually(id + " has its message, or is done", () -> Files.exists(home.current()) != isKept(home));
            int wanted = isKept(home) ? 1 : 0;
            committed += wanted;
            os.eventually(id + "'s report is there", () -> reports(id) == wanted);
            assertTrue(Files.notExists(home.redo()), id);
        }
        assertEquals(POINTS.size() - 1, committed, "committed");
        Hands.aCycle(os);
        for (String id : actors) {
            assertEquals(isKept(os.home(id)) ? 1 : 0, reports(id), id);
        }
        assertEquals(List.of(), os.journal("cloned"));
    }

    @Test
    void a_copy_is_a_clone_as_long_as_its_original_is_there_under_whatever_name() {
        os.start("--cycle", "200ms");
        for (String id : List.of("kept", "renamed", "deleted")) {
            os.manual(id);
            os.send(id, "1");
            os.send(id, "2");
            os.eventually(
                    id + " has its mail",
                    () -> os.waiting(id).size() == 1 && Files.exists(os.home(id).current()));
        }
        Hands.crash(os);
        os.bash(
                "cd running; for a in kept renamed deleted; do cp -a $a copy-$a; done; mv renamed elsewhere; rm -r deleted");
        os.start("--cycle", "200ms");
        for (String id : List.of("kept", "copy-kept", "elsewhere", "copy-renamed", "copy-deleted")) {
            os.eventually(id + " plays on", () -> Files.exists(os.home(id).current()));
        }
        os.awaitJournalled(2, "cloned");
        os.awaitJournalled(2, "revived");
        assertEquals(
                List.of("copy-kept", "copy-renamed"),
                os.journal("cloned").stream().map(e -> e.text("actor")).sorted().toList());
        long numbers = List.of("kept", "copy-kept", "elsewhere", "copy-renamed", "copy-deleted").stream()
                .mapToLong(id -> SpoolName.parse(os.waiting(id).get(0)).id())
                .distinct()
                .count();
        assertEquals(5, numbers, "each waiting message has a number of its own");
    }

    private static boolean isKept(ActorHome home) throws IOException {
        return Files.readString(home.state()).contains("1");
    }

    private int reports(String from) {
        return (int) os.waiting("sink").stream()
                .map(SpoolName::parse)
                .filter(name -> name.from() != null && name.from().value().equals(from))
                .count();
    }

    /** Handles the actor's current message in a process that ends at this point. */
    private void handle(String id, int point) throws URISyntaxException {
        ActorHome home = os.home(id);
        Path classes = Path.of(
                getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, String> env = new TreeMap<>(os.environment());
        env.put("ACTOS_ID", id);
        Ran ran = Programs.run(
                home.dir(),
                env,
                "",
                Duration.ofSeconds(60),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-Dactos.test.haltAt=" + point,
                        "-cp",
                        classes + File.pathSeparator + Programs.HOME.resolve("lib") + "/*",
                        CommitCrashPointsIT.Obedient.class.getName(),
                        id,
                        home.state().toString(),
                        home.current().toString(),
                        os.root.dir().resolve("send").resolve(id).toString()));
        assertEquals(137, ran.code(), () -> "point " + point + ": " + ran);
    }
}
