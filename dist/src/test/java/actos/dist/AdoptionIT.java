package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.ActorStatus;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A supervisor that is KILLed leaves its actors alive, and the next one goes on where it ended. */
@ParameterizedClass
@EnumSource(Mode.class)
class AdoptionIT {
    @RegisterExtension
    final LiveRoot os;

    private final Mode mode;

    AdoptionIT(Mode mode) {
        this.mode = mode;
        os = LiveRoot.forOneTest(mode);
    }

    // ---- actors that live

    @Test
    void actors_live_on_and_are_adopted() throws IOException {
        start();
        os.spawn("r", "recorder");
        os.send("r", "1");
        os.awaitGot("r", "1");
        ActorStatus before = os.status("r");
        Hands.crash(os);
        assertTrue(ProcessHandle.of(before.pid()).isPresent(), "it lives on");
        start();
        os.send("r", "2");
        os.awaitGot("r", "1", "2");
        ActorStatus after = os.status("r");
        assertEquals(before.pid(), after.pid());
        assertEquals(before.startTime(), after.startTime());
        assertEquals(0, after.restarts());
        Hands.awaitJournalled(os, 1, "adopted", "r");
        Hands.awaitJournalled(os, 1, "started", "r");
    }

    @Test
    void the_end_of_an_adopted_actor_is_noticed_and_its_rule_applies() {
        start();
        os.spawnWith("p", "recorder", Restarts.PERMANENT);
        os.spawn("t", "recorder");
        crashAndStart();
        long pid = Hands.pid(os, "p");
        Hands.kill(os, "p");
        Hands.kill(os, "t");
        os.awaitReadyWithAnother("p", pid);
        assertEquals(1, os.status("p").restarts());
        ActorHome grave = os.awaitBuried("t");
        assertNull(LiveRoot.exit(grave).code(), "nobody knows the exit code of somebody else's child");
        os.send("p", "1");
        os.awaitGot("p", "1");
    }

    @Test
    void an_adopted_actor_can_be_stopped_and_restarted() {
        start();
        os.spawn("a", "recorder");
        os.spawnWith("b", "deaf", "\"stopTimeout\": \"200ms\", ");
        os.spawn("c", "recorder");
        crashAndStart();
        long pid = Hands.pid(os, "c");
        os.bash("touch running/a/stop running/b/stop running/c/restart; kill -USR1 $(cat .pid)");
        os.awaitBuried("a");
        os.awaitBuried("b");
        os.eventually("the third is started again", () -> os.status("c").pid() != null && Hands.pid(os, "c") != pid);
        assertTrue(os.remainsOf("a").isEmpty());
        assertTrue(os.remainsOf("b").isEmpty());
    }

    @Test
    void an_actor_that_is_working_is_not_disturbed() {
        start();
        os.spawn("g", "gated");
        os.send("g", "1");
        os.awaitGot("g", "1");
        os.send("g", "2");
        os.eventually("the second waits", () -> os.waiting("g").size() == 1);
        crashAndStart();
        os.awaitPhase("g", Phase.READY); // though it ignores USR1 at present
        Hands.aCycle(os);
        Hands.create(os.home("g").dir().resolve("go"));
        os.awaitGot("g", "1", "2");
        os.eventually("both are done", () -> os.journal("done").size() == 2);
        assertEquals(List.of(), os.journal("returned"));
        os.awaitJournalled(2, "delivered");
    }

    @Test
    void a_person_who_plays_a_manual_actor_is_not_disturbed() throws IOException {
        start();
        ActorHome me = os.manual("me");
        os.send("me", "1");
        os.send("me", "2");
        os.eventually("the first is current", () -> Files.exists(me.current()));
        os.eventually("the second waits", () -> os.waiting("me").size() == 1);
        String envelope = Files.readString(me.envelope());
        crashAndStart();
        Hands.aCycle(os);
        assertEquals("1", Files.readString(me.current()));
        assertEquals(envelope, Files.readString(me.envelope()));
        Files.delete(me.current());
        os.eventually(
                "the second is current",
                () -> Files.exists(me.current())
                        && Files.readString(me.current()).equals("2"));
        Hands.awaitJournalled(os, 1, "done", "me");
    }

