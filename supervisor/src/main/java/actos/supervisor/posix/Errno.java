package actos.supervisor.posix;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The kernel's error numbers that are told apart or have words here, and the one place where Java's exceptions become them. */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or directory"),
    ESRCH(3, "no such process"),
    EIO(5, "input/output error"),
    ENXIO(6, "is a FIFO or a socket"),
    ENOEXEC(8, "is no program that the kernel knows"),
    EACCES(13, "permission denied"),
    EEXIST(17, "is there already"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "there are no more descriptors in the system: raise fs.file-max"),
    EMFILE(24, "there are no more descriptors: raise the limit of open files, ulimit -n"),
    ENOSPC(28, "no space left on device"),
    ESPIPE(29, "is a FIFO or a socket"),
    EROFS(30, "read-only file system"),
    ENAMETOOLONG(36, "file name too long"),
    ENOTEMPTY(39, "is a directory that is not empty"),
    ELOOP(40, "is a symbolic link"),
    EDQUOT(122, "disk quota exceeded"),
    /** Any other, or none that is known. */
    OTHER(0, "error");

    private static final Errno[] BY_NUMBER = byNumber();

    final int number;
    private final String words;

    Errno(int number, String words) {
        this.number = number;
        this.words = words;
    }

    private static Errno[] byNumber() {
        Errno[] all = new Errno[EDQUOT.number + 1];
        for (Errno errno : values()) {
            all[errno.number] = errno;
        }
        return all;
    }

    static Errno of(int number) {
        Errno errno = number > 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
        return errno == null ? OTHER : errno;
    }

    /** Why a call has failed, whether it was ours or Java's, which tells some only by the C library's words. */
    public static Errno of(IOException e) {
        if (e instanceof FailedCall call) {
            return call.errno();
        } else if (e instanceof NoSuchFileException) {
            return ENOENT;
        } else if (e instanceof AccessDeniedException) {
            return EACCES;
        } else if (e instanceof NotDirectoryException) {
            return ENOTDIR;
        } else if (e instanceof FileAlreadyExistsException) {
            return EEXIST;
        } else if (e instanceof DirectoryNotEmptyException) {
            return ENOTEMPTY;
        }
        String message = String.valueOf(e.getMessage());
        String words = message.substring(Math.max(message.lastIndexOf(": "), message.lastIndexOf(", ")) + 1)
                .strip();
        return switch (words) {
            case "Input/output error" -> EIO;
            case "Too many open files" -> EMFILE;
            case "Too many open files in system" -> ENFILE;
            case "No space left on device" -> ENOSPC;
            case "Read-only file system" -> EROFS;
            case "Disk quota exceeded" -> EDQUOT;
            default -> OTHER;
        };
    }

    /** What an error number means; the number itself where there are no words. */
    static String sentence(int number) {
        Errno errno = of(number);
        return errno == OTHER ? "error " + number : errno.words;
    }

    public String sentence() {
        return words;
    }

    /** Whether the disk has no more bytes, inodes or quota. */
    public boolean isFull() {
        return this == ENOSPC || this == EDQUOT;
    }

    /** Whether the disk refuses to be written: it is full, or it is read-only or broken. */
    public boolean isOfTheDisk() {
        return isFull() || this == EROFS || this == EIO;
    }

    /** Whether there are no more descriptors, for this process or in the system. */
    boolean isShortage() {
        return this == EMFILE || this == ENFILE;
    }

    /** Whether a program cannot be started because of what it is, not for want of room, memory or processes. */
    boolean isOfTheProgram() {
        return this == ENOENT || this == ENOEXEC || this == EACCES || this == ENOTDIR || this == ELOOP;
    }
}
