package actos.supervisor.posix;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Errors as sentences: the words for the kernel's error numbers, and for exceptions that bring none. */
public final class Errors {
    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(1, "operation not permitted"),
            Map.entry(2, "no such file or directory"),
            Map.entry(5, "input/output error"),
            Map.entry(6, "is a FIFO or a socket"),
            Map.entry(13, "permission denied"),
            Map.entry(20, "not a directory"),
            Map.entry(21, "is a directory"),
            Map.entry(23, "there are no more descriptors in the system: raise fs.file-max"),
            Map.entry(24, "there are no more descriptors: raise the limit of open files, ulimit -n"),
            Map.entry(28, "no space left on device"),
            Map.entry(29, "is a FIFO or a socket"),
            Map.entry(30, "read-only file system"),
            Map.entry(36, "file name too long"),
            Map.entry(40, "is a symbolic link"),
            Map.entry(122, "disk quota exceeded"));

    private Errors() {}

    public static String sentence(int error) {
        return WORDS.getOrDefault(error, "error " + error);
    }

    /** Whether a start failed for want of room, memory or processes, which may be there later; not for its program. */
    public static boolean isPassing(IOException e) {
        String text = String.valueOf(e.getMessage());
        return !text.matches("(?s).*error=(2|8|13|20|40),.*");
    }

    /** Whether the disk has refused to be written: no bytes, no inodes, no quota, or it is read-only or broken. */
    public static boolean isOfTheDisk(IOException e) {
        String text = String.valueOf(e.getMessage());
        return isFull(e) || text.endsWith("Read-only file system") || text.endsWith("Input/output error");
    }

    /** Whether it did for want of bytes, inodes or quota. */
    public static boolean isFull(IOException e) {
        String text = String.valueOf(e.getMessage());
        return text.endsWith("No space left on device") || text.endsWith("Disk quota exceeded");
    }

    public static String sentence(Exception e) {
        if (e instanceof NoSuchFileException f) {
            return f.getFile() + ": no such file or directory";
        }
        if (e instanceof AccessDeniedException f) {
            return f.getFile() + ": permission denied";
        }
        if (e instanceof NotDirectoryException f) {
            return f.getFile() + ": is a link or a file, not a directory";
        }
        if (e instanceof FileAlreadyExistsException f) {
            return f.getFile() + ": is there already";
        }
        if (e instanceof DirectoryNotEmptyException f) {
            return f.getFile() + ": is a directory that is not empty";
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (message.endsWith("Too many open files")) { // Java's own words, which say nothing of a limit
            return message.replace("Too many open files", WORDS.get(24));
        }
        int line = message.indexOf('\n');
        return line < 0 ? message : message.substring(0, line); // the others only say where in the program
    }
}
