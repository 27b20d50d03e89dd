package actos.act.top;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used, as {@code /proc} tells.
 *
 * @param cpuMs the time on processors in milliseconds, with that of its children that have ended
 * @param memory the bytes in memory
 */
record Usage(long cpuMs, long memory) {
    static final Usage NONE = new Usage(0, 0);

    /** The kernel counts for programs in hundredths of a second, whatever it uses itself. */
    private static final long TICK_MS = 10;

    /** Where the times of the process and of its children stand behind its name: fields 14 to 17 of {@code stat}. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    /** Of this process, of which the caller knows that it is the right one. */
    static Usage of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 0; i < TIMES; i++) {
                ticks += Long.parseLong(fields[FIRST_TIME + i]);
            }
            long memory = 0;
            for (String line : Files.readAllLines(proc.resolve("status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmRSS:")) {
                    memory = 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            return new Usage(ticks * TICK_MS, memory);
        } catch (IOException | RuntimeException gone) {
            return NONE;
        }
    }
}
