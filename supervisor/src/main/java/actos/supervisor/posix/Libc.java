package actos.supervisor.posix;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The functions of the C library that the supervisor calls, through JNA. Addresses and sizes are {@code long}. */
final class Libc {
    static {
        Native.register(Libc.class, NativeLibrary.getInstance("c"));
    }

    private Libc() {}

    static native int openat(int dirFd, long path, int flags, int mode);

    static native int close(int fd);

    static native long read(int fd, long buffer, long size);

    static native long pread(int fd, long buffer, long size, long from);

    static native long pwrite(int fd, long buffer, long size, long at);

    static native long write(int fd, long buffer, long size);

    static native int statx(int dirFd, long path, int flags, int mask, long buffer);

    static native int renameat2(int fromFd, long from, int toFd, long to, int flags);

    static native int renameat(int fromFd, long from, int toFd, long to);

    static native int utimensat(int dirFd, long path, long times, int flags);

    static native int kill(int pid, int signal);

    static native long syscall(long number, long a, long b, long c, long d);

    static native int poll(long fds, long count, int timeout);

    static native int signalfd(int fd, long mask, int flags);

    static native int eventfd(int initial, int flags);

    static native int getrlimit(int resource, long limits);

    static native int setrlimit(int resource, long limits);

    static native int inotify_init1(int flags);

    static native int inotify_add_watch(int fd, long path, int mask);

    static native int inotify_rm_watch(int fd, int watch);
}