    @Test
    void one_that_was_not_ready_yet_is_waited_for() throws IOException {
        start();
        os.request("f", LiveRoot.spec("\"ready\": \"file\", ", "by-file"));
        os.eventually("it is started", () -> Files.exists(os.home("f").pid()));
        os.send("f", "1");
        os.eventually("its mail waits", () -> os.waiting("f").size() == 1);
        long pid = Hands.pid(os, "f");
        crashAndStart();
        Hands.aCycle(os);
        assertEquals(Phase.STARTING, os.status("f").phase());
        Hands.create(os.home("f").dir().resolve("go"));
        os.awaitGot("f", "1");
        assertEquals(pid, Hands.pid(os, "f"));
    }

    @Test
    void one_that_was_being_stopped_is_still_being_stopped() throws IOException {
        start();
        os.spawnWith("d", "deaf", "\"stopTimeout\": \"1h\", ");
        os.bash("touch running/d/stop; kill -USR1 $(cat .pid)");
        os.awaitPhase("d", Phase.STOPPING);
        Hands.crash(os);
        Files.delete(os.root.systemStatus());
        start();
        Hands.aCycle(os);
        os.awaitPhase("d", Phase.STOPPING);
        os.publish(os.home("d").stop(), "now\n");
        os.signal();
        os.awaitBuried("d");
    }

    @Test
    void one_that_waited_for_its_restart_still_waits_and_is_started_when_it_was_said() {
        start();
        os.request(
                "w",
                LiveRoot.spec(
                        "\"restart\": \"permanent\", \"backoff\": {\"first\": \"4s\", \"max\": \"4s\"}, "
                                + "\"env\": {\"MOOD\": \"1\"}, ",
                        "fragile"));
        os.eventually("it waits", () -> os.status("w").nextStart() != null);
        long next = os.status("w").nextStart().toEpochMilli();
        Hands.create(os.home("w").dir().resolve("calm"));
        crashAndStart();
        os.awaitPhase("w", Phase.READY);
        List<String> starts = Hands.lines(os.home("w").dir().resolve("starts"));
        assertEquals(3, starts.size());
        long third = Long.parseLong(starts.get(2));
        assertTrue(third >= next - 2, "it was to be started at " + next + " and was at " + third);
        assertEquals(2, os.status("w").restarts());
    }

    @Test
    void the_restarts_before_the_crash_still_count() {
        start();
        os.spawnWith("c", "recorder", Restarts.PERMANENT.replace("100", "2"));
        for (int i = 1; i <= 2; i++) {
            int count = i;
            Hands.kill(os, "c");
            os.eventually(
                    "it is started again",
                    () -> os.status("c").restarts() == count && os.status("c").phase() == Phase.READY);
        }
        crashAndStart();
        Hands.kill(os, "c");
        os.awaitBuried("c");
        Hands.awaitJournalled(os, 1, "gaveUp", "c");
    }

    // ---- actors that have ended meanwhile

    @Test
    void one_that_ended_meanwhile_is_started_again_by_its_rule_and_its_message_comes_back() {
        start();
        os.spawnWith("p", "gated", Restarts.PERMANENT);
        os.send("p", "1");
        os.awaitGot("p", "1");
        os.send("p", "2");
        os.eventually("the second waits", () -> os.waiting("p").size() == 1);
        Hands.crash(os);
        Hands.kill(os, "p");
        Hands.create(os.home("p").dir().resolve("go"));
        start();
        os.awaitGot("p", "1", "1", "2");
        os.awaitEqual(
                List.of(1L, 2L, 1L),
                () -> Hands.journal(os, "delivered", "p").stream()
                        .map(e -> e.number("attempt"))
                        .toList());
        assertEquals(1, os.status("p").restarts());
    }

    @Test
    void one_that_ended_meanwhile_and_is_temporary_is_buried_with_its_message() {
        start();
        os.spawn("t", "gated");
        os.send("t", "1");
        os.awaitGot("t", "1");
        Hands.crash(os);
        Hands.kill(os, "t");
        start();
        ActorHome grave = os.awaitBuried("t");
        assertNull(LiveRoot.exit(grave).code());
        assertEquals(
                List.of(2), Hands.mail(grave).stream().map(SpoolName::attempt).toList());
    }

