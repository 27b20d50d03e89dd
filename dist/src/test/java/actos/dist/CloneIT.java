package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories of actors that are copied and moved, by hand and by {@code supervisor --restore}. */
class CloneIT {
    @Nested
    class WithNotices extends Clones {
        WithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class ScanOnly extends Clones {
        ScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }

    @Nested
    class WithoutScans {
        @RegisterExtension
        final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

        @ParameterizedTest
        @ValueSource(strings = {"until rm -rf running/r; do :; done", "mv running/r running/elsewhere"})
        void a_directory_that_is_taken_away_is_noticed_at_once(String script) {
            os.start("--cycle", "1h");
            os.spawn("r", "recorder");
            os.spawn("s", "recorder");
            os.bash(script);
            os.eventually("it is ended", () -> os.remainsOf("r").isEmpty());
            os.send("s", "1");
            os.awaitGot("s", "1");
        }
    }

    /** What is copied and moved while no supervisor runs, and what a new one brings back. */
    @Nested
    @ParameterizedClass
    @EnumSource(Mode.class)
    class BetweenTwoSupervisors {
        @RegisterExtension
        final LiveRoot os;

        private final Mode mode;

        BetweenTwoSupervisors(Mode mode) {
            this.mode = mode;
            os = LiveRoot.forOneTest(mode);
        }

        @Test
        void a_copy_is_a_clone_and_a_grave_that_is_moved_back_a_revival() {
            start();
            os.spawn("a", "recorder");
            os.spawn("b", "recorder");
            os.act("stop", "b").ok();
            long pid = Hands.pid(os, "a");
            Hands.crash(os);
            os.bash("cp -r running/a running/c; mv dead/actors/b@* running/b");
            start();
            for (String id : List.of("a", "b", "c")) {
                os.drop(id, "\"" + id + "\"");
            }
            os.signal();
            for (String id : List.of("a", "b", "c")) {
                os.awaitGot(id, "\"" + id + "\"");
            }
            assertEquals(pid, Hands.pid(os, "a"));
            os.awaitJournalled(1, "adopted");
        }

        @Test
        void one_that_was_renamed_goes_on_under_its_new_name_with_one_process() {
            start();
            os.spawn("old", "gated", "");
            os.send("old", "1");
            os.awaitGot("old", "1");
            os.send("old", "2");
            os.eventually("the second waits", () -> os.waiting("old").size() == 1);
            Hands.crash(os);
            os.bash("touch running/old/go; mv running/old running/new");
            start();
            os.eventually("all was handled", () -> os.got("new").contains("2"));
            os.eventually("the old process is gone", () -> os.remainsOf("old").isEmpty());
            os.send("new", "3");
            os.eventually("the new one works", () -> os.got("new").contains("3"));
        }

        @Test
        void restore_brings_back_what_the_last_shutdown_ended_and_nothing_else() throws IOException {
            start();
            os.spawn("early", "recorder");
            os.act("stop", "early").ok();
            os.spawnWith("g", "gated", "\"state\": {\"n\": 1}, ");
            os.publish(os.home("g").state(), "{\"n\": 2}");
            os.spawn("r", "recorder");
            ActorHome me = os.manual("me");
            os.send("r", "\"done\"");
            os.awaitGot("r", "\"done\"");
            for (String body : List.of("1", "2", "3")) {
                os.send("g", body);
                os.send("me", body);
            }
            os.awaitGot("g", "1");
            os.eventually("one is current", () -> Files.exists(me.current()));
            os.eventually(
                    "two wait",
                    () -> os.waiting("me").size() == 2 && os.waiting("g").size() == 2);
            os.shutdown();
            assertEquals(List.of(), LiveRoot.names(os.root.running(), ".*"));

            start("--restore");
            Hands.create(os.home("g").dir().resolve("go"));
            os.awaitGot("g", "1", "1", "2", "3");
            assertEquals("{\"n\": 2}", Files.readString(os.home("g").state()));
            os.send("r", "\"again\"");
            os.awaitGot("r", "\"done\"", "\"again\"");
            os.eventually("the manual actor is back", () -> Files.exists(me.current()));
            assertEquals("1", Files.readString(me.current()));
            assertEquals(List.of("g", "me", "r"), LiveRoot.names(os.root.running(), ".*"));
            assertEquals(1, LiveRoot.names(os.root.deadActors(), ".*").size(), "only the early one is dead");
            os.eventually(
                    "both are told", () -> Hands.journal(os, "delivered", "g").size() >= 2);
            List<Long> ids = Hands.journal(os, "delivered", "g").stream()
                    .map(e -> e.number("id"))
                    .toList();
            assertEquals(ids.get(0), ids.get(1), "its mail keeps its numbers");
            assertTrue(
                    Hands.journal(os, "delivered", "g").stream().allMatch(e -> e.number("attempt") == 1),
                    "a shutdown is no attempt");
        }

        @Test
        void restore_brings_back_what_an_earlier_shutdown_ended_as_well() {
            start();
            os.spawn("first", "recorder");
            os.shutdown();
            start();
            os.spawn("second", "recorder");
            os.shutdown();
            start("--restore");
            os.awaitPhase("first", Phase.READY);
            os.awaitPhase("second", Phase.READY);
            assertEquals(List.of(), LiveRoot.names(os.root.deadActors(), ".*"));
        }

        @Test
        void restore_after_a_crash_of_the_supervisor_brings_back_nothing_twice() {
            start();
            os.spawn("a", "recorder");
            os.spawn("b", "recorder");
            os.shutdown();
            start("--restore");
            os.awaitPhase("a", Phase.READY);
            os.awaitPhase("b", Phase.READY);
            os.act("stop", "b").ok();
            Hands.crash(os);
            start("--restore");
            os.send("a", "1");
            os.awaitGot("a", "1");
            Hands.aCycle(os);
            assertEquals(List.of("a"), LiveRoot.names(os.root.running(), ".*"));
            assertEquals(1, LiveRoot.names(os.root.deadActors(), ".*").size());
        }

        @Test
        void restore_brings_back_one_that_waited_for_its_restart() {
            start();
            os.request("w", LiveRoot.spec(Restarts.AFTER_AN_HOUR, "fragile"));
            os.send("w", "1");
            os.eventually(
                    "it waits with its message",
                    () -> os.status("w").phase() == Phase.RESTARTING
                            && os.waiting("w").size() == 1);
            Hands.create(os.home("w").dir().resolve("calm"));
            os.shutdown();
            start("--restore");
            os.awaitGot("w", "1");
        }

        @Test
        void without_restore_what_the_last_shutdown_ended_stays_dead() {
            start();
            os.spawn("a", "recorder");
            os.shutdown();
            start();
            Hands.aCycle(os);
            assertEquals(List.of(), LiveRoot.names(os.root.running(), ".*"));
        }

        private void start(String... flags) {
            if (flags.length > 0) {
                os.start(flags[0], "--cycle", mode == Mode.NOTICES ? "200ms" : "100ms");
            } else {
                os.start("--cycle", mode == Mode.NOTICES ? "200ms" : "100ms");
            }
        }
    }
}
