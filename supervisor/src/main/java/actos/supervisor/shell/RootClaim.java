package actos.supervisor.shell;

import actos.protocol.FileStep;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Arrays;

/**
 * The signs by which everybody knows which supervisor has the root: the lock and {@code .pid}. Both are put back at the
 * next scan when somebody has deleted or changed them. Used by the loop's thread.
 */
final class RootClaim {
    private static final int LONGEST_PID = 64;

    private final Root root;
    private final Posix posix;
    private final RootLock lock;
    private final Health health;
    private final byte[] pid;
    private boolean taken;

    RootClaim(Root root, Posix posix, RootLock lock, ProcessIdentity self, Health health) {
        this.root = root;
        this.posix = posix;
        this.lock = lock;
        this.health = health;
        this.pid = (self.pid() + "\n").getBytes(StandardCharsets.US_ASCII);
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
                putPid(pid);
            }
            health.worked(Task.CLAIMING);
        } catch (IOException e) {
            health.failed(Task.CLAIMING, e);
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

    private boolean isPidThere() {
        try {
            return Arrays.equals(posix.readAll(root.pid(), LONGEST_PID), pid);
        } catch (IOException e) {
            return false; // it is not there, or is something else
        }
    }
}
