package actos.supervisor.posix;

import actos.protocol.ActorHome;
import actos.protocol.Root;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Directories by their descriptors, and a reserve of descriptors for when there are no more. Used by the loop's thread.
 */
final class NativeDirs {
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_FDCWD = -100;
    static final int O_RDONLY = 0;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int STATX_BASIC = 0x7ff;

    /** On ARM two flags of open(2) have other values. */
    private static final boolean ARM = System.getProperty("os.arch").startsWith("aarch");

    static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
    private static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;

    private final NativeBuffer path = new NativeBuffer(8192);
    private final NativeBuffer statx = new NativeBuffer(256);
    /** Names that every actor has. */
    private final Map<String, NativeBuffer> fixedNames = new HashMap<>();

    private final OpenDirs dirs;
    /** Descriptors that stand for nothing, so that there are some for ending and for saying so. */
    private final int[] reserve = new int[8];

    private int reserved;
    /** What the kernel said when there was no descriptor left, or 0. */
    private int lacking;

    /** @param most how many directories are kept open at most */
    NativeDirs(int most) {
        dirs = new OpenDirs(most);
        for (String name : List.of(
                Root.CURRENT, Root.CURRENT + "~", ActorHome.ENVELOPE, ActorHome.STATE, ActorHome.STOP, ".", "")) {
            fixedNames.put(name, NativeBuffer.of(name));
        }
    }

    Path open(Dir dir) throws IOException {
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

    void release() {
        dirs.unpin();
    }

    void forget(Dir dir) {
        dirs.forget(dir);
    }

    IOException shortage() {
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
    int openat(int directory, long path, int flags, int mode) {
        int fd = Libc.openat(directory, path, flags, mode);
        if (fd < 0 && Errno.of(Native.getLastError()).isShortage()) {
            lacking = Native.getLastError();
            makeRoom();
            fd = Libc.openat(directory, path, flags, mode);
        }
        return fd;
    }

    /** The address of a name as C wants it: made once for those of every actor, else in this buffer. */
    long address(String name, NativeBuffer buffer) {
        NativeBuffer fixed = fixedNames.get(name);
        return fixed == null ? buffer.put(name.getBytes(StandardCharsets.UTF_8)) : fixed.address;
    }

    /** The directory's descriptor; negative if it cannot be opened, and then the kernel says why. */
    int descriptor(Dir dir) {
        if (dir.handle < 0) {
            int parent = dir.parent == null ? AT_FDCWD : descriptor(dir.parent);
            if (parent == Dir.CLOSED) {
                return parent;
            }
            int fd = openat(parent, path.put(dir.name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
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
        return Libc.statx(fd, fixedNames.get(".").address, AT_SYMLINK_NOFOLLOW, STATX_BASIC, statx.address) == 0
                ? statx.bytes.getLong(32)
                : Dir.ANY;
    }

    static IOException failure(String call, String path) {
        return new FailedCall(call + (path == null ? "" : " " + path), null, Native.getLastError());
    }
}