    @Test
    void one_that_ended_meanwhile_counts_as_crashed_also_if_it_is_transient() {
        start();
        os.spawnWith("t", "fragile", Restarts.PERMANENT.replace("permanent", "transient"));
        long pid = Hands.pid(os, "t");
        os.bash("kill -STOP " + pid);
        os.send("t", "{\"leave\": 0}");
        Hands.awaitJournalled(os, 1, "delivered", "t");
        Hands.crash(os);
        os.bash("kill -CONT " + pid);
        os.eventually(
                "it has finished and gone",
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        start();
        os.eventually("it is started again", () -> os.status("t").phase() == Phase.READY && Hands.pid(os, "t") != pid);
        assertEquals(List.of(), os.journal("returned"));
    }

    @Test
    void the_children_that_one_left_behind_when_it_ended_meanwhile_are_gone() {
        start();
        os.spawnWith("p", "forker", Restarts.PERMANENT);
        os.spawn("t", "forker");
        os.eventually(
                "the families are complete",
                () -> os.remainsOf("p").size() >= 5 && os.remainsOf("t").size() >= 5);
        List<Long> old = os.remainsOf("p").stream().map(ProcessHandle::pid).toList();
        Hands.crash(os);
        Hands.kill(os, "p");
        Hands.kill(os, "t");
        start();
        os.awaitBuried("t");
        assertTrue(os.remainsOf("t").isEmpty(), () -> Remains.describe(os.remainsOf("t")));
        os.send("p", "1");
        os.awaitGot("p", "1");
        assertTrue(
                os.remainsOf("p").stream().noneMatch(p -> old.contains(p.pid())),
                () -> "of " + old + " there still are:\n" + Remains.describe(os.remainsOf("p")));
    }

    @Test
    void one_whose_directory_was_deleted_meanwhile_does_not_run_on() {
        start();
        os.spawn("a", "recorder");
        os.spawn("b", "recorder");
        Hands.crash(os);
        os.bash("rm -rf running/a");
        start();
        os.send("b", "1");
        os.awaitGot("b", "1");
        os.eventually("no process of it is left", () -> os.remainsOf("a").isEmpty());
    }

    // ---- strangers

    @Test
    void a_pid_that_somebody_else_has_now_is_neither_adopted_nor_signalled() {
        try (Innocent innocent = new Innocent()) {
            start();
            os.spawnWith("p", "recorder", Restarts.PERMANENT);
            os.spawn("t", "recorder");
            Hands.crash(os);
            for (String id : List.of("p", "t")) {
                os.bash("kill -KILL -- -$(cat running/" + id + "/.pid)");
                change(id, ".pid = " + innocent.pid());
                os.bash("echo " + innocent.pid() + " > running/" + id + "/.pid");
            }
            start();
            os.awaitBuried("t");
            os.send("p", "1");
            os.awaitGot("p", "1");
            assertNotEquals(innocent.pid(), Hands.pid(os, "p"));
            assertEquals(List.of(), os.journal("adopted"));
            os.shutdown();
            innocent.isUntouched();
        }
    }

    @Test
    void after_another_boot_nobody_is_adopted_or_signalled_by_number() {
        try (Innocent innocent = new Innocent()) {
            start();
            os.spawnWith("p", "recorder", Restarts.PERMANENT);
            os.spawn("t", "recorder");
            Hands.crash(os);
            for (String id : List.of("p", "t")) {
                os.bash("kill -KILL -- -$(cat running/" + id + "/.pid)");
                change(
                        id,
                        ".pid = " + innocent.pid() + " | .startTime = " + innocent.startTime()
                                + " | .bootId = \"00000000-0000-0000-0000-000000000000\"");
            }
            start();
            os.awaitBuried("t");
            os.send("p", "1");
            os.awaitGot("p", "1");
            assertEquals(List.of(), os.journal("adopted"));
            os.shutdown();
            innocent.isUntouched();
        }
    }

    @Test
    void a_status_that_says_nothing_harms_nobody() {
        start();
        os.spawnWith("p", "recorder", Restarts.PERMANENT);
        os.send("p", "1");
        os.awaitGot("p", "1");
        Hands.crash(os);
        os.bash("echo '{\"pid\": \"1\", \"startTime\": [' > running/p/status.json");
        start();
        os.send("p", "2");
        os.awaitGot("p", "1", "2");
        assertEquals(
                1,
                os.remainsOf("p").stream()
                        .filter(p -> p.pid() == Hands.pid(os, "p"))
                        .count());
    }

    @Test
    void the_supervisor_of_a_copied_root_adopts_and_signals_nobody_of_the_original() throws IOException {
        start();
        os.spawn("r", "recorder");
        ActorHome me = os.manual("me");
        os.send("me", "1");
        os.eventually("a message is current", () -> Files.exists(me.current()));
        long pid = Hands.pid(os, "r");
        Hands.crash(os);
        LiveRoot copy = LiveRoot.forOneTest(mode);
        try {
            os.with("COPY", copy.root.dir().toString());
            os.bash("cp -a . \"$COPY\" 2>&1 || :"); // what vanishes meanwhile is no matter
            copy.start("--cycle", "200ms");
            copy.awaitReadyWithAnother("r", pid);
            copy.send("r", "\"copy\"");
            copy.awaitGot("r", "\"copy\"");
            assertEquals(List.of(), copy.journal("adopted"));
            copy.shutdown();
            assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent(), "the original lives on");
            start();
            os.send("r", "\"original\"");
            os.awaitGot("r", "\"original\"");
            assertEquals(pid, Hands.pid(os, "r"));
            assertEquals("1", Files.readString(me.current()));
        } finally {
            copy.discard();
        }
    }

