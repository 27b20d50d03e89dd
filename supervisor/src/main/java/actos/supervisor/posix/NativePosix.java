package actos.supervisor.posix;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The kernel through JNA. Paths and contents pass through direct buffers that are used again and again, so that a call
 * costs well under a microsecond more than from C. Used by the loop's thread; {@link #wake} by any.
 */
public final class NativePosix implements Posix {
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int RENAME_NOREPLACE = 1;
    private static final int STATX_BASIC = 0x7ff;
    private static final long UTIME_OMIT = (1L << 30) - 2;
    private static final int SYS_PIDFD_SEND_SIGNAL = 424;
    private static final int SYS_PIDFD_OPEN = 434;
    private static final int POLLIN = 1;
    private static final int AT_FDCWD = -100;
    private static final int S_IFMT = 0xf000;
    private static final int S_IFREG = 0x8000;
    private static final int S_IFDIR = 0x4000;

    /** On ARM two flags of open(2) have other values. */
    private static final boolean ARM = System.getProperty("os.arch").startsWith("aarch");

    static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
    /** No link is followed, and no FIFO waited for. */
    private static final int READING = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

    private static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;

    private final ByteBuffer pathA = direct(8192);
    private final ByteBuffer pathB = direct(8192);
    private final ByteBuffer content = direct(1 << 16);
    private final ByteBuffer statx = direct(256);
    private final ByteBuffer unread = direct(32);
    private final ByteBuffer polled = direct(24);
    private final ByteBuffer signal = direct(128);
    private final ByteBuffer eight = direct(8);
    private final long addressA = address(pathA);
    private final long addressB = address(pathB);
    private final long addressOfContent = address(content);
    private final long addressOfStatx = address(statx);
    private final long addressOfUnread = address(unread);
    private final long addressOfPolled = address(polled);
    private final long addressOfEight = address(eight);
    private final long addressOfSignal = address(signal);
    private final Map<String, Long> fixedNames = new HashMap<>();
    /** Keeps the memory behind {@link #fixedNames}. */
    private final List<ByteBuffer> fixedBuffers = new ArrayList<>();

    private final OpenDirs dirs;
    private final int wakeUp;
    private int notices = -1;
    private int signals = -1;
    /** Whether a signal may have come since the last look. */
    private boolean maySignal;
    /** Descriptors that stand for nothing, so that there are some for ending and for saying so. */
    private final int[] reserve = new int[8];

    private int reserved;
    /** What the kernel said when there was no descriptor left, or 0. */
    private int lacking;

    /** @param most how many directories are kept open at most */
    public NativePosix(int most) throws IOException {
        dirs = new OpenDirs(most);
        unread.putLong(0, 0).putLong(8, 0).putLong(16, 0).putLong(24, UTIME_OMIT);
        List.of(Root.CURRENT, Root.CURRENT + "~", ActorHome.ENVELOPE, ActorHome.STATE, ActorHome.STOP, ".", "")
                .forEach(this::fix);
        wakeUp = Libc.eventfd(0, O_NONBLOCK | O_CLOEXEC);
        if (wakeUp < 0) {
            throw failure("eventfd", null);
        }
        polled.putInt(0, wakeUp).putShort(4, (short) POLLIN);
        polled.putInt(8, -1).putShort(12, (short) POLLIN);
        polled.putInt(16, -1).putShort(20, (short) POLLIN);
    }

    @Override
    public Path open(Dir dir) throws IOException {
        int fd = descriptor(dir);
        if (fd < 0 && Native.getLastError() == Errno.ENOENT.number) {
            throw new NoSuchFileException(dir.toString());
        }
        if (fd < 0) {
            throw failure("open", dir.toString());
        }
        dirs.pin(dir);
        return Path.of("/proc/self/fd", Integer.toString(fd));
    }

    @Override
    public void release() {
        dirs.unpin();
    }

    @Override
    public void forget(Dir dir) {
        dirs.forget(dir);
    }

    @Override
    public IOException shortage() {
        while (reserved < reserve.length && hasAnother()) {
            reserved++;
        }
        if (reserved < reserve.length || !hasAnother()) {
            lacking = Native.getLastError();
            makeRoom(); // for what Java opens next
        }
        IOException shortage = lacking == 0 ? null : new IOException(Errno.sentence(lacking));
        lacking = 0;
        return shortage;
    }

