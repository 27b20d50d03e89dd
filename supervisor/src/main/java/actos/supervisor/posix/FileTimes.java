package actos.supervisor.posix;

import java.time.Instant;

/** The times of files, in nanoseconds of the wall clock as the kernel tells them. */
public final class FileTimes {
    private static final long SECOND = 1_000_000_000L;

    private FileTimes() {}

    /** What the clock says that files get their times from. */
    public static long now() {
        Instant wall = Instant.now();
        return wall.getEpochSecond() * SECOND + wall.getNano();
    }

    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /** Whether a file that was written at this time has this modification time. */
    public static boolean isFrom(Instant written, long modifiedNanos) {
        return written.getEpochSecond() == Math.floorDiv(modifiedNanos, SECOND)
                && written.getNano() == Math.floorMod(modifiedNanos, SECOND);
    }
}
