package actos.supervisor.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import actos.supervisor.shell.base.Fixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One supervisor has the root; the kernel knows which. The other process here is a Python that does as a client does. */
class RootLockTest {
    private static final String TRY = """
            import fcntl,sys
            f = open(sys.argv[1], 'r+')
            try: fcntl.lockf(f, fcntl.LOCK_SH | fcntl.LOCK_NB); print('free')
            except OSError: print('held')
            """;
    private static final String HOLD = """
            import fcntl,sys
            f = open(sys.argv[1], 'w')
            fcntl.lockf(f, fcntl.LOCK_EX)
            print('have', flush=True)
            sys.stdin.readline()
            """;

    @TempDir
    Path dir;

    private Root root;

    @BeforeEach
    void prepare() throws IOException {
        root = new Fixture(dir).root;
    }

    private Process python(String program) throws IOException {
        return new ProcessBuilder("python3", "-c", program, root.lock().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String state() throws IOException {
        return new String(python(TRY).getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }

    @Test
    void is_held_until_it_is_released() throws IOException {
        try (RootLock lock = RootLock.take(root)) {
            assertEquals("held", state());
            lock.release();
            assertEquals("free", state());
        }
    }

    @Test
    void ends_with_its_holder_and_can_be_taken_again() throws IOException {
        RootLock.take(root).close();
        assertEquals("free", state());
        RootLock.take(root).close();
    }

    @Test
    void a_root_that_another_process_has_is_taken_and_says_by_whom() throws IOException {
        SystemStatus status = new SystemStatus(
                "v",
                4711,
                1,
                "b",
                Fixture.WALL,
                "2s",
                "notices",
                false,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                0,
                List.of(),
                List.of());
        Process other = python(HOLD);
        try {
            assertEquals('h', other.getInputStream().read());
            String unknown = assertThrows(RootLock.Taken.class, () -> RootLock.take(root))
                    .getMessage();
            assertTrue(unknown.startsWith("another supervisor has " + root.dir() + ": "), unknown);
            Files.write(root.systemStatus(), Json.bytes(status));
            String known = assertThrows(RootLock.Taken.class, () -> RootLock.take(root))
                    .getMessage();
            assertTrue(known.startsWith("another supervisor (pid 4711) has " + root.dir() + ": "), known);
        } finally {
            other.destroy();
        }
        RootLock.take(root).close(); // tried for a second: the other one ends within that
    }

    @Test
    void a_link_in_its_place_is_not_followed() throws IOException {
        Path elsewhere = Files.writeString(dir.resolve("elsewhere"), "mine");
        Files.createSymbolicLink(root.lock(), elsewhere);
        assertThrows(IOException.class, () -> RootLock.take(root));
        assertEquals("mine", Files.readString(elsewhere));
        assertTrue(Files.exists(root.lock(), LinkOption.NOFOLLOW_LINKS));
    }
}
