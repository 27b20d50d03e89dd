package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Actors are started again after they have ended, each by the rule of its specification. */
class RestartIT {
    @Nested
    class WithNotices extends Restarts {
        WithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class ScanOnly extends Restarts {
        ScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }

    /** What takes long or ends the supervisor. */
    @Nested
    class OnItsOwn {
        @RegisterExtension
        final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

        @Test
        void one_that_does_not_get_ready_again_in_time_has_ended_once_more() throws IOException {
            os.start();
            os.request(
                    "f",
                    LiveRoot.spec(
                            "\"ready\": \"file\", \"restart\": \"permanent\", \"backoff\": {\"first\": \"10ms\", \"max\": \"1s\"}, ",
                            "by-file"));
            os.eventually("it is started", () -> Files.exists(os.home("f").pid()));
            Path go = os.home("f").dir().resolve("go");
            Hands.create(go);
            os.awaitPhase("f", Phase.READY);
            Files.delete(go);
            Hands.kill(os, "f");
            os.eventually(
                    "it has been started twice again", () -> os.status("f").restarts() == 2);
            String why = os.status("f").lastEnd().why();
            assertTrue(why.contains("ready"), why);
            os.send("f", "1");
            Hands.create(go);
            os.awaitGot("f", "1");
        }

        @Test
        void a_shutdown_does_not_wait_for_a_restart() {
            os.start();
            os.request("f", LiveRoot.spec(Restarts.AFTER_AN_HOUR, "fragile"));
            os.send("f", "1");
            os.eventually(
                    "it waits for its restart",
                    () -> os.status("f").phase() == Phase.RESTARTING
                            && os.waiting("f").size() == 1);
            long asked = System.nanoTime();
            os.shutdown();
            assertTrue(System.nanoTime() - asked < 10_000_000_000L, "it waited");
            ActorHome grave = os.awaitBuried("f");
            assertNotNull(LiveRoot.exit(grave).shutdown(), "it can be told that the shutdown ended it");
            assertEquals(1, Hands.mail(grave).size());
        }
    }
}
