package actos.act;

import actos.protocol.ProcessIdentity;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A supervisor serves a root if the lock is held, and the process that {@code supervisor.json} describes lives, and
 * {@code .pid} names the same one, and it has the lock open: a stale {@code .pid} may name a stranger, who must not be signalled. The shared lock
 * that the test takes is given back at once.
 */
final class HeldLock implements Liveness {
    @Override
    public Served look(Root root) {
        if (!isHeld(root.lock())) {
            return Served.BY_NOBODY;
        }
        byte[] pid = Disk.bytes(root.pid(), 64);
        byte[] status = Disk.bytes(root.systemStatus(), 1 << 20);
        if (pid == null || status == null) {
            return new Served(true, null);
        }
        try {
            Map<String, String> fields = Disk.scalars(status);
            ProcessIdentity supervisor = new ProcessIdentity(
                    Long.parseLong(fields.getOrDefault("pid", "")),
                    Long.parseLong(fields.getOrDefault("startTime", "")),
                    fields.getOrDefault("bootId", ""));
            boolean same = supervisor.pid() > 1
                    && new String(pid, StandardCharsets.US_ASCII).strip().equals(Long.toString(supervisor.pid()));
            return new Served(
                    true, same && supervisor.isAlive() && supervisor.hasOpen(root.lock()) ? supervisor : null);
        } catch (NumberFormatException e) {
            return new Served(true, null);
        }
    }

    private static boolean isHeld(Path lock) {
        try (FileChannel channel = RegularFile.open(lock);
                FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return shared == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
