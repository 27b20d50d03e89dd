package actos.supervisor.posix;

import actos.protocol.FileStep;
import actos.protocol.RegularFile;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What {@link Posix} says of files. Used by the loop's thread. */
final class NativeFiles {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int RENAME_NOREPLACE = 1;
    private static final long UTIME_OMIT = (1L << 30) - 2;
    private static final int S_IFMT = 0xf000;
    private static final int S_IFREG = 0x8000;
    private static final int S_IFDIR = 0x4000;
    /** No link is followed, and no FIFO waited for. */
    private static final int READING =
            NativeDirs.O_RDONLY | NativeDirs.O_NOFOLLOW | NativeDirs.O_NONBLOCK | NativeDirs.O_CLOEXEC;

    private final NativeDirs dirs;
    private final NativeBuffer pathA = new NativeBuffer(8192);
    private final NativeBuffer pathB = new NativeBuffer(8192);
    private final NativeBuffer content = new NativeBuffer(1 << 16);
    private final NativeBuffer statx = new NativeBuffer(256);
    private final NativeBuffer unread = new NativeBuffer(32);

    NativeFiles(NativeDirs dirs) {
        this.dirs = dirs;
        unread.bytes.putLong(0, 0).putLong(8, 0).putLong(16, 0).putLong(24, UTIME_OMIT);
    }

    Posix.Stat stat(Dir dir, String name) throws IOException {
        int fd = dirs.descriptor(dir);
        long path = dirs.address(name, pathA);
        if (fd < 0
                || Libc.statx(fd, path, NativeDirs.AT_SYMLINK_NOFOLLOW, NativeDirs.STATX_BASIC, statx.address) != 0) {
            if (Native.getLastError() == Errno.ENOENT.number) {
                return null;
            }
            throw NativeDirs.failure("stat", dir + "/" + name);
        }
        return new Posix.Stat(
                kind(),
                statx.bytes.getLong(40),
                statx.bytes.getLong(32),
                time(112),
                time(96),
                time(64),
                statx.bytes.getInt(20));
    }

    private Posix.Kind kind() {
        int mode = statx.bytes.getShort(28) & S_IFMT;
        return mode == S_IFREG ? Posix.Kind.FILE : mode == S_IFDIR ? Posix.Kind.DIRECTORY : Posix.Kind.OTHER;
    }

    private long time(int at) {
        long nanos = TimeUnit.SECONDS.toNanos(statx.bytes.getLong(at)); // the nearest that there is
        boolean isOut = nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE;
        return isOut ? nanos : saturated(nanos, statx.bytes.getInt(at + 8));
    }

    private static long saturated(long nanos, int more) {
        return nanos > Long.MAX_VALUE - more ? Long.MAX_VALUE : nanos + more;
    }

    boolean exists(Dir dir, String name) {
        int fd = dirs.descriptor(dir);
        long path = dirs.address(name, pathA);
        return fd >= 0 && exists(fd, path);
    }

    /** Also true for a link to nowhere, which access(2) would follow. */
    private boolean exists(int dirFd, long path) {
        return Libc.statx(dirFd, path, NativeDirs.AT_SYMLINK_NOFOLLOW, 0, statx.address) == 0;
    }

    int read(Dir dir, String name, byte[] into) throws IOException {
        int directory = dirs.descriptor(dir);
        long path = dirs.address(name, pathA);
        int fd = directory < 0 ? directory : dirs.openat(directory, path, READING, 0);
        if (fd < 0) {
            if (Native.getLastError() == Errno.ENOENT.number) {
                return -1;
            }
            throw NativeDirs.failure("open", dir + "/" + name);
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
            int most = Math.min(content.bytes.capacity(), into.length - length);
            long n = Libc.pread(fd, content.address, most, from + length);
            if (n < 0) {
                throw NativeDirs.failure("read", dir + "/" + name);
            }
            content.bytes.get(0, into, length, (int) n);
            length += (int) n;
            if (n < most) {
                break; // a regular file gives less than was asked for only at its end
            }
        }
        return length;
    }

