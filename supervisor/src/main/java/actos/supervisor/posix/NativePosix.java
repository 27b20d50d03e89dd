package actos.supervisor.posix;

import actos.supervisor.posix.Posix.Moved;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The kernel through JNA. Paths and contents pass through direct buffers that are used again and again, so that a call
 * costs well under a microsecond more than from C. Files, directories and what is waited for have a class each; what is
 * asked of processes stands here. Used by the loop's thread; {@link #wake} by any.
 */
public final class NativePosix implements Posix {
    private static final int SYS_PIDFD_SEND_SIGNAL = 424;
    private static final int SYS_PIDFD_OPEN = 434;

    private final NativeDirs dirs;
    private final NativeFiles files;
    private final NativeEvents events;
    private final NativeBuffer eight = new NativeBuffer(8);

    /** @param most how many directories are kept open at most */
    public NativePosix(int most) throws IOException {
        dirs = new NativeDirs(most);
        files = new NativeFiles(dirs);
        events = new NativeEvents();
    }

    // ---- directories and files --------------------------------------------------------------------------------------

    @Override
    public Path open(Dir dir) throws IOException {
        return dirs.open(dir);
    }

    @Override
    public void release() {
        dirs.release();
    }

    @Override
    public void forget(Dir dir) {
        dirs.forget(dir);
    }

    @Override
    public IOException shortage() {
        return dirs.shortage();
    }

    @Override
    public Stat stat(Dir dir, String name) throws IOException {
        return files.stat(dir, name);
    }

    @Override
    public boolean exists(Dir dir, String name) {
        return files.exists(dir, name);
    }

    @Override
    public int read(Dir dir, String name, byte[] into) throws IOException {
        return files.read(dir, name, into);
    }

    @Override
    public byte[] readAll(Path file, int most) throws IOException {
        return files.readAll(file, most);
    }

    @Override
    public byte[] readEnd(Path file, int most) throws IOException {
        return files.readEnd(file, most);
    }

    @Override
    public void overwrite(Dir dir, String name, byte[] bytes, int length) throws IOException {
        files.overwrite(dir, name, bytes, length);
    }

    @Override
    public Moved move(Dir from, String name, Dir to, String newName) throws IOException {
        return files.move(from, name, to, newName);
    }

    @Override
    public void markUnread(Dir dir, String name) throws IOException {
        files.markUnread(dir, name);
    }

    // ---- processes --------------------------------------------------------------------------------------------------

    @Override
    public int openProcess(long pid) {
        return (int) Libc.syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
    }

    @Override
    public boolean signalOpen(int process, int signal) {
        return Libc.syscall(SYS_PIDFD_SEND_SIGNAL, process, signal, 0, 0) == 0;
    }

    @Override
    public boolean hasEnded(int process) {
        eight.bytes.putInt(0, process).putInt(4, NativeEvents.POLLIN);
        return Libc.poll(eight.address, 1, 0) > 0;
    }

    @Override
    public void closeProcess(int process) {
        Libc.close(process);
    }

    @Override
    public boolean signal(long pid, int signal) {
        return Libc.kill((int) pid, signal) == 0 || Native.getLastError() != Errno.ESRCH.number;
    }

    // ---- waiting ----------------------------------------------------------------------------------------------------

    @Override
    public void await(long nanos) {
        events.await(nanos);
    }

    @Override
    public void wake() {
        events.wake();
    }

    @Override
    public boolean openSignals() throws IOException {
        return events.openSignals();
    }

    @Override
    public int nextSignal() {
        return events.nextSignal();
    }

    /** From now on {@link #await} also ends when there is a notice. */
    public void openNotices() throws IOException {
        events.openNotices();
    }

    /** Watches a directory; several watches of one directory are one. */
    public int watch(Dir dir, int mask) throws IOException {
        return events.watch(dir, mask);
    }

    public void unwatch(int watch) {
        events.unwatch(watch);
    }

    /** The notices there are now, in a buffer that the next call to this object overwrites. Its limit is their length. */
    public ByteBuffer readNotices() {
        return events.readNotices();
    }

    @Override
    public void close() {
        events.close();
    }
}
