package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file and a directory outside of a root that links lead to. The file is JSON that looks like a good specification, a
 * message and a state, and holds a word that must not turn up anywhere.
 */
final class Canary {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String secret = "tweet-" + COUNT.incrementAndGet() + "-tweet";
    private final Path file;
    private final Path directory;
    private final String content;
    private final FileTime written;

    Canary(Path base) {
        try {
            Path cage = Files.createTempDirectory(base, "cage");
            file = cage.resolve("canary.json");
            directory = Files.createDirectory(cage.resolve("folder"));
            content = "{\"path\": "
                    + WrappedJava.quoted(Programs.actor("recorder")).replace('\'', '"') + ", \"args\": [\"" + secret
                    + "\"]}";
            Files.writeString(file, content);
            for (String name : List.of("r::x.json", "000000000001~1~~~x.json", "current", "x.json", "spec.json")) {
                Files.writeString(directory.resolve(name), content);
            }
            written = Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a link to the file there. */
    void linkedFrom(Path link) {
        link(link, file);
    }

    /** Puts a link to the directory there, in the place of one that is kept elsewhere. */
    void directoryInsteadOf(Path link, Path kept) {
        try {
            Path hidden = Files.createSymbolicLink(link.resolveSibling(".link-" + link.getFileName()), directory);
            if (kept != null) {
                Files.move(link, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            while (!replaces(hidden, link)) {
                clear(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The supervisor has made the directory again, and may have put something into it. */
    private static void clear(Path remade) throws IOException {
        try {
            Files.delete(remade);
        } catch (DirectoryNotEmptyException e) {
            Files.move(remade, remade.resolveSibling(".remade-" + UUID.randomUUID()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean replaces(Path hidden, Path link) throws IOException {
        try {
            Files.move(hidden, link, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw e;
        }
    }

    private static void link(Path link, Path target) {
        try {
            Path hidden = Files.createSymbolicLink(link.resolveSibling(".link-" + link.getFileName()), target);
            Files.move(hidden, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody has changed it, added to it, or told what stands in it. */
    void isUntouched(LiveRoot os) {
        try {
            assertEquals(content, Files.readString(file));
            assertEquals(written, Files.getLastModifiedTime(file));
            assertEquals(
                    List.of("000000000001~1~~~x.json", "current", "r::x.json", "spec.json", "x.json"),
                    LiveRoot.names(directory, ".*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertFalse(Programs.text(os.log()).contains(secret), "the log tells what stands behind a link");
        Ran found = Programs.run(
                os.root.dir(), Map.of("PATH", System.getenv("PATH")), List.of("grep", "-r", "-l", "-e", secret, "."));
        assertEquals("", found.out(), "files that tell what stands behind a link");
    }
}
