package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.Hit;
import actos.protocol.Json;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The debugger by hand, with files alone: what holds with notices and with {@code --scan-only}. */
abstract class Pausing {
    @RegisterExtension
    final LiveRoot os;

    Pausing(Mode mode) {
        os = LiveRoot.forOneTest(mode);
    }

    private void touch(String file) {
        os.bash("touch " + file);
    }

    private void remove(String file) {
        os.bash("rm " + file);
    }

    final SystemStatus system() throws IOException {
        return Json.read(Files.readAllBytes(os.root.systemStatus()), SystemStatus.class);
    }

    final void awaitSystem(boolean paused) {
        os.eventually("the system is " + (paused ? "paused" : "resumed"), () -> system().paused() == paused);
    }

    /** One step by hand, and what the journal says of it. */
    final String step(String what) {
        int before = os.journal("stepped").size();
        os.publish(os.root.step(), what);
        os.eventually("the step is made", () -> os.journal("stepped").size() > before);
        assertFalse(Files.exists(os.root.step()), "step was not taken away");
        return os.journal("stepped")
                .get(before)
                .line()
                .without(List.of("seq", "at", "event"))
                .toString()
                .replace('"', '\'');
    }

    @Test
    void a_paused_system_takes_mail_delivers_nothing_and_goes_on_in_order() {
        os.start();
        os.spawn("a", "recorder");
        touch("paused");
        awaitSystem(true);
        os.send("a", "1");
        os.send("a", "2");
        os.spawn("b", "recorder");
        os.send("b", "3");
        os.eventually("all is taken", () -> os.journal("taken").size() == 3);
        assertEquals(2, os.waiting("a").size());
        assertEquals(List.of(), os.journal("delivered"));
        remove("paused");
        os.awaitGot("a", "1", "2");
        os.awaitGot("b", "3");
        os.awaitJournalled(1, "paused");
        os.awaitJournalled(1, "resumed");
    }

    @Test
    void a_paused_actor_waits_and_its_handler_finishes() throws IOException {
        os.start();
        ActorHome a = os.spawn("a", "gated");
        os.spawn("b", "recorder");
        os.send("a", "1");
        os.awaitGot("a", "1");
        touch("running/a/paused");
        os.eventually("its status says so", () -> os.status("a").paused());
        os.send("a", "2");
        os.send("b", "3");
        os.awaitGot("b", "3");
        Files.createFile(a.dir().resolve("go"));
        os.eventually("the handler is done", () -> os.status("a").handled() == 1);
        assertEquals(1, os.waiting("a").size());
        os.bash("mv running/a/paused running/a/resumed"); // any way to take it away does
        os.awaitGot("a", "1", "2");
        os.eventually("its status says so", () -> !os.status("a").paused());
    }

    @Test
    void steps_go_in_order_or_as_they_are_chosen() {
        os.start();
        os.spawn("a", "recorder");
        os.spawn("b", "recorder");
        assertEquals("{'request':null,'what':'*','why':'nothing is paused'}", step(""));
        touch("paused");
        awaitSystem(true);
        for (int number = 1; number <= 4; number++) {
            os.send(number == 2 ? "b" : "a", Integer.toString(number));
            int taken = number;
            os.eventually("it has this number", () -> os.journal("taken").size() == taken);
        }
        assertEquals("{'request':'t','what':'3','id':3,'actor':'a'}", step("3 t"));
        os.awaitGot("a", "3");
        assertEquals("{'request':null,'what':'b','id':2,'actor':'b'}", step("b"));
        os.awaitGot("b", "2");
        os.bash("cd running/a/spool; mv 000000000004~* 000000000000~$(ls | grep ^000000000004~ | cut -d~ -f2-)");
        os.eventually("a is free", () -> os.status("a").handled() == 1);
        assertEquals("{'request':null,'what':'*','id':4,'actor':'a'}", step("*"));
        os.awaitGot("a", "3", "4");
        remove("paused");
        os.awaitGot("a", "3", "4", "1");
    }

