package actos.supervisor.posix;

import java.util.ArrayDeque;

/**
 * Which directories {@link NativePosix} has open: those that were used lately, and no more than there are descriptors
 * for. When one is to be closed, each that was used since it was last its turn gets another round. The last few that were
 * used are never closed, since the call that is under way needs them. Used by the loop's thread.
 */
final class OpenDirs {
    private static final int FEWEST = 8;
    /** A call uses two directories at most, each opened through its parent and that one's. */
    private static final int OF_A_CALL = 6;

    private final ArrayDeque<Dir> open = new ArrayDeque<>();
    private int most;
    private long uses;
    /** Directories that were pinned in this epoch stay open: somebody uses a path through them. */
    private long epoch = 1;

    OpenDirs(int most) {
        this.most = most;
    }

    /** It is being used. */
    void use(Dir dir) {
        dir.wasUsed = true;
        dir.used = ++uses;
    }

    /** It stays open until {@link #unpin}. */
    void pin(Dir dir) {
        dir.pinned = epoch;
    }

    void unpin() {
        epoch++;
    }

    /** It was opened. */
    void add(Dir dir) {
        if (dir.isKept) {
            return;
        }
        use(dir);
        open.addLast(dir);
        while (open.size() > most && closeOne()) {
            // until there are few enough
        }
    }

    /** It is closed, and another one may come. */
    void forget(Dir dir) {
        open.remove(dir);
        close(dir);
    }

    /** There are no descriptors left: closes what can be closed, and keeps fewer from now on. */
    void closeAll() {
        most = Math.max(FEWEST, most / 2);
        open.forEach(dir -> dir.wasUsed = false);
        while (closeOne()) {
            // until nothing is left
        }
    }

    private boolean closeOne() {
        for (int turns = 2 * open.size(); turns > 0; turns--) {
            Dir dir = open.pollFirst();
            if (dir.wasUsed || dir.pinned == epoch || uses - dir.used < OF_A_CALL) {
                dir.wasUsed = false;
                open.addLast(dir);
            } else {
                close(dir);
                return true;
            }
        }
        return false;
    }

    private static void close(Dir dir) {
        if (dir.handle >= 0) {
            Libc.close(dir.handle);
            dir.handle = Dir.CLOSED;
        }
    }
}
