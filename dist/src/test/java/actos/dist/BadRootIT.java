package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A supervisor that cannot have its root says why in a sentence, and changes nothing. */
class BadRootIT {
    private Path base;
    private Path home;

    @BeforeEach
    void aDistributionThatEverybodyCanRead() throws IOException {
        base = Files.createTempDirectory("bad root é");
        open(base, "rwxr-xr-x");
        home = base.resolve("actos");
        Programs.run(
                        base,
                        Map.of("PATH", System.getenv("PATH")),
                        List.of("cp", "-r", Programs.HOME.toString(), home.toString()))
                .ok();
        Programs.run(base, Map.of("PATH", System.getenv("PATH")), List.of("chmod", "-R", "a+rX", home.toString()))
                .ok();
    }

    @AfterEach
    void delete() throws IOException {
        try (Stream<Path> pids = Files.find(base, 2, (path, attributes) -> path.endsWith(".pid"))) {
            pids.forEach(pid ->
                    Remains.killSupervisor(Long.parseLong(Programs.text(pid).strip())));
        }
        Programs.delete(base);
    }

    @Test
    void a_file() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "x");
        refused(supervisor(List.of(file.toString())), file.toString());
        assertEquals("x", Files.readString(file));
    }

    @Test
    void below_a_file() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "x");
        refused(supervisor(List.of(file.resolve("root").toString())), file.toString());
    }

    @Test
    void not_writable() throws IOException {
        Path dir = Files.createDirectory(base.resolve("dir"));
        own(dir);
        open(dir, "r-xr-xr-x");
        refused(supervisor(List.of(dir.toString())), dir.toString());
        open(dir, "rwxr-xr-x");
        assertEquals(List.of(), LiveRoot.names(dir, ".*"));
    }

    @Test
    void in_a_place_where_nothing_can_be_made() throws IOException {
        Path dir = Files.createDirectory(base.resolve("dir"));
        own(dir);
        open(dir, "r-xr-xr-x");
        Path root = dir.resolve("root");
        refused(supervisor(List.of(root.toString())), root.toString());
        open(dir, "rwxr-xr-x");
    }

    @Test
    void owned_by_another() throws IOException {
        Path dir = Path.of("/"); // which is root's, as every tester who is not root can see
        if (OtherUser.canBecome()) {
            dir = Files.createDirectory(base.resolve("dir"));
            Files.setAttribute(dir, "unix:uid", OtherUser.UID);
        }
        Ran ran = Programs.run(
                base,
                Programs.environment(Map.of()),
                List.of(home.resolve("bin/supervisor").toString(), dir.toString()));
        refused(ran, dir.toString());
        assertFalse(Files.exists(dir.resolve("spool")) || Files.exists(dir.resolve("running")));
    }

    @Test
    void open_to_others() throws IOException {
        Path dir = Files.createDirectory(base.resolve("dir"));
        own(dir);
        open(dir, "rwxrwxrwx");
        Ran ran = supervisor(List.of(dir.toString()));
        refused(ran, dir.toString());
        assertTrue(ran.err().contains("chmod"), () -> "says what to type: " + ran);
        assertEquals(List.of(), LiveRoot.names(dir, ".*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "spawn", "running", "dead", "journal"})
    void with_a_part_that_is_a_link_to_another_place(String part) throws IOException {
        Path elsewhere =
                Files.createDirectories(base.resolve("elsewhere/folder")).getParent();
        Files.writeString(elsewhere.resolve("file"), "x");
        Files.writeString(elsewhere.resolve("folder/file"), "x");
        own(elsewhere);
        own(elsewhere.resolve("folder"));
        Path dir = Files.createDirectory(base.resolve("dir"));
        own(dir);
        Files.createSymbolicLink(dir.resolve(part), elsewhere);
        refused(
                supervisor(List.of("--daemon", dir.toString())),
                dir.resolve(part).toString());
        assertEquals(List.of("file", "folder"), LiveRoot.names(elsewhere, ".*"));
        assertEquals(List.of("file"), LiveRoot.names(elsewhere.resolve("folder"), ".*"));
    }

    @Test
    void the_default_root_without_the_right_to_make_it() {
        Ran ran = supervisor(List.of());
        refused(ran, "/var/actors");
        assertTrue(
                ran.err().contains("sudo") || ran.err().contains("ACTOS_ROOT"),
                () -> "says what to type instead: " + ran);
    }

    @Test
    void a_word_too_many() {
        assertEquals(2, supervisor(List.of("one", "two")).code());
    }

    @Test
    void a_cycle_that_is_no_time() {
        Ran ran = supervisor(List.of("--cycle", "soon", base.resolve("root").toString()));
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("soon"), ran::toString);
        assertFalse(Files.exists(base.resolve("root")));
    }

    @Test
    void a_daemon_prints_why_it_could_not_start() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "x");
        refused(supervisor(List.of("--daemon", file.toString())), file.toString());
    }

    @Test
    void the_mode_of_the_root_may_be_any_that_keeps_others_from_writing() throws IOException {
        Path dir = Files.createDirectory(base.resolve("dir"));
        own(dir);
        open(dir, "rwxr-xr-x");
        Ran ran = supervisor(List.of("--daemon", dir.toString()));
        assertEquals(0, ran.code(), ran::toString);
        Ran act = Programs.run(
                base,
                Programs.environment(Map.of()),
                OtherUser.unprivileged(List.of(home.resolve("bin/act").toString(), "-r", dir.toString(), "shutdown")));
        assertEquals(0, act.code(), act::toString);
    }

    @Test
    void of_another_user_is_only_looked_at() throws IOException {
        assumeTrue(
                OtherUser.canBecome(), "needs root, to be two users: ForeignRootTest plays that where this is not so");
        Path dir = Files.createDirectory(base.resolve("dir"));
        own(dir);
        assertEquals(0, supervisor(List.of("--daemon", dir.toString())).code());
        String act = home.resolve("bin/act").toString();
        Ran above = Programs.run(
                dir.resolve("running"), Programs.environment(Map.of()), List.of(act, "spawn", "--manual", "--id", "a"));
        refused(above, dir.toString());
        assertTrue(above.err().contains("act --root '" + dir + "' …"), () -> "can be pasted: " + above);
        Ran change = Programs.run(
                base, Programs.environment(Map.of()), List.of(act, "-r", dir.toString(), "break", "add", "a"));
        refused(change, dir.toString());
        assertTrue(change.err().contains("sudo -u "), change::toString);
        assertFalse(Files.exists(dir.resolve("breaks/1.json")));
        Ran look = Programs.run(base, Programs.environment(Map.of()), List.of(act, "-r", dir.toString(), "ls"));
        assertTrue(look.ok().out().contains("supervisor running"), look::toString);
        Programs.run(
                        base,
                        Programs.environment(Map.of()),
                        OtherUser.unprivileged(List.of(act, "-r", dir.toString(), "shutdown")))
                .ok();
    }

    /** Runs a supervisor that is not root, so that permissions mean something. */
    private Ran supervisor(List<String> args) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/supervisor").toString()));
        command.addAll(args);
        return Programs.run(base, Programs.environment(Map.of()), OtherUser.unprivileged(command));
    }

    private static void refused(Ran ran, String path) {
        assertNotEquals(0, ran.code(), ran::toString);
        assertTrue(ran.err().contains(path), () -> "names the root: " + ran);
        assertFalse(ran.err().contains("\tat "), () -> "no stack trace: " + ran);
        assertFalse(ran.err().contains("Exception"), () -> "a sentence: " + ran);
    }

    /** Gives a directory to the user whom {@link #supervisor} runs as. */
    private static void own(Path dir) throws IOException {
        if (OtherUser.canBecome()) {
            Files.setAttribute(dir, "unix:uid", OtherUser.UID);
        }
    }

    private static void open(Path dir, String permissions) throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(permissions));
    }
}