    /** Takes another descriptor into the reserve, or where that is full only tries whether there is one. */
    private boolean hasAnother() {
        int another = Libc.eventfd(0, O_CLOEXEC);
        if (another >= 0 && reserved < reserve.length) {
            reserve[reserved] = another;
        } else if (another >= 0) {
            Libc.close(another);
        }
        return another >= 0;
    }

    /** There is no descriptor left: what is kept open only for speed, and what is kept for this, is given back. */
    private void makeRoom() {
        dirs.closeAll();
        while (reserved > 0) {
            Libc.close(reserve[--reserved]);
        }
    }

    /** Where there is no descriptor left, it is tried once more with room made. */
    private int openat(int directory, long path, int flags, int mode) {
        int fd = Libc.openat(directory, path, flags, mode);
        if (fd < 0 && Errno.of(Native.getLastError()).isShortage()) {
            lacking = Native.getLastError();
            makeRoom();
            fd = Libc.openat(directory, path, flags, mode);
        }
        return fd;
    }

    // ---- files ------------------------------------------------------------------------------------------------------

    @Override
    public Stat stat(Dir dir, String name) throws IOException {
        int fd = descriptor(dir);
        long path = address(name, pathA, addressA);
        if (fd < 0 || Libc.statx(fd, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC, addressOfStatx) != 0) {
            if (Native.getLastError() == Errno.ENOENT.number) {
                return null;
            }
            throw failure("stat", dir + "/" + name);
        }
        return new Stat(kind(), statx.getLong(40), statx.getLong(32), time(112), time(96), time(64), statx.getInt(20));
    }

    private Kind kind() {
        int mode = statx.getShort(28) & S_IFMT;
        return mode == S_IFREG ? Kind.FILE : mode == S_IFDIR ? Kind.DIRECTORY : Kind.OTHER;
    }

    private long time(int at) {
        long nanos = TimeUnit.SECONDS.toNanos(statx.getLong(at)); // the nearest that there is
        boolean isOut = nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE;
        return isOut ? nanos : saturated(nanos, statx.getInt(at + 8));
    }

    private static long saturated(long nanos, int more) {
        return nanos > Long.MAX_VALUE - more ? Long.MAX_VALUE : nanos + more;
    }

    @Override
    public boolean exists(Dir dir, String name) {
        int fd = descriptor(dir);
        long path = address(name, pathA, addressA);
        return fd >= 0 && exists(fd, path);
    }

    /** Also true for a link to nowhere, which access(2) would follow. */
    private boolean exists(int dirFd, long path) {
        return Libc.statx(dirFd, path, AT_SYMLINK_NOFOLLOW, 0, addressOfStatx) == 0;
    }

    @Override
    public int read(Dir dir, String name, byte[] into) throws IOException {
        int directory = descriptor(dir);
        long path = address(name, pathA, addressA);
        int fd = directory < 0 ? directory : openat(directory, path, READING, 0);
        if (fd < 0) {
            if (Native.getLastError() == Errno.ENOENT.number) {
                return -1;
            }
            throw failure("open", dir + "/" + name);
        }
        try {
            return read(fd, 0, into, dir, name);
        } finally {
            Libc.close(fd);
        }
    }

    /** Reads from a place in the file, which a FIFO, a socket or a terminal refuses. */
    private int read(int fd, long from, byte[] into, Object dir, String name) throws IOException {
        int length = 0;
        while (length < into.length) {
            int most = Math.min(content.capacity(), into.length - length);
            long n = Libc.pread(fd, addressOfContent, most, from + length);
            if (n < 0) {
                throw failure("read", dir + "/" + name);
            }
            content.get(0, into, length, (int) n);
            length += (int) n;
            if (n < most) {
                break; // a regular file gives less than was asked for only at its end
            }
        }
        return length;
    }

    @Override
    public byte[] readAll(Path file, int most) throws IOException {
        return read(file, most, true);
    }

    @Override
    public byte[] readEnd(Path file, int most) throws IOException {
        return read(file, most, false);
    }

