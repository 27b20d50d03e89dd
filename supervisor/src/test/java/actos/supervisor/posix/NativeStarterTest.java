package actos.supervisor.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.supervisor.shell.base.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it does better than {@link PlainStarter}. */
class NativeStarterTest {
    @TempDir
    Path temp;

    private final Starter starter = new NativeStarter();

    @Test
    void a_program_whose_interpreter_is_missing_is_to_blame() throws IOException {
        Path script = Files.writeString(temp.resolve("script"), "#!/no/such/interpreter\n");
        assertTrue(script.toFile().setExecutable(true));
        List<String> command = List.of(script.toString());
        NotStarted e = assertThrows(
                NotStarted.class, () -> starter.start(command, Environment.of(Map.of()), temp, temp.resolve("log")));
        assertFalse(e.isPassing(), e::getMessage);
        assertTrue(e.getMessage().contains("not what its first line, #!, names"), e::getMessage);
    }

    @Test
    void a_log_that_is_a_link_is_not_followed() throws IOException {
        Path precious = Files.writeString(temp.resolve("precious"), "mine");
        Path log = Files.createSymbolicLink(temp.resolve("log"), precious);
        List<String> command = List.of("/bin/echo", "yours");
        assertThrows(IOException.class, () -> starter.start(command, Environment.of(Map.of()), temp, log));
        assertEquals("mine", Files.readString(precious));
    }

    @Test
    void no_signal_is_blocked() throws IOException {
        Path log = temp.resolve("log");
        List<String> command = List.of("/bin/grep", "SigBlk", "/proc/self/status");
        assertEquals(0, Fixture.end(starter, starter.start(command, Environment.of(Map.of()), temp, log)));
        assertEquals("SigBlk:\t0000000000000000\n", Files.readString(log));
    }
}
