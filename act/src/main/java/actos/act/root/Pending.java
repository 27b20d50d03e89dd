package actos.act.root;

import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;

/**
 * A message that waits, and whom for.
 *
 * @param to its receiver, a living actor
 * @param waiting where and what it is
 */
public record Pending(ActorId to, Waiting waiting) {

    /**
     * The one with this number or name. Of several with one name, the one that was taken last.
     *
     * @throws Failure if none waits, with what has become of it
     */
    public static Pending find(Root root, String thing) throws IOException {
        Pending found = null;
        for (ActorId actor : new Actors(root).living()) {
            for (Waiting waiting : new Mailbox(root.actor(actor)).waiting(thing)) {
                if (Long.toString(waiting.id()).equals(thing)) {
                    return new Pending(actor, waiting);
                }
                boolean named = waiting.parts() != null
                        && waiting.parts().name().value().equals(thing);
                if (named && (found == null || waiting.id() > found.waiting.id())) {
                    found = new Pending(actor, waiting);
                }
            }
        }
        if (found == null) {
            throw waitsNot(root, thing);
        }
        return found;
    }

    public long id() {
        return waiting.id();
    }

    /** The sender, or null for a person or script. */
    public ActorId from() {
        return waiting.parts() == null ? null : waiting.parts().from();
    }

    private static Failure waitsNot(Root root, String thing) throws IOException {
        MessageTrace trace = new MessageSearch(root).find(thing);
        if (trace != null) {
            return Failure.failed(
                    "message " + Names.printable(thing) + " does not wait: " + new Fate(root, trace).sentence());
        }
        return new Actors(root).unknownThing(thing);
    }
}
