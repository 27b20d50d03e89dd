package actos.supervisor.posix;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Exceptions as sentences, also those of Java that bring none. */
public final class Errors {
    private Errors() {}

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
        if (e instanceof IOException x && Errno.of(x) == Errno.EMFILE) { // Java's own words say nothing of a limit
            return message.replace("Too many open files", Errno.EMFILE.sentence());
        }
        int line = message.indexOf('\n');
        return line < 0 ? message : message.substring(0, line); // the others only say where in the program
    }
}
