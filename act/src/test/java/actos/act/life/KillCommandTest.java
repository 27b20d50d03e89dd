package actos.act.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.act.PlayedSupervisor;
import actos.act.TestRoot;
import actos.act.root.Polling;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KillCommandTest {
    @TempDir
    Path dir;

    TestRoot test;

    @BeforeEach
    void layOut() throws IOException {
        test = new TestRoot(dir);
        test.actor("bank", "ready");
    }

    @Test
    void kills_the_group_and_says_what_that_means_for_the_mail() throws Exception {
        Process process = actor("bank", test.root.dir().toString());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            ownGroup(process.pid());
            runs(process.pid(), ProcessIdentity.of(process.pid()).orElseThrow().startTime());
            CompletableFuture<TestRoot.Call> call = CompletableFuture.supplyAsync(() -> test.act("kill", "bank"));
            process.waitFor();
            // the supervisor notices and buries it
            TestRoot.write(test.root.actor(new ActorId("bank")).stop(), "");
            assertEquals(0, call.get().code(), call.get().err());
            assertTrue(
                    call.get().err().contains("its restart rule is temporary"),
                    call.get().err());
            assertTrue(played.signals.contains("KILL"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void tells_that_an_actor_was_given_up_after_all() throws Exception {
        Path spec = test.root.actor(new ActorId("bank")).spec();
        TestRoot.write(spec, Files.readString(spec).replace("temporary", "permanent"));
        Process process = actor("bank", test.root.dir().toString());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            ownGroup(process.pid());
            runs(process.pid(), ProcessIdentity.of(process.pid()).orElseThrow().startTime());
            CompletableFuture<TestRoot.Call> call = CompletableFuture.supplyAsync(() -> test.act("kill", "bank"));
            process.waitFor();
            TestRoot.write(test.root.actor(new ActorId("bank")).stop(), "");
            assertEquals(0, call.get().code(), call.get().err());
            assertTrue(
                    call.get()
                            .err()
                            .contains(
                                    "its restart rule is permanent: it is started again with its state and its mail\n"),
                    call.get().err());
            assertTrue(call.get().err().contains("bank ended"), call.get().err());
            assertTrue(played.signals.contains("KILL"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void never_kills_a_stranger_who_has_the_same_pid() throws Exception {
        Process process = new ProcessBuilder("setsid", "sleep", "600").start();
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            runs(process.pid(), 1);
            assertEquals(1, test.act("kill", "bank").code());
            assertTrue(played.signals.isEmpty());
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void never_kills_a_group_that_is_not_the_actors_own() throws Exception {
        Process process = child(List.of("sleep", "600"), "bank", test.root.dir().toString());
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            runs(process.pid(), ProcessIdentity.of(process.pid()).orElseThrow().startTime());
            TestRoot.Call call = test.act("kill", "bank");
            assertEquals(1, call.code());
            assertTrue(call.err().contains("does not lead a group of its own"), call.err());
            assertTrue(played.signals.isEmpty());
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "other", "another root"})
    void never_kills_a_stranger_whom_a_status_names(String kind) throws Exception {
        String root = test.root.dir() + (kind.equals("another root") ? "2" : "");
        Process process = kind.equals("nobody")
                ? new ProcessBuilder("setsid", "sleep", "600").start()
                : actor(kind.equals("other") ? "other" : "bank", root);
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            ownGroup(process.pid());
            runs(process.pid(), ProcessIdentity.of(process.pid()).orElseThrow().startTime());
            TestRoot.Call call = test.act("kill", "bank");
            assertEquals(1, call.code());
            assertTrue(
                    call.err()
                            .contains("status.json of bank names process " + process.pid()
                                    + ", which nothing shows to be that actor's"),
                    call.err());
            assertTrue(played.signals.isEmpty());
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0, -1})
    void never_kills_the_first_process_or_a_group_by_its_number(long pid) throws Exception {
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            runs(pid, ProcessIdentity.stat(1).orElseThrow().startTime());
            assertEquals(1, test.act("kill", "bank").code());
            assertTrue(played.signals.isEmpty());
        }
    }

    @Test
    void never_kills_itself() throws Exception {
        long self = ProcessHandle.current().pid();
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            runs(self, ProcessIdentity.of(self).orElseThrow().startTime());
            assertEquals(1, test.act("kill", "bank").code());
            assertTrue(played.signals.isEmpty());
        }
    }

    @Test
    void names_the_children_of_a_group_which_has_no_process() throws Exception {
        test.group("shop", "bank");
        try (PlayedSupervisor played = new PlayedSupervisor(test)) {
            TestRoot.Call call = test.act("kill", "shop");
            assertEquals(1, call.code());
            assertTrue(
                    call.err()
                            .contains(
                                    "shop is a group and has no process to kill; act kill crashes one of its children: bank\n"),
                    call.err());
            assertTrue(played.signals.isEmpty());
        }
    }

    /** A process that leads its group and says by its environment whose it is. */
    private static Process actor(String id, String root) throws IOException {
        return child(List.of("setsid", "sleep", "600"), id, root);
    }

    private static Process child(List<String> command, String id, String root) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ACTOS_ID", id);
        builder.environment().put("ACTOS_ROOT", root);
        return builder.start();
    }

    private void runs(long pid, long startTime) throws IOException {
        Path status = test.root.actor(new ActorId("bank")).status();
        TestRoot.write(
                status,
                Files.readString(status).replace("\"pid\":null", "\"pid\":" + pid + ",\"startTime\":" + startTime));
    }

    private static void ownGroup(long pid) throws IOException {
        assertTrue(Polling.until(
                        Duration.ofSeconds(20),
                        () -> ProcessIdentity.stat(pid).orElseThrow().group() == pid ? true : null)
                .isPresent());
    }
}
