package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code act break}, with a real supervisor. */
class BreakIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @BeforeEach
    void start() {
        os.start();
        os.spawn("r", "recorder");
    }

    @Test
    void a_message_that_a_condition_describes_stays_and_is_delivered_once_on_resume() {
        assertEquals("1", os.act("break", "add", "r", ".amount > 100").ok().line());
        os.send("r", "{\"amount\":5}");
        os.send("r", "{\"amount\":500}");
        os.send("r", "{\"amount\":6}");
        os.eventually("it was hit", () -> Files.exists(os.home("r").paused()));
        os.awaitGot("r", "{\"amount\":5}");
        os.eventually(
                "it is counted", () -> os.act("break").ok().out().contains("r      message     1  .amount > 100"));
        assertFalse(Files.exists(os.root.paused()), "only the actor is paused");
        os.act("resume", "r").ok();
        os.awaitGot("r", "{\"amount\":5}", "{\"amount\":500}", "{\"amount\":6}");
        os.act("break", "rm", "--all").ok();
        os.send("r", "{\"amount\":700}");
        os.eventually("it does not stop any more", () -> os.got("r").contains("{\"amount\":700}"));
        assertEquals("no breakpoints", os.act("break").ok().line());
    }

    @Test
    void one_on_the_envelope_may_pause_the_whole_system() {
        os.act("break", "add", "--envelope", ".to == \"r\" and (.name | test(\"^m\"))", "--all", "--name", "mine")
                .ok();
        os.send("r", "1");
        os.eventually("it was hit", () -> Files.exists(os.root.paused()));
        assertEquals(0, os.got("r").size());
        os.act("resume").ok();
        os.awaitGot("r", "1");
    }

    @Test
    void one_that_is_broken_stops_nothing_and_is_listed_with_the_reason() throws IOException {
        Files.writeString(os.root.breakpoint("odd"), "{\"when\": \".a ==\"}");
        os.send("r", "1");
        os.awaitGot("r", "1");
        os.eventually(
                "the supervisor says why",
                () -> os.act("break", "ls", "--json").ok().out().contains("wrong at character"));
        assertTrue(os.act("break").ok().out().contains("stops nothing: "));
        os.act("break", "rm", "odd").ok();
        assertFalse(Files.exists(os.root.breakpoint("odd")));
    }
}
