package actos.act.call;

import actos.act.term.Failure;
import actos.protocol.Signals;
import java.io.IOException;
import java.nio.file.Path;

/** Lets a person edit a file. */
@FunctionalInterface
public interface Editor {
    /** What a shell sees of a program that Ctrl-C ended. */
    int INTERRUPTED = 130;

    /**
     * Returns when the editor has ended.
     *
     * @param command as somebody wrote it into {@code $EDITOR}: for a shell, with options
     * @return its exit code
     */
    int edit(String command, Path file) throws IOException;

    /** The editor itself, on this terminal. A Ctrl-C there is for the editor, and does not end {@code act}. */
    static int forked(String command, Path file) throws IOException {
        Signals.on("INT", () -> {});
        Process editor = new ProcessBuilder("/bin/sh", "-c", command + " \"$1\"", "act", file.toString())
                .inheritIO()
                .start();
        try {
            return editor.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        } finally {
            Signals.on("INT", () -> Runtime.getRuntime().exit(INTERRUPTED));
        }
    }
}
