package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process may have only so many files open: the supervisor does with few, says when they are too few, and ends. */
class DescriptorsIT {
    private static final String WHAT_TO_DO = "ulimit -n";

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    private void start(int descriptors) throws IOException {
        Path java = WrappedJava.in(
                os.base().resolve("jvm"), "exec prlimit --nofile=" + descriptors + ":" + descriptors + " \"$@\"");
        os.with("JAVA_HOME", java.toString());
        os.start("--cycle", "200ms");
    }

    private long open() {
        return LiveRoot.names(Path.of("/proc", Long.toString(os.supervisor().pid()), "fd"), ".*")
                .size();
    }

    @Test
    void many_actors_need_no_more_descriptors_than_few() throws IOException {
        start(150);
        List<String> ids = IntStream.range(0, 300).mapToObj(i -> "m" + i).toList();
        ids.forEach(id -> os.publish(os.root.spawn().resolve(id + ".json"), "{\"manual\": true}"));
        os.signal();
        ids.forEach(id -> os.awaitPhase(id, Phase.READY));
        ids.forEach(id -> os.drop(id, "1"));
        ids.forEach(id ->
                os.eventually(id + " has it", () -> Files.exists(os.home(id).current())));
        ids.forEach(id -> os.drop(id, "2"));
        os.bash("rm running/*/spool/current");
        ids.forEach(id -> os.eventually(
                id + " has the second",
                () -> Programs.text(os.home(id).current()).equals("2")));
        assertTrue(open() < 150, open() + " are open");
        assertEquals(List.of(), Hands.degraded(os));
        os.shutdown();
        assertEquals(300, LiveRoot.names(os.root.deadActors(), "m[0-9]+@.*").size());
    }

    @Test
    void a_lack_is_said_and_is_over_when_there_are_enough_again_and_TERM_ends_it() throws IOException {
        start(200);
        os.spawn("r", "recorder");
        os.send("r", "1");
        os.awaitGot("r", "1");
        long few = open() - 6; // what is open stays open; nothing can be opened
        limit(few);
        os.drop("r", "2");
        os.eventually("it says what to do", () -> Programs.text(os.log()).contains(WHAT_TO_DO));
        limit(200);
        os.awaitGot("r", "1", "2");
        os.eventually("all is well", () -> Hands.degraded(os).isEmpty());
        limit(few);
        os.shutdown();
    }

    private void limit(long descriptors) {
        os.bash("prlimit --pid $(cat .pid) --nofile=" + descriptors + ":200");
    }
}