    @Test
    void a_root_is_copied_while_its_supervisor_runs() {
        start();
        os.spawn("r", "recorder");
        long pid = Hands.pid(os, "r");
        LiveRoot copy = LiveRoot.forOneTest(mode);
        try {
            os.with("COPY", copy.root.dir().toString());
            os.bash("cp -a . \"$COPY\" 2>&1 || :"); // what vanishes meanwhile is no matter
            copy.start("--cycle", "200ms");
            copy.awaitReadyWithAnother("r", pid);
            os.send("r", "\"original\"");
            os.awaitGot("r", "\"original\"");
            copy.shutdown();
            os.send("r", "\"still\"");
            os.awaitGot("r", "\"original\"", "\"still\"");
            assertEquals(pid, Hands.pid(os, "r"));
        } finally {
            copy.discard();
        }
    }

    // ---- mail

    @Test
    void what_people_send_while_no_supervisor_runs_is_taken_by_the_next() {
        start();
        os.spawn("r", "recorder");
        Hands.crash(os);
        for (int i = 1; i <= 5; i++) {
            os.drop("r", Integer.toString(i));
        }
        start();
        os.awaitGot("r", "1", "2", "3", "4", "5");
        for (JournalEntry taken : os.journal("taken")) {
            assertNull(taken.text("from"));
            assertEquals(0, taken.number("cause"));
        }
    }

    @Test
    void what_an_actor_sends_while_no_supervisor_runs_was_caused_by_the_message_that_it_handled() {
        start();
        os.spawn("r", "recorder");
        os.spawn("f", "slow-forwarder", "r");
        Hands.aCycle(os); // so that the message is not number 1
        os.send("f", "\"x\"");
        os.awaitGot("f", "\"x\"");
        os.send("f", "\"y\"");
        os.eventually(
                "the next one waits",
                () -> os.journal("taken").stream()
                                .filter(e -> "f".equals(e.text("to")))
                                .count()
                        == 2);
        Hands.crash(os);
        Hands.create(os.home("f").dir().resolve("go"));
        os.eventually("it has finished", () -> !Files.exists(os.home("f").current()));
        start();
        os.awaitGot("r", "\"x\"", "\"y\"");
        Hands.awaitJournalled(os, 2, "delivered", "r");
        List<JournalEntry> sent = os.journal("taken").stream()
                .filter(e -> "f".equals(e.text("from")))
                .toList();
        List<Long> causes = os.journal("taken").stream()
                .filter(e -> "f".equals(e.text("to")))
                .map(e -> e.number("id"))
                .toList();
        assertEquals(causes, sent.stream().map(e -> e.number("cause")).toList());
        os.eventually(
                "what was done while somebody watched is in the journal",
                () -> Hands.journal(os, "done", "f").stream()
                        .map(e -> e.number("id"))
                        .toList()
                        .equals(causes.subList(1, 2)));
    }

