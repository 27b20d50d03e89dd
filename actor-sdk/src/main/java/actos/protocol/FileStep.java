package actos.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Every change that the supervisor, the SDK and {@code act} make to the disk is one of these steps: no other class calls what changes
 * a file. A crash may come before or after any of them, and whatever runs next has to find its way from there. So this
 * is where tests make it happen: the system property {@code actos.test.haltAt=N} ends the JVM on the spot at the N-th
 * edge of a step (each has two, before and after), and while the file named by {@code actos.test.full} is there, each
 * step that needs room fails as on a full disk. Without these properties a step costs nothing. For any thread.
 */
public final class FileStep {
    private static final long HALT_AT = Long.getLong("actos.test.haltAt", 0);
    private static final String FULL = System.getProperty("actos.test.full");

    /** The exit code of a JVM that was ended by {@code actos.test.haltAt}: as if it was KILLed. */
    public static final int HALTED = 137;

    private static final FileAttribute<?> OWNERS_FILE = mode("rw-------");
    private static final FileAttribute<?> OWNERS_DIRECTORY = mode("rwx------");
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    /** Unix takes the name away at once. */
    private static final Set<OpenOption> PROBE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    /** For both, so that a FIFO makes nobody wait. */
    private static final Set<OpenOption> THERE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private static final Set<OpenOption> OPEN_OR_NEW = Set.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    private static final int SMALL = 16 * 1024;
    private static final int BLOCK = 4096;
    private static final Object COUNTING = new Object();
    private static long edges;

    private FileStep() {}

    private static FileAttribute<?> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    /** Renames, replacing what is there. */
    public static void move(Path from, Path to) throws IOException {
        before("rename", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        after("rename", to);
    }

    /**
     * Writes a file that must not be there yet, for its owner alone. What lies there, be it a link or a FIFO, is neither
     * followed nor opened.
     */
    public static void write(Path file, byte[] content) throws IOException {
        beforeGrowing("write", file);
        try (SeekableByteChannel out = Files.newByteChannel(file, NEW, OWNERS_FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        after("write", file);
    }

    /** Says when a file was written: in place of now, when what it holds was. */
    public static void date(Path file, FileTime written) throws IOException {
        before("date", file);
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(written, null, null);
        after("date", file);
    }

    /**
     * Opens a file for reading and writing, and makes it, for its owner alone, if it is not there. Opened for both, a FIFO
     * makes nobody wait.
     *
     * @throws FileSystemException if it is a link, a FIFO or the like
     */
    public static FileChannel open(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            RegularFile.require(file);
        }
        FileChannel channel = FileChannel.open(file, OPEN_OR_NEW, OWNERS_FILE);
        try {
            RegularFile.require(file);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Writes over a small file that is there, with blanks up to its old length: for this there is room on a full disk,
     * since it stays within its block.
     */
    public static void writeOver(Path file, byte[] content) throws IOException {
        before("write over", file);
        int length = (int) Math.max(content.length, Math.min(Files.size(file), BLOCK + 1L));
        if (length > BLOCK || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it cannot be written over");
        }
        byte[] whole = Arrays.copyOf(content, length);
        Arrays.fill(whole, content.length, length, (byte) ' ');
        try (FileChannel out = FileChannel.open(file, THERE)) {
            out.write(ByteBuffer.wrap(whole), 0);
        }
        after("write over", file);
    }

    /**
     * Gives a file a second name, which must not be there yet. A link alone is no notice for those who wait until a file
     * is whole: that comes when one is closed after writing.
     */
    public static void link(Path file, Path name) throws IOException {
        beforeGrowing("link", name);
        Files.createLink(name, file);
        after("link", name);
        try {
            FileChannel.open(name, THERE).close();
        } catch (IOException e) {
            // it was taken already
        }
    }

    /** Makes a symbolic link, which must not be there yet. */
    public static void symbolicLink(Path link, Path target) throws IOException {
        beforeGrowing("symlink", link);
        Files.createSymbolicLink(link, target);
        after("symlink", link);
    }

    /** Deletes a file or an empty directory; false if there was none. */
    public static boolean delete(Path file) throws IOException {
        before("delete", file);
        boolean wasThere = Files.deleteIfExists(file);
        after("delete", file);
        return wasThere;
    }

    /**
     * Makes a name free: deletes what is there, be it a link or a FIFO; a directory that is not empty is set aside, under
     * the same name with a {@code ~}.
     */
    public static void vacate(Path name) throws IOException {
        try {
            delete(name);
        } catch (DirectoryNotEmptyException e) {
            setAside(name);
        }
    }

    /** Gives a file the first free one of the names NAME~, NAME2~, NAME3~ and so on, which everybody leaves alone. */
    public static Path setAside(Path file) throws IOException {
        Path free = file.resolveSibling(file.getFileName() + "~");
        for (int n = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); n++) {
            free = file.resolveSibling(file.getFileName() + "" + n + "~");
        }
        move(file, free);
        return free;
    }

    /** Makes a directory that must not be there yet, for its owner alone. */
    public static void createDirectory(Path dir) throws IOException {
        beforeGrowing("mkdir", dir);
        Files.createDirectory(dir, OWNERS_DIRECTORY);
        after("mkdir", dir);
    }

    /** Takes away from all but its owner the right to write into a directory. */
    public static void closeToOthers(Path dir) throws IOException {
        before("chmod", dir);
        PosixFileAttributeView view =
                Files.getFileAttributeView(dir, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        permissions.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        view.setPermissions(permissions);
        after("chmod", dir);
    }

    /** Said before a step that is made in another way, such as by a native call. */
    public static void before(String what, Object where) {
        if (HALT_AT > 0) {
            edge("before", what, where);
        }
    }

    /**
     * The same for a step that needs room on the disk.
     *
     * @throws IOException where a test says that there is none
     */
    public static void beforeGrowing(String what, Object where) throws IOException {
        before(what, where);
        if (FULL != null && Files.exists(Path.of(FULL))) {
            throw new FileSystemException(String.valueOf(where), null, "No space left on device");
        }
    }

    /**
     * Why no small file can be made and filled in this directory; null if one can. Asked by doing it: bytes, inodes and
     * quotas, of which any may be used up, are counted in different places. Nothing is left of the file, whatever ends.
     */
    public static IOException refusal(Path dir) {
        Path probe = dir.resolve(".room");
        try {
            beforeGrowing("probe", probe);
            try (SeekableByteChannel out = Files.newByteChannel(probe, PROBE, OWNERS_FILE)) {
                ByteBuffer bytes = ByteBuffer.allocate(SMALL);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Said after a step that is made in another way. */
    public static void after(String what, Object where) {
        if (HALT_AT > 0) {
            edge("after", what, where);
        }
    }

    private static void edge(String side, String what, Object where) {
        synchronized (COUNTING) {
            if (++edges == HALT_AT) {
                System.err.println("halted " + side + " " + what + " " + where);
                Runtime.getRuntime().halt(HALTED);
            }
        }
    }
}