    byte[] readAll(Path file, int most) throws IOException {
        return read(file, most, true);
    }

    byte[] readEnd(Path file, int most) throws IOException {
        return read(file, most, false);
    }

    private byte[] read(Path file, int most, boolean isWhole) throws IOException {
        int fd = dirs.openat(NativeDirs.AT_FDCWD, dirs.address(file.toString(), pathA), READING, 0);
        if (fd < 0 && Native.getLastError() == Errno.ENOENT.number) {
            throw new NoSuchFileException(file.toString());
        }
        if (fd < 0) {
            throw NativeDirs.failure("open", file.toString());
        }
        try {
            if (Libc.statx(fd, dirs.address("", pathA), AT_EMPTY_PATH, NativeDirs.STATX_BASIC, statx.address) != 0) {
                throw NativeDirs.failure("stat", file.toString());
            }
            if (kind() != Posix.Kind.FILE) {
                throw new FileSystemException(file.toString(), null, "is no regular file");
            }
            long size = statx.bytes.getLong(40);
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

    void overwrite(Dir dir, String name, byte[] bytes, int length) throws IOException {
        FileStep.beforeGrowing("write", name);
        int directory = dirs.descriptor(dir);
        long path = dirs.address(name, pathA);
        int fd = directory < 0
                ? directory
                : dirs.openat(
                        directory,
                        path,
                        O_WRONLY | O_CREAT | NativeDirs.O_NOFOLLOW | NativeDirs.O_NONBLOCK | NativeDirs.O_CLOEXEC,
                        0600);
        if (fd < 0) {
            throw NativeDirs.failure("open", dir + "/" + name);
        }
        try {
            content.bytes.put(0, bytes, 0, length);
            if (Libc.pwrite(fd, content.address, length, 0) != length) {
                throw NativeDirs.failure("write", dir + "/" + name);
            }
        } finally {
            Libc.close(fd);
        }
        FileStep.after("write", name);
    }

    Posix.Moved move(Dir from, String name, Dir to, String newName) throws IOException {
        FileStep.before("rename", newName);
        Posix.Moved moved = rename(from, name, to, newName);
        FileStep.after("rename", newName);
        return moved;
    }

    private Posix.Moved rename(Dir from, String name, Dir to, String newName) throws IOException {
        int fromFd = dirs.descriptor(from);
        int toFd = fromFd < 0 ? fromFd : dirs.descriptor(to);
        long path = dirs.address(name, pathA);
        long newPath = dirs.address(newName, pathB);
        if (toFd >= 0 && Libc.renameat2(fromFd, path, toFd, newPath, RENAME_NOREPLACE) == 0) {
            return Posix.Moved.DONE;
        }
        int error = Native.getLastError();
        if (error
                == Errno.EINVAL
                        .number) { // a file system that cannot refuse to replace: only the supervisor fills these names
            if (exists(toFd, newPath)) {
                return Posix.Moved.OCCUPIED;
            }
            error = Libc.renameat(fromFd, path, toFd, newPath) == 0 ? 0 : Native.getLastError();
        }
        if (error == 0) {
            return Posix.Moved.DONE;
        }
        return switch (Errno.of(error)) {
            case ENOENT -> Posix.Moved.MISSING;
            case EEXIST, ENOTEMPTY -> Posix.Moved.OCCUPIED;
            default -> throw new FailedCall("rename " + from + "/" + name, to + "/" + newName, error);
        };
    }

    void markUnread(Dir dir, String name) throws IOException {
        int fd = dirs.descriptor(dir);
        long path = dirs.address(name, pathA);
        if ((fd < 0 || Libc.utimensat(fd, path, unread.address, NativeDirs.AT_SYMLINK_NOFOLLOW) != 0)
                && Native.getLastError() != Errno.ENOENT.number
                && Native.getLastError()
                        != Errno.EPERM.number) { // somebody else's file: whether it was read cannot be told
            throw NativeDirs.failure("utimensat", dir + "/" + name);
        }
    }
}