    @Test
    void what_one_sent_before_it_ended_meanwhile_was_caused_by_the_message_that_comes_back() throws IOException {
        start();
        os.spawn("r", "recorder");
        os.spawnWith("f", "slow-forwarder", Restarts.PERMANENT, "r");
        Hands.aCycle(os);
        os.send("f", "\"x\"");
        os.awaitGot("f", "\"x\"");
        Hands.crash(os);
        os.publish(os.root.send().resolve("f/r::early.json"), "\"early\"");
        Hands.kill(os, "f");
        Hands.create(os.home("f").dir().resolve("go"));
        start();
        os.awaitGot("r", "\"early\"", "\"x\"");
        long asked = os.journal("taken").stream()
                .filter(e -> "f".equals(e.text("to")))
                .findFirst()
                .orElseThrow()
                .number("id");
        os.awaitEqual(
                List.of(asked, asked),
                () -> os.journal("taken").stream()
                        .filter(e -> "f".equals(e.text("from")))
                        .map(e -> e.number("cause"))
                        .toList());
    }

    @Test
    void delayed_and_held_mail_is_still_delayed_and_held() throws IOException {
        start();
        os.spawn("r", "recorder");
        ActorHome me = os.manual("me");
        os.send("me", "1");
        os.eventually("it is current", () -> Files.exists(me.current()));
        os.send("me", "2");
        os.eventually("the second waits", () -> os.waiting("me").size() == 1);
        os.bash("cd running/me/spool; for f in 0*; do mv $f $f.held; done");
        long sent = System.nanoTime();
        os.publish(os.root.send().resolve("r::later+3s.json"), "\"later\"");
        os.signal();
        os.eventually("the delayed one waits", () -> os.waiting("r").size() == 1);
        crashAndStart();
        Files.delete(me.current());
        Hands.aCycle(os);
        Hands.aCycle(os);
        assertFalse(Files.exists(me.current()), "what was held was delivered");
        os.awaitGot("r", "\"later\"");
        assertTrue(System.nanoTime() - sent >= 2_990_000_000L, "it came too early");
        os.bash("cd running/me/spool; for f in *.held; do mv $f ${f%.held}; done");
        os.eventually("what was held is delivered", () -> Files.exists(me.current()));
    }

    @Test
    void a_request_that_is_made_while_no_supervisor_runs_is_granted_by_the_next() {
        start();
        Hands.crash(os);
        os.publish(os.root.request("r"), LiveRoot.spec("", "recorder"));
        os.drop("r", "1");
        start();
        os.awaitGot("r", "1");
    }

    @Test
    void numbers_are_never_used_twice() {
        start();
        os.spawn("r", "recorder");
        for (int i = 0; i < 3; i++) {
            os.send("r", Integer.toString(i));
            int count = i + 1;
            os.eventually("it came", () -> os.got("r").size() == count);
            crashAndStart();
        }
        List<Long> ids = os.journal("taken").stream().map(e -> e.number("id")).toList();
        assertEquals(ids.stream().distinct().sorted().toList(), ids);
    }

    // ---- questions that are under way

