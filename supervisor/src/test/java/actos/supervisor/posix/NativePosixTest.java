package actos.supervisor.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With very few directories open at once: what holds for all, and what that is about. */
class NativePosixTest extends PosixContract {
    private static final int MOST = 8;

    @TempDir
    Path many;

    @Override
    Posix posix() throws IOException {
        return new NativePosix(MOST);
    }

    private List<Dir> directories(Dir parent, int count) throws IOException {
        List<Dir> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path path = Files.createDirectory(parent.file("d" + i));
            Files.writeString(path.resolve("f"), Integer.toString(i));
            all.add(new Dir(parent, "d" + i, (Long) Files.getAttribute(path, "unix:ino")));
        }
        return all;
    }

    private static long open(List<Dir> dirs) {
        return dirs.stream().filter(d -> d.handle != Dir.CLOSED).count();
    }

    private String content(Dir of) throws IOException {
        byte[] into = new byte[9];
        return new String(into, 0, posix.read(of, "f", into), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void only_so_many_directories_are_open_and_all_can_be_used() throws IOException {
        List<Dir> dirs = directories(Dir.kept(many), 40);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < dirs.size(); i++) {
                assertEquals(Integer.toString(i), content(dirs.get(i)));
                assertTrue(open(dirs) <= MOST, open(dirs) + " are open");
            }
        }
        for (int i = 1; i < dirs.size(); i++) {
            assertEquals(Posix.Moved.DONE, posix.move(dirs.get(i), "f", dirs.get(i - 1), "from" + i));
        }
        assertEquals("39", Files.readString(many.resolve("d38/from39")));
    }

    @Test
    void one_that_is_used_all_the_time_stays_open() throws IOException {
        List<Dir> dirs = directories(Dir.kept(many), 40);
        content(dirs.get(0));
        int descriptor = dirs.get(0).handle;
        for (Dir other : dirs) {
            content(other);
            content(dirs.get(0));
            assertEquals(descriptor, dirs.get(0).handle);
        }
    }

    @Test
    void a_path_through_one_is_good_until_it_is_released() throws IOException {
        List<Dir> dirs = directories(Dir.kept(many), 40);
        Path through = posix.open(dirs.get(0));
        for (Dir other : dirs) {
            content(other);
        }
        assertEquals("0", Files.readString(through.resolve("f")));
        posix.release();
        for (Dir other : dirs.subList(1, 40)) {
            content(other);
        }
        assertEquals(Dir.CLOSED, dirs.get(0).handle);
    }

    @Test
    void another_directory_at_its_place_is_not_taken_for_it() throws IOException {
        List<Dir> dirs = directories(Dir.kept(many), 2);
        posix.forget(dirs.get(0));
        Files.move(many.resolve("d0"), many.resolve("away"));
        Files.createDirectory(many.resolve("d0"));
        Files.writeString(many.resolve("d0/f"), "a stranger's");
        assertNull(posix.stat(dirs.get(0), "f"));
        assertEquals(-1, posix.read(dirs.get(0), "f", new byte[9]));
        assertThrows(NoSuchFileException.class, () -> posix.open(dirs.get(0)));
        assertEquals(Posix.Moved.MISSING, posix.move(dirs.get(0), "f", dirs.get(1), "g"));
        Files.delete(many.resolve("d0/f"));
        Files.delete(many.resolve("d0"));
        Files.move(many.resolve("away"), many.resolve("d0"));
        assertEquals("0", content(dirs.get(0)));
    }

    @Test
    void one_that_was_closed_is_not_opened_again_through_a_link() throws IOException {
        Dir top = new Dir(Dir.kept(many), "top", Dir.ANY);
        Files.createDirectory(top.path);
        Dir inner = directories(top, 1).get(0);
        assertEquals("0", content(inner));
        posix.forget(inner);
        posix.forget(top);
        Files.move(top.path, many.resolve("elsewhere"));
        Files.createSymbolicLink(top.path, many.resolve("elsewhere"));
        assertThrows(IOException.class, () -> content(inner));
        assertThrows(IOException.class, () -> posix.overwrite(inner, "f", new byte[] {'x'}, 1));
        assertEquals("0", Files.readString(many.resolve("elsewhere/d0/f")));
    }

    @Test
    void half_of_the_limit_is_for_directories_but_never_less_than_a_few() {
        assertEquals(480, Descriptors.forDirectories(limits("1024                 1048576")));
        assertEquals(18, Descriptors.forDirectories(limits("100                  100")));
        assertEquals(8, Descriptors.forDirectories(limits("20                   20")));
        assertEquals(4096, Descriptors.forDirectories(limits("unlimited            unlimited")));
    }

    private static String limits(String openFiles) {
        return "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max processes             96000                96000                processes \n"
                + "Max open files            " + openFiles + "              files     \n"
                + "Max locked memory         8388608              8388608              bytes     \n";
    }
}
