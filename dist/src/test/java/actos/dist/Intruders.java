package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links and lies inside one actor's directory, with one supervisor for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class Intruders {
    @RegisterExtension
    final LiveRoot os;

    Intruders(Mode mode) {
        os = LiveRoot.forAllTests(mode);
    }

    @BeforeAll
    void start() {
        os.start("--cycle", "100ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.json", "envelope.json", "redo.json", "out.log", "status.json", ".pid", "spec.json"})
    void a_file_that_becomes_a_link_is_not_followed(String file) {
        Canary canary = new Canary(os.base());
        String id = "a" + file.replaceAll("[^a-z]", "");
        os.spawnWith(id, "greeter", Restarts.PERMANENT + "\"onRestart\": \"initial\", \"state\": {\"n\": 1}, ");
        os.send(id, "1");
        os.awaitGot(id, "1");
        long pid = Hands.pid(os, id);
        canary.linkedFrom(os.home(id).dir().resolve(file));
        os.send(id, "2");
        Hands.aCycle(os);
        Hands.aCycle(os); // what comes of a cycle's mail comes after its dead letters
        os.bash("kill -KILL " + pid);
        Hands.aCycle(os);
        Hands.aCycle(os);
        os.bash("cd running/" + id + "; if [ -L " + file + " ]; then rm " + file + "; fi");
        canary.isUntouched(os);
        if (!file.equals("spec.json")) {
            os.awaitGot(id, "1", "2");
            os.send(id, "3");
            os.awaitGot(id, "1", "2", "3");
        }
        os.act("stop", "--now", id);
        canary.isUntouched(os);
    }

    @Test
    void an_exit_json_that_is_a_link_is_not_followed() {
        Canary canary = new Canary(os.base());
        os.spawn("ex", "greeter");
        canary.linkedFrom(os.home("ex").exit());
        os.bash("touch running/ex/stop");
        assertEquals("TERM", LiveRoot.exit(os.awaitBuried("ex")).signal());
        canary.isUntouched(os);
    }

    @Test
    void a_log_that_is_a_link_to_something_large_is_not_cut() throws IOException {
        os.spawn("large", "greeter");
        Path large = os.base().resolve("large");
        os.with("LARGE", large.toString());
        os.bash("head -c 18000000 /dev/zero > \"$LARGE\"; ln -s \"$LARGE\" running/large/.l; "
                + "mv -T running/large/.l running/large/out.log");
        Hands.aCycle(os);
        Hands.aCycle(os);
        assertEquals(18_000_000, Files.size(large));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "restart"})
    void a_control_file_that_is_a_link_is_not_read(String file) throws IOException {
        String id = "control-" + file;
        os.spawn(id, "recorder");
        Path evil = os.base().resolve("evil-" + file);
        Path order = Files.writeString(os.base().resolve("order-" + file), evil + "\n");
        Files.writeString(evil, "#!/bin/sh\ntouch \"$0.ran\"\nsleep 1000\n");
        assertTrue(evil.toFile().setExecutable(true));
        Files.createSymbolicLink(os.home(id).dir().resolve(file), order);
        os.signal();
        Hands.aCycle(os);
        Hands.aCycle(os);
        assertFalse(Files.exists(evil.resolveSibling("evil-" + file + ".ran")), "a link told what to start");
        assertEquals(evil + "\n", Files.readString(order));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spool", "drawer"})
    void a_directory_that_becomes_a_link_is_not_followed(String which) throws IOException {
        Canary canary = new Canary(os.base());
        String id = "dir" + which;
        os.manual(id); // a process would follow the link to its current
        String dir = which.equals("spool") ? "running/" + id + "/spool" : "send/" + id;
        canary.directoryInsteadOf(os.root.dir().resolve(dir), os.root.dir().resolve(".kept-" + id));
        os.send(id, "1");
        Hands.aCycle(os);
        Hands.aCycle(os);
        canary.isUntouched(os);
        os.bash("if [ -L " + dir + " ]; then rm " + dir + "; mv -T .kept-" + id + " " + dir + " || :; fi");
        os.eventually(
                "the message is current",
                () -> Files.readString(os.home(id).current()).equals("1"));
        canary.isUntouched(os);
    }

    @Test
    void an_actor_whose_directory_becomes_a_link_has_lost_it() {
        Canary canary = new Canary(os.base());
        os.spawn("moved", "recorder");
        canary.directoryInsteadOf(
                os.root.running().resolve("moved"), os.root.dir().resolve(".kept-moved"));
        os.eventually("it is ended", () -> os.remainsOf("moved").isEmpty());
        Hands.aCycle(os);
        canary.isUntouched(os);
        os.bash("rm running/moved");
    }

    @Test
    void a_link_in_running_is_no_actor() {
        Canary canary = new Canary(os.base());
        canary.directoryInsteadOf(os.root.running().resolve("linked"), null);
        Hands.aCycle(os);
        Hands.aCycle(os);
        assertTrue(os.remainsOf("linked").isEmpty());
        canary.isUntouched(os);
        os.bash("rm running/linked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.json", "000000000001~1~~~x.json", "current"})
    void a_link_in_a_spool_is_no_message(String name) {
        Canary canary = new Canary(os.base());
        String id = "in" + name.replaceAll("[^a-z]", "").length() + name.charAt(0);
        Played me = Played.with(os, id, 0);
        me.gets("1");
        canary.linkedFrom(me.home.spool().resolve(name));
        Hands.aCycle(os);
        Hands.aCycle(os);
        Hands.awaitJournalled(os, 1, "delivered", id);
        canary.isUntouched(os);
        me.inSpool("rm -f " + name);
        os.send(id, "2");
        os.eventually(
                "mail comes as ever", () -> Hands.journal(os, "delivered", id).size() == 2);
    }

    @Test
    void a_fifo_and_a_directory_in_a_spool_hold_nobody_up() {
        Played me = Played.with(os, "odd", 1);
        me.inSpool("mkfifo 000000000000~1~~~f.json; mkdir 000000000000~2~~~d.json; mkfifo f.json; mkdir d.json");
        me.getsFirst("1", "2");
        me.inSpool("rm -rf *f.json *d.json");
        os.send("odd", "3");
        me.gets("3");
    }

    @Test
    void a_spool_name_that_is_a_path_escaped_is_only_a_name() {
        Canary canary = new Canary(os.base());
        Played me = Played.with(os, "escaped", 0);
        me.inSpool("printf 5 > '..~1~~~x.json'; printf 6 > '000000000000~1~..~~x.json'");
        me.getsFirst("1");
        os.eventually("both are messages", () -> Files.exists(me.home.current()));
        canary.isUntouched(os);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\\\"a\\\":"})
    void a_request_or_a_message_that_is_very_deep_is_refused(String open) throws IOException {
        String id = open.equals("[") ? "list" : "object";
        String close = open.equals("[") ? "]" : "}";
        os.bash("id=" + id + " open=\"" + open + "\" close=\"" + close + "\"" + """

                { printf "$open%.0s" {1..20000}; printf 1; printf "$close%.0s" {1..20000}; } > .deep-$id
                cp .deep-$id spawn/.$id; mv spawn/.$id spawn/$id.json
                cp .deep-$id send/.$id; mv send/.$id send/s$id::deep.json
                rm .deep-$id; kill -USR1 $(cat .pid)""");
        os.awaitRefused(id);
        os.awaitDeadFile("s" + id + "::deep.json");
        os.spawn("s" + id, "recorder");
        os.send("s" + id, "1");
        os.awaitGot("s" + id, "1");
    }

    @Test
    void a_request_of_twenty_megabytes_is_refused() {
        os.bash("{ printf '{\"path\": \"'; head -c 20000000 /dev/zero | tr '\\0' x; printf '\"}'; } > spawn/.huge; "
                + "mv spawn/.huge spawn/huge.json; kill -USR1 $(cat .pid)");
        String detail = os.awaitRefused("huge").detail();
        assertTrue(detail.length() < 1000, "the reason is a sentence");
    }

    @Test
    void a_state_that_is_huge_or_no_json_holds_up_its_own_mail_alone() {
        os.spawn("st", "recorder");
        os.spawn("beside-st", "recorder");
        os.bash("head -c 20000000 /dev/zero > running/st/.s; mv running/st/.s running/st/state.json");
        os.send("st", "1");
        os.send("beside-st", "1");
        os.awaitGot("beside-st", "1");
        os.bash("rm running/st/state.json; mkfifo running/st/state.json");
        os.send("st", "2");
        os.send("beside-st", "2");
        os.awaitGot("beside-st", "1", "2");
        os.eventually(
                "it waits",
                () -> os.status("st").phase() == Phase.READY && os.waiting("st").size() == 2);
        os.bash("rm running/st/state.json; echo {} > running/st/state.json");
        os.awaitGot("st", "1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "restart", "redo.json", "ready", "envelope.json", "status.json"})
    void a_fifo_is_never_waited_for(String file) {
        String id = "fifo-" + file.replace(".", "");
        os.spawnWith(id, "recorder", Restarts.PERMANENT + "\"stopTimeout\": \"1s\", ");
        long pid = Hands.pid(os, id);
        os.bash("cd running/" + id + "; mkfifo .fifo; mv -f .fifo " + file);
        try {
            os.send(id, "1");
            Hands.aCycle(os);
            os.bash("kill -KILL " + pid + " || :");
            Hands.aCycle(os);
            Hands.aCycle(os);
        } finally {
            os.bash("rm -f running/" + id + "/" + file + " || :"); // or whoever reads what stands there waits
        }
        os.spawn("after-" + id, "recorder");
        os.send("after-" + id, "1");
        os.awaitGot("after-" + id, "1");
    }
}
