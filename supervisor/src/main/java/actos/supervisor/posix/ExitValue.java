package actos.supervisor.posix;

import java.util.Map;

/**
 * How a child has ended.
 *
 * @param code what it has exited with, or null if a signal has ended it
 * @param signal the name of that, or null
 */
public record ExitValue(Integer code, String signal) {
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(5, "TRAP"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"),
            Map.entry(31, "SYS"));

    /** @param value as {@link Starter#reap} gives it */
    public static ExitValue of(int value) {
        String signal = SIGNALS.get(value - 128);
        return new ExitValue(signal == null ? value : null, signal);
    }
}
