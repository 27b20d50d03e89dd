package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code running/ID/children/}: a symbolic link for each child, so that {@code ls} and {@code tree} show who belongs to
 * whom. Only written, never read: a new supervisor makes them anew. Used by the loop's thread.
 */
public final class ChildLinks {
    private ChildLinks() {}

    static void show(ActorHome parent, ActorId child, boolean isThere) throws IOException {
        Path link = parent.child(child);
        if (!isThere) {
            FileStep.delete(link);
        } else if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(parent.children(), LinkOption.NOFOLLOW_LINKS)) {
                FileStep.createDirectory(parent.children());
            }
            FileStep.symbolicLink(link, ActorHome.childTarget(child));
        }
    }

    /** Takes them all away; what else somebody has put there stays. */
    public static void clear(ActorHome parent) throws IOException {
        if (!Files.isDirectory(parent.children(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> list = Files.list(parent.children())) {
            files = list.toList();
        }
        for (Path file : files) {
            if (Files.isSymbolicLink(file)) {
                FileStep.delete(file);
            }
        }
        if (files.stream().noneMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))) {
            FileStep.delete(parent.children());
        }
    }
}
