package actos.act.root;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Envelope;
import actos.protocol.MessageName;
import actos.protocol.SpoolName;

/**
 * The message that an actor may read now, with its envelope; the two belong together because the supervisor writes the
 * envelope before it puts the message there.
 *
 * @param inode of the file, which stays its own when an editor replaces it
 * @param document what {@code envelope.json} says
 */
public record Current(Object inode, Document<Envelope> document) {

    /** The one of this actor, or null if it has none. */
    public static Current of(ActorHome home) {
        Object inode = Disk.isFile(home.current()) ? Disk.inode(home.current()) : null;
        if (inode == null) {
            return null;
        }
        Current current = new Current(inode, Document.of(home.envelope(), Envelope.class));
        return inode.equals(Disk.inode(home.current())) ? current : null;
    }

    public Envelope envelope() {
        return document.value();
    }

    public long id() {
        return envelope().id();
    }

    /** The sender, or null for a person or script. */
    public ActorId from() {
        return envelope().from();
    }

    /** Its name; null if the envelope was broken by hand. */
    public MessageName name() {
        return envelope().name();
    }

    /** What it would be called if it waited; that of a message without a sender if somebody has spoilt the envelope. */
    public SpoolName waitingName() {
        return name() == null
                ? SpoolName.of(id(), MessageName.fresh())
                : envelope().waitingName();
    }
}
