package actos.protocol;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Puts a file where others can see it, whole or not at all: written under a hidden name in the same directory, then
 * renamed. A crash leaves at most a hidden file, which everybody ignores. Safe for use by several threads.
 */
public final class Publish {
    private Publish() {}

    /** Writes the file, replacing one that is there. */
    public static void replace(Path target, byte[] content) throws IOException {
        Path hidden = hidden(target, content);
        try {
            FileStep.move(hidden, target);
        } catch (IOException e) {
            FileStep.delete(hidden);
            throw e;
        }
    }

    /**
     * Writes a file that nobody but the caller ever writes, replacing one that is there. What a crash leaves behind has
     * always the same hidden name, so that the next writing takes it away.
     */
    public static void rewrite(Path target, byte[] content) throws IOException {
        Path hidden = hiddenTwin(target);
        hide(hidden, content);
        reveal(hidden, target);
    }

    /** The name under which {@link #rewrite} prepares a file. */
    public static Path hiddenTwin(Path target) {
        return target.resolveSibling("." + target.getFileName());
    }

    /**
     * Writes a file that must not be there yet.
     *
     * @return the file's inode, by which its writer knows it again wherever it is moved to
     * @throws FileAlreadyExistsException if it is; that one is not touched
     */
    public static Object create(Path target, byte[] content) throws IOException {
        Path hidden = hidden(target, content);
        try {
            Object inode =
                    Files.readAttributes(hidden, BasicFileAttributes.class).fileKey();
            FileStep.link(hidden, target);
            closeOnceMore(target);
            return inode;
        } finally {
            FileStep.delete(hidden);
        }
    }

    /** A link alone is no notice for those who wait until a file is whole: that comes when one is closed after writing. */
    private static void closeOnceMore(Path file) {
        try {
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                    .close();
        } catch (IOException e) {
            // it was taken already
        }
    }

    /**
     * First half of a publication in two steps: writes the file under a hidden name of the caller's choice, over what
     * an earlier attempt may have left there.
     */
    public static void hide(Path hidden, byte[] content) throws IOException {
        try {
            FileStep.write(hidden, content);
        } catch (IOException e) {
            FileStep.delete(hidden);
            throw e;
        }
    }

    /** Second half: renames the hidden file into view, replacing one that is there. */
    public static void reveal(Path hidden, Path target) throws IOException {
        FileStep.move(hidden, target);
    }

    private static Path hidden(Path target, byte[] content) throws IOException {
        Path hidden = target.resolveSibling("." + MessageName.fresh());
        try {
            FileStep.write(hidden, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            FileStep.delete(hidden);
            throw e;
        }
        return hidden;
    }
}
