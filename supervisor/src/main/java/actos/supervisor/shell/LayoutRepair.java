package actos.supervisor.shell;

import actos.protocol.FileStep;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.act.Sequence;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.JournalLimit;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.RootDirectory;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import actos.supervisor.shell.sense.Watcher;
import java.io.IOException;
import java.nio.file.NotDirectoryException;

/**
 * What has to be there all the time: the layout of the root, and the signs of this supervisor. Whatever somebody has deleted
 * of it is put back at the next scan. Used by the loop's thread.
 */
final class LayoutRepair {
    private final Root root;
    private final Posix posix;
    private final Places places;
    private final Journal journal;
    private final Health health;
    private final JournalLimit journalLimit;
    private final Sequence sequence;
    private final RootClaim claim;
    private final Watcher watcher;

    /** @param watcher null where there are no notices */
    LayoutRepair(Shared shared, JournalLimit journalLimit, Sequence sequence, RootClaim claim, Watcher watcher) {
        this.root = shared.root();
        this.posix = shared.posix();
        this.places = shared.places();
        this.journal = shared.journal();
        this.health = shared.health();
        this.journalLimit = journalLimit;
        this.sequence = sequence;
        this.claim = claim;
        this.watcher = watcher;
    }

    void keep() {
        sayShortage();
        claim.keep();
        keepNumbers();
        keepDirectories();
        keepPlace(places.spawn);
        keepPlace(places.send);
        keepPlace(places.running);
        keepPlace(places.breaks);
    }

    /** Much that cannot be opened is only looked at again, so this is said here for all of it. */
    private void sayShortage() {
        IOException shortage = posix.shortage();
        if (shortage == null) {
            health.worked(Task.OPENING_FILES);
        } else {
            health.failed(Task.OPENING_FILES, shortage);
        }
    }

    /** Somebody may have deleted or changed what says which numbers are used up. */
    private void keepNumbers() {
        try {
            sequence.keep();
            health.worked(Task.KEEPING_SEQUENCE);
        } catch (IOException x) {
            health.failed(Task.KEEPING_SEQUENCE, x);
        }
    }

    /** What was deleted of the layout is made again. */
    private void keepDirectories() {
        try {
            RootDirectory.makeAll(root);
            health.worked(Task.KEEPING_PLACES);
        } catch (IOException | Refused e) {
            health.failed(Task.KEEPING_PLACES, e);
        }
        journal.keep();
        journalLimit.look();
    }

    /** A directory that was deleted is made again; one that was replaced is used from now on. */
    private void keepPlace(Dir place) {
        try {
            Posix.Stat there = posix.stat(places.root, place.path.getFileName().toString());
            if (there == null) {
                FileStep.createDirectory(place.path);
                posix.forget(place);
            } else if (there.kind() != Posix.Kind.DIRECTORY) {
                throw new NotDirectoryException(place.toString());
            } else if (there.inode() != posix.stat(place, ".").inode()) {
                posix.forget(place);
            } else {
                health.worked(Task.LOOKING_AT, place);
                return;
            }
            if (watcher != null) {
                watcher.watchPlaces();
            }
        } catch (IOException e) {
            health.failed(Task.LOOKING_AT, place, e);
        }
    }
}
