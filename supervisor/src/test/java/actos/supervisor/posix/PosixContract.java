package actos.supervisor.posix;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.supervisor.posix.Posix.Kind;
import actos.supervisor.posix.Posix.Moved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the supervisor may rely on, with the native library and without it. */
abstract class PosixContract {
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    @TempDir
    Path temporary;

    Posix posix;
    Dir dir;

    abstract Posix posix() throws IOException;

    @BeforeEach
    void open() throws IOException {
        posix = posix();
        dir = new Dir(Files.createDirectory(temporary.resolve("d é")));
    }

    @AfterEach
    void close() {
        posix.close();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.file(name), text);
    }

    private String read(String name, int most) throws IOException {
        byte[] into = new byte[most];
        int length = posix.read(dir, name, into);
        return new String(into, 0, length, StandardCharsets.UTF_8);
    }

    /** A name that is no file, and one that is no place for one. */
    private void fifo(String name) throws IOException {
        try {
            assertEquals(
                    0,
                    new ProcessBuilder("mkfifo", dir.file(name).toString())
                            .start()
                            .waitFor());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- stat -------------------------------------------------------------------------------------------------------

    @Test
    void stat_tells_what_a_file_is() throws IOException {
        Path file = write("f", "hello");
        Instant modified = Instant.parse("2026-11-22T14:30:05.123456Z");
        Files.setLastModifiedTime(file, FileTime.from(modified));
        Posix.Stat stat = posix.stat(dir, "f");
        assertEquals(Kind.FILE, stat.kind());
        assertEquals(5, stat.size());
        assertEquals(Files.getAttribute(file, "unix:ino"), stat.inode());
        assertEquals(Files.getAttribute(file, "unix:uid"), stat.owner());
        assertEquals(modified, FileTimes.instant(stat.modified()));
        assertEquals(((FileTime) Files.getAttribute(file, "lastAccessTime")).to(NANOSECONDS), stat.accessed());
    }

    @Test
    void a_time_beyond_the_last_that_can_be_told_is_the_last() throws IOException {
        Path file = write("far", "1");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2262-04-11T23:47:16Z")));
        assertEquals(9_223_372_036_000_000_000L, posix.stat(dir, "far").modified());
        for (String far : new String[] {"2262-04-11T23:47:16.9Z", "2300-01-01T00:00:00Z", "2445-06-01T00:00:00Z"}) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse(far)));
            assertEquals(Long.MAX_VALUE, posix.stat(dir, "far").modified(), far);
        }
    }

    @Test
    void stat_tells_files_from_directories_links_and_pipes() throws IOException {
        write("f", "x");
        Files.createDirectory(dir.file("d"));
        Files.createSymbolicLink(dir.file("toFile"), Path.of("f"));
        Files.createSymbolicLink(dir.file("toDir"), Path.of("d"));
        Files.createSymbolicLink(dir.file("toNothing"), Path.of("nothing"));
        fifo("pipe");
        assertEquals(Kind.FILE, posix.stat(dir, "f").kind());
        assertEquals(Kind.DIRECTORY, posix.stat(dir, "d").kind());
        assertEquals(Kind.DIRECTORY, posix.stat(dir, ".").kind());
        for (String other : new String[] {"toFile", "toDir", "toNothing", "pipe"}) {
            assertEquals(Kind.OTHER, posix.stat(dir, other).kind(), other);
        }
    }

    @Test
    void stat_of_nothing_is_null_and_a_place_that_cannot_be_is_an_error() throws IOException {
        assertNull(posix.stat(dir, "nothing"));
        assertNull(posix.stat(new Dir(dir.file("nowhere")), "nothing"));
        write("f", "x");
        assertThrows(IOException.class, () -> posix.stat(new Dir(dir.file("f")), "x"));
        assertThrows(IOException.class, () -> posix.stat(dir, "n".repeat(300)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "a b", "漢字😀", "new\nline", "quote\"'", "-n", "*", "\\"})
    void any_name_is_found(String name) throws IOException {
        write(name, "x");
        assertEquals(1, posix.stat(dir, name).size());
        assertTrue(posix.exists(dir, name));
        assertEquals("x", read(name, 10));
        assertEquals(Moved.DONE, posix.move(dir, name, dir, name + "2"));
        assertTrue(Files.exists(dir.file(name + "2")));
    }

    @Test
    void a_name_of_255_bytes_is_found() throws IOException {
        write("n".repeat(255), "x");
        assertEquals(1, posix.stat(dir, "n".repeat(255)).size());
    }

    @Test
    void exists_also_for_a_link_to_nowhere() throws IOException {
        assertFalse(posix.exists(dir, "f"));
        write("f", "x");
        assertTrue(posix.exists(dir, "f"));
        Files.createSymbolicLink(dir.file("link"), Path.of("nothing"));
        assertTrue(posix.exists(dir, "link"));
        assertFalse(posix.exists(new Dir(dir.file("nowhere")), "f"));
    }

    // ---- read and overwrite -----------------------------------------------------------------------------------------

    @Test
    void read_gives_what_there_is_as_far_as_it_fits() throws IOException {
        write("f", "hello");
        assertEquals("hello", read("f", 100));
        assertEquals("hello", read("f", 5));
        assertEquals("hel", read("f", 3));
        write("empty", "");
        assertEquals("", read("empty", 5));
        assertEquals(-1, posix.read(dir, "nothing", new byte[5]));
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 131_072, 1_000_003})
    void read_gives_long_files_whole(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(dir.file("f"), bytes);
        byte[] into = new byte[size + 7];
        assertEquals(size, posix.read(dir, "f", into));
        assertArrayEquals(bytes, Arrays.copyOf(into, size));
        byte[] exact = new byte[size];
        assertEquals(size, posix.read(dir, "f", exact));
        assertArrayEquals(bytes, exact);
    }

    @Test
    void read_follows_no_link_and_reads_no_directory() throws IOException {
        write("f", "secret");
        Files.createSymbolicLink(dir.file("link"), Path.of("f"));
        Files.createDirectory(dir.file("d"));
        assertThrows(IOException.class, () -> posix.read(dir, "link", new byte[10]));
        assertThrows(IOException.class, () -> posix.read(dir, "d", new byte[10]));
    }

    @Test
    void a_pipe_never_makes_anybody_wait() throws IOException {
        fifo("pipe");
        assertTimeoutPreemptively(AT_ONCE, () -> {
            posix.stat(dir, "pipe");
            posix.exists(dir, "pipe");
            posix.markUnread(dir, "pipe");
            try {
                assertTrue(posix.read(dir, "pipe", new byte[10]) <= 0);
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("pipe"), e.getMessage());
            }
            assertEquals(Moved.DONE, posix.move(dir, "pipe", dir, "pipe2"));
        });
    }

    @Test
    void overwrite_makes_a_file_and_writes_over_its_beginning() throws IOException {
        byte[] bytes = "hello world".getBytes(StandardCharsets.UTF_8);
        posix.overwrite(dir, "f", bytes, 5);
        assertEquals("hello", Files.readString(dir.file("f")));
        Object inode = Files.getAttribute(dir.file("f"), "unix:ino");
        posix.overwrite(dir, "f", bytes, 11);
        posix.overwrite(dir, "f", "HE".getBytes(StandardCharsets.UTF_8), 2);
        assertEquals("HEllo world", Files.readString(dir.file("f")));
        assertEquals(inode, Files.getAttribute(dir.file("f"), "unix:ino"));
    }

    @Test
    void overwrite_follows_no_link() throws IOException {
        write("f", "mine");
        Files.createSymbolicLink(dir.file("link"), Path.of("f"));
        Files.createSymbolicLink(dir.file("lost"), Path.of("new"));
        assertThrows(IOException.class, () -> posix.overwrite(dir, "link", new byte[] {'x'}, 1));
        assertThrows(IOException.class, () -> posix.overwrite(dir, "lost", new byte[] {'x'}, 1));
        assertEquals("mine", Files.readString(dir.file("f")));
        assertFalse(Files.exists(dir.file("new")));
        assertThrows(IOException.class, () -> posix.overwrite(new Dir(dir.file("nowhere")), "f", new byte[] {'x'}, 1));
    }

    // ---- move -------------------------------------------------------------------------------------------------------

    @Test
    void move_renames_and_tells_what_is_missing() throws IOException {
        Path other = Files.createDirectory(temporary.resolve("other"));
        Object inode = Files.getAttribute(write("f", "x"), "unix:ino");
        assertEquals(Moved.DONE, posix.move(dir, "f", new Dir(other), "g"));
        assertFalse(Files.exists(dir.file("f")));
        assertEquals(inode, Files.getAttribute(other.resolve("g"), "unix:ino"));
        assertEquals(Moved.MISSING, posix.move(dir, "f", new Dir(other), "h"));
        assertEquals(Moved.MISSING, posix.move(new Dir(other), "g", new Dir(dir.file("nowhere")), "g"));
        assertTrue(Files.exists(other.resolve("g")));
    }

    @Test
    void move_never_replaces_anything() throws IOException {
        write("f", "mine");
        write("g", "yours");
        Files.createSymbolicLink(dir.file("link"), Path.of("nothing"));
        Files.createDirectory(dir.file("d"));
        for (String taken : new String[] {"g", "link", "d"}) {
            assertEquals(Moved.OCCUPIED, posix.move(dir, "f", dir, taken), taken);
        }
        assertEquals("mine", Files.readString(dir.file("f")));
        assertEquals("yours", Files.readString(dir.file("g")));
        assertTrue(Files.isSymbolicLink(dir.file("link")));
    }

    @Test
    void move_takes_links_and_directories_as_they_are() throws IOException {
        write("f", "x");
        Files.createSymbolicLink(dir.file("link"), Path.of("f"));
        Files.createDirectory(dir.file("d"));
        assertEquals(Moved.DONE, posix.move(dir, "link", dir, "link2"));
        assertEquals(Moved.DONE, posix.move(dir, "d", dir, "d2"));
        assertTrue(Files.isSymbolicLink(dir.file("link2")));
        assertTrue(Files.isDirectory(dir.file("d2"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("x", Files.readString(dir.file("f")));
    }

    // ---- unread -----------------------------------------------------------------------------------------------------

    @Test
    void markUnread_sets_the_access_time_to_zero_and_nothing_else() throws IOException {
        Path file = write("f", "x");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-22T14:30:05.123456Z")));
        long modified = posix.stat(dir, "f").modified();
        assertTrue(posix.stat(dir, "f").accessed() != 0);
        posix.markUnread(dir, "f");
        assertEquals(0, posix.stat(dir, "f").accessed());
        assertEquals(modified, posix.stat(dir, "f").modified());
        posix.markUnread(dir, "nothing");
    }

    @Test
    void markUnread_follows_no_link() throws IOException {
        write("f", "x");
        Files.createSymbolicLink(dir.file("link"), Path.of("f"));
        try {
            posix.markUnread(dir, "link");
        } catch (IOException e) {
            // it may refuse
        }
        assertTrue(posix.stat(dir, "f").accessed() != 0);
    }

    // ---- signals and waiting ----------------------------------------------------------------------------------------

    @Test
    void a_signal_reaches_a_process_that_lives_and_no_other() {
        long self = ProcessHandle.current().pid();
        assertTrue(posix.signal(self, 0));
        assertFalse(posix.signal(4_194_305, 0)); // no process has a number that high
    }

    @Test
    void a_wake_ends_the_wait_that_comes_after_it_and_no_other() {
        assertTimeoutPreemptively(AT_ONCE, () -> {
            posix.wake();
            posix.wake();
            posix.await(Duration.ofHours(1).toNanos());
            long before = System.nanoTime();
            posix.await(Duration.ofMillis(30).toNanos());
            assertTrue(System.nanoTime() - before >= Duration.ofMillis(29).toNanos());
        });
    }

    @Test
    void a_wake_from_another_thread_ends_the_wait() {
        assertTimeoutPreemptively(AT_ONCE, () -> {
            Thread other = new Thread(posix::wake);
            other.start();
            posix.await(Duration.ofHours(1).toNanos());
            other.join();
        });
    }
}
