package actos.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A process that has nothing to do with ActOS, leads a group as actors do, and would end at any signal. */
final class Innocent implements AutoCloseable {
    private final Process process;

    Innocent() {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of("setsid", "sleep", "600"));
            builder.environment().keySet().removeIf(name -> name.startsWith("ACTOS_"));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    long startTime() {
        return ProcessIdentity.of(pid()).orElseThrow().startTime();
    }

    /** Nobody may have signalled it. */
    void isUntouched() {
        assertTrue(process.isAlive(), "an innocent process was signalled");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
