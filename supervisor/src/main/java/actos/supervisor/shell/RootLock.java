package actos.supervisor.shell;

import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.ProcessIdentity;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import actos.supervisor.posix.Errors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

    private FileChannel channel;
    private FileLock lock;
    /** Of the file that is locked. */
    private Object inode;

    private RootLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Tries for a second: a client may be testing the lock just now. */
    static RootLock take(Root root) throws IOException {
        FileChannel channel = open(root);
        long until = System.nanoTime() + PATIENCE;
        FileLock lock;
        while ((lock = channel.tryLock()) == null) {
            if (System.nanoTime() - until >= 0) {
                channel.close();
                throw taken(root, "");
            }
            LockSupport.parkNanos(20_000_000);
        }
        if (servedWithoutLock(root)) {
            channel.close();
            throw taken(root, ", although its .lock was deleted");
        }
        return new RootLock(channel, lock);
    }

    private static FileChannel open(Root root) throws IOException {
        try {
            return FileStep.open(root.lock());
        } catch (IOException e) {
            throw new IOException(Errors.sentence(e) + ": remove it, the supervisor makes its own", e);
        }
    }

    private static Taken taken(Root root, String although) {
        return new Taken("another supervisor" + who(root) + " has " + root.dir() + although + ": end it with `act -r "
                + Names.shellWord(root.dir().toString()) + " shutdown`, or name another root");
    }

    /** Somebody has deleted the lock of a supervisor that lives: it will put it back, and must not find ours. */
    private static boolean servedWithoutLock(Root root) {
        try {
            SystemStatus status = statusOfAnother(root);
            ProcessIdentity other = new ProcessIdentity(status.pid(), status.startTime(), status.bootId());
            return other.pid() != ProcessHandle.current().pid() && other.isAlive() && other.hasOpen(root.lock());
        } catch (IOException e) {
            return false;
        }
    }

    /** If the file was deleted or replaced, locks the one that is there now. */
    void keep(Root root) throws IOException {
        Object there = Files.exists(root.lock(), LinkOption.NOFOLLOW_LINKS)
                ? Files.getAttribute(root.lock(), "unix:ino", LinkOption.NOFOLLOW_LINKS)
                : null;
        if (inode == null) {
            inode = there;
        } else if (!inode.equals(there)) {
            if (there != null && !Files.isRegularFile(root.lock(), LinkOption.NOFOLLOW_LINKS)) {
                FileStep.vacate(root.lock());
            }
            FileChannel next = open(root);
            FileLock locked = next.tryLock();
            if (locked == null) {
                next.close();
                throw new IOException(".lock was replaced and somebody else holds the new one");
            }
            channel.close(); // the old file has no name any more
            channel = next;
            lock = locked;
            inode = Files.getAttribute(root.lock(), "unix:ino", LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static String who(Root root) {
        try {
            SystemStatus status = statusOfAnother(root);
            boolean isElsewhere = new ProcessIdentity(status.pid(), status.startTime(), status.bootId()).isElsewhere();
            return " (pid " + status.pid() + (isElsewhere ? " in another PID namespace" : "") + ")";
        } catch (IOException e) {
            return "";
        }
    }

    private static SystemStatus statusOfAnother(Root root) throws IOException {
        return Json.read(RegularFile.read(root.systemStatus(), Json.MAX_BYTES), SystemStatus.class);
    }

    void release() throws IOException {
        lock.release();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
