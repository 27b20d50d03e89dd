package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import actos.protocol.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules by which a single actor is started again, with one supervisor for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class Restarts {
    /** Always started again, and soon. */
    static final String PERMANENT = "\"restart\": \"permanent\", \"intensity\": 100, "
            + "\"backoff\": {\"first\": \"10ms\", \"max\": \"50ms\"}, ";

    /** Started again at once, and ended at once, and then waiting for long. */
    static final String AFTER_AN_HOUR =
            "\"restart\": \"permanent\", \"backoff\": {\"first\": \"1h\", \"max\": \"1h\"}, "
                    + "\"env\": {\"MOOD\": \"1\"}, ";

    @RegisterExtension
    final LiveRoot os;

    Restarts(Mode mode) {
        os = LiveRoot.forAllTests(mode);
    }

    @BeforeAll
    void start() {
        os.start();
    }

    // ---- the rule

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "KILL"})
    void permanent_is_started_again_however_it_ended(String end) {
        String id = "p" + end;
        os.spawnWith(id, "fragile", PERMANENT);
        long pid = Hands.pid(os, id);
        os.send(id, leave(end));
        awaitStartedAgain(id, pid);
        os.send(id, "1");
        os.awaitGot(id, "1");
        ActorStatus status = os.status(id);
        assertEquals(1, status.restarts());
        assertEquals(1, status.restartedAt().size());
        assertEquals(
                end.equals("KILL") ? null : Integer.valueOf(end),
                status.lastEnd().code());
        assertEquals(end.equals("KILL") ? "KILL" : null, status.lastEnd().signal());
        Hands.awaitJournalled(os, 1, "restarting", id);
        var restarting = Hands.journal(os, "restarting", id);
        assertEquals(0, restarting.get(0).number("inMs"), "the first time at once");
        assertEquals(1, restarting.get(0).number("restarts"));
    }

    @Test
    void permanent_is_started_again_when_anybody_kills_it() {
        os.spawnWith("killed", "recorder", PERMANENT);
        long pid = Hands.pid(os, "killed");
        os.act("kill", "killed").ok();
        awaitStartedAgain("killed", pid);
        pid = Hands.pid(os, "killed");
        Hands.kill(os, "killed");
        awaitStartedAgain("killed", pid);
        assertEquals(2, os.status("killed").restarts());
    }

    @Test
    void transient_is_started_again_after_a_crash_and_not_after_it_has_finished() {
        os.spawnWith("tr", "fragile", PERMANENT.replace("permanent", "transient"));
        for (String crash : List.of("1", "KILL")) {
            long pid = Hands.pid(os, "tr");
            os.send("tr", leave(crash));
            awaitStartedAgain("tr", pid);
        }
        os.send("tr", leave("0"));
        assertEquals(0, LiveRoot.exit(os.awaitBuried("tr")).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "75", "KILL"})
    void temporary_is_never_started_again(String end) {
        String id = "t" + end;
        os.spawn(id, "fragile");
        os.send(id, leave(end));
        ActorHome grave = os.awaitBuried(id);
        assertEquals(1, Hands.lines(grave.dir().resolve("starts")).size());
        assertEquals(List.of(), Hands.journal(os, "restarting", id));
    }

    @Test
    void one_that_is_stopped_is_not_started_again() {
        os.spawnWith("stopped", "recorder", PERMANENT);
        os.act("stop", "stopped").ok();
        os.awaitBuried("stopped");
        assertEquals(List.of(), Hands.journal(os, "restarting", "stopped"));
    }

    @Test
    void one_whose_directory_is_gone_is_not_started_again() {
        os.spawnWith("gone", "recorder", PERMANENT);
        os.bash("until rm -rf running/gone; do :; done; kill -USR1 $(cat .pid)");
        os.eventually(
                "its end is in the journal",
                () -> !Hands.journal(os, "exited", "gone").isEmpty());
        os.spawn("gone", "recorder");
        assertEquals(List.of(), Hands.journal(os, "restarting", "gone"));
    }

    // ---- how soon, how often

    @Test
    void the_first_restart_is_at_once_and_each_later_one_waits_twice_as_long_up_to_a_limit() {
        os.request(
                "slow",
                LiveRoot.spec(
                        "\"restart\": \"permanent\", \"backoff\": {\"first\": \"200ms\", \"max\": \"400ms\"}, "
                                + "\"env\": {\"MOOD\": \"1\"}, ",
                        "fragile"));
        os.eventually("it was started five times", () -> starts("slow").size() >= 5);
        Hands.create(os.home("slow").dir().resolve("calm"));
        os.awaitPhase("slow", Phase.READY);
        List<Long> starts = starts("slow");
        List<Long> waits = Hands.journal(os, "restarting", "slow").stream()
                .map(e -> e.number("inMs"))
                .toList();
        assertEquals(0, waits.get(0));
        List<Long> wanted = List.of(200L, 400L, 400L);
        for (int i = 1; i <= 3; i++) {
            long wait = wanted.get(i - 1);
            long said = waits.get(i);
            assertTrue(said >= wait * 8 / 10 && said <= wait * 12 / 10, () -> "waits: " + waits);
            long gap = starts.get(i + 1) - starts.get(i);
            assertTrue(gap >= said, "it was to wait " + said + " ms and was started after " + gap);
        }
    }

    @Test
    void while_it_waits_its_status_says_when_it_will_be_started() {
        os.request(
                "next",
                LiveRoot.spec(
                        "\"restart\": \"permanent\", \"backoff\": {\"first\": \"2s\", \"max\": \"2s\"}, "
                                + "\"env\": {\"MOOD\": \"3\"}, ",
                        "fragile"));
        os.eventually("it waits", () -> os.status("next").nextStart() != null);
        ActorStatus status = os.status("next");
        assertEquals(Phase.RESTARTING, status.phase());
        assertNull(status.pid());
        assertEquals(3, status.lastEnd().code());
        int before = starts("next").size();
        assertEquals(2, before);
        long next = status.nextStart().toEpochMilli();
        long after = next - status.lastEnd().at().toEpochMilli();
        assertTrue(after >= 1600 && after <= 12_000, "it waits for " + after + " ms");
        Hands.create(os.home("next").dir().resolve("calm"));
        os.awaitPhase("next", Phase.READY);
        assertTrue(starts("next").get(2) >= next - 2, () -> "next start " + next + ", starts: " + starts("next"));
        assertNull(os.status("next").nextStart());
    }

    @Test
    void after_a_period_without_an_end_the_next_restart_is_at_once_again() {
        os.spawnWith(
                "anew",
                "fragile",
                "\"restart\": \"permanent\", \"period\": \"700ms\", \"backoff\": {\"first\": \"1h\", \"max\": \"1h\"}, ");
        for (int i = 0; i < 2; i++) {
            long pid = Hands.pid(os, "anew");
            os.send("anew", leave("1"));
            awaitStartedAgain("anew", pid);
            long since = System.nanoTime();
            os.eventually("a period is over", () -> System.nanoTime() - since > 900_000_000L);
        }
        os.awaitEqual(
                List.of(0L, 0L),
                () -> Hands.journal(os, "restarting", "anew").stream()
                        .map(e -> e.number("inMs"))
                        .toList());
    }

    @Test
    void more_restarts_than_its_intensity_within_the_period_and_it_is_given_up_with_its_mail() {
        os.publish(
                os.root.request("hopeless"),
                LiveRoot.spec(
                        "\"restart\": \"permanent\", \"intensity\": 2, \"backoff\": {\"first\": \"2s\", \"max\": \"2s\"}, "
                                + "\"env\": {\"MOOD\": \"9\"}, ",
                        "fragile"));
        os.drop("hopeless", "1");
        os.send("hopeless", "2");
        ActorHome grave = os.awaitBuried("hopeless");
        assertEquals(3, Hands.lines(grave.dir().resolve("starts")).size());
        assertEquals(9, LiveRoot.exit(grave).code());
        String why = LiveRoot.exit(grave).why();
        assertTrue(why.contains("restart") && why.contains("2"), why);
        Hands.awaitJournalled(os, 1, "gaveUp", "hopeless");
        assertEquals(
                List.of(1, 1),
                Hands.mail(grave).stream().map(SpoolName::attempt).toList());
    }

    @Test
    void with_intensity_0_the_first_end_is_the_last() {
        os.spawnWith("zero", "recorder", "\"restart\": \"permanent\", \"intensity\": 0, ");
        Hands.kill(os, "zero");
        os.awaitBuried("zero");
        Hands.awaitJournalled(os, 1, "gaveUp", "zero");
    }

    @Test
    void restarts_longer_ago_than_the_period_do_not_count() {
        os.spawnWith(
                "seldom",
                "fragile",
                "\"restart\": \"permanent\", \"intensity\": 1, \"period\": \"500ms\", "
                        + "\"backoff\": {\"first\": \"10ms\", \"max\": \"10ms\"}, ");
        for (int i = 0; i < 3; i++) {
            long pid = Hands.pid(os, "seldom");
            os.send("seldom", leave("1"));
            awaitStartedAgain("seldom", pid);
            long since = System.nanoTime();
            os.eventually("a period is over", () -> System.nanoTime() - since > 700_000_000L);
        }
        assertEquals(3, os.status("seldom").restarts());
        assertEquals(List.of(), Hands.journal(os, "gaveUp", "seldom"));
    }

    // ---- with what state

    @Test
    void it_keeps_its_state() throws IOException {
        assertEquals("{\"n\": 9}", stateAfterACrash("keeps", ""));
    }

    @Test
    void or_begins_with_the_first_one_again() throws IOException {
        assertEquals("{\"n\":1}", stateAfterACrash("begins", "\"onRestart\": \"initial\", "));
    }

    private String stateAfterACrash(String id, String fields) throws IOException {
        os.spawnWith(id, "recorder", PERMANENT + "\"state\": {\"n\": 1}, " + fields);
        os.publish(os.home(id).state(), "{\"n\": 9}");
        long pid = Hands.pid(os, id);
        Hands.kill(os, id);
        awaitStartedAgain(id, pid);
        return Files.readString(os.home(id).state()).strip();
    }

    // ---- the message that was current

    @Test
    void each_end_while_a_message_is_current_makes_its_attempt_one_higher() {
        os.spawnWith("again", "fragile", PERMANENT + "\"maxAttempts\": 1000, ");
        os.send("again", "{\"exit\": 1}");
        os.eventually("it was tried thrice", () -> tried("again").size() >= 3);
        Hands.create(os.home("again").dir().resolve("calm"));
        os.awaitGot("again", "{\"exit\": 1}");
        List<String> tried = tried("again");
        String number = tried.get(0).split(" ")[0];
        assertEquals(
                IntStream.rangeClosed(1, tried.size())
                        .mapToObj(attempt -> number + " " + attempt)
                        .toList(),
                tried);
        Hands.awaitJournalled(os, tried.size() - 1, "returned", "again");
    }

    @Test
    void a_message_that_ended_its_actor_as_often_as_it_may_is_poison_and_the_next_is_handled() throws IOException {
        os.spawnWith("poisoned", "fragile", PERMANENT + "\"maxAttempts\": 2, ");
        os.send("poisoned", "\"before\"");
        String name = os.send("poisoned", "{\"exit\": \"KILL\"}");
        os.send("poisoned", "\"after\"");
        Why why = os.awaitDead(name);
        assertEquals("poison", why.reason());
        assertEquals(2, why.attempts());
        assertEquals("poisoned", why.to());
        assertEquals(
                "{\"exit\": \"KILL\"}",
                Files.readString(os.root.deadMessages().resolve(why.id() + "~poisoned::" + name + ".json")));
        os.awaitGot("poisoned", "\"before\"", "\"after\"");
        assertEquals(
                List.of(why.id() + " 1", why.id() + " 2"), tried("poisoned").subList(1, 3));
        os.eventually(
                "its end is told",
                () -> !Hands.journal(os, "exited", "poisoned").isEmpty());
        os.awaitEqual(
                List.of("poison"),
                () -> os.journal("dead").stream()
                        .filter(e -> e.number("id") == why.id())
                        .map(e -> e.text("reason"))
                        .toList());
    }

    @Test
    void the_ends_that_lead_to_one_poison_message_count_once() {
        os.spawnWith("once", "fragile", PERMANENT.replace("100", "1") + "\"maxAttempts\": 4, ");
        String name = os.send("once", "{\"exit\": 1}");
        os.send("once", "1");
        assertEquals(4, os.awaitDead(name).attempts());
        os.awaitGot("once", "1");
        assertEquals(List.of(), Hands.journal(os, "gaveUp", "once"));
    }

    @Test
    void a_temporary_actor_poisons_nothing_but_its_message_remembers() {
        os.spawnWith("tp", "fragile", "\"maxAttempts\": 2, ");
        os.send("tp", "{\"exit\": 1}");
        List<SpoolName> mail = Hands.mail(os.awaitBuried("tp"));
        assertEquals(List.of(2), mail.stream().map(SpoolName::attempt).toList());
    }

    @Test
    void exit_75_blames_the_machine_so_neither_the_message_nor_the_actor_pays() {
        os.spawnWith(
                "tempfail",
                "fragile",
                "\"restart\": \"permanent\", \"intensity\": 0, \"maxAttempts\": 2, "
                        + "\"backoff\": {\"first\": \"20ms\", \"max\": \"80ms\"}, ");
        os.send("tempfail", "{\"exit\": 75}");
        os.eventually("it was tried five times", () -> tried("tempfail").size() >= 5);
        Hands.create(os.home("tempfail").dir().resolve("calm"));
        os.awaitGot("tempfail", "{\"exit\": 75}");
        assertEquals(
                List.of("1"),
                tried("tempfail").stream()
                        .map(line -> line.split(" ")[1])
                        .distinct()
                        .toList());
        assertEquals(List.of(), os.status("tempfail").restartedAt());
        List<Long> waits = Hands.journal(os, "restarting", "tempfail").stream()
                .map(e -> e.number("inMs"))
                .toList();
        assertTrue(waits.get(3) >= 64, () -> "it waits longer each time: " + waits);
    }

    @Test
    void a_transient_actor_that_exits_with_75_is_started_again() {
        os.spawnWith("tt", "fragile", PERMANENT.replace("permanent", "transient"));
        long pid = Hands.pid(os, "tt");
        os.send("tt", leave("75"));
        awaitStartedAgain("tt", pid);
    }

    // ---- starts that fail

    @Test
    void a_program_that_has_vanished_is_a_failed_start_and_is_started_once_it_is_back() throws IOException {
        Path program = ownCopy("vanishing");
        os.request("van", "{" + PERMANENT.replace("100", "10000") + "\"path\": \"" + program + "\"}");
        os.awaitPhase("van", Phase.READY);
        Path away = program.resolveSibling("away");
        Files.move(program, away);
        Hands.kill(os, "van");
        os.eventually("it was tried some times", () -> os.status("van").restarts() >= 3);
        String last = os.status("van").lastEnd().toString();
        assertTrue(last.contains(program.getFileName().toString()), last);
        os.send("van", "1");
        Files.move(away, program);
        os.awaitGot("van", "1");
    }

    @Test
    void a_program_that_stays_away_is_given_up_and_the_reason_names_it() throws IOException {
        Path program = ownCopy("lost");
        os.request("lost", "{" + PERMANENT.replace("100", "2") + "\"path\": \"" + program + "\"}");
        os.awaitPhase("lost", Phase.READY);
        Files.delete(program);
        Hands.kill(os, "lost");
        String exit = LiveRoot.exit(os.awaitBuried("lost")).toString();
        assertTrue(exit.contains(program.getFileName().toString()), exit);
        Hands.awaitJournalled(os, 1, "gaveUp", "lost");
    }

    // ---- restart at will

    @Test
    void the_file_restart_starts_it_anew_with_its_state_and_its_mail_and_counts_for_nothing() throws IOException {
        os.spawnWith("fresh", "gated", "\"state\": {\"n\": 1}, \"intensity\": 0, ");
        os.publish(os.home("fresh").state(), "{\"n\": 2}");
        os.send("fresh", "1");
        os.awaitGot("fresh", "1");
        os.send("fresh", "2");
        os.eventually("the second waits", () -> os.waiting("fresh").size() == 1);
        long pid = Hands.pid(os, "fresh");
        os.bash("touch running/fresh/restart; kill -USR1 $(cat .pid)");
        awaitStartedAgain("fresh", pid);
        os.eventually("the file is gone", () -> !Files.exists(os.home("fresh").restart()));
        Hands.create(os.home("fresh").dir().resolve("go"));
        os.awaitGot("fresh", "1", "1", "2");
        assertEquals("{\"n\": 2}", Files.readString(os.home("fresh").state()));
        assertEquals(List.of(), os.status("fresh").restartedAt());
        os.awaitEqual(
                List.of(1L, 1L, 1L),
                () -> Hands.journal(os, "delivered", "fresh").stream()
                        .map(e -> e.number("attempt"))
                        .toList());
    }

    @Test
    void the_file_restart_with_a_path_starts_another_program_from_now_on() throws IOException {
        os.spawnWith("new", "gated", PERMANENT);
        os.send("new", "1");
        os.awaitGot("new", "1");
        os.send("new", "2");
        os.publish(os.home("new").restart(), Programs.actor("recorder").toString() + "\n");
        os.signal();
        os.awaitGot("new", "1", "1", "2");
        os.eventually("the file is gone", () -> !Files.exists(os.home("new").restart()));
        assertEquals(
                Programs.actor("recorder").toString(),
                ActorSpec.parse(Files.readAllBytes(os.home("new").spec())).path());
        os.eventually("2 is done", () -> !Files.exists(os.home("new").current()));
        long pid = Hands.pid(os, "new");
        Hands.kill(os, "new");
        awaitStartedAgain("new", pid);
        os.send("new", "3");
        os.awaitGot("new", "1", "1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/program", "sub/program", "no-such-program", "/etc/passwd", "/etc"})
    void the_file_restart_with_a_bad_path_is_refused_and_the_actor_goes_on(String path) {
        String id = "bad" + path.replaceAll("[^a-z]", "");
        os.spawn(id, "recorder");
        long pid = Hands.pid(os, id);
        os.publish(os.home(id).restart(), path + "\n");
        os.signal();
        os.eventually(
                "it was refused",
                () -> Hands.journal(os, "restartRefused", id).size() == 1
                        && !Files.exists(os.home(id).restart()));
        assertTrue(
                String.valueOf(Hands.journal(os, "restartRefused", id).get(0).line())
                        .contains(path),
                "it names the path");
        os.send(id, "1");
        os.awaitGot(id, "1");
        assertEquals(pid, Hands.pid(os, id));
    }

    @Test
    void one_that_ignores_TERM_is_killed_after_its_time_and_started_anew() {
        os.spawnWith("stubborn", "deaf", "\"stopTimeout\": \"300ms\", ");
        long pid = Hands.pid(os, "stubborn");
        os.bash("touch running/stubborn/restart; kill -USR1 $(cat .pid)");
        awaitStartedAgain("stubborn", pid);
        os.send("stubborn", "1");
        os.awaitGot("stubborn", "1");
        os.act("stop", "--now", "stubborn").ok();
    }

    @Test
    void the_family_of_the_old_process_is_gone_before_the_new_one_starts() {
        os.spawnWith("family", "forker", PERMANENT);
        os.send("family", "1");
        os.awaitGot("family", "1");
        os.eventually("it is complete", () -> os.remainsOf("family").size() >= 6);
        List<Long> old = os.remainsOf("family").stream().map(ProcessHandle::pid).toList();
        long pid = Hands.pid(os, "family");
        Hands.kill(os, "family");
        awaitStartedAgain("family", pid);
        List<Long> now = os.remainsOf("family").stream().map(ProcessHandle::pid).toList();
        assertTrue(now.stream().noneMatch(old::contains), () -> "of " + old + " there still are " + now);
    }

    // ---- while it waits

    @Test
    void what_is_sent_while_it_waits_for_its_restart_is_delivered_in_order() {
        os.spawnWith(
                "patient",
                "fragile",
                "\"restart\": \"permanent\", \"backoff\": {\"first\": \"1h\", \"max\": \"1h\"}, ");
        long pid = Hands.pid(os, "patient");
        os.send("patient", leave("1"));
        awaitStartedAgain("patient", pid);
        os.send("patient", leave("1"));
        os.awaitPhase("patient", Phase.RESTARTING);
        List<String> bodies = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            bodies.add(Integer.toString(i));
            os.drop("patient", Integer.toString(i));
        }
        os.signal();
        os.eventually("they wait", () -> os.waiting("patient").size() == 5);
        Hands.create(os.home("patient").restart());
        os.signal();
        os.awaitGot("patient", bodies.toArray(String[]::new));
    }

    @Test
    void stop_while_it_waits_for_its_restart_ends_it_for_good() {
        waiting("halted");
        os.act("stop", "halted").ok();
        ActorHome grave = os.awaitBuried("halted");
        assertEquals(
                List.of(1), Hands.mail(grave).stream().map(SpoolName::attempt).toList());
        assertTrue(
                LiveRoot.exit(grave).why().contains("stop"),
                () -> LiveRoot.exit(grave).why());
    }

    @Test
    void restart_while_it_waits_for_its_restart_starts_it_at_once() {
        waiting("hurried");
        Hands.create(os.home("hurried").dir().resolve("calm"));
        os.bash("touch running/hurried/restart; kill -USR1 $(cat .pid)");
        os.awaitGot("hurried", "1");
        os.eventually("the file is gone", () -> !Files.exists(os.home("hurried").restart()));
    }

    @Test
    void one_that_waits_for_its_restart_can_be_deleted() {
        waiting("deleted");
        os.bash("until rm -rf running/deleted; do :; done; kill -USR1 $(cat .pid)");
        os.eventually(
                "it is no actor any more",
                () -> !Hands.journal(os, "buried", "deleted").isEmpty());
        os.spawn("deleted", "recorder");
        os.send("deleted", "1");
        os.awaitGot("deleted", "1");
    }

    @Test
    void act_ls_shows_that_it_waits_for_its_restart() {
        waiting("listed");
        String line = os.act("ls")
                .ok()
                .out()
                .lines()
                .filter(l -> l.startsWith("listed"))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("restarting"), line);
    }

    /** An actor that waits for an hour with one message. */
    private void waiting(String id) {
        os.request(id, LiveRoot.spec(AFTER_AN_HOUR, "fragile"));
        os.send(id, "1");
        os.eventually(
                "it waits with its message",
                () -> os.status(id).phase() == Phase.RESTARTING
                        && os.status(id).nextStart() != null
                        && os.waiting(id).size() == 1);
    }

    private void awaitStartedAgain(String id, long oldPid) {
        os.awaitReadyWithAnother(id, oldPid);
        assertNotEquals(oldPid, Hands.pid(os, id));
        assertNotNull(os.status(id).lastEnd());
    }

    private List<Long> starts(String id) {
        return Hands.lines(os.home(id).dir().resolve("starts")).stream()
                .map(Long::valueOf)
                .toList();
    }

    private List<String> tried(String id) {
        return Hands.lines(os.home(id).dir().resolve("tried"));
    }

    private static String leave(String code) {
        return "{\"leave\": " + (code.equals("KILL") ? "\"KILL\"" : code) + "}";
    }

    /** A program of the test's own that it may take away. */
    private Path ownCopy(String name) throws IOException {
        Path place = Files.createDirectory(os.base().resolve("programs of " + name));
        Files.copy(Programs.actor("actor.sh"), place.resolve("actor.sh"));
        return Files.copy(Programs.actor("recorder"), place.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
}
