package actos.supervisor.posix;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * The limit of open files, which is one for the whole process. The supervisor takes all that it may have; what it starts
 * gets what the user has. Used by the loop's thread.
 */
public final class NativeOpenFiles {
    private static final int RLIMIT_NOFILE = 7;
    private static final int LIMITS = 2 * Long.BYTES;

    /** What the user has; 0 as long as it was not raised. */
    private static long users;

    private NativeOpenFiles() {}

    /** From now on this process has as many as it may have. */
    public static void raise() {
        try (Memory limits = new Memory(LIMITS)) {
            if (Libc.getrlimit(RLIMIT_NOFILE, address(limits)) == 0) {
                users = users == 0 ? limits.getLong(0) : users;
                set(limits.getLong(Long.BYTES));
            }
        }
    }

    /** Until {@link #raise}, what is started has what the user has. */
    static void lower() {
        if (users != 0) {
            set(users);
        }
    }

    private static void set(long soft) {
        try (Memory limits = new Memory(LIMITS)) {
            if (Libc.getrlimit(RLIMIT_NOFILE, address(limits)) == 0) {
                limits.setLong(0, soft);
                Libc.setrlimit(RLIMIT_NOFILE, address(limits));
            }
        }
    }

    private static long address(Memory memory) {
        return Pointer.nativeValue(memory);
    }
}
