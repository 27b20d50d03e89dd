package actos.actor;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.Envelope;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * The slot {@code spool/current} with its envelope: reads the message that lies there, and tells later whether that
 * very message still does. Looking costs one system call when the slot is empty. Used by the actor's thread.
 */
final class Slot {
    private static final ObjectReader ENVELOPE = Json.mapper().readerFor(Envelope.class);

    private final Path current;
    private final WholeFile message;
    private final WholeFile envelope;
    private final Patience patience;
    private Stamp seen;

    /** What tells one file from another that lies at the same place later; a number of an inode alone is used again. */
    private record Stamp(Object inode, FileTime modified) {}

    Slot(ActorHome home, Patience patience) {
        this.current = home.current();
        this.message = new WholeFile(current);
        this.envelope = new WholeFile(home.envelope());
        this.patience = patience;
    }

    /** The message in the slot, or null if there is none. */
    Letter look() {
        return patience.read(Failure.CRASHED, "the message", () -> {
            // after a message the slot is mostly empty; to see that should not cost an exception
            seen = seen == null || Files.isRegularFile(current) ? stamp() : null;
            return seen == null ? null : new Letter(envelope(), Json.parse(message.read()));
        });
    }

    /** Whether the message that {@link #look} returned still lies there, unchanged. */
    boolean holds() throws IOException {
        Stamp now = stamp();
        return now != null && now.equals(seen);
    }

    /**
     * Says that the message of this number was handled. It may have been edited meanwhile; but another one that lies there
     * by now, since somebody has taken this one away, stays.
     */
    void release(long id) throws IOException {
        if (isStill(id)) {
            FileStep.delete(current);
        }
    }

    /** Puts the message of this number back, on the same condition: the supervisor takes it from there. */
    void stash(long id, Path drawer) throws IOException {
        if (isStill(id)) {
            FileStep.move(current, drawer.resolve(Root.STASH));
        }
    }

    private boolean isStill(long id) throws IOException {
        return holds()
                || patience.read(ActorExit.TRY_LATER, ActorHome.ENVELOPE, this::envelope)
                                .id()
                        == id;
    }

    private Envelope envelope() throws IOException {
        try {
            return ENVELOPE.readValue(envelope.read());
        } catch (NoSuchFileException e) {
            throw new IOException(ActorHome.ENVELOPE + " is missing", e);
        }
    }

    private Stamp stamp() throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(current, BasicFileAttributes.class);
            return file.isRegularFile() ? new Stamp(file.fileKey(), file.lastModifiedTime()) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
