package actos.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that nobody but a person has started asks to play an actor; the test is the supervisor. */
class AttachmentTest {
    @TempDir
    Path dir;

    private Desk desk;
    private Process actor;

    @BeforeEach
    void make_a_root() throws IOException {
        desk = new Desk(dir);
    }

    @AfterEach
    void end_the_process() throws InterruptedException {
        if (actor != null) {
            actor.destroyForcibly().waitFor();
        }
    }

    private void attach() throws IOException {
        actor = desk.start(List.of(), List.of("attach", desk.root.dir().toString(), "adder"));
    }

    private void status(String phase, boolean manual, Long pid) {
        Desk.publish(
                desk.home.status(),
                "{\"id\":\"adder\",\"phase\":\"" + phase + "\",\"pid\":" + pid + ",\"manual\":" + manual
                        + ",\"since\":\"2026-01-01T00:00:00Z\"}");
    }

    private void await(Path file) {
        awaitSoon(() -> Files.exists(file));
    }

    private static void awaitSoon(Callable<Boolean> condition) {
        Awaitility.await().atMost(Desk.LONG).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    private String complaint() throws InterruptedException {
        assertTrue(actor.waitFor(Desk.LONG.toSeconds(), TimeUnit.SECONDS));
        assertEquals(1, actor.exitValue());
        return Desk.read(desk.home.log());
    }

    @Test
    void plays_a_manual_actor_when_the_supervisor_agrees() throws IOException {
        status("ready", true, null);
        desk.deliver(null, "5");
        attach();
        await(desk.home.attach());
        assertEquals(actor.pid() + "\n", Desk.read(desk.home.attach()));
        assertTrue(desk.isBusy(), "it has begun before anybody agreed");
        status("starting", true, actor.pid());
        awaitSoon(() -> !desk.isBusy());
        assertEquals("{\"n\":5}\n", desk.state());
    }

    @Test
    void asks_for_the_actor_where_there_is_none() throws IOException {
        Path elsewhere = dir.resolve("elsewhere");
        Files.move(desk.home.dir(), elsewhere);
        actor = new Desk(Files.createDirectory(dir.resolve("other")))
                .start(List.of(), List.of("attach", desk.root.dir().toString(), "adder"));
        Path request = desk.root.request("adder");
        await(request);
        assertTrue(ActorSpec.parse(Files.readAllBytes(request)).manual());
        Files.move(elsewhere, desk.home.dir());
        status("ready", true, null);
        await(desk.home.attach());
        status("ready", true, actor.pid());
        desk.deliver(null, "5");
        signal();
        awaitSoon(() -> !desk.isBusy());
    }

    private void signal() throws IOException {
        new ProcessBuilder("kill", "-USR1", Long.toString(actor.pid())).start();
    }

    @Test
    void waits_until_what_another_process_has_left_is_settled() throws IOException {
        status("ending", true, 1L);
        Desk.write(desk.home.redo(), "{\"id\":1,\"state\":{\"n\":1}}\n");
        attach();
        Awaitility.await()
                .atMost(Desk.LONG)
                .during(Duration.ofSeconds(1))
                .until(() -> actor.isAlive() && !Files.exists(desk.home.attach()));
        Files.delete(desk.home.redo());
        status("ready", true, null);
        await(desk.home.attach());
    }

    @Test
    void says_why_it_cannot() throws Exception {
        status("ready", false, 1L);
        attach();
        assertTrue(complaint().startsWith("adder has a process of its own: "), this::log);
    }

    @Test
    void says_who_plays_it_already() throws Exception {
        status("ready", true, null);
        attach();
        await(desk.home.attach());
        status("ready", true, 1L);
        assertEquals("process 1 plays adder already\n", complaint());
        assertFalse(Files.exists(desk.home.attach()), "its wish is taken back");
    }

    private String log() {
        return Desk.read(desk.home.log());
    }
}
