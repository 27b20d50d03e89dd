package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStepTest {
    @TempDir
    Path dir;

    @Test
    void what_is_written_over_leaves_nothing_of_what_was_there() throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "something long");
        Object inode = Files.getAttribute(file, "unix:ino");
        FileStep.writeOver(file, "short".getBytes(StandardCharsets.UTF_8));
        assertEquals("short         ", Files.readString(file));
        FileStep.writeOver(file, "something even longer".getBytes(StandardCharsets.UTF_8));
        assertEquals("something even longer", Files.readString(file));
        assertEquals(inode, Files.getAttribute(file, "unix:ino"));
    }

    @Test
    void what_would_need_another_block_is_not_written_over() throws IOException {
        Path small = Files.writeString(dir.resolve("small"), "1");
        Path large = Files.writeString(dir.resolve("large"), "1".repeat(5000));
        assertThrows(IOException.class, () -> FileStep.writeOver(small, new byte[5000]));
        assertThrows(IOException.class, () -> FileStep.writeOver(large, new byte[1]));
        assertEquals("1", Files.readString(small));
        assertEquals("1".repeat(5000), Files.readString(large));
    }

    @Test
    void a_link_is_not_written_over() throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "1");
        Path link = Files.createSymbolicLink(dir.resolve("link"), file);
        assertThrows(IOException.class, () -> FileStep.writeOver(link, new byte[] {'2'}));
        assertThrows(IOException.class, () -> FileStep.writeOver(dir.resolve("none"), new byte[] {'2'}));
        assertEquals("1", Files.readString(file));
    }
}
