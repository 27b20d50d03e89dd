package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import actos.protocol.ActorHome;
import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails: the supervisor says so once, keeps what it has, tries again, and goes on when the cause is gone. */
class BadDiskIT {
    // ---- full

    /** Each step of the supervisor that needs room fails as on a full disk. */
    abstract static class PlayedFull extends FullDisks {
        private Path full;

        PlayedFull(Mode mode) {
            super(mode);
        }

        @Override
        void prepare() throws IOException {
            full = Files.createTempDirectory("full").resolve("yes"); // a path without blanks, to be an option
            os.with("ACTOS_JAVA_OPTS", "-Dactos.test.full=" + full);
        }

        @Override
        void fill() throws IOException {
            Files.write(full, new byte[0]);
        }

        @Override
        void free() throws IOException {
            Files.deleteIfExists(full);
        }

        @Override
        void cleanUp() {
            Programs.delete(full.getParent());
        }
    }

    @Nested
    class FullWithNotices extends PlayedFull {
        FullWithNotices() {
            super(Mode.NOTICES);
        }
    }

    @Nested
    class FullScanOnly extends PlayedFull {
        FullScanOnly() {
            super(Mode.SCAN_ONLY);
        }
    }

    /** A small file system that is full to its last page, where whoever runs the tests may mount one. */
    @Nested
    class ReallyFull extends FullDisks {
        private boolean mounted;

        ReallyFull() {
            super(Mode.NOTICES);
        }

        @Override
        void prepare() throws IOException {
            Files.createDirectory(os.root.dir());
            mounted = on("mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "actos-test")
                            .code()
                    == 0;
            assumeTrue(mounted, "no right to mount: the classes beside this one play the same");
        }

        @Override
        void fill() {
            os.bash("cat /dev/zero >> .ballast 2>&1 || :");
        }

        @Override
        void free() throws IOException {
            Files.deleteIfExists(os.root.dir().resolve(".ballast"));
        }

        @Override
        void cleanUp() {
            if (mounted) {
                on("umount").ok();
            }
        }

        private Ran on(String... command) {
            List<String> words = new ArrayList<>(List.of(command));
            words.add(os.root.dir().toString());
            return Programs.run(os.base(), Map.of("PATH", System.getenv("PATH")), words);
        }
    }

    // ---- deleted

    @Nested
    @ParameterizedClass
    @EnumSource(Mode.class)
    class Deleted {
        @RegisterExtension
        final LiveRoot os;

        private final Mode mode;

        Deleted(Mode mode) {
            this.mode = mode;
            os = LiveRoot.forOneTest(mode);
        }

