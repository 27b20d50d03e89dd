package actos.supervisor.shell;

import actos.protocol.FileStep;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;

/**
 * The signs by which everybody knows which supervisor has the root: the lock and {@code .pid}. Both are put back at the
 * next scan when somebody has deleted or changed them. Used by the loop's thread.
 */
final class Seat {
    private static final int LONGEST_PID = 64;

    private final Root root;
    private final RootLock lock;
    private final Health health;
    private final String pid;
    private boolean taken;

    Seat(Root root, RootLock lock, ProcessIdentity self, Health health) {
        this.root = root;
        this.lock = lock;
        this.health = health;
        this.pid = self.pid() + "\n";
    }

    /** From now on USR1 may come: {@code .pid} says whereto. What the disk refuses is tried again at each scan. */
    void take() {
        taken = true;
        keep();
    }

    void keep() {
        try {
            lock.keep(root);
            if (taken && !isPidThere()) {
                putPid(pid.getBytes(StandardCharsets.US_ASCII));
            }
            health.worked("keeping .lock and .pid");
        } catch (IOException e) {
            health.failed("keeping .lock and .pid", e);
        }
    }

    /** Where there is no room for another file, over that of a supervisor before this one. */
    private void putPid(byte[] content) throws IOException {
        try {
            Publish.rewrite(root.pid(), content);
        } catch (IOException e) {
            if (Files.exists(root.pid(), LinkOption.NOFOLLOW_LINKS)) {
                FileStep.writeOver(root.pid(), content);
            }
            throw e;
        }
    }

    private boolean isPidThere() throws IOException {
        return Files.isRegularFile(root.pid(), LinkOption.NOFOLLOW_LINKS)
                && Files.size(root.pid()) < LONGEST_PID
                && Files.readString(root.pid(), StandardCharsets.ISO_8859_1).equals(pid);
    }
}
