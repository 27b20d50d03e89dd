package actos.act.root;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.Envelope;
import actos.protocol.MessageName;
import actos.protocol.SpoolName;
import java.nio.file.Path;

/**
 * One message in a mailbox: one that waits, or the one that its actor may read now. Small, since there may be hundreds of
 * thousands: what its name says is read from it when somebody asks.
 *
 * @param to whose mailbox it is
 * @param dir where it lies
 * @param fileName what it is called there
 * @param due when it may be delivered, in Unix ms, or 0
 * @param envelope what {@code envelope.json} says of the one that is current; null for one that waits
 */
public record Message(ActorId to, Path dir, String fileName, long due, Document<Envelope> envelope) {
    /** The message in this file of a spool, or null if it is none. */
    public static Message parse(Path file) {
        ActorHome home = new ActorHome(file.getParent().getParent());
        return new Mailbox(home).message(Disk.name(file));
    }

    /** Where it is. */
    public Path file() {
        return dir.resolve(fileName);
    }

    /**
     * What its name says, or null for a name that somebody made up. Of the one that is current, what it would be called if
     * it waited; that of a message without a sender if somebody has spoilt the envelope.
     */
    public SpoolName parts() {
        if (envelope == null) {
            return SpoolName.parse(Aside.plain(fileName));
        }
        Envelope said = envelope.value();
        return said.name() == null ? SpoolName.of(said.id(), MessageName.fresh()) : said.waitingName();
    }

    /** Its number, or 0 if it has none yet. */
    public long id() {
        SpoolName parts = parts();
        return parts == null ? 0 : parts.id();
    }

    /** The sender's name for it, or null if that is not known. */
    public MessageName name() {
        if (envelope != null) {
            return envelope.value().name();
        }
        SpoolName parts = parts();
        return parts == null ? null : parts.name();
    }

    /** The sender, or null for a person or script. */
    public ActorId from() {
        SpoolName parts = parts();
        return parts == null ? null : parts.from();
    }

    /** Whether it is held back, by hand or by its actor. */
    public boolean held() {
        return aside() != null;
    }

    /** By whom it is held back, or null. */
    public Aside aside() {
        return Aside.of(fileName);
    }

    /** What its file's name has behind that of a message that is delivered. */
    public String ending() {
        return Aside.endingOf(fileName);
    }

    /** Its content; null if it is gone. */
    public byte[] body() {
        return Disk.bytes(file());
    }
}
