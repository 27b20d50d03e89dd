package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets in or out: no link is followed, no name leaves its directory, nobody is signalled by a forged number. */
class IntruderIT {
    @Nested
    class WithNotices extends Intruders {
        WithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class ScanOnly extends Intruders {
        ScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }

    /** What concerns the root itself, or needs two supervisors. */
    @Nested
    class OfTheRoot {
        @RegisterExtension
        final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

        private Canary canary;

        @BeforeEach
        void aCanary() {
            canary = new Canary(os.base());
        }

        // ---- links

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ".pid",
                    ".seq",
                    "supervisor.json",
                    "cycle",
                    "journal/000001.jsonl",
                    "running/r/.pid",
                    "running/r/status.json",
                    "running/r/spec.json",
                    "running/r/state.json",
                    "running/r/envelope.json",
                    "running/r/redo.json",
                    "running/r/out.log",
                    "running/r/spool/current",
                    "running/r/stop",
                    "running/r/restart"
                })
        void a_file_that_is_a_link_when_a_supervisor_starts_is_not_followed(String file) {
            start();
            os.spawnWith("r", "recorder", Restarts.PERMANENT);
            os.spawn("s", "recorder");
            Hands.crash(os);
            Hands.kill(os, "r");
            os.bash("rm -f " + file);
            canary.linkedFrom(os.root.dir().resolve(file));
            Process supervisor = os.launch("--cycle", "200ms");
            os.eventually(
                    "it serves or it has ended with a reason",
                    () -> !supervisor.isAlive()
                            || Files.readString(os.root.pid()).equals(supervisor.pid() + "\n"));
            if (supervisor.isAlive()) {
                os.send("s", "1");
                os.awaitGot("s", "1");
                os.shutdown();
            } else {
                assertEquals(1, supervisor.exitValue());
                assertTrue(Programs.text(os.log()).contains(file.replaceAll(".*/", "")), "it names the file");
                os.remainsOf("s").forEach(ProcessHandle::destroyForcibly);
            }
            canary.isUntouched(os);
        }

        @Test
        void a_log_that_is_a_fifo_is_not_waited_for() {
            start();
            os.spawnWith("r", "recorder", Restarts.PERMANENT);
            os.spawn("s", "recorder");
            os.bash("cd running/r; rm out.log; mkfifo out.log; kill -KILL $(cat .pid)");
            try {
                os.send("s", "1");
                os.awaitGot("s", "1");
                scans();
                os.send("r", "1");
                os.awaitGot("r", "1");
            } finally {
                os.bash("rm -f running/r/out.log dead/actors/r@*/out.log"); // or whoever lists what stands there waits
            }
        }

        @Test
        void a_lock_that_is_a_link_is_refused_or_replaced() throws IOException {
            start();
            os.shutdown();
            Files.delete(os.root.lock());
            canary.linkedFrom(os.root.lock());
            Ran ran = Programs.run(
                    os.base(),
                    os.environment(),
                    List.of(
                            "timeout",
                            "50",
                            Programs.launcher("supervisor").toString(),
                            os.root.dir().toString()));
            assertTrue(ran.code() != 0 && ran.code() != 124, ran::toString); // 124: it served the root
            assertFalse(ran.err().contains("\tat "), ran::toString);
            canary.isUntouched(os);
        }

        @ParameterizedTest
        @ValueSource(strings = {"dead/messages", "dead/actors", "dead/spawn", "journal", "spawn", "running"})
        void a_directory_that_becomes_a_link_is_not_followed(String dir) {
            start();
            os.spawn("r", "recorder");
            canary.directoryInsteadOf(os.root.dir().resolve(dir), os.root.dir().resolve(".away"));
            os.send("nobody", "0");
            if (!dir.equals("spawn")) {
                os.request("bad", "{}");
            }
            os.bash("touch running/r/stop || :");
            scans();
            os.bash("rm -f " + dir + "; [ -e " + dir + " ] || mv .away " + dir);
            scans();
            os.shutdown();
            canary.isUntouched(os);
        }

