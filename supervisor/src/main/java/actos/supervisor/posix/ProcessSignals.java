package actos.supervisor.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The signals that are sent to the supervisor itself. Its launcher has them blocked in all threads, so that they wait
 * until the loop asks for them: catching a signal in Java takes a new thread for each, which cannot be had at the limit of
 * threads, when TERM is needed most. For any thread.
 */
public final class ProcessSignals {
    /** What the launcher blocks, in words of env(1). */
    static final String BLOCKED = "HUP,INT,TERM,USR1,CHLD";

    private static final int HUP = 1;
    private static final int INT = 2;
    private static final int CHLD = 17;

    /** Signals by their numbers, as far as any is caught. */
    public static final Map<Integer, String> CAUGHT =
            Map.of(HUP, "HUP", INT, "INT", Posix.TERM, "TERM", Posix.USR1, "USR1", CHLD, "CHLD");

    private ProcessSignals() {}

    /** Whether they wait until they are asked for. */
    static boolean areBlocked() {
        return (mask("SigBlk") & bit(Posix.USR1)) != 0;
    }

    /** One of the masks in {@code /proc/self/status}, as far as these signals are concerned. */
    public static long mask(String name) {
        return mask(Path.of("/proc/self/status"), name)
                & CAUGHT.keySet().stream().mapToLong(ProcessSignals::bit).sum();
    }

    /** One of the masks of a process's {@code status}; 0 if there is no such process. */
    public static long mask(Path status, String name) {
        try {
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(name + ":")) {
                    return Long.parseUnsignedLong(
                            line.substring(name.length() + 1).strip(), 16);
                }
            }
        } catch (IOException e) {
            // it has ended
        }
        return 0;
    }

    public static long bit(int signal) {
        return 1L << (signal - 1);
    }
}
