package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Json;
import actos.protocol.Phase;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers work from everywhere, with every Java that will do, and in every environment. */
class LauncherIT {
    private static final Path SYSTEM_JVMS = Path.of("/usr/lib/jvm");

    @RegisterExtension
    final LiveRoot os = LiveRoot.forOneTest(Mode.NOTICES);

    @TempDir
    Path temp;

    /** Every Java on this machine that ActOS has to run on; the one that runs this test at least. */
    static List<Path> jvms() throws IOException {
        TreeSet<Path> homes = new TreeSet<>();
        homes.add(Path.of(System.getProperty("java.home")).toRealPath());
        if (Files.isDirectory(SYSTEM_JVMS)) {
            try (DirectoryStream<Path> list = Files.newDirectoryStream(SYSTEM_JVMS)) {
                for (Path home : list) {
                    if (Files.isExecutable(home.resolve("bin/java")) && version(home) >= 17) {
                        homes.add(home.toRealPath());
                    }
                }
            }
        }
        return new ArrayList<>(homes);
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void a_system_works_on_every_java_without_a_warning(Path java) {
        os.with("JAVA_HOME", java.toString()).start();
        assertEquals("r", act("spawn", "--id", "r", Programs.actor("recorder").toString()));
        act("send", "--wait", "r", "1");
        act("ls");
        act("shutdown");
        os.awaitCleanEnd();
        String log = Programs.text(os.log());
        assertFalse(log.contains("WARNING:"), log);
        assertFalse(log.contains("OpenJDK"), log);
    }

    @Test
    void act_reads_what_a_root_may_hold_and_says_so_in_a_sentence_where_memory_is_short() throws IOException {
        os.start();
        os.manual("m");
        Path state = os.home("m").state();
        Files.writeString(state, "[" + "{},".repeat(Json.MAX_BYTES / 3 - 2) + "1]\n");
        assertEquals(Integer.toString(Json.MAX_BYTES / 3 - 1), act("state", "m", "length"));

        Ran small = run(
                Map.of("ACTOS_JAVA_OPTS", "-Xmx64m"), "act", "-r", os.root.dir().toString(), "state", "m", ".");
        assertEquals(1, small.code(), small::toString);
        assertTrue(small.err().startsWith("act: this needs more memory than act may take"), small.err());
        assertEquals(1, small.err().lines().count(), small.err());

        String text = "\"" + "x".repeat(Json.MAX_BYTES + 5000) + "\"";
        Files.writeString(state, text);
        assertEquals(text.length(), act("state", "m").length());
        assertTrue(os.act("state", "m", ".").ended(1).err().contains("has more than the 16 MiB"));
        assertTrue(os.act("set", "m", ".a", "1").ended(1).err().contains("has more than the 16 MiB"));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void the_version_is_all_that_is_printed(Path java) {
        for (String program : List.of("act", "supervisor")) {
            Ran ran = run(Map.of("JAVA_HOME", java.toString()), program, "--version");
            assertEquals(1, ran.ok().out().lines().count(), ran::toString);
            assertEquals("", ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"act", "supervisor"})
    void an_empty_environment_will_do(String program) {
        run(Map.of(), program, "--version").ok();
        run(Map.of("PATH", ""), program, "--version").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"act", "supervisor"})
    void a_chain_of_relative_links_through_odd_directories_will_do(String program) throws IOException {
        Path odd = Files.createDirectory(temp.resolve("ein Verzeichnis é"));
        Programs.run(
                        temp,
                        path(),
                        List.of(
                                "cp",
                                "-r",
                                Programs.HOME.toString(),
                                odd.resolve("a c t").toString()))
                .ok();
        Files.createDirectories(odd.resolve("x/y"));
        Files.createSymbolicLink(odd.resolve("first"), Path.of("a c t/bin", program));
        Files.createSymbolicLink(odd.resolve("x/second"), Path.of("../first"));
        Files.createSymbolicLink(odd.resolve("x/y").resolve(program), Path.of("../second"));
        for (String called : List.of("x/y/" + program, odd + "/x/second")) {
            Ran ran = Programs.run(odd, path(), List.of(called, "--version")).ok();
            assertEquals(1, ran.out().lines().count(), () -> "no word of the archive that does not fit here: " + ran);
            assertEquals("", ran.err());
        }
        Map<String, String> found = Map.of("PATH", "x/y:" + System.getenv("PATH"));
        Programs.run(odd, found, List.of("sh", "-c", program + " --version")).ok();
        Programs.run(odd.resolve("x/y"), path(), List.of("sh", program, "--version"))
                .ok();
    }

    @Test
    void a_wrong_JAVA_HOME_is_named() {
        Ran ran = run(Map.of("JAVA_HOME", "/no/such/java"), "act", "--version").ended(1);
        assertTrue(ran.err().contains("/no/such/java"), ran::toString);
        assertEquals(1, ran.err().lines().count(), ran::toString);
    }

    @Test
    void a_directory_that_was_deleted_is_told_of() {
        String script = "mkdir gone; cd gone; rmdir ../gone; exec \"$0\" --version";
        String act = Programs.launcher("act").toString();
        Ran ran =
                Programs.run(temp, Map.of(), List.of("bash", "-c", script, act)).ended(1);
        assertTrue(
                ran.err().endsWith("act: the directory that you are in was deleted: go to another one\n"),
                ran::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "1.8.0_382"})
    void a_java_that_is_too_old_is_named(String version) throws IOException {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        Path java = Files.writeString(
                bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2019-01-15' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        Map<String, String> old = Map.of("JAVA_HOME", temp.toString());
        Ran asked = run(old, "act", "--version").ended(1);
        Files.writeString(temp.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Ran read = run(old, "act", "--version").ended(1);
        for (Ran ran : List.of(asked, read)) {
            assertTrue(ran.err().contains(java.toString()) && ran.err().contains("17"), ran::toString);
        }
    }

    @Test
    void options_for_the_JVM_are_passed_on() {
        Ran ran = run(Map.of("ACTOS_JAVA_OPTS", "-Xmx100m -XX:+PrintFlagsFinal"), "act", "--version")
                .ok();
        assertTrue(ran.out().matches("(?s).*MaxHeapSize *= *104857600 .*"), ran::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"act", "supervisor"})
    void classes_come_from_the_archive_that_the_build_has_made(String program) {
        Map<String, String> env =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "ACTOS_JAVA_OPTS", "-Xlog:class+load");
        Ran ran = run(env, program, "--version").ok();
        assertTrue(ran.out().contains("picocli.CommandLine source: shared objects file"), ran::toString);
    }

    @Test
    void the_C_locale_loses_no_letter() throws IOException {
        os.with("LC_ALL", "C").with("LANG", null).start();
        os.act("spawn", "--id", "w", Programs.actor("witness").toString(), "é✓").ok();
        os.act("send", "--wait", "w", "{\"ö\": \"✓\"}").ok();
        os.awaitGot("w", "{\"ö\": \"✓\"}");
        List<String> seen = Files.readAllLines(os.home("w").dir().resolve("seen"));
        assertTrue(seen.contains("arg=é✓"), seen::toString);
        assertTrue(seen.contains("LC_ALL=C"), () -> "the actor has the user's own locale: " + seen);
        assertTrue(seen.contains("ACTOS_LC_ALL=unset"), seen::toString);
        assertTrue(os.act("show", "1").ok().out().contains("✓"));
    }

    @Test
    void what_is_not_UTF_8_is_refused_and_leads_nowhere_else() {
        Map<String, String> env =
                Programs.environment(Map.of("PATH", Programs.HOME.resolve("bin") + ":" + System.getenv("PATH")));
        Ran ran = Programs.run(temp, env, List.of("bash", "-c", """
                supervisor --daemon $'r\\xff'
                supervisor --cycle 1s $'r\\xff'
                act -r $'r\\xff' ls
                ACTOS_ROOT=$'r\\xff' act ls
                ACTOS_ROOT=$'r\\xff' supervisor --daemon
                act send counter $'"\\xc3\\xa9\\xff"'
                mkdir $'d\\xff' && ln -s $'d\\xff' link
                supervisor --daemon link/..//link/
                supervisor --daemon link/new/r
                act --root link ls
                act -r $'r\\xef\\xbf\\xbd' ls # what Java makes of it is UTF-8, and means itself
                (cd $'d\\xff' && act ls; supervisor --daemon .)
                find . | LC_ALL=C sort
                """));
        assertEquals("""
                supervisor: argument 2 is not UTF-8: $'r\\xff'
                supervisor: argument 3 is not UTF-8: $'r\\xff'
                act: argument 2 is not UTF-8: $'r\\xff'
                act: variable is not UTF-8: $'ACTOS_ROOT=r\\xff'
                supervisor: variable is not UTF-8: $'ACTOS_ROOT=r\\xff'
                act: argument 3 is not UTF-8: $'"\\xc3\\xa9\\xff"'
                supervisor: the path of the root is not UTF-8: TEMP/d\\ufffd
                supervisor: the path of the root is not UTF-8: TEMP/d\\ufffd
                act: the path of the root is not UTF-8: TEMP/d\\ufffd
                act: TEMP/r\\ufffd does not exist: name one with --root or $ACTOS_ROOT, or start a supervisor there
                act: the path of the current directory is not UTF-8: go to another one
                supervisor: the path of the current directory is not UTF-8: go to another one
                """, ran.err().replace(temp.toString(), "TEMP"));
        assertEquals(List.of(".", "./d\ufffd", "./link"), ran.out().lines().toList());
    }

    @Test
    void an_unset_locale_stays_unset_for_actors() throws IOException {
        os.with("LC_ALL", null).start();
        os.spawn("w", "witness");
        List<String> seen = Files.readAllLines(os.home("w").dir().resolve("seen"));
        assertTrue(seen.contains("LC_ALL=unset"), seen::toString);
    }

    @Test
    void a_system_works_in_an_empty_environment() throws IOException {
        List<String> supervisor = new ArrayList<>(
                List.of("env", "-i", Programs.launcher("supervisor").toString()));
        supervisor.addAll(List.of("--daemon", os.root.dir().toString()));
        Programs.run(os.base(), path(), supervisor).ok();
        try {
            os.spawn("r", "recorder");
            os.awaitPhase("r", Phase.READY);
            List<String> act = List.of(
                    "env",
                    "-i",
                    Programs.launcher("act").toString(),
                    "-r",
                    os.root.dir().toString());
            List<String> send = new ArrayList<>(act);
            send.addAll(List.of("send", "--wait", "r", "\"é\""));
            Programs.run(os.base(), path(), send).ok();
            os.awaitGot("r", "\"é\"");
        } finally {
            Programs.run(
                            os.base(),
                            os.environment(),
                            List.of(Programs.launcher("act").toString(), "shutdown"))
                    .ok();
        }
    }

    @Test
    void a_relative_root_is_understood() throws IOException {
        Map<String, String> env = os.environment();
        env.remove("ACTOS_ROOT");
        String act = Programs.launcher("act").toString();
        Programs.run(os.base(), env, List.of(Programs.launcher("supervisor").toString(), "--daemon", "root"))
                .ok();
        os.spawn("r", "recorder");
        Ran inside = Programs.run(os.home("r").dir(), env, List.of(act, "ls")).ok();
        assertTrue(inside.out().contains("r"), inside::toString);
        Programs.run(os.root.dir(), env, List.of(act, "shutdown")).ok();
        assertFalse(Files.exists(os.root.pid()));
    }

    @Test
    void every_jar_that_a_manifest_names_is_there() throws IOException {
        Path lib = Programs.HOME.resolve("lib");
        TreeSet<String> jars = new TreeSet<>(LiveRoot.names(lib, ".*\\.jar"));
        for (String program : List.of("act", "supervisor")) {
            String name = jars.stream()
                    .filter(n -> n.startsWith(program + "-"))
                    .findFirst()
                    .orElseThrow();
            try (JarFile jar = new JarFile(lib.resolve(name).toFile())) {
                String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                assertNotEquals(null, path);
                for (String entry : path.split(" ", -1)) {
                    assertTrue(jars.contains(entry), () -> name + " needs " + entry + "; there are " + jars);
                }
            }
        }
    }

    private String act(String... args) {
        Ran ran = os.act(args).ok();
        assertFalse(ran.err().contains("WARNING"), ran::toString);
        return ran.line();
    }

    /** Runs a launcher in exactly this environment. */
    private Ran run(Map<String, String> env, String program, String... args) {
        List<String> command =
                new ArrayList<>(List.of(Programs.launcher(program).toString()));
        command.addAll(List.of(args));
        return Programs.run(temp, env, command);
    }

    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return 0;
        }
        for (String line : Files.readAllLines(release)) {
            if (line.matches("JAVA_VERSION=\"[0-9]+.*")) {
                return Integer.parseInt(line.replaceAll("[^0-9]*([0-9]+).*", "$1"));
            }
        }
        return 0;
    }

    private static Map<String, String> path() {
        return Map.of("PATH", System.getenv("PATH"));
    }
}
