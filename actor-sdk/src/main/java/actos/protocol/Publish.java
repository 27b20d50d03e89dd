package actos.protocol;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

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
     * Writes a file that nobody but the caller ever writes, replacing one that is there; a directory is set aside. What a
     * crash leaves behind has always the same hidden name, so that the next writing takes it away.
     */
    public static void rewrite(Path target, byte[] content) throws IOException {
        Path hidden = hiddenTwin(target);
        hide(hidden, content);
        try {
            reveal(hidden, target);
        } catch (IOException e) {
            if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            FileStep.vacate(target);
            reveal(hidden, target);
        }
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
        return create(target, content, null);
    }

    /**
     * The same as if it had been written at another time.
     *
     * @param written null for now
     */
    public static Object create(Path target, byte[] content, FileTime written) throws IOException {
        Path hidden = hidden(target, content);
        try {
            if (written != null) {
                FileStep.date(hidden, written);
            }
            Object inode =
                    Files.readAttributes(hidden, BasicFileAttributes.class).fileKey();
            FileStep.link(hidden, target);
            return inode;
        } finally {
            FileStep.delete(hidden);
        }
    }

    /**
     * First half of a publication in two steps: writes the file under a hidden name of the caller's choice. What an
     * earlier attempt, or somebody else, may have left there is never written into.
     */
    public static void hide(Path hidden, byte[] content) throws IOException {
        try {
            try {
                FileStep.write(hidden, content);
            } catch (FileAlreadyExistsException e) {
                FileStep.vacate(hidden);
                FileStep.write(hidden, content);
            }
        } catch (FileAlreadyExistsException e) {
            throw e; // it was put there just now, and is not ours
        } catch (IOException e) {
            FileStep.delete(hidden);
            throw e;
        }
    }

    /** Second half: renames the hidden file into view, replacing one that is there. */
    public static void reveal(Path hidden, Path target) throws IOException {
        FileStep.move(hidden, target);
    }

    /** The same beside one that is there: that is another message or request that was given the same name. */
    public static void revealBeside(Path hidden, Path target) throws IOException {
        Path free = target;
        for (int n = 2; Files.isRegularFile(free); n++) {
            free = target.resolveSibling(
                    OutgoingName.numbered(target.getFileName().toString(), n));
        }
        FileStep.move(hidden, free);
    }

    private static Path hidden(Path target, byte[] content) throws IOException {
        Path hidden = target.resolveSibling("." + MessageName.fresh());
        try {
            FileStep.write(hidden, content);
        } catch (IOException e) {
            FileStep.delete(hidden);
            throw e;
        }
        return hidden;
    }
}