        @Test
        void a_grave_with_links_in_it_is_brought_back_without_following_them() {
            start();
            os.spawn("r", "recorder");
            os.spawn("s", "recorder");
            os.shutdown();
            os.bash("cd dead/actors/r@*; rm -f spec.json state.json status.json .pid; rm -rf spool");
            Path grave = os.root
                    .deadActors()
                    .resolve(LiveRoot.names(os.root.deadActors(), "r@.*").get(0));
            for (String file : List.of("spec.json", "state.json", "status.json", ".pid")) {
                canary.linkedFrom(grave.resolve(file));
            }
            canary.directoryInsteadOf(grave.resolve("spool"), null);
            os.start("--restore", "--cycle", "200ms");
            os.send("s", "1");
            os.awaitGot("s", "1");
            os.shutdown();
            canary.isUntouched(os);
        }

        // ---- forged numbers

        @Test
        void act_signals_nobody_whose_number_was_written_into_pid() throws IOException {
            try (Innocent innocent = new Innocent()) {
                os.start("--cycle", "1h");
                os.spawn("r", "recorder");
                os.publish(os.root.pid(), innocent.pid() + "\n");
                os.act("send", "r", "1"); // whether it finds the supervisor all the same or not
                os.act("shutdown");
                innocent.isUntouched();
                if (os.supervisor().isAlive()) {
                    os.publish(os.root.pid(), os.supervisor().pid() + "\n");
                } else {
                    os.publish(os.root.pid(), innocent.pid() + "\n");
                    Files.delete(os.root.pid());
                }
            }
        }

        @Test
        void act_signals_nobody_whose_whole_identity_was_written_into_supervisor_json() {
            try (Innocent innocent = new Innocent()) {
                start();
                os.spawn("r", "recorder");
                Hands.crash(os);
                forge(innocent);
                os.act("send", "r", "1").ended(3);
                os.act("shutdown").ended(3);
                innocent.isUntouched();
            }
        }

        @Test
        void act_signals_nobody_else_while_a_supervisor_serves_a_forged_root() {
            try (Innocent innocent = new Innocent()) {
                os.start("--cycle", "1h");
                os.spawn("r", "recorder");
                forge(innocent);
                os.act("send", "r", "1");
                os.act("shutdown");
                innocent.isUntouched();
            }
        }

        @Test
        void a_number_in_supervisor_json_that_somebody_else_has_now_does_not_keep_a_supervisor_from_starting() {
            try (Innocent innocent = new Innocent()) {
                start();
                os.spawn("r", "recorder");
                Hands.crash(os);
                os.bash("jq -c '.pid = " + innocent.pid() + "' supervisor.json > .new; mv .new supervisor.json; echo "
                        + innocent.pid() + " > .pid");
                start();
                os.send("r", "1");
                os.awaitGot("r", "1");
                innocent.isUntouched();
            }
        }

        @Test
        void the_pid_file_is_put_right_at_the_next_scan() throws IOException {
            try (Innocent innocent = new Innocent()) {
                start();
                String right = Files.readString(os.root.pid());
                os.publish(os.root.pid(), innocent.pid() + "\n");
                os.eventually(
                        "it is right again",
                        () -> Files.readString(os.root.pid()).equals(right));
                Files.delete(os.root.pid());
                os.eventually(
                        "it is there again",
                        () -> Files.readString(os.root.pid()).equals(right));
                innocent.isUntouched();
            }
        }

        @Test
        void the_pid_of_an_actor_is_not_what_is_signalled() {
            try (Innocent innocent = new Innocent()) {
                start();
                os.spawn("r", "recorder");
                os.spawn("s", "recorder");
                os.bash("echo " + innocent.pid() + " > running/r/.pid; echo " + innocent.pid() + " > running/s/.pid; "
                        + "jq -c '.pid = " + innocent.pid() + " | .startTime = " + innocent.startTime()
                        + "' running/r/status.json > running/r/.new; mv running/r/.new running/r/status.json");
                os.send("r", "1");
                os.awaitGot("r", "1");
                os.bash("touch running/r/stop; kill -USR1 $(cat .pid)");
                os.awaitBuried("r");
                os.act("kill", "s");
                innocent.isUntouched();
            }
        }

        private void forge(Innocent innocent) {
            os.bash("jq -c '.pid = " + innocent.pid() + " | .startTime = " + innocent.startTime() + " | .bootId = \""
                    + ProcessIdentity.currentBoot() + "\"' supervisor.json > .new; mv .new supervisor.json; echo "
                    + innocent.pid() + " > .new; mv .new .pid");
        }

