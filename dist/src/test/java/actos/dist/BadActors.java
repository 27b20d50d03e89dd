package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Actors that do not behave harm nobody but themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class BadActors {
    @RegisterExtension
    final LiveRoot os;

    BadActors(Mode mode) {
        os = LiveRoot.forAllTests(mode);
    }

    @BeforeAll
    void start() {
        os.start().spawn("good", "recorder");
    }

    @Test
    void one_that_exits_at_once_is_buried_and_act_says_why() {
        Ran ran = os.act("spawn", "--id", "q1", Programs.actor("quitter").toString(), "3");
        assertNotEquals(0, ran.code());
        assertTrue(ran.err().contains("3"), ran::toString);
        assertFalse(ran.err().contains("Exception"), ran::toString);
        ActorExit exit = LiveRoot.exit(os.awaitBuried("q1"));
        assertEquals(3, exit.code());
    }

    @Test
    void one_that_is_no_program_of_this_machine_is_buried_or_refused() throws IOException {
        Path odd = Files.write(os.base().resolve("odd"), new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2, 3});
        assertTrue(odd.toFile().setExecutable(true));
        os.request("q2", "{\"path\": \"" + odd + "\"}");
        os.eventually(
                "it is refused or buried",
                () -> !LiveRoot.names(os.root.deadSpawn(), "q2@.*\\.why").isEmpty()
                        || !LiveRoot.names(os.root.deadActors(), "q2@.*").isEmpty());
        os.eventually("it does not run", () -> !Files.exists(os.home("q2").dir()));
    }

    @Test
    void one_that_never_gets_ready_gets_no_mail_and_is_given_up() {
        os.request("q3", LiveRoot.spec("", "never-ready"));
        String name = os.send("q3", "1");
        os.awaitPhase("q3", Phase.STARTING);
        ActorHome grave = os.awaitBuried("q3");
        assertTrue(LiveRoot.exit(grave).why().contains("ready"), LiveRoot.exit(grave)::why);
        assertEquals(
                List.of(name),
                LiveRoot.names(grave.spool(), ".*").stream()
                        .map(n -> SpoolName.parse(n).name().value())
                        .toList());
        assertTrue(os.remainsOf("q3").isEmpty());
    }

    @Test
    void one_that_ignores_TERM_is_killed_after_its_time() {
        os.spawnWith("q4", "deaf", "\"stopTimeout\": \"500ms\", ");
        long asked = System.nanoTime();
        os.act("stop", "q4").ok();
        assertTrue(System.nanoTime() - asked >= 500_000_000L, "it was not given its time");
        assertEquals("KILL", LiveRoot.exit(os.awaitBuried("q4")).signal());
        assertTrue(os.remainsOf("q4").isEmpty());
    }

    @Test
    void a_child_that_still_holds_current_of_a_dead_actor_is_killed_before_it_can_delete_it() {
        os.spawn("q5", "delegator");
        os.send("q5", "1");
        os.awaitGot("q5", "1");
        os.eventually("the child is there", () -> os.remainsOf("q5").size() >= 4); // and a sleep of each
        os.bash("kill -KILL $(cat running/q5/.pid)");
        ActorHome grave = os.awaitBuried("q5");
        List<String> mail = LiveRoot.names(grave.spool(), ".*");
        assertEquals(1, mail.size(), () -> "mail in the grave: " + mail);
        assertEquals(2, SpoolName.parse(mail.get(0)).attempt());
        assertTrue(os.remainsOf("q5").isEmpty(), () -> "left: " + Remains.describe(os.remainsOf("q5")));
    }

    @Test
    void one_that_deletes_its_own_directory_is_ended() {
        os.spawn("q6", "eraser");
        os.send("q6", "1");
        os.eventually("no process of it is left", () -> os.remainsOf("q6").isEmpty());
        os.eventually(
                "its end is in the journal",
                () -> os.journal("exited").stream().anyMatch(e -> "q6".equals(e.text("actor"))));
        os.spawn("q6", "recorder");
        os.send("q6", "2");
        os.awaitGot("q6", "2");
    }

    @Test
    void children_and_grandchildren_end_with_their_actor() {
        os.spawn("q7", "forker");
        os.send("q7", "1");
        os.awaitGot("q7", "1");
        os.eventually("the family is complete", () -> os.remainsOf("q7").size() >= 6);
        os.act("stop", "q7").ok();
        assertTrue(os.remainsOf("q7").isEmpty(), () -> "left: " + Remains.describe(os.remainsOf("q7")));
    }

    @Test
    void children_end_also_when_their_actor_ends_by_itself() {
        os.spawn("q8", "forker");
        os.bash("kill -KILL $(cat running/q8/.pid)");
        os.awaitBuried("q8");
        assertTrue(os.remainsOf("q8").isEmpty(), () -> "left: " + Remains.describe(os.remainsOf("q8")));
    }

    @Test
    void one_that_prints_200_MB_does_not_fill_the_disk() {
        os.spawn("q9", "shouter");
        os.send("q9", "1");
        os.awaitGot("q9", "1");
        os.eventually("its log is small again", () -> Files.size(os.home("q9").log()) < 32 << 20);
        os.send("q9", "2");
        os.awaitGot("q9", "1", "2");
        os.eventually("the log is still written", () -> Files.size(os.home("q9").log()) > 0);
    }

    @Test
    void one_that_crashes_on_a_message_takes_it_into_its_grave() {
        os.spawn("q10", "quitting", "9");
        os.send("q10", "\"poison\"");
        ActorHome grave = os.awaitBuried("q10");
        assertEquals(9, LiveRoot.exit(grave).code());
        List<String> mail = LiveRoot.names(grave.spool(), ".*");
        assertEquals(1, mail.size());
        assertEquals(2, SpoolName.parse(mail.get(0)).attempt());
    }

    @Test
    void one_that_is_stopped_by_a_signal_is_still_there_afterwards() throws IOException {
        os.spawn("q11", "recorder");
        long pid = Long.parseLong(Files.readString(os.home("q11").pid()).strip());
        os.bash("kill -STOP " + pid);
        os.send("q11", "1");
        os.eventually("it has been delivered", () -> Files.exists(os.home("q11").current()));
        os.bash("kill -CONT " + pid);
        os.awaitGot("q11", "1");
    }

    @Test
    void the_others_go_on() {
        os.send("good", "1");
        os.eventually("it has come", () -> os.got("good").contains("1"));
    }
}
