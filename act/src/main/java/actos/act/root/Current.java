package actos.act.root;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.MessageName;
import actos.protocol.Refused;
import actos.protocol.SpoolName;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The message that an actor may read now, with its envelope; the two belong together because the supervisor writes the
 * envelope before it puts the message there.
 *
 * @param inode of the file, which stays its own when an editor replaces it
 * @param envelope what {@code envelope.json} says
 */
public record Current(Object inode, ObjectNode envelope) {

    /** The one of this actor, or null if it has none. */
    public static Current of(ActorHome home) {
        Object inode = Disk.isFile(home.current()) ? Disk.inode(home.current()) : null;
        if (inode == null) {
            return null;
        }
        Current current = new Current(inode, Disk.object(home.envelope()));
        return inode.equals(Disk.inode(home.current())) ? current : null;
    }

    public long id() {
        return envelope.path("id").longValue();
    }

    public String from() {
        return Disk.text(envelope, "from");
    }

    public String inReplyTo() {
        return Disk.text(envelope, "inReplyTo");
    }

    /** What it would be called if it waited. */
    public SpoolName waitingName() {
        String from = from();
        String name = Disk.text(envelope, "name");
        String order = Disk.text(envelope, "order");
        try {
            return new SpoolName(
                    order == null ? SpoolName.order(id()) : order,
                    id(),
                    from == null ? null : new ActorId(from),
                    envelope.path("cause").longValue(),
                    name == null ? MessageName.fresh() : new MessageName(name),
                    inReplyTo() == null ? null : new MessageName(inReplyTo()),
                    0,
                    Math.max(1, envelope.path("attempt").intValue()));
        } catch (Refused edited) {
            return new SpoolName(SpoolName.order(id()), id(), null, 0, MessageName.fresh(), 0, 1);
        }
    }
}
