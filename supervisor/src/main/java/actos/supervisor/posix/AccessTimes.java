package actos.supervisor.posix;

import actos.protocol.FileStep;
import java.io.IOException;
import java.nio.file.Path;

/** Whether a file system keeps the times at which files are read. Used once, at the start. */
public final class AccessTimes {
    private AccessTimes() {}

    /** Whether reading a file in this directory shows in its access time: not on file systems mounted with {@code noatime}. */
    public static boolean work(Posix posix, Path directory) {
        Dir dir = new Dir(directory);
        String probe = ".atime";
        Path file = dir.file(probe);
        try {
            FileStep.vacate(file);
            FileStep.write(file, new byte[] {'1'});
            posix.markUnread(dir, probe);
            posix.read(dir, probe, new byte[1]);
            Posix.Stat stat = posix.stat(dir, probe);
            return stat != null && stat.accessed() != 0;
        } catch (IOException e) {
            return false; // it cannot be told: no message counts as unread
        } finally {
            posix.forget(dir);
            deleteQuietly(file);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            FileStep.delete(file);
        } catch (IOException e) {
            // the next supervisor will
        }
    }
}
