package actos.act.call;

import actos.act.root.Disk;
import actos.protocol.FileStep;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/** The one place that deletes whole directories. Each file is a step of its own, so a crash may leave the rest. */
public final class Deletion {
    private Deletion() {}

    /** Deletes a file, or a directory with all that is in it; a symbolic link is deleted, never followed. */
    public static void tree(Path tree) throws IOException {
        if (!Disk.isDirectory(tree)) {
            FileStep.delete(tree);
            return;
        }
        try (DirectoryStream<Path> parent = Files.newDirectoryStream(tree.getParent())) {
            // what is opened once stays the same, whatever somebody puts in its place meanwhile
            deleteIn((SecureDirectoryStream<Path>) parent, tree.getFileName());
        } catch (NoSuchFileException gone) {
            // somebody else was quicker
        }
    }

    private static void deleteIn(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try (SecureDirectoryStream<Path> inside = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : inside) {
                Path file = entry.getFileName();
                boolean isDirectory = inside.getFileAttributeView(
                                file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                        .isDirectory();
                if (isDirectory) {
                    deleteIn(inside, file);
                } else {
                    FileStep.before("delete", file);
                    inside.deleteFile(file);
                    FileStep.after("delete", file);
                }
            }
        }
        FileStep.before("delete", name);
        parent.deleteDirectory(name);
        FileStep.after("delete", name);
    }
}
