package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** Says "look now" to a supervisor, as {@code kill -USR1} does it, without a process for each time that a test says so. */
final class Wake {
    private static final int USR1 = 10;

    /** The one function of the C library that is needed here. */
    interface C extends Library {
        int kill(int pid, int signal);
    }

    private static final C LIBC = Native.load("c", C.class);

    private Wake() {}

    /** The process must be there. */
    static void up(int pid) {
        assertEquals(0, LIBC.kill(pid, USR1), () -> "process " + pid + " cannot be signalled");
    }
}
