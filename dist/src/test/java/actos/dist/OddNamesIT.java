package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever lies at a name that the supervisor writes or reads: it is not followed, not waited for, and stops nobody else. */
class OddNamesIT {
    /** What somebody puts there. */
    enum Odd {
        LINK,
        LINK_TO_NOTHING,
        FIFO,
        FULL_DIRECTORY,
        DEVICE
    }

    /** Names under which files are prepared, for the root and for an actor. */
    private static final List<String> HIDDEN = List.of(
            "..pid",
            ".supervisor.json",
            "..seq",
            ".paused",
            ".atime",
            "running/ID/..pid",
            "running/ID/.status.json",
            "running/ID/.spec.json",
            "running/ID/.state.json",
            "running/ID/.exit.json",
            "running/ID/.paused",
            "running/ID/.redo.json",
            "running/ID/.notice",
            "running/ID/.news");

    /** Names that are read at a start. */
    private static final List<String> SEEN = List.of(
            ".pid",
            "supervisor.json",
            "running/ID/.pid",
            "running/ID/status.json",
            "running/ID/envelope.json",
            "running/ID/redo.json",
            "running/ID/out.log",
            "running/broken/spec.json",
            "breaks/odd.json",
            "journal/000007.jsonl",
            "journal/999999999999999999999.jsonl",
            "dead/messages/.7~x.why",
            "dead/messages/8~x.why",
            "dead/actors/.odd@20261122T143005.123456789Z",
            "dead/actors/odd@20261122T143005.123456789Z/exit.json");

    @Nested
    class WithNotices extends OddNames {
        WithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class ScanOnly extends OddNames {
        ScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }

    abstract static class OddNames {
        @RegisterExtension
        final LiveRoot os;

        private Canary canary;

        OddNames(Mode mode) {
            os = LiveRoot.forOneTest(mode);
        }

        @ParameterizedTest
        @EnumSource
        void what_lies_at_a_name_is_not_followed_and_stops_nobody(Odd odd) {
            assumeTrue(odd != Odd.DEVICE || OtherUser.canBecome(), "needs root to make a device");
            canary = new Canary(os.base());
            os.start("--cycle", "200ms");
            os.spawnWith("a", "recorder", Restarts.PERMANENT);
            os.spawnWith("b", "recorder", Restarts.PERMANENT);
            os.spawnWith("broken", "recorder", Restarts.PERMANENT);
            put(odd, HIDDEN, "a");
            live("a");
            Hands.crash(os);
            put(odd, HIDDEN, "b");
            put(odd, SEEN, "b");
            os.start("--cycle", "200ms");
            live("b");
            os.shutdown();
            canary.isUntouched(os);
            assertTrue(Files.notExists(os.base().resolve("nothing")));
            assertEquals(List.of(), LiveRoot.names(os.root.deadActors(), "\\.[ab]@.*"));
        }

        /** All that makes the supervisor write: mail, a dead letter, a restart, a breakpoint's hit, an end. */
        private void live(String id) {
            os.send(id, "1");
            os.eventually(id + " got 1", () -> os.got(id).contains("1"));
            Hands.aCycle(os);
            os.eventually("its status is a file", () -> isFile(os.home(id).status()));
            long pid = os.status(id).pid();
            os.bash("kill -KILL " + pid);
            os.awaitReadyWithAnother(id, pid);
            os.bash("echo '{\"actor\": \"" + id + "\", \"all\": true}' > breaks/.n; mv breaks/.n breaks/hit.json");
            Hands.aCycle(os);
            os.send(id, "2");
            os.eventually("the breakpoint has paused the system", () -> isFile(os.root.paused()));
            os.bash("rm breaks/hit.json paused");
            os.eventually(id + " got 2", () -> os.got(id).contains("2"));
            os.eventually("supervisor.json is a file", () -> isFile(os.root.systemStatus()));
            os.bash("touch running/" + id + "/stop");
            assertTrue(isFile(os.awaitBuried(id).exit()));
        }