        // ---- names and contents that lie

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ".order = \"../../../canary\"",
                    ".order = \"/tmp/x\"",
                    ".name = \"../../../canary\"",
                    ".from = \"../x\"",
                    ".id = -1",
                    ".id = 99999999999999999999",
                    ".id = \"1\"",
                    ".attempt = 2000000000",
                    ".attempt = -5",
                    "[.]",
                    "reduce range(2000) as $i (.; [.])"
                })
        void an_envelope_that_lies_leads_nobody_out(String jq) throws IOException {
            start();
            os.spawnWith("g", "gated", Restarts.PERMANENT);
            os.spawn("s", "recorder");
            os.send("g", "1");
            os.awaitGot("g", "1");
            Hands.crash(os);
            Hands.kill(os, "g");
            Hands.create(os.home("g").dir().resolve("go"));
            os.bash("jq -c '" + jq + "' running/g/envelope.json > .new; mv .new running/g/envelope.json");
            start();
            os.send("s", "1");
            os.awaitGot("s", "1");
            os.eventually(
                    "its message is handled again, or dead with a reason",
                    () -> os.got("g").equals(List.of("1", "1"))
                            || !LiveRoot.names(os.root.deadMessages(), ".*::.*\\.why")
                                    .isEmpty());
            os.shutdown();
            canary.isUntouched(os);
        }

        @ParameterizedTest
        @ValueSource(strings = {"status.json", "spec.json", "envelope.json", "redo.json", "state.json", ".pid"})
        void a_file_that_is_huge_or_deep_or_none_harms_only_its_actor(String file) {
            start();
            os.spawnWith("a", "gated", Restarts.PERMANENT);
            os.spawnWith("b", "gated", Restarts.PERMANENT);
            os.spawnWith("c", "gated", Restarts.PERMANENT);
            os.spawn("s", "recorder");
            for (String id : List.of("a", "b", "c")) {
                os.send(id, "1");
                os.awaitGot(id, "1");
            }
            Hands.crash(os);
            os.bash("kill -KILL $(cat running/{a,b,c}/.pid); cd running; rm -f {a,b,c}/" + file
                    + "; head -c 20000000 /dev/zero > a/" + file + "; printf '%200000s' | tr ' ' '[' > b/" + file
                    + "; mkdir c/" + file);
            start();
            os.send("s", "1");
            os.awaitGot("s", "1");
            Hands.aCycle(os);
            os.send("s", "2");
            os.awaitGot("s", "1", "2");
        }

        // ---- too much

        @Test
        void a_flood_in_send_does_not_keep_the_others_waiting() {
            start();
            os.manual("flooded");
            os.spawn("f", "forwarder", "r");
            os.spawn("r", "recorder");
            os.bash("kill -STOP $(cat .pid)");
            int flood = 8000;
            for (int i = 0; i < flood; i++) {
                os.drop("flooded", "1");
            }
            os.publish(os.root.send().resolve("f/r::last.json"), "\"from a drawer\"");
            os.bash("kill -CONT $(cat .pid)");
            os.awaitGot("r", "\"from a drawer\"");
            os.eventually("all are taken", () -> Hands.system(os).taken() == flood + 1);
            int place = 0;
            for (var taken : os.journal("taken")) {
                if ("last".equals(taken.text("name"))) {
                    break;
                }
                place++;
            }
            assertTrue(place < flood / 2, "it was taken as number " + place + " of " + flood);
        }

        private void start() {
            os.start("--cycle", "200ms");
        }

        /** Some scans go by, also where no mail can be carried: a scan reads the file cycle. */
        private void scans() {
            for (int i = 0; i < 2; i++) {
                long odd = said("no duration");
                os.bash("echo soon > .new; mv .new cycle");
                os.eventually("a scan", () -> said("no duration") > odd);
                long over = said("the file cycle: works again");
                os.bash("rm cycle");
                os.eventually("another scan", () -> said("the file cycle: works again") > over);
            }
        }

        private long said(String text) {
            return Programs.text(os.log()).lines().filter(l -> l.contains(text)).count();
        }
    }
}
