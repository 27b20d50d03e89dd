package actos.supervisor.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many descriptors this process may have, and what of them is for directories that are kept open: half, so that there
 * is always one for whatever else is to be opened. Read once at the start.
 */
public final class Descriptors {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String OPEN_FILES = "Max open files";
    private static final int FOR_THE_JVM = 64;
    private static final int FEWEST = 8;
    private static final int MOST = 4096;

    private Descriptors() {}

    /** How many directories may be kept open. */
    public static int forDirectories() {
        try {
            return forDirectories(Files.readString(LIMITS, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return FEWEST;
        }
    }

    /** @param limits as the kernel shows them */
    public static int forDirectories(String limits) {
        int at = limits.indexOf(OPEN_FILES);
        String soft = limits.substring(at + OPEN_FILES.length()).strip().split("\\s+", 2)[0];
        long limit = soft.matches("[0-9]{1,18}") ? Long.parseLong(soft) : Long.MAX_VALUE;
        return (int) Math.max(FEWEST, Math.min(MOST, (limit - FOR_THE_JVM) / 2));
    }
}
