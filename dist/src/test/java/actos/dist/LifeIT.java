package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How supervisors and actors begin and end. */
@ParameterizedClass
@EnumSource(Mode.class)
class LifeIT {
    @RegisterExtension
    final LiveRoot os;

    private final Mode mode;

    LifeIT(Mode mode) {
        this.mode = mode;
        os = LiveRoot.forOneTest(mode);
    }

    @Test
    void a_root_is_made_for_its_owner_only_and_described() throws IOException {
        os.start();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(os.root.dir())));
        SystemStatus status = Json.read(Files.readAllBytes(os.root.systemStatus()), SystemStatus.class);
        assertEquals(os.supervisor().pid(), status.pid());
        assertEquals(mode == Mode.NOTICES ? "notices" : "scan-only", status.mode());
        assertEquals(List.of(), status.degraded());
        os.eventually("the journal has begun", () -> !os.journal().isEmpty());
        assertEquals("supervisorStarted", os.journal().get(0).event());
    }

    @Test
    void stop_ends_an_actor_for_good_and_keeps_its_unread_mail() throws IOException {
        os.start().spawnWith("g", "gated", "\"state\": {\"kept\": true}, ");
        os.send("g", "1");
        os.awaitGot("g", "1");
        os.send("g", "2");
        os.eventually("the second waits", () -> os.waiting("g").size() == 1);

        os.act("stop", "g").ok();
        assertFalse(Files.exists(os.home("g").dir()), "act stop returned before it was in force");
        ActorHome grave = os.awaitBuried("g");
        assertEquals("TERM", LiveRoot.exit(grave).signal());
        assertEquals(
                "{\"kept\":true}",
                Files.readString(grave.state()).replace(" ", "").strip());
        List<SpoolName> mail = LiveRoot.names(grave.spool(), ".*").stream()
                .map(SpoolName::parse)
                .toList();
        assertEquals(List.of(1L, 2L), mail.stream().map(SpoolName::id).toList());
        assertEquals(1, mail.get(0).attempt(), "an end that was asked for is no attempt");
        assertTrue(os.remainsOf("g").isEmpty());
    }

    @Test
    void stop_now_ends_an_actor_that_does_not_listen() {
        os.start().spawn("d", "deaf");
        os.act("stop", "--now", "d").ok();
        assertEquals("KILL", LiveRoot.exit(os.awaitBuried("d")).signal());
    }

    @Test
    void stop_by_a_control_file_can_say_now() throws IOException {
        os.start().spawn("d", "deaf");
        os.publish(os.home("d").stop(), "now\n");
        os.signal();
        assertEquals("KILL", LiveRoot.exit(os.awaitBuried("d")).signal());
    }

    @Test
    void kill_crashes_an_actor_and_its_message_goes_back() {
        os.start().spawn("g", "gated");
        os.send("g", "1");
        os.awaitGot("g", "1");
        os.act("kill", "g").ok();
        ActorHome grave = os.awaitBuried("g");
        assertEquals("KILL", LiveRoot.exit(grave).signal());
        List<String> mail = LiveRoot.names(grave.spool(), ".*");
        assertEquals(1, mail.size());
        assertEquals(2, SpoolName.parse(mail.get(0)).attempt(), "a crash counts as an attempt");
    }

    @Test
    void wait_returns_when_the_actor_has_ended() {
        os.start().spawn("q", "quitting", "0");
        os.send("q", "1");
        os.act("wait", "q").ok();
        assertFalse(Files.exists(os.home("q").dir()));
    }

    @Test
    void an_actor_that_ends_by_itself_is_buried_with_its_code_and_last_words() {
        os.start().spawn("s", "recorder");
        os.request("q", LiveRoot.spec("", "quitter", "7"));
        ActorExit exit = LiveRoot.exit(os.awaitBuried("q"));
        assertEquals(7, exit.code());
        assertNull(exit.signal());
        assertEquals(List.of("I cannot work like this"), exit.lastOutput());
    }

    @Test
    void the_id_of_an_ended_actor_is_free_again() {
        os.start().spawn("a", "recorder");
        os.act("stop", "a").ok();
        os.spawn("a", "recorder");
        os.send("a", "1");
        os.awaitGot("a", "1");
    }

    @Test
    void a_shutdown_ends_all_actors_in_reverse_order_and_clears_up() {
        os.start();
        for (String id : List.of("a", "b", "c")) {
            os.spawn(id, "recorder");
        }
        os.act("shutdown").ok();
        assertFalse(Files.exists(os.root.pid()), "act shutdown returned before it was in force");
        os.awaitCleanEnd();
        assertEquals(
                List.of("c", "b", "a"),
                os.journal("stopping").stream().map(e -> e.text("actor")).toList());
        assertEquals(3, LiveRoot.names(os.root.deadActors(), ".*").size());
        assertEquals(List.of(), LiveRoot.names(os.root.running(), ".*"));
        assertEquals(
                "supervisorStopped", os.journal().get(os.journal().size() - 1).event());
    }

    @Test
    void a_second_TERM_kills_at_once() throws InterruptedException {
        os.start().spawnWith("d", "deaf", "\"stopTimeout\": \"1h\", ");
        os.supervisor().destroy();
        os.awaitPhase("d", Phase.STOPPING);
        assertTrue(os.supervisor().isAlive());
        os.bash("kill $(cat .pid)");
        assertTrue(os.supervisor().waitFor(25, TimeUnit.SECONDS), "it still waits for the deaf actor");
        os.awaitCleanEnd();
        assertEquals("KILL", LiveRoot.exit(os.awaitBuried("d")).signal());
    }

    @Test
    void a_new_supervisor_goes_on_where_the_last_one_ended() {
        os.start().spawn("r", "recorder");
        os.send("r", "1");
        os.awaitGot("r", "1");
        os.awaitJournalled(1, "taken");
        long highest = os.journal("taken").get(0).number("id");
        os.shutdown();

        os.drop("s", "2");
        os.publish(os.root.spawn().resolve("s.json"), LiveRoot.spec("", "recorder"));
        os.start();
        os.awaitGot("s", "2");
        os.eventually("the journal tells of both", () -> os.journal("taken").size() == 2);
        assertTrue(os.journal("taken").get(1).number("id") > highest, "a number was used twice");
        os.awaitJournalled(2, "supervisorStarted");
        long seq = 0;
        for (var entry : os.journal()) {
            assertTrue(entry.seq() > seq, () -> "the journal's numbers do not rise at " + entry);
            seq = entry.seq();
        }
    }

    @Test
    void act_says_so_when_no_supervisor_runs_and_writes_nothing() throws IOException {
        os.start().spawn("r", "recorder");
        os.shutdown();
        Ran sent = os.act("send", "r", "1").ended(3);
        assertTrue(sent.err().contains("supervisor"), sent::toString);
        assertEquals(List.of(), LiveRoot.names(os.root.send(), ".*::.*"));
        os.act("ls").ok();
    }

    @Test
    void a_daemon_is_ready_when_its_launcher_returns() throws IOException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Programs.launcher("supervisor").toString(), "--daemon"));
        command.addAll(mode.flags());
        command.add(os.root.dir().toString());
        Programs.run(os.base(), os.environment(), command).ok();
        long pid = Long.parseLong(Files.readString(os.root.pid()).strip());
        assertTrue(ProcessHandle.of(pid).isPresent());
        assertNotEquals("", Programs.text(os.root.supervisorLog()));
        os.spawn("r", "recorder");
        os.send("r", "1");
        os.awaitGot("r", "1");

        Ran second = Programs.run(os.base(), os.environment(), command);
        assertNotEquals(0, second.code(), second::toString);
        assertTrue(second.err().contains(Long.toString(pid)), second::toString);

        os.act("shutdown").ok();
        os.eventually("everything has ended", () -> os.remains().isEmpty());
        assertFalse(Files.exists(os.root.pid()));
    }

    @Test
    void a_second_supervisor_says_who_has_the_root_and_leaves_it() {
        os.start().spawn("r", "recorder");
        Ran second = Programs.run(
                os.base(),
                os.environment(),
                List.of(
                        Programs.launcher("supervisor").toString(),
                        os.root.dir().toString()));
        assertNotEquals(0, second.code());
        assertTrue(second.err().contains(Long.toString(os.supervisor().pid())), second::toString);
        os.send("r", "1");
        os.awaitGot("r", "1");
    }

    @Test
    void a_pid_file_that_names_a_stranger_harms_nobody() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            os.start().spawn("r", "recorder");
            os.shutdown();
            Files.writeString(os.root.pid(), stranger.pid() + "\n");
            os.act("send", "r", "1").ended(3);
            os.act("shutdown").ended(3);
            assertTrue(stranger.isAlive(), "act has signalled a stranger");
            os.start();
            assertEquals(os.supervisor().pid() + "\n", Files.readString(os.root.pid()));
            os.shutdown();
            assertTrue(stranger.isAlive(), "the supervisor has signalled a stranger");
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void two_roots_do_not_know_each_other() {
        os.start().spawn("r", "recorder");
        LiveRoot other = LiveRoot.forOneTest(mode);
        try {
            other.start().spawn("r", "recorder");
            other.send("r", "\"there\"");
            os.send("r", "\"here\"");
            other.awaitGot("r", "\"there\"");
            os.awaitGot("r", "\"here\"");
            other.shutdown();
            os.send("r", "\"still\"");
            os.awaitGot("r", "\"here\"", "\"still\"");
        } finally {
            other.discard();
        }
    }

    @Test
    void a_notice_is_enough_and_so_is_the_next_scan() {
        // with notices the scan of the next hour is not needed; without them it comes soon
        if (mode == Mode.NOTICES) {
            os.start("--cycle", "1h");
        } else {
            os.start();
        }
        ActorHome r = os.manual("r");
        os.drop("r", "1");
        os.eventually("it is delivered", () -> Files.exists(r.current()));
    }

    @Test
    void a_signal_that_was_missed_is_given_again() {
        if (mode == Mode.NOTICES) {
            os.start("--cycle", "1h"); // a moment later, not with the next scan
        } else {
            os.start();
        }
        os.spawn("a", "absent-minded");
        os.send("a", "1");
        os.awaitGot("a", "1");
    }

    @Test
    void a_root_that_is_a_link_is_the_one_it_leads_to() throws IOException {
        os.start();
        os.shutdown();
        Path link = Files.createSymbolicLink(os.base().resolve("link"), os.root.dir());
        String supervisor = Programs.launcher("supervisor").toString();
        Programs.run(os.base(), os.environment(), List.of(supervisor, "--daemon", link.toString()))
                .ok();
        Ran ls = os.act("-r", link.toString(), "ls").ok();
        assertFalse((ls.out() + ls.err()).contains("degraded"), ls::toString);
        os.act("shutdown").ok();
    }

    @Test
    void the_cycle_file_is_obeyed() throws IOException {
        os.start("--cycle", "1s");
        Files.writeString(os.root.cycle(), "100ms\n");
        os.eventually(
                "it scans every 100 ms",
                () -> Json.read(Files.readAllBytes(os.root.systemStatus()), SystemStatus.class)
                        .cycle()
                        .equals("100ms"));
    }
}
