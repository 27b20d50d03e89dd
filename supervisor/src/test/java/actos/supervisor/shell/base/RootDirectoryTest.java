package actos.supervisor.shell.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.Refused;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root is the supervisor's own, or it is none. */
class RootDirectoryTest {
    @TempDir
    Path dir;

    private static String refused(Path path) {
        return assertThrows(Refused.class, () -> RootDirectory.prepare(new Root(path)))
                .getMessage();
    }

    @Test
    void is_made_for_its_owner_alone_with_all_that_belongs_to_it() throws IOException {
        Root root = new Root(dir.resolve("new").resolve("root"));
        RootDirectory.prepare(root);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.dir())));
        for (Path each : List.of(
                root.spawn(),
                root.send(),
                root.running(),
                root.journal(),
                root.deadMessages(),
                root.deadSpawn(),
                root.deadActors())) {
            assertTrue(Files.isDirectory(each), each.toString());
        }
    }

    @Test
    void what_is_there_stays() throws IOException {
        Root root = new Root(dir.resolve("root"));
        RootDirectory.prepare(root);
        Files.writeString(root.send().resolve("a::x.json"), "1");
        Files.delete(root.spawn());
        RootDirectory.prepare(root);
        assertEquals("1", Files.readString(root.send().resolve("a::x.json")));
        assertTrue(Files.isDirectory(root.spawn()));
    }

    @Test
    void may_be_reached_through_a_link() throws IOException {
        Files.createDirectory(
                dir.resolve("real"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(dir.resolve("link"), Path.of("real"));
        RootDirectory.prepare(new Root(dir.resolve("link")));
        assertTrue(Files.isDirectory(dir.resolve("real").resolve("spawn")));
    }

    @Test
    void a_file_is_refused() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "mine");
        assertEquals(file + " is not a directory: name another root", refused(file));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void what_others_may_write_to_is_refused() throws IOException {
        for (String open : List.of("rwxrwx---", "rwx----w-", "rwxrwxrwx")) {
            Path path = Files.createDirectory(dir.resolve(open));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(open));
            assertEquals(path + " can be written by others (" + open + "): chmod go-w " + path, refused(path));
            assertEquals(List.of(), Fixture.names(path));
        }
        Path readable = Files.createDirectory(dir.resolve("readable"));
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
        RootDirectory.prepare(new Root(readable));
    }

    @Test
    void what_belongs_to_another_is_refused() throws IOException {
        int self = (Integer) Files.getAttribute(dir, "unix:uid");
        Path foreign = Path.of("/");
        if (self == 0) {
            foreign = Files.createDirectory(dir.resolve("foreign"));
            Files.setAttribute(foreign, "unix:uid", 4711);
        }
        int owner = (Integer) Files.getAttribute(foreign, "unix:uid");
        assertEquals(
                foreign + " belongs to user " + owner + ", not to you (" + self + "): name another root",
                refused(foreign));
        assertFalse(Files.exists(foreign.resolve("spawn")));
    }
}
