package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file appears whole or not at all, and nothing else is left. */
class PublishTest {
    @TempDir
    Path dir;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replace_makes_a_file_and_replaces_it_by_another() throws IOException {
        Path file = dir.resolve("a.json");
        Publish.replace(file, bytes("one"));
        Object first = Files.getAttribute(file, "unix:ino");
        Path second = dir.resolve("link");
        Files.createLink(second, file); // whoever has the old file open goes on reading it
        Publish.replace(file, bytes("two"));
        assertEquals("two", Files.readString(file));
        assertEquals("one", Files.readString(second));
        assertEquals(first, Files.getAttribute(second, "unix:ino"));
        assertEquals(List.of("a.json", "link"), files());
    }

    @Test
    void replace_leaves_nothing_behind_when_it_fails() throws IOException {
        Path file = dir.resolve("a.json");
        Files.createDirectories(file.resolve("full"));
        assertThrows(IOException.class, () -> Publish.replace(file, bytes("x")));
        assertEquals(List.of("a.json"), files());
        assertThrows(NoSuchFileException.class, () -> Publish.replace(dir.resolve("no/a"), bytes("x")));
    }

    @Test
    void create_makes_a_file_and_tells_its_inode() throws IOException {
        Path file = dir.resolve("a.json");
        Object inode = Publish.create(file, bytes("one"));
        assertEquals("one", Files.readString(file));
        Path moved = Files.move(file, dir.resolve("b.json"));
        assertEquals(
                inode,
                Files.readAttributes(moved, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey());
        assertEquals(1, Files.getAttribute(moved, "unix:nlink"));
        assertEquals(List.of("b.json"), files());
    }

    @Test
    void create_does_not_touch_what_is_there() throws IOException {
        Path file = dir.resolve("a.json");
        Files.writeString(file, "mine");
        assertThrows(FileAlreadyExistsException.class, () -> Publish.create(file, bytes("yours")));
        assertEquals("mine", Files.readString(file));
        assertEquals(List.of("a.json"), files());
        Files.delete(file);
        Files.createSymbolicLink(file, dir.resolve("nowhere"));
        assertThrows(FileAlreadyExistsException.class, () -> Publish.create(file, bytes("yours")));
        assertEquals(List.of("a.json"), files());
    }

    @Test
    void hide_and_reveal_are_the_two_halves_and_may_be_repeated() throws IOException {
        Path hidden = dir.resolve(".1~a::x.json");
        Path file = dir.resolve("a::x.json");
        Publish.hide(hidden, bytes("longer than it was"));
        Publish.hide(hidden, bytes("again"));
        assertEquals(List.of(".1~a::x.json"), files());
        Files.writeString(file, "before");
        Publish.reveal(hidden, file);
        assertEquals("again", Files.readString(file));
        assertEquals(List.of("a::x.json"), files());
        assertThrows(NoSuchFileException.class, () -> Publish.reveal(hidden, file));
    }
}
