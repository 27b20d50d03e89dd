package actos.act.call;

import actos.act.root.HeldLock;
import actos.act.root.Liveness;
import actos.act.root.Owner;
import actos.act.term.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything around one call of {@code act} that is not below a root; a test puts its own in place.
 *
 * @param env the environment, with where ActOS is installed in {@code ACTOS_HOME}
 * @param cwd the working directory
 * @param user the number of the user who calls
 * @param in standard input
 * @param out standard output, unbuffered
 * @param err standard error
 * @param terminal what stdin, stdout and stderr are
 * @param liveness tells whether a supervisor runs
 * @param kill sends signals
 * @param editor lets a person edit a file
 */
public record Surroundings(
        Map<String, String> env,
        Path cwd,
        int user,
        InputStream in,
        OutputStream out,
        PrintStream err,
        Terminal terminal,
        Liveness liveness,
        Kill kill,
        Editor editor) {

    /** Those of this process. */
    public static Surroundings real() {
        Map<String, String> env = new HashMap<>(System.getenv());
        env.put("ACTOS_HOME", System.getProperty("actos.home", ""));
        return new Surroundings(
                env,
                Path.of("").toAbsolutePath(),
                Owner.caller(),
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                Terminal.real(env),
                new HeldLock(),
                Kill::forked,
                Editor::forked);
    }
}
