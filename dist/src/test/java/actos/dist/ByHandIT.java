package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does with echo, mv, cp, rm and kill, without {@code act}. */
@ParameterizedClass
@EnumSource(Mode.class)
class ByHandIT {
    @RegisterExtension
    final LiveRoot os;

    ByHandIT(Mode mode) {
        os = LiveRoot.forOneTest(mode);
    }

    @BeforeEach
    void start() {
        os.start();
    }

    @Test
    void everything_can_be_done_with_echo_mv_and_kill() {
        os.with("ACTOR", Programs.actor("counter").toString());
        os.bash("""
                soon() { for i in {1..1000}; do if eval "$1"; then return; fi; sleep 0.02; done; echo "never: $1"; exit 1; }
                echo '{"path": "'"$ACTOR"'", "state": {"n": 1}}' > spawn/.sum && mv spawn/.sum spawn/sum.json
                kill -USR1 $(cat .pid)
                soon '[ -e running/sum/.pid ]'
                for i in 2 3 4; do
                  echo "{\\"add\\": $i}" > send/.m && mv send/.m send/sum::$i.json
                done
                kill -USR1 $(cat .pid)
                soon '[ "$(jq .n running/sum/state.json)" = 10 ]'
                touch running/sum/stop
                kill -USR1 $(cat .pid)
                soon '[ -e dead/actors/sum@*/exit.json ]'
                [ "$(jq .n dead/actors/sum@*/state.json)" = 10 ]
                kill $(cat .pid)
                """);
        os.awaitCleanEnd();
    }

    @Test
    void supervisor_json_is_put_back_when_somebody_has_deleted_or_forged_it() {
        os.bash("rm supervisor.json");
        os.eventually("it is there again", () -> Files.exists(os.root.systemStatus()));
        os.bash("echo '{\"pid\": 1}' > .x; mv .x supervisor.json");
        os.eventually(
                "it is ours again",
                () -> Hands.system(os).pid() == os.supervisor().pid());
    }

    @Test
    void a_status_is_put_back_when_somebody_has_deleted_it() {
        ActorHome home = os.spawn("r", "recorder");
        String before = os.status("r").toString();
        os.bash("rm running/r/status.json");
        os.eventually("it is there again", () -> Files.exists(home.status()));
        assertEquals(before, os.status("r").toString());
    }

    @Test
    void a_file_that_is_written_in_place_is_taken_whole() {
        os.spawn("r", "recorder");
        os.bash("for i in 1 2 3; do echo '{\"a\":' > send/r::$i; echo \"$i}\" >> send/r::$i; done; "
                + "kill -USR1 $(cat .pid)");
        os.eventually(
                "all have come",
                () -> os.got("r").stream().filter("1}"::equals).count()
                                + os.got("r").stream().filter("2}"::equals).count()
                                + os.got("r").stream().filter("3}"::equals).count()
                        == 3);
    }

    @Test
    void a_person_plays_a_manual_actor() throws IOException {
        os.spawn("r", "recorder");
        ActorHome me = os.manual("me");
        os.send("me", "\"who is there?\"");
        os.eventually("the message is current", () -> Files.exists(me.current()));
        os.bash("""
                [ "$(cat running/me/spool/current)" = '"who is there?"' ]
                [ "$(jq .attempt running/me/envelope.json)" = 1 ]
                echo '"it is me"' > send/me/.x && mv send/me/.x send/me/r::answer.json
                rm running/me/spool/current
                kill -USR1 $(cat .pid)
                """);
        os.eventually("the answer has come", () -> os.got("r").contains("\"it is me\""));
        os.eventually("it is done", () -> os.journal("done").size() == 2);
        JournalEntry answer = os.journal("taken").get(1);
        assertEquals("me", answer.text("from"));
        assertEquals(os.journal("taken").get(0).number("id"), answer.number("cause"));

        os.bash("touch running/me/stop; kill -USR1 $(cat .pid)");
        os.awaitBuried("me");
    }

