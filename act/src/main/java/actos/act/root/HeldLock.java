package actos.act.root;

import actos.protocol.ProcessIdentity;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A supervisor serves a root if the lock is held, and the process that {@code supervisor.json} describes lives, and
 * {@code .pid} names the same one, and it has the lock open: a stale {@code .pid} may name a stranger, who must not be signalled. The shared lock
 * that the test takes is given back at once. A supervisor in another PID namespace has another number here, which the kernel's list
 * of locks tells, or none.
 */
public final class HeldLock implements Liveness {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int MOST_LOCKS = 4 << 20;

    @Override
    public Served look(Root root) {
        ProcessIdentity.checkProc();
        if (!isHeld(root.lock())) {
            return Served.BY_NOBODY;
        }
        byte[] pid = Disk.bytes(root.pid(), 64);
        byte[] status = Disk.bytes(root.systemStatus(), 1 << 20);
        if (pid == null || status == null) {
            return new Served(true, null);
        }
        ProcessIdentity supervisor = ProcessIdentity.read(status);
        boolean same = supervisor != null
                && supervisor.pid() > 0
                && new String(pid, StandardCharsets.US_ASCII).strip().equals(Long.toString(supervisor.pid()));
        return new Served(true, same ? seen(root.lock(), supervisor) : null);
    }

    /** The supervisor as it can be seen from here; null if it is not this process that holds the lock. */
    private static ProcessIdentity seen(Path lock, ProcessIdentity supervisor) {
        if (!supervisor.isElsewhere()) {
            return supervisor.isAlive() && supervisor.hasOpen(lock) ? supervisor : null;
        }
        ProcessIdentity holder = holder(lock);
        return holder == null ? supervisor : supervisor.isSeenAs(holder) ? holder : null;
    }

    /** Who holds the lock, as the kernel numbers processes here; null if it cannot be seen from here. */
    private static ProcessIdentity holder(Path lock) {
        try {
            String inode = ":" + Files.getAttribute(lock, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            byte[] locks = Disk.bytes(LOCKS, MOST_LOCKS);
            for (String line : new String(locks == null ? new byte[0] : locks, StandardCharsets.US_ASCII).split("\n")) {
                String[] word = line.strip().split("\\s+"); // 1: POSIX ADVISORY WRITE PID MAJOR:MINOR:INODE FROM TO
                if (word.length == 8 && word[3].equals("WRITE") && word[5].endsWith(inode)) {
                    ProcessIdentity holder =
                            ProcessIdentity.of(Long.parseLong(word[4])).orElse(null);
                    if (holder != null && holder.hasOpen(lock)) {
                        return holder;
                    }
                }
            }
        } catch (IOException e) {
            // it is gone
        }
        return null;
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
