package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever lies at a name: nobody follows it, waits for it or writes into it. */
class RegularFileTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    /** What somebody may have put there. */
    enum Odd {
        LINK,
        LINK_TO_NOTHING,
        LINK_TO_A_DEVICE,
        FIFO,
        DIRECTORY,
        FULL_DIRECTORY
    }

    @TempDir
    Path dir;

    private Path canary;
    private Path name;

    @BeforeEach
    void aCanary() throws IOException {
        canary = Files.writeString(dir.resolve("canary"), "tweet");
        name = Files.createDirectory(dir.resolve("in")).resolve("name");
    }

    private void put(Odd odd) throws IOException, InterruptedException {
        switch (odd) {
            case LINK -> Files.createSymbolicLink(name, canary);
            case LINK_TO_NOTHING -> Files.createSymbolicLink(name, dir.resolve("nothing"));
            case LINK_TO_A_DEVICE -> Files.createSymbolicLink(name, Path.of("/dev/zero"));
            case FIFO ->
                assertEquals(
                        0, new ProcessBuilder("mkfifo", name.toString()).start().waitFor());
            case DIRECTORY -> Files.createDirectory(name);
            case FULL_DIRECTORY -> Files.createDirectories(name.resolve("full"));
        }
    }

    private void canaryIsUntouched() throws IOException {
        assertEquals("tweet", Files.readString(canary));
        assertTrue(Files.notExists(dir.resolve("nothing")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(name.getParent())) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_no_regular_file_is_not_read(Odd odd) throws Exception {
        put(odd);
        assertTimeoutPreemptively(AT_ONCE, () -> {
            assertThrows(FileSystemException.class, () -> RegularFile.read(name, 10));
            assertThrows(FileSystemException.class, () -> RegularFile.tail(name, 10));
            assertThrows(FileSystemException.class, () -> RegularFile.open(name));
            assertThrows(FileSystemException.class, () -> FileStep.open(name));
        });
        canaryIsUntouched();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_there_is_not_written_into(Odd odd) throws Exception {
        put(odd);
        assertTimeoutPreemptively(AT_ONCE, () -> {
            assertThrows(FileAlreadyExistsException.class, () -> FileStep.write(name, bytes("new")));
            assertThrows(IOException.class, () -> FileStep.writeOver(name, bytes("new")));
        });
        canaryIsUntouched();
    }

    @ParameterizedTest
    @EnumSource
    void a_hidden_name_is_taken_whatever_lies_there(Odd odd) throws Exception {
        put(odd);
        assertTimeoutPreemptively(AT_ONCE, () -> Publish.hide(name, bytes("new")));
        assertEquals("new", Files.readString(name));
        assertTrue(Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS));
        assertEquals(odd == Odd.FULL_DIRECTORY ? List.of("name", "name~") : List.of("name"), names());
        canaryIsUntouched();
    }

    @ParameterizedTest
    @EnumSource
    void a_file_is_published_whatever_lies_there(Odd odd) throws Exception {
        put(odd);
        assertTimeoutPreemptively(AT_ONCE, () -> Publish.rewrite(name, bytes("new")));
        assertEquals("new", Files.readString(name));
        assertTrue(Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS));
        canaryIsUntouched();
    }

    @Test
    void what_is_set_aside_gets_a_free_name_that_everybody_leaves_alone() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.writeString(name, Integer.toString(i));
            assertTrue(Names.leftAlone(FileStep.setAside(name).getFileName().toString()));
        }
        assertEquals(List.of("name2~", "name3~", "name~"), names());
    }

    @Test
    void a_file_is_read_whole_or_from_its_end_and_not_if_it_is_too_long() throws IOException {
        Files.writeString(name, "0123456789");
        assertArrayEquals(bytes("0123456789"), RegularFile.read(name, 10));
        assertArrayEquals(bytes("789"), RegularFile.tail(name, 3));
        assertArrayEquals(bytes("0123456789"), RegularFile.tail(name, 30));
        assertEquals(
                name + ": has 10 bytes; 9 are allowed",
                assertThrows(FileSystemException.class, () -> RegularFile.read(name, 9))
                        .getMessage());
        assertThrows(NoSuchFileException.class, () -> RegularFile.read(dir.resolve("none"), 9));
    }

    @Test
    void what_is_made_is_its_owners_alone() throws IOException {
        FileStep.write(name, bytes("x"));
        FileStep.open(name.resolveSibling("opened")).close();
        FileStep.createDirectory(name.resolveSibling("dir"));
        for (String made : List.of("name", "opened")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(name.resolveSibling(made))),
                    made);
        }
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(name.resolveSibling("dir"))));
    }
}