    @Test
    void a_mailbox_that_is_deleted_is_made_again_and_holds_up_nobody() {
        os.spawn("r", "recorder");
        os.manual("me");
        os.bash("rm -r running/me/spool; echo '\"1\"' > send/me::x.json; echo '\"2\"' > send/r::x.json");
        os.awaitGot("r", "\"2\"");
        os.eventually(
                "it is delivered",
                () -> Programs.text(os.home("me").current()).strip().equals("\"1\""));
    }

    @Test
    void act_plays_a_manual_actor() {
        os.spawn("r", "recorder");
        os.spawn("f", "forwarder", "me");
        assertEquals("me", os.act("spawn", "--manual", "--id", "me").ok().line());
        os.send("f", "\"question\"");
        os.eventually("the message is current", () -> Files.exists(os.home("me").current()));
        os.act("reply", "me", "\"answer\"").ok();
        os.eventually("the answer has come", () -> os.got("f").contains("\"answer\""));
    }

    @Test
    void a_waiting_message_that_is_renamed_changes_its_place() throws IOException {
        ActorHome me = threeWaiting();
        os.bash("mv running/me/spool/*~~~m3.json running/me/spool/000000000000~4~~~m3.json");
        os.eventually("the move is in the journal", () -> numbers("moved").equals(List.of(4L)));
        assertEquals(List.of("1", "3", "2"), playThrough(me, 3));
        assertEquals(List.of(4L), numbers("moved"));
    }

    @Test
    void a_waiting_message_that_is_deleted_is_not_delivered() throws IOException {
        ActorHome me = threeWaiting();
        os.bash("rm running/me/spool/*~~~m2.json");
        os.eventually("the loss is in the journal", () -> os.journal("dropped").size() == 1);
        assertEquals(List.of("1", "3"), playThrough(me, 2));
    }

    @Test
    void a_waiting_message_that_is_edited_keeps_its_place() throws IOException {
        ActorHome me = threeWaiting();
        os.bash("f=$(echo running/me/spool/*~~~m2.json); echo -n 22 > .new; mv .new \"$f\"");
        assertEquals(List.of("1", "22", "3"), playThrough(me, 3));
    }

    @Test
    void a_waiting_message_that_is_copied_becomes_a_new_one() throws IOException {
        ActorHome me = threeWaiting();
        os.bash("cd running/me/spool; cp *~~~m2.json 999999999999~3~~~copy.json");
        assertEquals(List.of("1", "2", "3", "2"), playThrough(me, 4));
        List<Long> delivered = numbers("delivered");
        assertEquals(4, delivered.stream().distinct().count(), () -> "numbers delivered: " + delivered);
    }

    @Test
    void a_file_put_into_a_spool_by_hand_is_a_message() throws IOException {
        ActorHome me = threeWaiting();
        os.bash("echo -n '\"by hand\"' > running/me/.x; mv running/me/.x running/me/spool/x.json");
        assertEquals(List.of("1", "2", "3", "\"by hand\""), playThrough(me, 4));
        os.awaitJournalled(1, "added");
    }

    @Test
    void a_message_that_is_held_waits_until_it_is_let_go() throws IOException {
        ActorHome me = threeWaiting();
        os.bash("cd running/me/spool; for f in *~~~m2.json; do mv $f $f.held; done");
        assertEquals(List.of("1", "3"), playThrough(me, 2));
        os.bash("cd running/me/spool; for f in *.held; do mv $f ${f%.held}; done; kill -USR1 $(cat ../../../.pid)");
        assertEquals(List.of("2"), playThrough(me, 1));
    }

