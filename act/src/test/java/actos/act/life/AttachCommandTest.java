package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.PlayedSupervisor.Role;
import actos.act.TestRoot;
import actos.act.root.Disk;
import actos.act.root.Owner;
import actos.act.root.Polling;
import actos.protocol.ActorId;
import actos.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AttachCommandTest {
    @TempDir
    Path dir;

    TestRoot test;
    Process process;
    String pid;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
        process = new ProcessBuilder("sleep", "600").start();
        pid = Long.toString(process.pid());
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void returns_when_the_process_plays_the_actor() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("attach", "bank", pid);
            assertEquals(0, call.code(), call.err());
            assertEquals("process " + pid + " plays bank\n", call.err());
            assertTrue(played.signals.contains("USR1"));
            String json = test.act("attach", "bank", pid, "--json").out();
            assertEquals(
                    process.pid(),
                    Json.parse(json.getBytes(StandardCharsets.UTF_8))
                            .path("pid")
                            .longValue());
        }
    }

    @Test
    void makes_an_actor_that_is_not_there() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertEquals(0, test.act("attach", "fresh", pid).code());
            assertTrue(played.signals.contains("USR1"));
        }
        ActorId fresh = new ActorId("fresh");
        assertTrue(Disk.object(test.root.actor(fresh).spec()).path("manual").booleanValue());
    }

    @Test
    void tells_the_reason_of_a_refusal() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.with("bank", Role.ENDS);
            TestRoot.Call call = test.act("attach", "bank", pid);
            assertEquals(1, call.code());
            assertTrue(
                    call.err().contains("bank cannot be played by process " + pid + ": process 7 plays it already"),
                    call.err());
        }
    }

    @Test
    void takes_the_wish_back_when_nobody_answers_it() throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            played.unattached.add("bank");
            TestRoot.Call call = test.act("attach", "bank", pid);
            assertEquals(5, call.code());
            assertTrue(call.err().contains("process " + pid + " is not ready to play bank"), call.err());
            assertTrue(played.signals.contains("USR1"));
        }
        assertFalse(Disk.exists(test.root.actor(new ActorId("bank")).attach()));
    }

    @Test
    void writes_nothing_for_a_process_that_is_not_there() throws Exception {
        process.destroyForcibly().waitFor();
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("attach", "fresh", pid);
            assertEquals(1, call.code());
            assertEquals("act: there is no process " + pid + "\n", call.err());
            assertTrue(played.signals.isEmpty());
        }
        assertFalse(Disk.exists(test.root.actor(new ActorId("fresh")).dir()));
        assertEquals(2, test.act("attach", "bank", "x").code());
        assertEquals(1, test.act("attach", "1bank", pid).code());
    }

    @Test
    void names_a_process_that_cannot_play_anybody() throws Exception {
        String self = Long.toString(ProcessHandle.current().pid());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            assertTrue(test.act("attach", "bank", "1").err().contains("process 1 is the first of this machine"));
            assertTrue(test.act("attach", "bank", self).err().contains("process " + self + " is act itself"));
            assertEquals(
                    "act: there is no process 0\n",
                    test.act("attach", "bank", "0").err());
            assertEquals(
                    "act: there is no process -1\n",
                    test.act("attach", "bank", "--", "-1").err());
            assertFalse(Disk.exists(test.root.actor(new ActorId("bank")).attach()));
            assertTrue(played.signals.isEmpty());
        }
    }

    @Test
    void attaches_no_process_of_another_user() throws Exception {
        long foreign = processOfSomebodyElse();
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            String said = test.act("attach", "bank", Long.toString(foreign)).err();
            assertTrue(said.contains("process " + foreign + " belongs to "), said);
            assertTrue(said.contains("only a process of your own can play an actor"), said);
            assertTrue(played.signals.isEmpty());
        }
        assertFalse(Disk.exists(test.root.actor(new ActorId("bank")).attach()));
    }

    /** Root starts one as another user; anybody else sees some of root's. */
    private long processOfSomebodyElse() throws IOException {
        if (Owner.caller() == 0) {
            process.destroyForcibly();
            process = new ProcessBuilder("setpriv", "--reuid=65534", "--clear-groups", "--", "sleep", "600").start();
        }
        return Polling.until(
                        Polling.ENDLESS,
                        () -> ProcessHandle.allProcesses()
                                .map(ProcessHandle::pid)
                                .filter(each -> each > 1 && isForeign(each))
                                .findFirst()
                                .orElse(null))
                .orElseThrow();
    }

    private static boolean isForeign(long pid) {
        Owner owner = Owner.of(Path.of("/proc", Long.toString(pid)));
        return owner != null && !owner.is(Owner.caller());
    }
}