    @Test
    void a_breakpoint_stops_what_it_describes_once() throws IOException {
        os.start();
        os.spawn("a", "recorder");
        os.publish(os.root.breakpoint("big"), "{\"actor\": \"a\", \"when\": \".add > 100\"}");
        os.eventually("it is known", () -> system().breaks().size() == 1);
        os.send("a", "{\"add\": 5}");
        os.send("a", "{\"add\": 500}");
        os.send("a", "{\"add\": 7}");
        os.eventually("it was hit", () -> Files.exists(os.home("a").paused()));
        os.awaitGot("a", "{\"add\": 5}");
        byte[] paused = Files.readAllBytes(os.home("a").paused());
        Hit hit = Hit.parse(paused, paused.length);
        assertEquals("big", hit.breakpoint());
        assertEquals(2, hit.message());
        os.eventually("all is taken", () -> os.journal("taken").size() == 3);
        assertEquals(2, os.waiting("a").size());
        os.eventually("the hit is counted", () -> system().breaks().get(0).hits() == 1);
        remove("running/a/paused");
        os.awaitGot("a", "{\"add\": 5}", "{\"add\": 500}", "{\"add\": 7}");
        os.awaitJournalled(1, "breakHit");
    }

    @Test
    void a_broken_breakpoint_says_why_and_stops_nothing() throws IOException {
        os.start();
        os.spawn("a", "recorder");
        os.publish(os.root.breakpoint("bad"), "{\"when\": \".a >\"}");
        os.bash("echo '{' > breaks/worse.json; echo '{\"colour\": 1}' > breaks/.x; mv breaks/.x breaks/odd.json; "
                + "ln -s /etc/passwd breaks/link.json; echo '{\"when\": \".x.y > 1\"}' > breaks/type.json");
        os.eventually("all are known", () -> system().breaks().size() == 5);
        os.send("a", "{\"x\": 1}");
        os.awaitGot("a", "{\"x\": 1}");
        os.eventually("each says why", () -> system().breaks().stream().allMatch(b -> b.problem() != null));
        List<String> problems = system().breaks().stream()
                .map(b -> b.name() + ": " + b.problem())
                .toList();
        assertTrue(problems.get(0).startsWith("bad: \".a >\" is wrong at character "), problems.get(0));
        assertTrue(problems.get(1).contains("no regular file"), problems.get(1));
        assertTrue(problems.get(2).contains("unknown field \"colour\""), problems.get(2));
        assertEquals("type: the field y is asked for of a number", problems.get(3));
        assertTrue(problems.get(4).contains("not JSON"), problems.get(4));
        os.bash("echo '{}' > breaks/bad.json");
        os.eventually("it is mended", () -> system().breaks().get(0).problem() == null);
        os.send("a", "2");
        os.eventually("and works", () -> Files.exists(os.home("a").paused()));
    }

    @Test
    void a_breakpoint_can_look_at_the_envelope_or_the_state_and_stop_everything() throws IOException {
        os.start();
        os.spawnWith("a", "counter", "\"state\": {\"n\": 0}, ");
        os.publish(os.root.breakpoint("full"), "{\"when\": \".n >= 2\", \"on\": \"state\", \"all\": true}");
        os.publish(os.root.breakpoint("third"), "{\"when\": \".id == 1\", \"on\": \"envelope\"}");
        os.eventually("they are known", () -> system().breaks().size() == 2);
        os.send("a", "{\"add\": 2}");
        os.eventually("the envelope is stopped", () -> Files.exists(os.home("a").paused()));
        remove("running/a/paused");
        os.send("a", "{\"add\": 2}");
        os.eventually("the state stops the next", () -> Files.exists(os.root.paused()));
        assertEquals("{\"n\": 2}", Files.readString(os.home("a").state()).strip());
        remove("paused");
        os.eventually(
                "both are handled", () -> Files.readString(os.home("a").state()).contains("4"));
    }

    @Test
    void a_supervisor_that_is_killed_leaves_pauses_and_hits_to_the_next() throws Exception {
        os.start();
        os.spawn("a", "recorder");
        os.spawn("b", "recorder");
        os.publish(os.root.breakpoint("all"), "{\"actor\": \"a\"}");
        os.eventually("it is known", () -> system().breaks().size() == 1);
        os.send("a", "1");
        os.eventually("it was hit", () -> Files.exists(os.home("a").paused()));
        touch("paused");
        awaitSystem(true);
        os.supervisor().destroyForcibly().waitFor();
        os.drop("b", "2");
        os.start();
        os.eventually("it is known again", () -> system().breaks().size() == 1);
        os.eventually("what came meanwhile is taken", () -> os.waiting("b").size() == 1);
        assertEquals(List.of(), os.journal("delivered"));
        remove("paused");
        os.awaitGot("b", "2");
        remove("running/a/paused");
        os.awaitGot("a", "1");
        os.awaitJournalled(1, "breakHit");
    }