        private void put(Odd odd, List<String> names, String id) {
            List<String> files = new ArrayList<>(
                    names.stream().map(name -> name.replace("ID", id)).toList());
            String all = String.join(" ", files);
            String make = switch (odd) {
                case LINK, LINK_TO_NOTHING -> "ln -s ../nothing $f";
                case FIFO -> "mkfifo $f";
                case FULL_DIRECTORY -> "mkdir -p $f/full";
                case DEVICE -> "mknod $f c 1 5";
            };
            os.bash("for f in " + all + "; do mkdir -p $(dirname $f); rm -rf $f; " + make + "; done");
            if (odd == Odd.LINK) {
                files.forEach(file -> canary.linkedFrom(os.root.dir().resolve(file)));
            }
        }

        private static boolean isFile(Path file) {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** What concerns a start alone. */
    @Nested
    class AtAStart {
        @RegisterExtension
        final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

        @ParameterizedTest
        @EnumSource(names = {"FIFO", "LINK_TO_NOTHING", "FULL_DIRECTORY"})
        void a_lock_or_sequence_that_is_no_file_is_refused_at_once_with_a_sentence(Odd odd) {
            os.start();
            os.shutdown();
            for (String file : List.of(".lock", ".seq")) {
                String make = odd == Odd.FIFO ? "mkfifo " : odd == Odd.FULL_DIRECTORY ? "mkdir " : "ln -s nothing ";
                os.bash("mv " + file + " .kept 2> /dev/null || touch .kept; " + make + file);
                Ran ran = Programs.run(
                        os.base(),
                        os.environment(),
                        List.of(
                                "timeout",
                                "50",
                                Programs.launcher("supervisor").toString(),
                                os.root.dir().toString()));
                assertEquals(1, ran.code(), ran::toString);
                assertTrue(ran.err().contains(file) && !ran.err().contains("\tat "), ran::toString);
                os.bash("rm -r " + file + "; [ ! -s .kept ] || mv .kept " + file);
            }
        }

        @Test
        void a_journal_without_the_end_of_a_line_is_gone_on_with_in_another_file() throws IOException {
            os.start();
            os.shutdown();
            os.bash("rm -f journal/*; truncate -s 600M journal/000003.jsonl");
            os.start();
            os.spawn("r", "recorder");
            os.awaitJournalled(1, "started");
            assertTrue(Files.exists(os.root.journal().resolve("000004.jsonl")));
        }

        @Test
        void a_grave_that_cannot_be_read_keeps_nobody_from_being_restored() {
            os.start();
            os.spawn("r", "recorder");
            os.spawn("s", "recorder");
            os.shutdown();
            os.bash("echo '{' > $(echo dead/actors/r@*)/exit.json; mkdir -p dead/actors/.old@backup");
            os.start("--restore");
            os.send("s", "1");
            os.awaitGot("s", "1");
            assertTrue(Programs.text(os.log()).contains("dead/actors/r@"), "the log names what was not restored");
        }

        @Test
        void a_log_of_a_daemon_that_is_a_link_or_a_fifo_is_set_aside() throws IOException {
            Files.createDirectory(os.root.dir());
            os.bash("chmod 700 .; ln -s ../canary supervisor.log");
            for (String make : List.of("mkfifo", "mkdir")) {
                Programs.run(
                                os.base(),
                                os.environment(),
                                List.of(
                                        "timeout",
                                        "50",
                                        Programs.launcher("supervisor").toString(),
                                        "--daemon",
                                        os.root.dir().toString()))
                        .ok();
                assertTrue(Files.isRegularFile(os.root.supervisorLog(), LinkOption.NOFOLLOW_LINKS));
                os.act("shutdown").ok();
                os.bash("rm supervisor.log; " + make + " supervisor.log");
            }
            assertTrue(Files.notExists(os.base().resolve("canary")));
        }
    }
}