    private byte[] read(Path file, int most, boolean isWhole) throws IOException {
        int fd = openat(AT_FDCWD, address(file.toString(), pathA, addressA), READING, 0);
        if (fd < 0 && Native.getLastError() == Errno.ENOENT.number) {
            throw new NoSuchFileException(file.toString());
        }
        if (fd < 0) {
            throw failure("open", file.toString());
        }
        try {
            if (Libc.statx(fd, address("", pathA, addressA), AT_EMPTY_PATH, STATX_BASIC, addressOfStatx) != 0) {
                throw failure("stat", file.toString());
            }
            if (kind() != Kind.FILE) {
                throw new FileSystemException(file.toString(), null, "is no regular file");
            }
            long size = statx.getLong(40);
            if (isWhole && size > most) {
                throw RegularFile.tooLong(file, size, most);
            }
            byte[] bytes = new byte[(int) Math.min(size, most)];
            return Arrays.copyOf(
                    bytes,
                    read(
                            fd,
                            size - bytes.length,
                            bytes,
                            file.getParent(),
                            file.getFileName().toString()));
        } finally {
            Libc.close(fd);
        }
    }

    @Override
    public void overwrite(Dir dir, String name, byte[] bytes, int length) throws IOException {
        FileStep.beforeGrowing("write", name);
        int directory = descriptor(dir);
        long path = address(name, pathA, addressA);
        int fd = directory < 0
                ? directory
                : openat(directory, path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
        if (fd < 0) {
            throw failure("open", dir + "/" + name);
        }
        try {
            content.put(0, bytes, 0, length);
            if (Libc.pwrite(fd, addressOfContent, length, 0) != length) {
                throw failure("write", dir + "/" + name);
            }
        } finally {
            Libc.close(fd);
        }
        FileStep.after("write", name);
    }

    @Override
    public Moved move(Dir from, String name, Dir to, String newName) throws IOException {
        FileStep.before("rename", newName);
        Moved moved = rename(from, name, to, newName);
        FileStep.after("rename", newName);
        return moved;
    }

    private Moved rename(Dir from, String name, Dir to, String newName) throws IOException {
        int fromFd = descriptor(from);
        int toFd = fromFd < 0 ? fromFd : descriptor(to);
        long path = address(name, pathA, addressA);
        long newPath = address(newName, pathB, addressB);
        if (toFd >= 0 && Libc.renameat2(fromFd, path, toFd, newPath, RENAME_NOREPLACE) == 0) {
            return Moved.DONE;
        }
        int error = Native.getLastError();
        if (error
                == Errno.EINVAL
                        .number) { // a file system that cannot refuse to replace: only the supervisor fills these names
            if (exists(toFd, newPath)) {
                return Moved.OCCUPIED;
            }
            error = Libc.renameat(fromFd, path, toFd, newPath) == 0 ? 0 : Native.getLastError();
        }
        if (error == 0) {
            return Moved.DONE;
        }
        return switch (Errno.of(error)) {
            case ENOENT -> Moved.MISSING;
            case EEXIST, ENOTEMPTY -> Moved.OCCUPIED;
            default -> throw new FailedCall("rename " + from + "/" + name, to + "/" + newName, error);
        };
    }

    @Override
    public void markUnread(Dir dir, String name) throws IOException {
        int fd = descriptor(dir);
        long path = address(name, pathA, addressA);
        if ((fd < 0 || Libc.utimensat(fd, path, addressOfUnread, AT_SYMLINK_NOFOLLOW) != 0)
                && Native.getLastError() != Errno.ENOENT.number
                && Native.getLastError()
                        != Errno.EPERM.number) { // somebody else's file: whether it was read cannot be told
            throw failure("utimensat", dir + "/" + name);
        }
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
        eight.putInt(0, process).putInt(4, POLLIN);
        return Libc.poll(addressOfEight, 1, 0) > 0;
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
        int millis = (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
        polled.putShort(6, (short) 0).putShort(22, (short) 0);
        Libc.poll(addressOfPolled, 3, millis);
        if (polled.getShort(6) != 0) {
            Libc.read(wakeUp, addressOfEight, 8);
        }
        maySignal = polled.getShort(22) != 0;
    }

    @Override
    public void wake() {
        WakeUp.ONE.writeTo(wakeUp);
    }

    /** The number 1 for eventfd(2), made once, so that any thread may write it. */
    private static final class WakeUp {
        static final WakeUp ONE = new WakeUp();
        private final ByteBuffer number = direct(8).putLong(0, 1);
        private final long address = address(number);

        void writeTo(int fd) {
            Libc.write(fd, address, 8);
        }
    }

    @Override
    public boolean openSignals() throws IOException {
        long blocked = ProcessSignals.areBlocked() ? ProcessSignals.mask("SigBlk") : 0;
        if (blocked == 0) {
            return false;
        }
        eight.putLong(0, blocked);
        signals = Libc.signalfd(-1, addressOfEight, O_NONBLOCK | O_CLOEXEC);
        if (signals < 0) {
            throw failure("signalfd", null);
        }
        polled.putInt(16, signals);
        maySignal = true;
        return true;
    }

    @Override
    public int nextSignal() {
        if (maySignal && signals >= 0 && Libc.read(signals, addressOfSignal, signal.capacity()) > 0) {
            return signal.getInt(0);
        }
        maySignal = true; // a loop that does not wait is not told: it has to look each time
        return 0;
    }

    // ---- inotify ----------------------------------------------------------------------------------------------------

    /** From now on {@link #await} also ends when there is a notice. */
    public void openNotices() throws IOException {
        notices = Libc.inotify_init1(O_NONBLOCK | O_CLOEXEC);
        if (notices < 0) {
            throw outOf("instances", "inotify_init1");
        }
        polled.putInt(8, notices);
    }

    /** Watches a directory; several watches of one directory are one. */
    public int watch(Dir dir, int mask) throws IOException {
        put(pathA, dir.bytes);
        int watch = Libc.inotify_add_watch(notices, addressA, mask);
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
                : failure(call, null);
    }

    public void unwatch(int watch) {
        Libc.inotify_rm_watch(notices, watch);
    }

    /** The notices there are now, in a buffer that the next call to this object overwrites. Its limit is their length. */
    public ByteBuffer readNotices() {
        long n = Libc.read(notices, addressOfContent, content.capacity());
        ByteBuffer events = content.duplicate().order(ByteOrder.nativeOrder());
        return events.limit((int) Math.max(0, n));
    }

    @Override
    public void close() {
        if (notices >= 0) {
            Libc.close(notices);
        }
        if (signals >= 0) {
            Libc.close(signals);
        }
        Libc.close(wakeUp);
    }

    // ---- buffers and errors -----------------------------------------------------------------------------------------

    /** Puts a name into a buffer as C wants it. */
    private static void put(ByteBuffer buffer, byte[] name) {
        buffer.put(0, name).put(name.length, (byte) 0);
    }

    /** The address of a name as C wants it: made once for those of every actor, else in this buffer. */
    private long address(String name, ByteBuffer buffer, long addressOfBuffer) {
        Long fixed = fixedNames.get(name);
        if (fixed != null) {
            return fixed;
        }
        put(buffer, name.getBytes(StandardCharsets.UTF_8));
        return addressOfBuffer;
    }

    private void fix(String name) {
        ByteBuffer buffer = direct(name.length() + 1);
        put(buffer, name.getBytes(StandardCharsets.US_ASCII));
        fixedBuffers.add(buffer);
        fixedNames.put(name, address(buffer));
    }

    /** The directory's descriptor; negative if it cannot be opened, and then the kernel says why. */
    private int descriptor(Dir dir) {
        if (dir.handle < 0) {
            int parent = dir.parent == null ? AT_FDCWD : descriptor(dir.parent);
            if (parent == Dir.CLOSED) {
                return parent;
            }
            put(pathB, dir.name);
            int fd = openat(parent, addressB, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
            if (fd >= 0 && dir.inode != Dir.ANY && inode(fd) != dir.inode) {
                Libc.close(fd);
                Native.setLastError(Errno.ENOENT.number); // what stands there is another one
                return Dir.CLOSED;
            }
            dir.handle = fd;
            if (fd >= 0) {
                dirs.add(dir);
            }
        }
        dirs.use(dir);
        return dir.handle;
    }

    private long inode(int fd) {
        return Libc.statx(fd, fixedNames.get("."), AT_SYMLINK_NOFOLLOW, STATX_BASIC, addressOfStatx) == 0
                ? statx.getLong(32)
                : Dir.ANY;
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static long address(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    private static IOException failure(String call, String path) {
        return new FailedCall(call + (path == null ? "" : " " + path), null, Native.getLastError());
    }
}