    // ---- changes by hand --------------------------------------------------------------------------------------------

    @Test
    void a_change_of_a_waiting_message_is_told_of_when_it_is_delivered() {
        os.start();
        os.spawn("a", "recorder");
        touch("paused");
        awaitSystem(true);
        os.send("a", "1");
        os.send("a", "2");
        os.send("a", "3");
        os.eventually("all is taken", () -> os.waiting("a").size() == 3);
        os.bash("cd running/a/spool; echo 10 > 000000000001~*; "
                + "f=$(ls | grep ^000000000002~); echo 20 > .x; mv .x $f; touch 000000000003~*");
        remove("paused");
        os.awaitGot("a", "10", "20", "3");
        os.awaitEqual(
                List.of("1 10", "2 20"),
                () -> os.journal("edited").stream()
                        .map(e -> e.number("id") + " " + e.line().get("body"))
                        .toList());
    }

    @Test
    void a_message_that_was_made_no_JSON_or_no_file_waits_until_it_is_some() throws IOException {
        os.start();
        os.spawn("a", "recorder");
        touch("paused");
        awaitSystem(true);
        os.send("a", "1");
        os.eventually("it is taken", () -> os.waiting("a").size() == 1);
        os.bash("echo '{' > running/a/spool/000000000001~*");
        remove("paused");
        os.eventually("it is said", () -> system().degraded().toString().contains("message 1 is not JSON"));
        assertEquals(List.of(), os.got("a"));
        os.bash("cd running/a/spool; f=$(ls); ln -sf /etc/hostname $f");
        os.eventually(
                "so is that", () -> system().degraded().toString().contains("message 1 is no regular file any more"));
        os.bash("cd running/a/spool; f=$(ls); rm $f; echo 5 > .new; mv .new $f");
        os.awaitGot("a", "5");
        os.eventually("all is well again", () -> system().degraded().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rm running/a/spool/0*", "f=$(ls running/a/spool/0*); mv $f $f.held", "touch running/a/stop"})
    void what_cannot_be_delivered_is_not_told_of_when_it_is_gone(String change) {
        os.start();
        os.manual("a");
        os.bash("echo '{' > running/a/spool/x.json");
        os.eventually("it is said", () -> system().degraded().toString().contains("message 1 is not JSON"));
        os.bash(change);
        os.eventually("all is well again", () -> system().degraded().isEmpty());
    }

    @Test
    void a_change_of_the_state_is_told_of_and_so_is_its_loss() throws IOException {
        os.start();
        ActorHome a = os.spawnWith("a", "gated-counter", "\"state\": {\"n\": 0}, ");
        os.bash("echo '{\"n\": 10}' > running/a/state.json"); // in place, as nano does
        os.eventually("it is told", () -> os.journal("edited").size() == 1);
        os.send("a", "{\"add\": 1}");
        os.eventually("the handler has begun", () -> Files.exists(a.dir().resolve("begun")));
        // whoever changes it now is too late, and sees that only when the handler is done
        os.eventually("the handler is at work for a while", () -> os.status("a").current() != null);
        awaitHandling(200);
        os.publish(a.state(), "{\"n\": 1000}");
        awaitSeen();
        os.bash("touch running/a/go");
        os.eventually("the loss is told", () -> os.journal("overwritten").size() == 1);
        assertEquals("{\"n\": 11}", Files.readString(a.state()).strip());
        assertEquals(
                "{\"n\":1000}",
                os.journal("overwritten").get(0).line().get("state").toString());
        assertTrue(Programs.text(os.log()).contains("and then written over"));
    }

    /** A change counts as one by hand only when the handler has been at work for a moment. */
    private void awaitHandling(long millis) {
        os.eventually("it has been current for " + millis + " ms", () -> {
            long since = os.status("a").current().since().toEpochMilli();
            return System.currentTimeMillis() - since > millis;
        });
    }

    /** Two more scans, or notices, have come by. */
    private void awaitSeen() {
        int before = os.journal("taken").size();
        os.send("a", "{\"add\": 0}");
        os.eventually("what is later was seen", () -> os.journal("taken").size() > before);
        os.send("a", "{\"add\": 0}");
        os.eventually("what is later was seen", () -> os.journal("taken").size() > before + 1);
    }
}
