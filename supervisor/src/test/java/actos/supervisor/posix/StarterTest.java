package actos.supervisor.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import actos.supervisor.shell.base.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("starters")
class StarterTest {
    @Parameter
    Starter starter;

    @TempDir
    Path temp;

    private Path directory;
    private Path log;

    static Stream<Arguments> starters() {
        return Stream.of(arguments(new PlainStarter(() -> {})), arguments(new NativeStarter()));
    }

    @BeforeEach
    void layOut() throws IOException {
        directory = Files.createDirectory(temp.resolve("a directory é"));
        log = directory.resolve("out.log");
    }

    @Test
    void what_it_prints_is_appended_and_its_exit_code_told() throws Exception {
        Files.writeString(log, "before\n");
        assertEquals(7, run("echo one; echo two >&2; cat; exit 7"));
        assertEquals("before\none\ntwo\n", Files.readString(log));
    }

    @Test
    void the_signal_that_ends_it_is_told() throws Exception {
        assertEquals(128 + Posix.KILL, run("kill -KILL $$"));
        assertEquals(128 + Posix.USR1, run("kill -USR1 $$"));
    }

    @Test
    void it_works_in_its_directory_with_its_arguments_and_its_environment_alone() throws Exception {
        long process = starter.start(
                List.of(
                        "/bin/bash",
                        "-c",
                        "pwd; echo \"$0|$1|$2\"; env | grep -v '^\\(_\\|SHLVL\\|PWD\\)='",
                        "",
                        "a  b",
                        "é\n"),
                Environment.of(Map.of("ONE", "1=ü", "PATH", System.getenv("PATH"))),
                directory,
                log);
        assertEquals(0, end(process));
        List<String> said = Files.readAllLines(log);
        assertEquals(directory.toString(), said.get(0));
        assertEquals(List.of("|a  b|é", ""), said.subList(1, 3));
        assertEquals(
                List.of("ONE=1=ü", "PATH=" + System.getenv("PATH")),
                said.subList(3, said.size()).stream().sorted().toList());
    }

    @Test
    void it_leads_a_session_and_has_no_more_open_than_three_files() throws Exception {
        try (var open = Files.newByteChannel(Files.createFile(temp.resolve("open")))) {
            assertTrue(open.isOpen());
            assertEquals(0, run("cut -d' ' -f1,5,6 /proc/$$/stat; echo /proc/$$/fd/*"));
        }
        List<String> said = Files.readAllLines(log);
        String pid = said.get(0).split(" ")[0];
        assertEquals(pid + " " + pid + " " + pid, said.get(0));
        List<String> files = new ArrayList<>(List.of(said.get(1).split(" ")));
        files.remove("/proc/" + pid + "/fd/255"); // bash's own
        files.remove("/proc/" + pid + "/fd/3"); // bash's, as it lists the directory
        assertEquals(List.of("/proc/" + pid + "/fd/0", "/proc/" + pid + "/fd/1", "/proc/" + pid + "/fd/2"), files);
    }

    @Test
    void a_script_that_does_not_say_of_what_is_the_shells() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "echo \"$0 $1\"; exit 3\n");
        assertTrue(script.toFile().setExecutable(true));
        assertEquals(3, end(starter.start(List.of(script.toString(), "x"), Environment.of(Map.of()), directory, log)));
        assertEquals(script + " x\n", Files.readString(log));
    }

    @Test
    void many_at_once_all_end() throws Exception {
        List<Long> processes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            processes.add(start("exit " + i));
        }
        for (int i = 0; i < 50; i++) {
            assertEquals(i, end(processes.get(i)));
            assertFalse(Files.exists(Path.of("/proc", Long.toString(processes.get(i)))), "a zombie is left");
        }
    }

    @Test
    void what_cannot_be_passed_or_worked_in_is_no_start() {
        assertThrows(IOException.class, () -> start("echo a\0b"));
        List<String> command = List.of("/bin/true");
        Path nowhere = temp.resolve("nowhere");
        NotStarted gone =
                assertThrows(NotStarted.class, () -> starter.start(command, Environment.of(Map.of()), nowhere, log));
        assertFalse(gone.isPassing(), gone::getMessage);
    }

    private int run(String script) throws Exception {
        return end(start(script));
    }

    private long start(String script) throws IOException {
        return starter.start(
                List.of("/bin/bash", "-c", script),
                Environment.of(Map.of("PATH", System.getenv("PATH"))),
                directory,
                log);
    }

    private int end(long process) {
        return Fixture.end(starter, process);
    }
}