    @Test
    void questions_whose_askers_gave_up_meanwhile_end_as_the_next_one_comes_up() throws Exception {
        start();
        ActorHome me = os.manual("me");
        CompletableFuture<Ran> handled = CompletableFuture.supplyAsync(() -> os.act("ask", "me", "1"));
        os.eventually("a question is current", () -> Files.exists(me.current()));
        CompletableFuture<Ran> waiting = CompletableFuture.supplyAsync(() -> os.act("ask", "me", "2"));
        os.eventually("another one waits", () -> os.waiting("me").size() == 1);
        Hands.crash(os);
        handled.get().ended(1);
        waiting.get().ended(1);
        assertEquals(3, LiveRoot.names(os.root.running(), "[^.].*").size());
        start();
        os.eventually(
                "their actors are gone",
                () -> LiveRoot.names(os.root.running(), "[^.].*").equals(List.of("me")));
        Hands.awaitJournalled(os, 1, "delivered", "me");
        os.act("done", "me").ok();
        os.eventually(
                "the next question is current",
                () -> Files.readString(me.current()).equals("2\n"));
        assertEquals(List.of(), os.journal("fault"));
    }

    // ---- what a crash left half done

    @Test
    void a_torn_line_of_the_journal_is_ended_and_passed_over() throws IOException {
        start();
        os.spawn("r", "recorder");
        Hands.crash(os);
        os.bash("printf '{\"seq\": 7, \"at\": \"20' >> journal/000001.jsonl");
        start();
        os.send("r", "1");
        os.awaitGot("r", "1");
        os.eventually("done is in the journal", () -> os.journal("done").size() == 1);
        os.bash("grep -qx '{\"seq\": 7, \"at\": \"20' journal/000001.jsonl");
        long last = 0;
        for (JournalEntry entry : os.journal()) {
            assertTrue(entry.seq() > last, () -> "the numbers do not rise at " + entry);
            last = entry.seq();
        }
    }

    @Test
    void an_actor_whose_directory_was_not_complete_yet_is_made_from_its_request() {
        start();
        Hands.crash(os);
        os.bash("mkdir -p running/.half/spool send/half");
        os.publish(os.root.running().resolve(".half/request.json"), LiveRoot.spec("\"id\": \"half\", ", "recorder"));
        start();
        os.send("half", "1");
        os.awaitGot("half", "1");
        assertEquals(List.of("half"), LiveRoot.names(os.root.running(), ".*"));
    }

    @Test
    void a_grave_that_was_not_complete_yet_is_completed() {
        start();
        os.spawn("a", "gated");
        os.send("a", "1");
        os.awaitGot("a", "1");
        os.act("kill", "a").ok();
        os.awaitBuried("a");
        Hands.crash(os);
        os.bash("cd dead/actors; for g in a@*; do rm $g/exit.json; mv $g .$g; done");
        start();
        ActorHome grave = os.awaitBuried("a");
        assertEquals("a", LiveRoot.exit(grave).id().value());
        assertEquals(1, Hands.mail(grave).size());
        assertEquals(List.of(), LiveRoot.names(os.root.deadActors(), "\\..*"));
    }

    @Test
    void an_envelope_without_its_message_is_no_delivery() throws IOException {
        start();
        ActorHome me = os.manual("me");
        os.send("me", "1");
        os.eventually("it is current", () -> Files.exists(me.current()));
        os.send("me", "2");
        os.eventually("the second waits", () -> os.waiting("me").size() == 1);
        String waiting = os.waiting("me").get(0);
        SpoolName second = SpoolName.parse(waiting);
        Hands.crash(os);
        // as if the supervisor had been killed after the envelope of the second was written, before the rename
        Files.delete(me.current());
        os.bash("jq -c '.id = " + second.id() + " | .name = \"" + second.name()
                + "\"' running/me/envelope.json > .new; mv .new running/me/envelope.json");
        start();
        os.eventually(
                "the second is current",
                () -> Files.exists(me.current())
                        && Files.readString(me.current()).equals("2"));
        os.eventually(
                "its delivery is in the journal",
                () -> attempts("me", second.id()).size() == 1);
        assertEquals(List.of(1L), attempts("me", second.id()));
    }

