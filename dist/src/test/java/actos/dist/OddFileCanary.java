package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files outside a root that links in it lead to. Whoever followed one would change something here: a name, a content, a
 * time of change, or the time of the last access, which is long ago at first.
 */
final class OddFileCanary {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1);

    private final Map<Path, String> contents = new TreeMap<>();
    private final Path dir;

    OddFileCanary(Path base) throws IOException {
        dir = base.resolve("canary");
        contents.put(dir.resolve("file.json"), "{\"manual\": true}");
        contents.put(dir.resolve("sink0::steal.json"), "1\n");
        contents.put(dir.resolve("sink1/sink0::steal.json"), "2\n");
        for (Map.Entry<Path, String> file : contents.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue());
            setTimes(file.getKey());
        }
        setTimes(dir.resolve("sink1"));
        setTimes(dir);
    }

    private static void setTimes(Path path) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(LONG_AGO, LONG_AGO, null);
    }

    /** Where links lead to. */
    Path dir() {
        return dir;
    }

    /** Nobody has been here. To be asked once: looking at the contents leaves traces as well. */
    void assertUntouched() throws IOException {
        assertTimes(dir);
        assertTimes(dir.resolve("sink1"));
        for (Path file : contents.keySet()) {
            assertTimes(file);
        }
        try (Stream<Path> files = Files.walk(dir)) {
            assertEquals(
                    List.copyOf(contents.keySet()),
                    files.filter(Files::isRegularFile).sorted().toList());
        }
        for (Map.Entry<Path, String> file : contents.entrySet()) {
            assertEquals(file.getValue(), Files.readString(file.getKey()));
        }
    }

    private static void assertTimes(Path path) throws IOException {
        BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        assertEquals(LONG_AGO, a.lastModifiedTime(), () -> "last change of " + path);
        assertEquals(LONG_AGO, a.lastAccessTime(), () -> "last access to " + path);
    }
}
