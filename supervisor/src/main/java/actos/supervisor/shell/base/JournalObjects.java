package actos.supervisor.shell.base;

import actos.protocol.FileStep;
import actos.protocol.Root;
import actos.supervisor.posix.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is too long for a line of the journal: {@code journal/objects/SHA256}, each content once. Its time says when a line
 * named it last, so that what only deleted lines have named can be deleted. What the disk refuses is left out, as lines are.
 * Used by the loop's thread.
 */
final class JournalObjects {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Root root;
    private boolean refused;

    JournalObjects(Root root) {
        this.root = root;
    }

    void keep(String sha256, byte[] content, Instant now) {
        try {
            Path file = root.journalObject(sha256);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                make();
                Path hidden = root.nascentJournalObject(sha256);
                FileStep.vacate(hidden); // what a crash has left
                FileStep.write(hidden, content);
                FileStep.move(hidden, file);
            }
            Files.setLastModifiedTime(file, FileTime.from(now));
            refused = false;
        } catch (IOException e) {
            if (!refused) {
                LOG.warn("journal: what is too long for a line is not kept: {}", Errors.sentence(e));
            }
            refused = true;
        }
    }

    private void make() throws IOException {
        Path dir = root.journalObjects();
        if (Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.exists(dir, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(dir.toString());
        }
        FileStep.createDirectory(dir);
    }
}
