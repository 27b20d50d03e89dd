package actos.actor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JVM in the C locale with real signals; the test plays the supervisor. */
class ActorMainTest {
    private static final long USR1 = 1L << 9;

    @TempDir
    Path dir;

    private Desk desk;
    private Process actor;

    @BeforeEach
    void make_a_directory() throws IOException {
        desk = new Desk(dir);
    }

    @AfterEach
    void end_the_actor() throws InterruptedException {
        if (actor != null) {
            actor.destroyForcibly().waitFor();
        }
    }

    @Test
    void handles_each_message_that_a_signal_announces() throws Exception {
        start(desk.command());
        awaitReady();
        for (int i = 1; i <= 30; i++) {
            desk.deliver("ann", "1");
            signal("USR1");
            awaitDone();
        }
        assertEquals("{\"n\":30}\n", desk.state());
        assertEquals(30, desk.drawerNames().size());
    }

    @Test
    void finds_a_message_that_was_there_before_it_started() throws Exception {
        desk.deliver(null, "5");
        start(desk.command());
        awaitDone();
        assertEquals("{\"n\":5}\n", desk.state());
    }

    @Test
    void survives_signals_without_a_message() throws Exception {
        start(desk.command());
        awaitReady();
        for (int i = 0; i < 20; i++) {
            signal("USR1");
        }
        desk.deliver(null, "5");
        signal("USR1");
        awaitDone();
        assertEquals("{\"n\":5}\n", desk.state());
    }

    @Test
    void prints_utf_8_whatever_the_locale() throws Exception {
        desk.deliver(null, "\"log\"");
        start(desk.command());
        awaitDone();
        await().until(() -> output().equals("[1] Grüße aus 日本\n"));
    }

    @Test
    void ends_with_a_stack_trace_when_it_crashes_and_leaves_the_message() throws Exception {
        desk.deliver("ann", "\"crash\"");
        start(desk.command());
        assertEquals(1, exitCode());
        assertTrue(
                output().startsWith(
                                "failed at message 1 (m1) from ann:\njava.lang.IllegalStateException: told to crash\n\tat "),
                this::output);
        assertTrue(desk.isBusy());
    }

    @Test
    void says_in_one_line_that_the_state_is_unreadable() throws Exception {
        desk.state("{");
        desk.deliver("ann", "1");
        start(desk.command());
        assertEquals(78, exitCode());
        assertTrue(output().startsWith("cannot read state.json: "), this::output);
        assertFalse(output().contains("\tat "), this::output);
    }

    @Test
    void ends_with_75_when_it_cannot_write() throws Exception {
        Files.delete(desk.drawer());
        desk.deliver("ann", "1");
        start(desk.command());
        assertEquals(75, exitCode());
        assertTrue(output().startsWith("cannot put into effect what message 1 (m1) from ann led to:\n"), this::output);
    }

    @Test
    void ends_with_75_when_an_earlier_message_is_unfinished() throws Exception {
        Desk.write(desk.home.redo(), "{\"id\":1,\"state\":{\"n\":1}}\n");
        desk.deliver("ann", "1");
        start(desk.command());
        assertEquals(75, exitCode());
        assertTrue(output().startsWith("redo.json is there: "), this::output);
        assertTrue(desk.isBusy());
        assertEquals("{\"n\":0}", desk.state());
    }

    @Test
    void says_how_it_wants_to_be_started() throws Exception {
        start(List.of("adder"));
        assertEquals(2, exitCode());
        assertTrue(output().startsWith("an actor is started by a supervisor"), this::output);
    }

    @Test
    void ends_when_it_is_told_to() throws Exception {
        start(desk.command());
        awaitReady();
        signal("TERM");
        assertEquals(128 + 15, exitCode());
    }

    private void start(List<String> arguments) throws IOException {
        actor = desk.start(List.of(), arguments);
    }

    private void awaitReady() {
        await().atMost(Desk.LONG).pollInterval(Duration.ofMillis(5)).until(this::catchesUsr1);
    }

    private boolean catchesUsr1() throws IOException {
        for (String line :
                Files.readAllLines(Path.of("/proc", Long.toString(actor.pid()), "status"), StandardCharsets.UTF_8)) {
            if (line.startsWith("SigCgt:")) {
                return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & USR1) != 0;
            }
        }
        return false;
    }

    private void awaitDone() {
        await().atMost(Desk.LONG).pollInterval(Duration.ofMillis(1)).until(() -> !desk.isBusy());
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(actor.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, code);
    }

    private int exitCode() throws InterruptedException {
        assertTrue(actor.waitFor(Desk.LONG.toSeconds(), TimeUnit.SECONDS));
        return actor.exitValue();
    }

    private String output() {
        return Desk.read(desk.home.log());
    }
}
