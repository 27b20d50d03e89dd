package actos.supervisor.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Starts programs, each in a session of its own. {@link NativeStarter} does it with one exec, {@link PlainStarter} as Java
 * can, with three.
 */
interface Starter {
    /**
     * A process that was started.
     *
     * @param end how it has ended: its exit code, or 128 and the signal that ended it
     */
    record Started(long pid, CompletableFuture<Integer> end) {}

    /**
     * Starts a program with nothing to read.
     *
     * @param command its absolute path, and its arguments
     * @param environment all of it
     * @param directory where it works
     * @param log what it prints is appended to this
     * @throws IOException if it cannot be started; the message has {@code error=N,} with the number of the error
     */
    Started start(List<String> command, Map<String, String> environment, Path directory, Path log) throws IOException;
}
