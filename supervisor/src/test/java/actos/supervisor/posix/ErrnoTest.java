package actos.supervisor.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrnoTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "No space left on device, ENOSPC",
        "Disk quota exceeded, EDQUOT",
        "Read-only file system, EROFS",
        "Input/output error, EIO",
        "Too many open files, EMFILE",
        "Too many open files in system, ENFILE",
        "Connection refused, OTHER"
    })
    void java_tells_some_only_in_words(String words, Errno errno) {
        assertEquals(errno, Errno.of(new FileSystemException("/a: b, c", null, words)));
        assertEquals(errno, Errno.of(new IOException(words)));
        assertEquals(Errno.OTHER, Errno.of(new FileSystemException("/" + words, null, "x")), "a file may be called so");
    }

    @Test
    void java_tells_others_by_their_type() throws IOException {
        Path dir = Files.createDirectory(temp.resolve("dir"));
        Files.createFile(dir.resolve("file"));
        assertEquals(Errno.ENOENT, failing(() -> Files.readString(temp.resolve("nothing"))));
        assertEquals(Errno.EEXIST, failing(() -> Files.createDirectory(dir)));
        assertEquals(Errno.ENOTEMPTY, failing(() -> Files.delete(dir)));
    }

    private static Errno failing(org.junit.jupiter.api.function.Executable call) {
        return Errno.of(assertThrows(IOException.class, call));
    }

    @Test
    void what_is_only_said_decides_nothing() {
        assertTrue(new NotStarted("/bin/error=2,", 11, "").isPassing(), "a program may be called so");
        assertFalse(new NotStarted("/bin/x", 13, "").isPassing());
        assertTrue(new FailedCall("write x", null, 28).errno().isFull());
        assertFalse(Errno.of(new FailedCall("write No space left on device", null, 5))
                .isFull());
    }
}
