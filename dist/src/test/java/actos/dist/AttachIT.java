package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that were started elsewhere, as under a debugger, play actors. */
class AttachIT {
    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endThem() {
        started.forEach(Process::destroyForcibly);
    }

    /** Starts a program by hand with the arguments that a supervisor would give it. */
    private Process byHand(String id, String actor) throws IOException {
        ActorHome home = os.home(id);
        ProcessBuilder builder = new ProcessBuilder(
                        Programs.actor(actor).toString(),
                        id,
                        home.state().toString(),
                        home.current().toString(),
                        os.root.drawer(new ActorId(id)).toString())
                .directory(home.dir().toFile())
                .redirectErrorStream(true)
                .redirectOutput(os.base().resolve(id + ".out").toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private void attach(String id, Process process) {
        assertEquals(
                "process " + process.pid() + " plays " + id + "\n",
                os.act("attach", id, Long.toString(process.pid())).ok().err());
    }

    @Test
    void a_process_plays_an_actor_until_it_ends_and_the_next_one_goes_on() throws Exception {
        os.start();
        ActorHome a = os.manual("a");
        os.send("a", "1");
        os.send("a", "2");
        Process first = byHand("a", "gated");
        attach("a", first);
        assertEquals(first.pid(), os.status("a").pid());
        os.awaitGot("a", "1");
        first.destroyForcibly().waitFor();
        os.eventually("its end is told", () -> os.journal("detached").size() == 1);
        os.eventually(
                "a person could play it",
                () -> os.status("a").pid() == null && os.status("a").phase() == Phase.READY);
        Files.createFile(a.dir().resolve("go"));
        attach("a", byHand("a", "gated"));
        os.awaitGot("a", "1", "1", "2");
        os.send("a", "3");
        os.awaitGot("a", "1", "1", "2", "3");
        os.awaitJournalled(1, "returned");
        assertEquals(1, os.journal("returned").get(0).number("attempt")); // nobody is to blame
    }

    @Test
    void an_actor_that_is_not_there_is_made() throws Exception {
        os.start();
        Process process = new ProcessBuilder("bash", "-c", "trap : USR1; while :; do sleep 0.05; done").start();
        started.add(process);
        attach("fresh", process);
        assertTrue(os.status("fresh").manual());
        os.send("fresh", "1");
        os.eventually("it is delivered", () -> Files.exists(os.home("fresh").current()));
    }

    @Test
    void the_supervisor_never_ends_it() throws Exception {
        os.start();
        os.manual("a");
        os.manual("b");
        os.manual("c");
        Process a = byHand("a", "recorder");
        Process b = byHand("b", "recorder");
        Process c = byHand("c", "recorder");
        attach("a", a);
        attach("b", b);
        attach("c", c);
        assertTrue(os.act("kill", "a").ended(1).err().contains("was attached to a, and act never ends such a one"));
        os.act("stop", "--now", "a").ok();
        os.awaitBuried("a");
        os.bash("until rm -rf running/b; do :; done");
        os.eventually("it is known", () -> os.journal("buried").size() == 2);
        os.shutdown();
        assertTrue(a.isAlive() && b.isAlive() && c.isAlive(), "one of them was ended");
    }

    @Test
    void it_plays_on_under_the_next_supervisor() throws Exception {
        os.start();
        os.manual("a");
        os.manual("b");
        Process a = byHand("a", "recorder");
        Process b = byHand("b", "gated");
        attach("a", a);
        attach("b", b);
        os.send("b", "1");
        os.awaitGot("b", "1");
        os.eventually(
                "their status says so",
                () -> os.status("b").pid() != null && os.status("a").pid() != null);
        os.supervisor().destroyForcibly().waitFor();
        b.destroyForcibly().waitFor();
        os.drop("a", "2");
        os.start();
        os.awaitGot("a", "2");
        assertEquals(a.pid(), os.status("a").pid());
        os.eventually(
                "what the other one had not done is there",
                () -> Files.exists(os.home("b").current()));
        os.eventually("its end is told", () -> os.journal("detached").size() == 1);
        os.eventually("it can be played again", () -> os.status("b").pid() == null);
    }

    @Test
    void who_cannot_be_attached_to_says_why() throws Exception {
        os.start();
        os.spawn("a", "recorder");
        os.manual("b");
        Process one = byHand("b", "recorder");
        Process other = byHand("b", "recorder");
        String itsOwn = os.act("attach", "a", Long.toString(one.pid())).ended(1).err();
        assertTrue(itsOwn.contains("only a manual actor can be played"), itsOwn);
        attach("b", one);
        String taken =
                os.act("attach", "b", Long.toString(other.pid())).ended(1).err();
        assertTrue(taken.contains("process " + one.pid() + " plays it already"), taken);
        String nobody = os.act("attach", "b", "999999999").ended(1).err();
        assertTrue(nobody.contains("there is no process 999999999"), nobody);
        os.manual("c");
        String twice = os.act("attach", "c", Long.toString(one.pid())).ended(1).err();
        assertTrue(twice.contains("plays b already"), twice);
        String supervisor = os.act("attach", "c", Long.toString(os.supervisor().pid()))
                .ended(1)
                .err();
        assertTrue(supervisor.contains("is the supervisor"), supervisor);
        os.publish(os.home("c").attach(), "nonsense");
        os.eventually("nonsense is taken away", () -> !Files.exists(os.home("c").attach()));
        Path deaf = os.base().resolve("deaf.out");
        Process silent =
                new ProcessBuilder("sleep", "600").redirectOutput(deaf.toFile()).start();
        started.add(silent);
        String notReady =
                os.act("attach", "c", Long.toString(silent.pid())).ended(1).err();
        assertTrue(notReady.contains("it does not catch USR1"), notReady);
        os.act("attach", "fresh", Long.toString(one.pid())).ended(1);
        os.awaitBuried("fresh");
        assertTrue(silent.isAlive(), "it was signalled");
    }
}
