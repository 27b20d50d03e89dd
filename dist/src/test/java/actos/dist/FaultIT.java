package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.journal.JournalEntry;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be gone when its turn comes ends no supervisor, and neither does a fault of its own. */
@ParameterizedClass
@EnumSource(Mode.class)
class FaultIT {
    @RegisterExtension
    final LiveRoot os;

    FaultIT(Mode mode) {
        os = LiveRoot.forOneTest(mode);
    }

    @Test
    void actors_that_are_stopped_while_a_supervisor_starts_are_buried_and_it_lives() {
        os.start();
        for (String id : List.of("m1", "m2", "m3")) {
            os.manual(id);
        }
        os.spawn("r", "recorder");
        Hands.crash(os);
        os.bash("touch running/m1/stop; echo now > running/m2/stop; touch running/r/stop");
        os.start();
        for (String id : List.of("m1", "m2", "r")) {
            os.awaitBuried(id);
        }
        os.send("m3", "1");
        os.eventually(
                "the last one gets its mail", () -> Files.exists(os.home("m3").current()));
        assertEquals(List.of(), os.journal("fault"));
    }

    @Test
    void directories_that_are_deleted_while_a_supervisor_starts_are_forgotten_and_it_lives() {
        os.start();
        for (String id : List.of("m1", "m2", "m3", "m4")) {
            os.manual(id);
        }
        os.spawn("r", "recorder");
        Hands.crash(os);
        os.launch();
        os.bash("for m in m1 m2 m3 r; do rm -r running/$m; done; "
                + "until [ -e .pid ] && kill -0 $(cat .pid) 2>&-; do sleep .01; done");
        os.send("m4", "1");
        os.eventually(
                "the last one gets its mail", () -> Files.exists(os.home("m4").current()));
        os.eventually("nothing of the others is left", () -> os.remainsOf("r").isEmpty());
        assertTrue(os.supervisor().isAlive());
        assertEquals(List.of(), os.journal("fault"));
    }

    /** As when a build writes over the programs of a running system. */
    @Test
    void a_supervisor_whose_own_program_is_broken_ends_when_it_is_told_twice() {
        os.start();
        os.bash("cp -r '" + Programs.HOME + "' ../actos");
        os.bash("""
                timeout -s KILL 60 ../actos/bin/supervisor ../another 2>/dev/null & pid=$!
                until [ -e ../another/.pid ]; do sleep 0.05; done
                for jar in ../actos/lib/*.jar; do head -c 300000 /dev/urandom > "$jar"; done
                supervisor=$(cat ../another/.pid)
                while kill $supervisor 2>/dev/null; do sleep 1; done # more than twice gives it no more time
                wait $pid || code=$?
                [ $code != 137 ] # it was not ended by the time limit
                """);
    }

    @Test
    void a_fault_sets_its_actor_aside_until_the_next_supervisor_and_the_rest_goes_on() throws InterruptedException {
        os.with("ACTOS_JAVA_OPTS", "-Dactos.test.fault=CurrentGone@a");
        os.start();
        os.spawn("a", "recorder");
        os.spawn("b", "recorder");
        os.send("a", "1");
        os.eventually("the fault is journalled", () -> os.journal("fault").size() == 1);
        JournalEntry fault = os.journal("fault").get(0);
        assertEquals("a", fault.text("actor"));
        assertEquals("CurrentGone", fault.text("in"));
        os.eventually(
                "it is shown",
                () -> Hands.degraded(os).stream()
                        .anyMatch(s ->
                                s.contains("a fault of ActOS in CurrentGone of a") && s.contains("AssertionError")));
        assertTrue(
                Programs.text(os.log()).contains("\tat actos.supervisor.shell.Bulkhead."),
                "where it happened is logged");
        os.send("a", "2");
        os.send("b", "1");
        os.awaitGot("b", "1");
        Hands.aCycle(os); // as long as mail to nobody would wait
        assertEquals(1, os.got("a").size(), "its mail waits");
        long pid = Hands.pid(os, "a");
        os.supervisor().destroy();
        assertTrue(os.supervisor().waitFor(40, TimeUnit.SECONDS), "the supervisor ends all the same");
        assertEquals(4, os.supervisor().exitValue());
        assertTrue(ProcessHandle.of(pid).isPresent(), "the actor is left to the next supervisor");
        os.with("ACTOS_JAVA_OPTS", null);
        os.start();
        Hands.awaitJournalled(os, 1, "adopted", "a");
        os.awaitGot("a", "1", "2");
        assertEquals(1, os.journal("fault").size(), "it is said once");
        ActorHome home = os.home("a");
        os.eventually("it is done with it", () -> Files.notExists(home.current()));
    }
}
