package actos.supervisor.posix;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the loop waits for: signals, notices of changed files, and being woken. Used by the loop's thread; {@link #wake} by
 * any.
 */
final class NativeEvents {
    static final int POLLIN = 1;

    private final NativeBuffer path = new NativeBuffer(8192);
    private final NativeBuffer events = new NativeBuffer(1 << 16);
    private final NativeBuffer polled = new NativeBuffer(24);
    private final NativeBuffer signal = new NativeBuffer(128);
    private final NativeBuffer eight = new NativeBuffer(8);
    private final int wakeUp;
    private int notices = -1;
    private int signals = -1;
    /** Whether a signal may have come since the last look. */
    private boolean maySignal;

    NativeEvents() throws IOException {
        wakeUp = Libc.eventfd(0, NativeDirs.O_NONBLOCK | NativeDirs.O_CLOEXEC);
        if (wakeUp < 0) {
            throw NativeDirs.failure("eventfd", null);
        }
        polled.bytes.putInt(0, wakeUp).putShort(4, (short) POLLIN);
        polled.bytes.putInt(8, -1).putShort(12, (short) POLLIN);
        polled.bytes.putInt(16, -1).putShort(20, (short) POLLIN);
    }

    void await(long nanos) {
        int millis = (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
        polled.bytes.putShort(6, (short) 0).putShort(22, (short) 0);
        Libc.poll(polled.address, 3, millis);
        if (polled.bytes.getShort(6) != 0) {
            Libc.read(wakeUp, eight.address, 8);
        }
        maySignal = polled.bytes.getShort(22) != 0;
    }

    void wake() {
        WakeUp.ONE.writeTo(wakeUp);
    }

    /** The number 1 for eventfd(2), made once, so that any thread may write it. */
    private static final class WakeUp {
        static final WakeUp ONE = new WakeUp();
        private final NativeBuffer number = new NativeBuffer(8);

        private WakeUp() {
            number.bytes.putLong(0, 1);
        }

        void writeTo(int fd) {
            Libc.write(fd, number.address, 8);
        }
    }

    boolean openSignals() throws IOException {
        long blocked = ProcessSignals.areBlocked() ? ProcessSignals.mask("SigBlk") : 0;
        if (blocked == 0) {
            return false;
        }
        eight.bytes.putLong(0, blocked);
        signals = Libc.signalfd(-1, eight.address, NativeDirs.O_NONBLOCK | NativeDirs.O_CLOEXEC);
        if (signals < 0) {
            throw NativeDirs.failure("signalfd", null);
        }
        polled.bytes.putInt(16, signals);
        maySignal = true;
        return true;
    }

    int nextSignal() {
        if (maySignal && signals >= 0 && Libc.read(signals, signal.address, signal.bytes.capacity()) > 0) {
            return signal.bytes.getInt(0);
        }
        maySignal = true; // a loop that does not wait is not told: it has to look each time
        return 0;
    }

    /** From now on {@link #await} also ends when there is a notice. */
    void openNotices() throws IOException {
        notices = Libc.inotify_init1(NativeDirs.O_NONBLOCK | NativeDirs.O_CLOEXEC);
        if (notices < 0) {
            throw outOf("instances", "inotify_init1");
        }
        polled.bytes.putInt(8, notices);
    }

    /** Watches a directory; several watches of one directory are one. */
    int watch(Dir dir, int mask) throws IOException {
        int watch = Libc.inotify_add_watch(notices, path.put(dir.bytes), mask);
        if (watch < 0) {
            throw outOf("watches", "inotify_add_watch " + dir);
        }
        return watch;
    }

    /** The kernel's own words would be "no space left on device", or "too many open files". */
    private static IOException outOf(String what, String call) {
        Errno errno = Errno.of(Native.getLastError());
        return errno == Errno.ENOSPC || errno == Errno.EMFILE
                ? new IOException("there are no more inotify " + what + ": raise fs.inotify.max_user_" + what)
                : NativeDirs.failure(call, null);
    }

    void unwatch(int watch) {
        Libc.inotify_rm_watch(notices, watch);
    }

    /** The notices there are now, in a buffer that the next call to this object overwrites. Its limit is their length. */
    ByteBuffer readNotices() {
        long n = Libc.read(notices, events.address, events.bytes.capacity());
        ByteBuffer told = events.bytes.duplicate().order(ByteOrder.nativeOrder());
        return told.limit((int) Math.max(0, n));
    }

    void close() {
        if (notices >= 0) {
            Libc.close(notices);
        }
        if (signals >= 0) {
            Libc.close(signals);
        }
        Libc.close(wakeUp);
    }
}
