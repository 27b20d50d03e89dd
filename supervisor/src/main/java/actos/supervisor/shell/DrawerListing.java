package actos.supervisor.shell;

import actos.protocol.Names;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The files in {@code send/} or a drawer, oldest first: by modification time, then by name. */
final class DrawerListing {
    /** The order in which mail is taken that a scan finds. */
    static final Comparator<Entry> BY_TIME =
            Comparator.comparingLong(Entry::modified).thenComparing(Entry::name);

    /** @param modified nanoseconds since 1970 */
    record Entry(String name, long modified, boolean isDirectory) {}

    private DrawerListing() {}

    static List<Entry> of(Posix posix, Dir dir, Health health) {
        List<Entry> entries = new ArrayList<>();
        String task = "listing " + dir.path.getFileName();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(posix.open(dir))) {
            for (Path path : stream) {
                String name = path.getFileName().toString();
                if (Names.leftAlone(name)) {
                    continue;
                }
                try {
                    BasicFileAttributes a =
                            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    entries.add(new Entry(name, a.lastModifiedTime().to(TimeUnit.NANOSECONDS), a.isDirectory()));
                } catch (NoSuchFileException e) {
                    // taken away while we looked
                }
            }
            health.worked(task);
        } catch (NoSuchFileException e) {
            // the drawer is gone
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            health.failed(task, e);
        }
        entries.sort(BY_TIME);
        return entries;
    }
}