    @Test
    void mail_that_is_moved_to_another_actor_is_delivered_there() throws IOException {
        ActorHome me = threeWaiting();
        os.spawn("r", "recorder");
        os.bash("mv running/me/spool/*~~~m2.json running/r/spool/");
        os.awaitGot("r", "2");
        assertEquals(List.of("1", "3"), playThrough(me, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "send/me", "running/me/spool"})
    void a_directory_that_is_replaced_by_a_link_is_not_followed(String which) throws IOException {
        os.manual("me");
        Path elsewhere = Files.createDirectory(os.base().resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("mine.json"), "1");
        Files.writeString(elsewhere.resolve("r::x.json"), "1");
        // a scan in between may make the directory again
        os.bash("ln -s \"$PWD/../elsewhere\" .link; mv " + which + " .old; until mv -T .link " + which + "; do rm -rf "
                + which + "; done; kill -USR1 $(cat .pid)");
        // a scan reads the file cycle: one that finds nonsense in it and one that does not are two scans
        Files.writeString(os.root.cycle(), "soon");
        os.eventually("a scan", () -> tellsOfCycle("degraded"));
        Files.writeString(os.root.cycle(), "100ms");
        os.eventually("another scan", () -> tellsOfCycle("recovered"));
        assertEquals(List.of("mine.json", "r::x.json"), LiveRoot.names(elsewhere, ".*"));
    }

    @Test
    void a_directory_that_vanishes_is_a_kill_of_that_actor() {
        os.spawn("a", "recorder");
        os.spawn("b", "recorder");
        os.bash("until rm -rf running/a; do :; done; kill -USR1 $(cat .pid)");
        os.eventually("no process of it is left", () -> os.remainsOf("a").isEmpty());
        os.send("b", "1");
        os.awaitGot("b", "1");
    }

    @Test
    void editors_and_half_done_copies_are_left_alone() {
        os.spawn("r", "recorder");
        List<String> names = List.of(".r::1.json", "#r::2.json", "r::3.json~", "r::4.tmp", "r::5.swp", "r::6.part");
        for (String name : names) {
            os.publish(os.root.send().resolve(name), "1");
        }
        os.awaitDead(os.send("nobody", "0")); // a cycle has gone by
        os.send("r", "\"the only one\"");
        os.awaitGot("r", "\"the only one\"");
        for (String name : names) {
            assertTrue(Files.exists(os.root.send().resolve(name)), name + " was touched");
        }
    }

    @Test
    void the_state_can_be_changed_between_two_messages() throws IOException {
        os.spawnWith("sum", "counter", "\"state\": {\"n\": 1}, ");
        os.act("send", "--wait", "sum", "{\"add\": 1}").ok();
        Path state = os.home("sum").state();
        Files.writeString(state, "{\"n\": 100}");
        os.act("send", "--wait", "sum", "{\"add\": 1}").ok();
        assertEquals("{\"n\": 101}", Files.readString(state).strip());
    }

    /** A manual actor with message 1 current, and 1, 2 and 3 having been sent: m1, m2, m3 with IDs 2, 3 and 4. */
    private ActorHome threeWaiting() throws IOException {
        os.awaitDead(os.send("nobody", "0")); // so that numbers are not all alike: this one has ID 1
        ActorHome me = os.manual("me");
        for (String body : List.of("1", "2", "3")) {
            os.publish(os.root.send().resolve("me::m" + body + ".json"), body);
        }
        os.signal();
        os.eventually("one is current", () -> Files.exists(me.current()));
        os.eventually("two wait", () -> os.waiting("me").size() == 2);
        return me;
    }

    /** Handles so many messages as a person does; returns their bodies. Nothing more must come. */
    private List<String> playThrough(ActorHome me, int count) throws IOException {
        List<String> bodies = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            os.awaitDead(os.send("nobody", "0")); // a cycle, so that what was done by hand has been seen
            os.eventually("one is current", () -> Files.exists(me.current()));
            bodies.add(Files.readString(me.current()).strip());
            Files.delete(me.current());
        }
        os.awaitDead(os.send("nobody", "0"));
        os.awaitDead(os.send("nobody", "0")); // what a scan brings comes after its dead letters
        assertFalse(Files.exists(me.current()), "one too many was delivered");
        return bodies;
    }

    private boolean tellsOfCycle(String event) {
        return os.journal(event).stream().anyMatch(e -> e.text("what").contains("cycle"));
    }

    private List<Long> numbers(String event) {
        return os.journal(event).stream().map(e -> e.number("id")).toList();
    }
}