        @BeforeEach
        void start() {
            os.start("--cycle", mode == Mode.NOTICES ? "200ms" : "100ms");
            os.spawn("r", "recorder");
            os.send("r", "1");
            os.awaitGot("r", "1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"send", "send/r", "spawn", "running/r/spool", "dead/messages", "dead", "journal"})
        void a_directory_that_is_deleted_is_made_again(String which) {
            os.bash("until rm -rf " + which + "; do :; done");
            Path dir = os.root.dir().resolve(which);
            Path deepest = which.equals("dead") ? os.root.deadMessages() : dir;
            if (which.startsWith("dead")) {
                os.send("nobody", "0");
            }
            os.eventually("it is there again", () -> Files.isDirectory(deepest));
            Hands.aCycle(os);
            os.send("r", "2");
            os.awaitGot("r", "1", "2");
            os.request("s", LiveRoot.spec("", "forwarder", "r"));
            os.send("s", "3");
            os.awaitGot("r", "1", "2", "3");
            os.publish(os.root.send().resolve("r/s::back.json"), "4");
            os.signal();
            os.awaitGot("s", "3", "4");
            os.act("stop", "s").ok();
            os.awaitBuried("s");
            os.eventually("all is well", () -> Hands.degraded(os).isEmpty());
            os.eventually(
                    "the journal goes on",
                    () -> os.journal().stream()
                            .anyMatch(e -> e.event().equals("buried") && "s".equals(e.text("actor"))));
        }

        @Test
        void all_actors_at_once() {
            os.bash("until rm -rf running; do :; done");
            os.eventually("no process of it is left", () -> os.remainsOf("r").isEmpty());
            os.eventually("it is there again", () -> Files.isDirectory(os.root.running()));
            Hands.awaitJournalled(os, 1, "buried", "r");
            os.spawn("r", "recorder");
            os.send("r", "2");
            os.awaitGot("r", "2");
        }

        @Test
        void a_spool_with_mail_in_it_loses_that_mail_and_no_other() {
            ActorHome g = os.spawn("g", "helped.py"); // which does not delete what it has not read
            os.send("g", "{\"k\": 1, \"waits\": true}");
            os.eventually("it is at the first", () -> Files.exists(g.dir().resolve("waiting")));
            os.send("g", "{\"k\": 2}");
            os.eventually("the second waits", () -> os.waiting("g").size() == 1);
            os.bash("rm -f running/g/spool/[0-9]*; until rm -rf running/g/spool; do :; done; touch running/g/go");
            os.eventually("it is there again", () -> Files.isDirectory(g.spool()));
            os.send("g", "{\"k\": 3}");
            os.eventually(
                    "the third is handled, and nothing of the first counts, whose file is gone",
                    () -> Programs.text(g.state()).strip().equals("{\"handled\":[3]}"));
            os.send("r", "2");
            os.awaitGot("r", "1", "2");
        }

        @Test
        void the_files_of_an_actor() throws IOException {
            os.bash("rm -f running/r/status.json running/r/.pid running/r/envelope.json running/r/out.log "
                    + "running/r/request.json .pid supervisor.json");
            os.eventually(
                    "the supervisor's number is back",
                    () -> Files.readString(os.root.pid()).equals(os.supervisor().pid() + "\n"));
            os.send("r", "2");
            os.awaitGot("r", "1", "2");
            os.awaitPhase("r", Phase.READY);
            os.act("stop", "r").ok();
            ActorHome grave = os.awaitBuried("r");
            assertEquals("TERM", LiveRoot.exit(grave).signal());
        }
    }

    // ---- forbidden

    /** Permissions that are taken away, from a supervisor that is not root: as nobody, if root runs the tests. */
    @Nested
    @ParameterizedClass
    @EnumSource(Mode.class)
    class Forbidden {
        @RegisterExtension
        final LiveRoot os;

        private final Mode mode;
        private Path actors;

        Forbidden(Mode mode) {
            this.mode = mode;
            os = LiveRoot.forOneTest(mode);
        }

        @BeforeEach
        void start() throws IOException {
            actors = Files.createDirectory(os.base().resolve("actors"));
            for (String name : List.of("actor.sh", "recorder")) {
                Files.copy(Programs.actor(name), actors.resolve(name));
                Files.setPosixFilePermissions(actors.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.createDirectory(
                    os.root.dir(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (OtherUser.canBecome()) {
                Path home = os.base().resolve("actos");
                Programs.run(
                                os.base(),
                                Map.of("PATH", System.getenv("PATH")),
                                List.of("cp", "-r", Programs.HOME.toString(), home.toString()))
                        .ok();
                Files.setAttribute(os.root.dir(), "unix:uid", OtherUser.UID);
                String command = String.join(" ", OtherUser.unprivileged(List.of()));
                os.with(
                        "JAVA_HOME",
                        WrappedJava.in(
                                        os.base().resolve("jvm"),
                                        "from=" + WrappedJava.quoted(Programs.HOME) + " to=" + WrappedJava.quoted(home)
                                                + "\nwords=()\nfor w; do words+=(\"${w//\"$from\"/$to}\"); done\nexec "
                                                + command + " \"${words[@]}\"")
                                .toString());
                Programs.run(
                                os.base(),
                                Map.of("PATH", System.getenv("PATH")),
                                List.of("chmod", "-R", "a+rX", os.base().toString()))
                        .ok();
                Files.setPosixFilePermissions(os.root.dir(), PosixFilePermissions.fromString("rwx------"));
            }
            os.start("--cycle", mode == Mode.NOTICES ? "200ms" : "100ms");
            os.request("r", "{\"path\": \"" + actors.resolve("recorder") + "\"}");
            os.awaitPhase("r", Phase.READY);
            mail("r", "1");
            os.awaitGot("r", "1");
            os.eventually("it is handled", () -> !Files.exists(os.home("r").current()));
        }

        @Test
        void mail_that_belongs_to_another_user_is_delivered() throws IOException {
            os.send("r", "2"); // of root, if root runs the tests
            mail("r", "3");
            os.awaitGot("r", "1", "2", "3");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a-rwx send",
                    "a-r send",
                    "a-r send/r",
                    "a-r running/r/spool",
                    "a-rwx spawn",
                    "a-w running/r/spool",
                    "a-w running/r",
                    "a-rwx send/r",
                    "a-w dead/messages",
                    "a-w running",
                    "a-w ."
                })
        void a_right_that_is_taken_away_and_given_back(String change) throws IOException {
            String dir = change.split(" ")[1];
            String before = PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(os.root.dir().resolve(dir)));
            // what is to be done while it is forbidden
            prepared("", "r", "2");
            prepared("", "nobody", "3");
            prepared("r/", "nobody", "5");
            Files.writeString(os.root.spawn().resolve(".q.json"), "{\"path\": \"" + actors.resolve("recorder") + "\"}");
            String reveal =
                    "for f in send/.*::* send/r/.*::* spawn/.q.json; do mv $f ${f%/*}/${f##*/.} 2>&1 || :; done; "
                            + "kill -USR1 $(cat .pid)";
            os.bash("chmod " + change + "; " + reveal);
            os.eventually("it is said", () -> !warnings().isEmpty());
            List<String> said = warnings();
            assertEquals(said.stream().distinct().toList(), said, "each is said once");
            os.with("MODE", mode(before));
            os.bash("chmod $MODE " + dir + "; " + reveal); // what we ourselves had no right to reveal before
            os.eventually("all is well", () -> Hands.degraded(os).isEmpty());
            os.awaitPhase("q", Phase.READY);
            os.awaitGot("r", "1", "2"); // without anybody's help
            os.awaitDead("p3");
            os.awaitDead("p5");
            mail("r", "4");
            os.awaitGot("r", "1", "2", "4");
        }

        /** A message of the supervisor's own user, under a hidden name, in {@code send/} or a drawer of it. */
        private Path prepared(String drawer, String to, String body) throws IOException {
            Path hidden = Files.writeString(os.root.send().resolve(drawer + "." + to + "::p" + body + ".json"), body);
            if (OtherUser.canBecome()) {
                Files.setAttribute(hidden, "unix:uid", OtherUser.UID);
            }
            return hidden;
        }

        private void mail(String to, String body) throws IOException {
            Path hidden = prepared("", to, body);
            Files.move(
                    hidden,
                    hidden.resolveSibling(hidden.getFileName().toString().substring(1)));
            os.signal();
        }

        private List<String> warnings() {
            return Programs.text(os.log())
                    .lines()
                    .filter(l -> l.contains("WARN"))
                    .map(l -> l.replaceAll("^[-0-9TZ:., ]*", ""))
                    .toList();
        }

        private static String mode(String permissions) {
            StringBuilder s = new StringBuilder();
            for (int i = 0; i < 9; i += 3) {
                int bits = 0;
                for (int k = 0; k < 3; k++) {
                    bits = bits * 2 + (permissions.charAt(i + k) == '-' ? 0 : 1);
                }
                s.append(bits);
            }
            return s.toString();
        }
    }

    @Test
    void a_root_on_a_disk_that_is_read_only_is_refused_with_a_sentence() throws IOException {
        Path base = Files.createTempDirectory("read only é");
        Path dir = Files.createDirectory(base.resolve("root"));
        Map<String, String> env = Map.of("PATH", System.getenv("PATH"));
        boolean mounted =
                Programs.run(base, env, List.of("mount", "-t", "tmpfs", "-o", "ro,mode=700", "x", dir.toString()))
                                .code()
                        == 0;
        try {
            assumeTrue(mounted, "no right to mount; BadRootIT has a directory that is not writable");
            Ran ran = Programs.run(
                    base,
                    Programs.environment(Map.of()),
                    List.of(Programs.launcher("supervisor").toString(), dir.toString()));
            assertEquals(1, ran.code(), ran::toString);
            assertTrue(ran.err().contains(dir.toString()), ran::toString);
            assertFalse(ran.err().contains("\tat "), ran::toString);
        } finally {
            if (mounted) {
                Programs.run(base, env, List.of("umount", dir.toString())).ok();
            }
            Programs.delete(base);
        }
    }

    // ---- without notices

    @Nested
    class WithoutNotices {
        @RegisterExtension
        final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

        /** In a user namespace of its own the kernel's limits may be lowered for that alone. */
        private void limit(String what, int most) throws IOException {
            Path java = WrappedJava.in(
                    os.base().resolve("jvm"),
                    "exec unshare --user --map-root-user bash -c 'echo " + most + " > /proc/sys/user/" + what
                            + " && exec \"$@\"' bash \"$@\"");
            assumeTrue(
                    Programs.run(
                                            os.base(),
                                            os.environment(),
                                            List.of(java.resolve("bin/java").toString(), "-version"))
                                    .code()
                            == 0,
                    "no right to make a user namespace; without_the_native_library plays the same");
            os.with("JAVA_HOME", java.toString());
        }

        @Test
        void where_there_are_none_it_works_by_scans_and_says_so() throws IOException {
            limit("max_inotify_instances", 0);
            startLimited();
            os.eventually("it says so", () -> !Hands.degraded(os).isEmpty());
            works();
            assertEquals(1, Hands.degraded(os).size(), () -> Hands.degraded(os).toString());
        }

        @Test
        void where_there_are_too_few_the_scan_finds_the_rest_and_it_says_so() throws IOException {
            limit("max_inotify_watches", 9);
            startLimited();
            works();
            os.eventually(
                    "three actors have more directories than that",
                    () -> Hands.degraded(os).toString().contains("fs.inotify.max_user_watches"));
            assertEquals(
                    1,
                    Programs.text(os.log())
                            .lines()
                            .filter(l -> l.contains("WARN"))
                            .count(),
                    "it is said once");
            os.act("stop", "f", "g").ok();
            os.awaitBuried("f");
            os.awaitBuried("g");
            os.eventually("all is well", () -> Hands.degraded(os).isEmpty());
        }

        /** Only the supervisor: from another namespace {@code act} could not see who has the lock open. */
        private void startLimited() {
            os.start("--cycle", "100ms");
            os.with("JAVA_HOME", System.getProperty("java.home"));
        }

        @Test
        void without_the_native_library_it_works_by_scans_and_says_so() {
            os.with("ACTOS_JAVA_OPTS", "-Djna.boot.library.path=/nowhere -Djna.nounpack=true -Djna.noclasspath=true");
            os.start("--cycle", "100ms");
            assertEquals("scan-only", Hands.system(os).mode());
            assertTrue(Programs.text(os.log()).contains("scan"), () -> Programs.text(os.log()));
            works();
        }

        private void works() {
            os.spawnWith("r", "recorder", Restarts.PERMANENT);
            os.spawn("f", "forwarder", "r");
            os.spawn("g", "gated");
            for (int i = 1; i <= 3; i++) {
                os.drop("f", Integer.toString(i));
            }
            os.awaitGot("r", "1", "2", "3");
            os.drop("g", "1");
            os.awaitGot("g", "1");
            long pid = Hands.pid(os, "r");
            Hands.kill(os, "r");
            os.eventually(
                    "it is started again", () -> os.status("r").phase() == Phase.READY && Hands.pid(os, "r") != pid);
            os.drop("r", "4");
            os.awaitGot("r", "1", "2", "3", "4");
        }
    }

    // ---- too many notices

    @Nested
    class TooManyNotices {
        @RegisterExtension
        final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

        @Test
        void when_the_kernel_drops_notices_nothing_is_lost_and_every_pair_keeps_its_order() throws IOException {
            os.start("--cycle", "1h");
            os.spawn("r", "recorder");
            os.manual("me");
            os.send("r", "\"first\"");
            os.awaitGot("r", "\"first\"");
            int most = Integer.parseInt(Files.readString(Path.of("/proc/sys/fs/inotify/max_queued_events"))
                    .strip());
            os.bash("kill -STOP $(cat .pid)");
            List<String> mine = new ArrayList<>();
            List<String> theirs = new ArrayList<>();
            try {
                // a hidden file that is written and renamed is two notices and no message
                Path hidden = os.root.send().resolve(".storm");
                Path renamed = os.root.send().resolve(".storm2");
                for (int i = 0; i < most / 2 + 500; i++) {
                    if (i % 150 == 0) {
                        mine.add("\"mine " + mine.size() + "\"");
                        os.publish(os.root.send().resolve("r::" + (100_000 + i) + ".json"), mine.get(mine.size() - 1));
                        theirs.add("\"theirs " + theirs.size() + "\"");
                        os.publish(
                                os.root.send().resolve("me/r::" + (100_000 + i) + ".json"),
                                theirs.get(theirs.size() - 1));
                    }
                    Files.writeString(hidden, "x");
                    Files.move(hidden, renamed);
                    Files.delete(renamed);
                }
            } finally {
                os.bash("kill -CONT $(cat .pid)");
            }
            os.send("r", "\"last\"");
            os.eventually("all have come", () -> os.got("r").size() >= 2 + mine.size() + theirs.size());
            assertEquals(2 + mine.size() + theirs.size(), os.got("r").size());
            assertEquals(mine, os.got("r").stream().filter(mine::contains).toList());
            assertEquals(theirs, os.got("r").stream().filter(theirs::contains).toList());
        }
    }
}
