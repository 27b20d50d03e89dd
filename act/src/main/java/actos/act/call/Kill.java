package actos.act.call;

import actos.act.term.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends a signal; whoever calls it has checked that the pid still means the process that is meant. */
@FunctionalInterface
public interface Kill {
    /**
     * @param signal without {@code SIG}
     * @param target a pid, or the negative of a process group
     * @throws Failure if it may not be sent
     */
    void send(String signal, long target) throws IOException;

    /** The shell's own {@code kill}: it is there wherever a shell is. */
    static void forked(String signal, long target) throws IOException {
        Process kill = new ProcessBuilder(
                        "/bin/sh", "-c", "kill -s \"$0\" -- \"$1\" 2>&1", signal, Long.toString(target))
                .start();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (kill.waitFor() != 0) {
                throw Failure.failed("cannot send " + signal + " to process " + Math.abs(target) + ": "
                        + said.substring(said.lastIndexOf(": ") + 1).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
