package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A control file {@code paused}: that it is there is what counts. One that a breakpoint's hit has made tells of it.
 *
 * @param breakpoint the breakpoint that was hit, or null where a person has paused
 * @param actor the actor whose message has hit it, or null
 * @param message that message's number, or 0
 */
record Pause(String breakpoint, String actor, long message) {

    /** That of the system; null if it is not paused. */
    static Pause of(Root root) {
        return of(root.paused());
    }

    /** That of an actor alone; null if it is not paused. */
    static Pause of(ActorHome home) {
        return of(home.paused());
    }

    private static Pause of(Path file) {
        if (!Disk.exists(file)) {
            return null;
        }
        ObjectNode hit = Disk.object(file);
        String breakpoint = Disk.text(hit, "break");
        return breakpoint == null
                ? new Pause(null, null, 0)
                : new Pause(
                        breakpoint, Disk.text(hit, "actor"), hit.path("message").longValue());
    }

    boolean isHit() {
        return breakpoint != null;
    }

    /** Whether this message is the one that a breakpoint holds. */
    boolean holds(long id) {
        return isHit() && message == id;
    }

    /** {@code breakpoint big holds message 42 for shop}. */
    String hit() {
        return "breakpoint " + Text.tame(breakpoint) + " holds message " + message + " for "
                + Text.tame(String.valueOf(actor));
    }
}
