package actos.act.root;

import actos.act.term.Output;
import actos.protocol.ActorHome;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads what is below a root without trusting it: no symbolic link is followed, nothing but a regular file is opened,
 * and whatever vanishes or is half-written while one looks counts as not there.
 */
public final class Disk {
    private static final int MOST_READINGS = 5;

    private Disk() {}

    /** The file's content, at most so many bytes of it; null if there is no such regular file. */
    public static byte[] bytes(Path file, int limit) {
        if (!isFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(limit);
        } catch (IOException e) {
            return null;
        }
    }

    /** A message's or a state's content; null if there is no such regular file. */
    public static byte[] bytes(Path file) {
        return bytes(file, Json.MAX_BYTES + 1);
    }

    /** All of a file, however large; null if there is no such regular file. */
    public static byte[] whole(Path file) {
        return bytes(file, Integer.MAX_VALUE);
    }

    /**
     * Prints all of a file, however large, and a newline at its end if it has none.
     *
     * @return whether there is such a regular file
     */
    public static boolean print(Path file, Output output) throws IOException {
        if (!isFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] some = new byte[1 << 16];
            byte last = '\n';
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                output.bytes(some, length);
                last = length == 0 ? last : some[length - 1];
            }
            if (last != '\n') {
                output.line("");
            }
        }
        return true;
    }

    /** The last bytes of a file; empty if there is none. */
    public static byte[] tail(Path file, int limit) {
        if (!isFile(file)) {
            return new byte[0];
        }
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            channel.position(Math.max(0, channel.size() - limit));
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(limit, channel.size()));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until full or at the end
            }
            return java.util.Arrays.copyOf(buffer.array(), buffer.position());
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The JSON object in a file; an empty one if there is none, or no whole one. */
    public static ObjectNode object(Path file) {
        byte[] content = bytes(file);
        try {
            if (content != null && Json.parse(content) instanceof ObjectNode object) {
                return object;
            }
        } catch (Refused halfWritten) {
            // as if it were not there
        }
        return Json.mapper().createObjectNode();
    }

    /** The specification in an actor's directory; null if there is none, or a wrong one. */
    public static ActorSpec spec(ActorHome home) {
        return spec(home.spec());
    }

    /** The specification in this file; null if there is none, or a wrong one. */
    public static ActorSpec spec(Path file) {
        byte[] spec = bytes(file);
        try {
            return spec == null ? null : ActorSpec.parse(spec);
        } catch (Refused edited) {
            return null;
        }
    }

    /** A field of an object that is a text, or null. */
    public static String text(JsonNode object, String field) {
        return object.path(field).textValue();
    }

    /** What is in a directory, in no order; empty if there is no such directory. */
    public static List<Path> list(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        each(directory, name -> found.add(directory.resolve(name)));
        return found;
    }

    /** Tells the names of what is in a directory, one after the other, in no order; none if there is no such directory. */
    static void each(Path directory, Consumer<String> tell) throws IOException {
        if (isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(path -> tell.accept(name(path)));
            } catch (NoSuchFileException | NotDirectoryException gone) {
                // somebody has just taken it away
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
    }

    /**
     * What is in a directory in which others rename meanwhile: what is renamed while it is read may not be seen at all, so it
     * is read until two readings agree, or somebody seems to rename without end.
     */
    public static List<Path> settled(Path directory) throws IOException {
        List<Path> found = list(directory);
        for (int reading = 1; reading < MOST_READINGS; reading++) {
            List<Path> before = found;
            found = list(directory);
            if (new HashSet<>(before).equals(new HashSet<>(found))) {
                break;
            }
        }
        return found;
    }

    /** How many bytes the regular files in a tree have; what is not there counts as nothing. */
    static long size(Path tree) throws IOException {
        if (isFile(tree)) {
            BasicFileAttributes attributes = attributes(tree);
            return attributes == null ? 0 : attributes.size();
        }
        long size = 0;
        for (Path inside : list(tree)) {
            size += size(inside);
        }
        return size;
    }

    /** The last part of a path, as text. */
    public static String name(Path path) {
        return path.getFileName().toString();
    }

    /** Whether there is anything of this name, also a link that leads nowhere. */
    public static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    public static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    public static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** What is there where a file should be: {@code a link}, {@code a directory}, {@code a FIFO or a device}; null if a file or nothing is. */
    public static String oddity(Path path) {
        BasicFileAttributes attributes = attributes(path);
        if (attributes == null || attributes.isRegularFile()) {
            return null;
        }
        return attributes.isSymbolicLink() ? "a link" : attributes.isDirectory() ? "a directory" : "a FIFO or a device";
    }

    /** What identifies a file or directory however it is renamed; null if it is not there. */
    public static Object inode(Path path) {
        BasicFileAttributes attributes = attributes(path);
        return attributes == null ? null : attributes.fileKey();
    }

    /** The number of a file's inode; 0 if it is not there. */
    public static long inodeNumber(Path path) {
        try {
            return (long) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return 0;
        }
    }

    /** When a file was written; null if it is not there. */
    public static FileTime modified(Path path) {
        BasicFileAttributes attributes = attributes(path);
        return attributes == null ? null : attributes.lastModifiedTime();
    }

    /** Size, times and kind, not following a link; null if it is not there. */
    public static BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }
}