    @Test
    void a_result_that_was_being_put_into_effect_is_put_into_effect_once() throws IOException {
        start();
        os.spawn("r", "recorder");
        os.spawnWith("g", "gated", Restarts.PERMANENT + "\"state\": {\"n\": 1}, ");
        os.send("g", "1");
        os.awaitGot("g", "1");
        os.awaitJournalled(1, "delivered");
        long id = os.journal("delivered").get(0).number("id");
        Hands.crash(os);
        Hands.kill(os, "g");
        os.publish(os.root.send().resolve("g/." + id + "~r::committed.json"), "\"committed\"");
        os.publish(os.root.send().resolve("g/.99999~r::stale.json"), "\"stale\"");
        os.publish(os.home("g").redo(), "{\"id\": " + id + ", \"state\": {\"n\": 2}}");
        start();
        os.awaitGot("r", "\"committed\"");
        os.eventually("nothing is left to do", () -> !Files.exists(os.home("g").redo()));
        assertEquals("{\"n\": 2}", Files.readString(os.home("g").state()).strip());
        Hands.create(os.home("g").dir().resolve("go"));
        os.send("g", "2");
        os.awaitGot("g", "1", "2");
        assertEquals(List.of("\"committed\""), os.got("r"));
        assertEquals(List.of(), LiveRoot.names(os.root.send().resolve("g"), ".*"));
    }

    @Test
    void what_was_prepared_and_not_decided_is_taken_back() {
        start();
        os.spawn("r", "recorder");
        os.spawnWith("g", "gated", Restarts.PERMANENT);
        os.send("g", "1");
        os.awaitGot("g", "1");
        os.awaitJournalled(1, "delivered");
        long id = os.journal("delivered").get(0).number("id");
        Hands.crash(os);
        Hands.kill(os, "g");
        os.publish(os.root.send().resolve("g/." + id + "~r::undecided.json"), "\"undecided\"");
        Hands.create(os.home("g").dir().resolve("go"));
        start();
        os.awaitGot("g", "1", "1");
        os.send("r", "\"end\"");
        os.awaitGot("r", "\"end\"");
        assertEquals(List.of(), LiveRoot.names(os.root.send().resolve("g"), ".*"));
    }

    // ---- two supervisors

    @Test
    void a_second_supervisor_says_who_has_the_root_even_when_the_lock_file_was_deleted() throws IOException {
        start();
        os.spawn("r", "recorder");
        Files.delete(os.root.lock());
        refusesAnother();
        os.eventually("the lock file is back", () -> Files.exists(os.root.lock()));
        refusesAnother();
        os.send("r", "1");
        os.awaitGot("r", "1");
        os.act("send", "--wait", "r", "2").ok();
    }

    @Test
    void of_two_supervisors_that_are_started_at_once_one_serves() throws Exception {
        Process first = os.launch("--cycle", "200ms");
        Process second = os.launch("--cycle", "200ms");
        os.eventually("one has given up", () -> !first.isAlive() || !second.isAlive());
        Process served = first.isAlive() ? first : second;
        assertEquals(3, (first.isAlive() ? second : first).exitValue());
        os.eventually("the other serves", () -> Files.readString(os.root.pid()).equals(served.pid() + "\n"));
        os.spawn("r", "recorder");
        os.send("r", "1");
        os.awaitGot("r", "1");
        os.bash("kill $(cat .pid)");
        assertEquals(0, served.waitFor());
        assertTrue(os.remains().isEmpty());
    }

    private void refusesAnother() {
        Ran second = Programs.run(
                os.base(),
                os.environment(),
                List.of(
                        Programs.launcher("supervisor").toString(),
                        os.root.dir().toString()));
        assertEquals(3, second.code(), second::toString);
        assertTrue(second.err().contains(Long.toString(os.supervisor().pid())), second::toString);
    }

    // ----

    /** The attempts of the deliveries of one message. */
    private List<Long> attempts(String actor, long id) {
        return Hands.journal(os, "delivered", actor).stream()
                .filter(e -> e.number("id") == id)
                .map(e -> e.number("attempt"))
                .toList();
    }

    private void start() {
        os.start("--cycle", mode == Mode.NOTICES ? "200ms" : "100ms");
    }

    private void crashAndStart() {
        Hands.crash(os);
        start();
    }

    /** Changes fields of an actor's status.json, as jq says. */
    private void change(String id, String jq) {
        os.bash("jq -c '" + jq + "' running/" + id + "/status.json > .new; mv .new running/" + id + "/status.json");
    }
}
