package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cp}, {@code mv} and {@code rm} do to actors, with one supervisor for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class Clones {
    @RegisterExtension
    final LiveRoot os;

    Clones(Mode mode) {
        os = LiveRoot.forAllTests(mode);
    }

    @BeforeAll
    void start() {
        os.start("--cycle", "200ms");
    }

    // ---- cp: a clone

    @Test
    void a_copy_is_an_actor_of_its_own_with_the_same_state() throws IOException {
        os.spawnWith("dolly", "counter", "\"state\": {\"n\": 1}, ");
        os.act("send", "--wait", "dolly", "{\"add\": 10}").ok();
        long pid = Hands.pid(os, "dolly");
        os.bash("cp -r running/dolly running/sheep 2>&1 || :"); // a hidden file may go meanwhile
        os.awaitReadyWithAnother("sheep", pid);
        os.act("send", "--wait", "sheep", "{\"add\": 100}").ok();
        os.act("send", "--wait", "dolly", "{\"add\": 1}").ok();
        assertEquals("{\"n\": 111}", Files.readString(os.home("sheep").state()).strip());
        assertEquals("{\"n\": 12}", Files.readString(os.home("dolly").state()).strip());
        assertEquals(pid, Hands.pid(os, "dolly"));
        assertNotEquals(pid, Hands.pid(os, "sheep"));
        assertEquals("sheep", os.status("sheep").id().value());
        assertNotEquals(os.status("dolly").inode(), os.status("sheep").inode());
        assertTrue(Files.isDirectory(os.root.send().resolve("sheep")), "it has a drawer of its own");
        assertEquals(
                1,
                os.remainsOf("sheep").stream()
                        .filter(p -> p.pid() == Hands.pid(os, "sheep"))
                        .count());
        os.act("stop", "dolly").ok();
        os.act("send", "--wait", "sheep", "{\"add\": 1}").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cp -r", "cp -a", "cp -al"})
    void the_mail_of_a_copy_is_mail_of_its_own_at_the_same_places(String cp) {
        String id = cp.replaceAll("[^a-z]", "");
        os.spawn(id, "gated");
        for (String body : List.of("1", "2", "3")) {
            os.send(id, body);
        }
        os.awaitGot(id, "1");
        os.eventually("two wait", () -> os.waiting(id).size() == 2);
        String envelope = Programs.text(os.home(id).envelope());
        List<Long> original =
                os.waiting(id).stream().map(n -> SpoolName.parse(n).id()).toList();
        os.bash(cp + " running/" + id + " running/.x-" + id + " 2>&1 || :; rm running/.x-" + id + "/got; mv running/.x-"
                + id + " running/" + id + "2");
        os.awaitGot(id + "2", "1");
        Hands.create(os.home(id + "2").dir().resolve("go"));
        os.awaitGot(id + "2", "1", "2", "3");
        assertEquals(envelope, Programs.text(os.home(id).envelope()), "the original's is its own");
        Hands.create(os.home(id).dir().resolve("go"));
        os.awaitGot(id, "1", "2", "3");
        Hands.awaitJournalled(os, 3, "delivered", id);
        Hands.awaitJournalled(os, 3, "delivered", id + "2");
        List<Long> copied = Hands.journal(os, "delivered", id + "2").stream()
                .map(e -> e.number("id"))
                .toList();
        assertTrue(copied.stream().noneMatch(original::contains), () -> original + " and copied: " + copied);
        List<Long> all = new ArrayList<>(copied);
        Hands.journal(os, "delivered", id).forEach(e -> all.add(e.number("id")));
        assertEquals(6, all.stream().distinct().count(), () -> "numbers delivered: " + all);
    }

    @Test
    void a_copy_of_a_manual_actor_is_played_apart() throws IOException {
        ActorHome me = os.manual("me");
        os.send("me", "1");
        os.eventually("it is current", () -> Files.exists(me.current()));
        os.bash("cp -r running/me running/you 2>&1 || :");
        ActorHome you = os.home("you");
        os.eventually(
                "the copy has a message of its own",
                () -> Files.exists(you.current())
                        && !Files.readString(me.envelope()).equals(Files.readString(you.envelope())));
        Files.delete(you.current());
        os.eventually("it is done", () -> Hands.journal(os, "done", "you").size() == 1);
        assertEquals("1", Files.readString(me.current()));
        Files.delete(me.current());
        os.eventually("so is the other", () -> Hands.journal(os, "done", "me").size() == 1);
    }

    @Test
    void a_copy_of_one_that_has_ended_is_a_clone_too_and_the_grave_stays() {
        os.spawn("dead1", "recorder");
        os.act("stop", "dead1").ok();
        os.awaitBuried("dead1");
        os.bash("cp -r dead/actors/dead1@* running/dead1");
        os.awaitPhase("dead1", Phase.READY);
        os.send("dead1", "1");
        os.awaitGot("dead1", "1");
        assertFalse(Files.exists(os.home("dead1").exit()));
        assertEquals(1, LiveRoot.names(os.root.deadActors(), "dead1@.*").size());
    }

    @Test
    void a_copy_is_not_started_before_it_was_quiet_for_a_cycle() {
        os.spawn("q", "recorder");
        os.bash("""
                last=${EPOCHREALTIME/[.,]/}
                cp -r running/q running/busy 2>&1 || :
                for i in {1..30}; do
                  sleep 0.05
                  this=${EPOCHREALTIME/[.,]/}
                  echo $i > running/busy/file-$((i % 3))
                  [ $((${EPOCHREALTIME/[.,]/} - last)) -lt 150000 ] || late=1 # it was quiet for too long to be blamed
                  last=$this
                  if grep -q '"started","actor":"busy"' journal/*; then [ "${late-}" ] || exit 1; fi
                done
                """);
        os.eventually(
                "it is started when all is quiet",
                () -> os.status("busy").phase() == Phase.READY && Hands.pid(os, "busy") != Hands.pid(os, "q"));
    }

    @Test
    void a_copy_of_a_permanent_one_is_permanent() {
        os.spawnWith("perm", "recorder", Restarts.PERMANENT);
        os.bash("cp -r running/perm running/perm2");
        os.eventually(
                "the clone is ready",
                () -> os.status("perm2").phase() == Phase.READY && Hands.pid(os, "perm2") != Hands.pid(os, "perm"));
        long pid = Hands.pid(os, "perm2");
        Hands.kill(os, "perm2");
        os.eventually(
                "it is started again",
                () -> os.status("perm2").phase() == Phase.READY && Hands.pid(os, "perm2") != pid);
    }

    // ---- what is no actor yet

    @Test
    void one_without_a_specification_is_left_alone_and_said_and_started_when_it_has_one() {
        os.spawn("s1", "recorder");
        os.bash("cp -r running/s1 running/.s2; mv running/.s2/spec.json spec-of-s2; mv running/.s2 running/s2");
        os.eventually("it is said", () -> said("s2"));
        os.bash("mv spec-of-s2 running/s2/spec.json");
        os.send("s2", "1");
        os.awaitGot("s2", "1");
        os.eventually("it is over", () -> !said("s2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\\\"path\\\": 5}", "{\\\"path\\\": \\\"/nowhere/at/all\\\"}", "{\\\"odd\\\": 1}"})
    void one_with_a_wrong_specification_is_left_alone_and_said(String spec) throws IOException {
        String id = "w" + Integer.toHexString(spec.hashCode());
        os.spawn(id, "recorder");
        os.bash("cp -r running/" + id + " running/." + id + "; echo \"" + spec + "\" > running/." + id
                + "/spec.json; mv running/." + id + " running/" + id + "-2");
        os.eventually("it is said", () -> said(id + "-2"));
        assertTrue(os.remainsOf(id + "-2").isEmpty());
        assertTrue(Files.exists(os.home(id + "-2").state()));
        os.bash("rm -r running/" + id + "-2");
        os.eventually("it is over", () -> !said(id + "-2"));
    }

    @Test
    void one_whose_name_is_no_id_is_left_alone_and_said() {
        os.spawn("n", "recorder");
        os.bash("cp -r running/n running/7up; cp -r running/n 'running/two words'; cp -r running/n running/all");
        os.eventually("it is said", () -> said("7up") && said("two words") && said("running/all"));
        os.bash("rm -r running/7up running/two* running/all");
        os.eventually("it is over", () -> !said("7up") && !said("two words") && !said("running/all"));
    }

    @Test
    void a_file_in_running_is_left_alone() throws IOException {
        Files.writeString(os.root.running().resolve("note"), "mine");
        Hands.aCycle(os);
        Hands.aCycle(os);
        assertEquals("mine", Files.readString(os.root.running().resolve("note")));
    }

    // ---- mv: a revival, another name

    @Test
    void one_that_is_moved_back_from_its_grave_lives_again_with_its_state_and_its_mail() throws IOException {
        os.spawnWith("laz", "gated", "\"state\": {\"n\": 1}, ");
        os.publish(os.home("laz").state(), "{\"n\": 5}");
        os.send("laz", "1");
        os.awaitGot("laz", "1");
        os.send("laz", "2");
        os.eventually("the second waits", () -> os.waiting("laz").size() == 1);
        os.act("stop", "laz").ok();
        List<Long> ids =
                Hands.mail(os.awaitBuried("laz")).stream().map(SpoolName::id).toList();
        os.bash("cd dead/actors; for grave in laz@*; do touch $grave/go; done; mv laz@* ../../running/laz");
        os.awaitGot("laz", "1", "1", "2");
        assertEquals("{\"n\": 5}", Files.readString(os.home("laz").state()));
        assertFalse(Files.exists(os.home("laz").exit()));
        os.awaitEqual(
                ids,
                () -> Hands.journal(os, "delivered", "laz").stream()
                        .map(e -> e.number("id"))
                        .skip(1)
                        .toList());
        os.act("stop", "laz").ok();
        os.awaitBuried("laz");
    }

    @Test
    void one_that_crashed_out_of_restarts_is_revived_with_a_clean_slate() {
        os.spawnWith("slate", "recorder", "\"restart\": \"permanent\", \"intensity\": 0, ");
        Hands.kill(os, "slate");
        os.awaitBuried("slate");
        os.bash("mv dead/actors/slate@* running/slate");
        os.send("slate", "1");
        os.awaitGot("slate", "1");
        assertEquals(List.of(), os.status("slate").restartedAt());
    }

    @Test
    void one_may_be_moved_back_under_another_name() {
        os.spawn("was", "recorder");
        os.act("stop", "was").ok();
        os.awaitBuried("was");
        os.bash("mv dead/actors/was@* running/is");
        os.send("is", "1");
        os.awaitGot("is", "1");
        assertEquals("is", os.status("is").id().value());
        assertFalse(Files.exists(os.home("was").dir()));
    }

    @Test
    void renaming_a_living_one_ends_it_and_starts_it_under_its_new_name_with_its_mail() {
        os.spawn("caterpillar", "gated");
        os.send("caterpillar", "1");
        os.awaitGot("caterpillar", "1");
        os.send("caterpillar", "2");
        os.eventually("the second waits", () -> os.waiting("caterpillar").size() == 1);
        os.bash("mv running/caterpillar running/butterfly; touch running/butterfly/go");
        os.eventually("all was handled", () -> os.got("butterfly").contains("2"));
        os.eventually(
                "the old process is gone", () -> os.remainsOf("caterpillar").isEmpty());
        os.eventually(
                "its end is told",
                () -> !Hands.journal(os, "exited", "caterpillar").isEmpty());
        os.send("butterfly", "3");
        os.eventually("it works", () -> os.got("butterfly").contains("3"));
        assertEquals("unknown-actor", os.awaitDead(os.send("caterpillar", "4")).reason());
    }

    @Test
    void one_that_is_moved_out_of_sight_is_ended_and_left_alone() {
        os.spawn("hidden", "recorder");
        os.bash("mv running/hidden running/.hidden-for-now");
        os.eventually("its process is gone", () -> os.remainsOf("hidden").isEmpty());
        Hands.aCycle(os);
        assertTrue(Files.exists(os.root.running().resolve(".hidden-for-now/state.json")));
        os.bash("mv running/.hidden-for-now running/hidden");
        os.send("hidden", "1");
        os.awaitGot("hidden", "1");
    }

    @Test
    void two_that_change_their_names_change_their_mail() {
        os.spawn("left", "recorder");
        os.spawn("right", "recorder");
        os.send("left", "\"l\"");
        os.send("right", "\"r\"");
        os.awaitGot("left", "\"l\"");
        os.awaitGot("right", "\"r\"");
        os.eventually(
                "both are done with it",
                () -> os.status("left").handled() == 1 && os.status("right").handled() == 1);
        os.bash("cd running; mv left .x; mv right left; mv .x right");
        os.send("left", "\"to left\"");
        os.send("right", "\"to right\"");
        os.eventually(
                "both have come",
                () -> os.got("left").size() == 2 && os.got("right").size() == 2);
        assertEquals(List.of("\"r\"", "\"to left\""), os.got("left"));
        assertEquals(List.of("\"l\"", "\"to right\""), os.got("right"));
    }

    // ---- rm: a kill

    @Test
    void deleting_a_directory_kills_its_actor_and_frees_its_name() {
        os.spawnWith("rm", "forker", Restarts.PERMANENT);
        os.bash("until rm -rf running/rm; do :; done");
        os.eventually("no process of it is left", () -> os.remainsOf("rm").isEmpty());
        os.eventually(
                "it is in the journal", () -> !Hands.journal(os, "exited", "rm").isEmpty());
        os.spawn("rm", "recorder");
        os.send("rm", "1");
        os.awaitGot("rm", "1");
    }

    private boolean said(String what) {
        return Hands.degraded(os).stream().anyMatch(sentence -> sentence.contains(what));
    }
}
