package actos.act;

import actos.protocol.ActorHome;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The message that an actor may read now, with its envelope; the two belong together because the supervisor writes the
 * envelope before it puts the message there.
 *
 * @param inode of the file, which stays its own when an editor replaces it
 * @param envelope what {@code envelope.json} says
 */
record Current(Object inode, ObjectNode envelope) {

    /** The one of this actor, or null if it has none. */
    static Current of(ActorHome home) {
        Object inode = Disk.isFile(home.current()) ? Disk.inode(home.current()) : null;
        if (inode == null) {
            return null;
        }
        Current current = new Current(inode, Disk.object(home.envelope()));
        return inode.equals(Disk.inode(home.current())) ? current : null;
    }

    long id() {
        return envelope.path("id").longValue();
    }

    String from() {
        return Disk.text(envelope, "from");
    }

    String inReplyTo() {
        return Disk.text(envelope, "inReplyTo");
    }
}
