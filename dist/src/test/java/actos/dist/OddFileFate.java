package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.Why;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What has become of all the files in a root, each known by its inode: a rename keeps it, so that nothing can be lost,
 * doubled or written anew without being missed here.
 */
final class OddFileFate {
    /** It lies in the mailbox of its receiver. */
    static final String TAKEN = "taken";
    /** An actor was started from it. */
    static final String ACCEPTED = "accepted";
    /** It lies in {@code dead/spawn}. */
    static final String REFUSED = "refused";
    /** It lies where it was thrown. */
    static final String LEFT = "left alone";

    private final Root root;
    private final Map<Long, Path> places = new HashMap<>();
    private final Set<Long> numbers = new HashSet<>();

    /** Looks through the whole root, and follows no link. */
    OddFileFate(Root root) throws IOException {
        this.root = root;
        Files.walkFileTree(root.dir(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) throws IOException {
                return found(dir);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                return found(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // a status that is published at this moment
                }
                throw e;
            }
        });
    }

    private FileVisitResult found(Path path) throws IOException {
        places.put((Long) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS), path);
        return FileVisitResult.CONTINUE;
    }

    /** One word: what has become of this file. Checks all that must hold besides. */
    String of(OddFile file) throws IOException {
        Path now = places.get(file.inode());
        assertNotNull(now, () -> file + " is lost");
        assertWhole(file, now);
        String fate = fate(file, now);
        assertEquals(file.fate(), fate, () -> "what has become of " + file);
        return fate;
    }

    private String fate(OddFile file, Path now) throws IOException {
        Path dir = now.getParent();
        if (now.equals(file.place())) {
            return LEFT;
        }
        if (dir.equals(root.deadMessages())) {
            Why why = why(file, now);
            String name = now.getFileName().toString();
            assertEquals(why.id() + "~", name.substring(0, name.indexOf('~') + 1), () -> now + " of " + file);
            assertEquals(file.from(), why.from() == null ? null : why.from().value(), () -> "sender of " + file);
            assertNew(why.id(), file);
            return why.reason();
        }
        if (dir.equals(root.deadSpawn())) {
            return why(file, now).reason();
        }
        if (now.getFileName().toString().equals("request.json")) {
            return ACCEPTED;
        }
        assertEquals("spool", dir.getFileName().toString(), () -> file + " is at " + now);
        SpoolName name = SpoolName.parse(now.getFileName().toString());
        if (name != null) { // and not current
            assertEquals(file.from() == null ? null : new ActorId(file.from()), name.from(), () -> "sender of " + file);
            assertNew(name.id(), file);
        }
        return TAKEN;
    }

    private Why why(OddFile file, Path now) throws IOException {
        Why why = Json.read(Files.readAllBytes(Root.why(now)), Why.class);
        assertEquals(file.shownName(), why.originalName(), () -> "the name of " + file);
        assertTrue(why.detail() != null && !why.detail().isBlank(), () -> "no detail about " + file);
        return why;
    }

    private void assertNew(long number, OddFile file) {
        assertTrue(numbers.add(number), () -> file + " has the number " + number + ", which another one has as well");
    }

    private static void assertWhole(OddFile file, Path now) throws IOException {
        BasicFileAttributes a = Files.readAttributes(now, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (a.isRegularFile()) {
            assertEquals(file.size(), a.size(), () -> "the size of " + file);
            assertEquals(file.modified(), a.lastModifiedTime().to(TimeUnit.NANOSECONDS), () -> "the time of " + file);
        }
    }
}
