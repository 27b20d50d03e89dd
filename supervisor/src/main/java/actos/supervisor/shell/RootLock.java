package actos.supervisor.shell;

import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Holds the root's lock for the supervisor's life; the kernel gives it up when the process ends, however it ends. */
final class RootLock implements AutoCloseable {
    private static final long PATIENCE = 1_000_000_000;

    /** Another supervisor has the root. */
    static final class Taken extends IOException {
        private static final long serialVersionUID = 1L;

        Taken(String message) {
            super(message);
        }
    }

    private final FileChannel channel;
    private final FileLock lock;

    private RootLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Tries for a second: a client may be testing the lock just now. */
    static RootLock take(Root root) throws IOException {
        FileChannel channel = FileChannel.open(
                root.lock(), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        long until = System.nanoTime() + PATIENCE;
        FileLock lock;
        while ((lock = channel.tryLock()) == null) {
            if (System.nanoTime() - until >= 0) {
                channel.close();
                throw new Taken("another supervisor" + who(root) + " has " + root.dir() + ": end it with `act -r "
                        + root.dir() + " shutdown`, or name another root");
            }
            LockSupport.parkNanos(20_000_000);
        }
        return new RootLock(channel, lock);
    }

    private static String who(Root root) {
        try {
            SystemStatus status = Json.read(Files.readAllBytes(root.systemStatus()), SystemStatus.class);
            return " (pid " + status.pid() + ")";
        } catch (IOException e) {
            return "";
        }
    }

    void release() throws IOException {
        lock.release();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
