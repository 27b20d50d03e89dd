package actos.act.root;

import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Hit;
import actos.protocol.Pauser;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A control file {@code paused}: that it is there is what counts. One that a breakpoint's hit or a command at work has
 * made tells of it.
 *
 * @param breakpoint the breakpoint that was hit, or null where a person has paused
 * @param actor the actor whose message has hit it, or null
 * @param message that message's number, or 0
 * @param by the command that needs a system that stands still, or null
 */
public record Pause(String breakpoint, ActorId actor, long message, Pauser by) {
    /** The image that each load makes first. */
    public static final String BEFORE_LOAD = "before-load";

    /** That of the system; null if it is not paused. */
    public static Pause of(Root root) {
        return of(root.paused());
    }

    /** That of an actor alone; null if it is not paused. */
    public static Pause of(ActorHome home) {
        return of(home.paused());
    }

    private static Pause of(Path file) {
        if (!Disk.exists(file)) {
            return null;
        }
        byte[] content = Disk.bytes(file);
        Hit hit = Document.read(file, Hit.class);
        return hit.breakpoint() == null
                ? new Pause(null, null, 0, content == null ? null : Pauser.parse(content, content.length))
                : new Pause(hit.breakpoint(), hit.actor(), hit.message(), null);
    }

    public boolean isHit() {
        return breakpoint != null;
    }

    /** Whether this message is the one that a breakpoint holds. */
    public boolean holds(long id) {
        return isHit() && message == id;
    }

    /** {@code breakpoint big holds message 42 for shop}, as long as that waits: a step asks no breakpoint. */
    public String hit(Root root) throws IOException {
        String what = "message " + message + " for " + actor;
        return "breakpoint " + Text.tame(breakpoint)
                + (waits(root) ? " holds " + what : " was hit by " + what + ", which does not wait any more");
    }

    /** Whether the message that has hit the breakpoint is there to be delivered. */
    public boolean waits(Root root) throws IOException {
        boolean[] found = new boolean[1];
        if (actor != null) {
            Disk.each(root.actor(actor).spool(), name -> {
                SpoolName parts = SpoolName.parse(name);
                found[0] |= parts != null && parts.id() == message;
            });
        }
        return found[0];
    }

    /** Whether an image's loading was broken off and has left the system half of what it was and half of the image. */
    public boolean isBrokenLoading() {
        return by != null && by.load() != null && !by.lives();
    }

    /** That the system is paused, because of what, and what ends that; as a sentence. */
    public String sentence(Root root) throws IOException {
        if (isHit()) {
            return "the system is paused: " + hit(root) + "; act resume ends that, act step delivers one message";
        }
        if (by == null) {
            return "the system is paused; act resume ends that, act step delivers one message";
        }
        String who = "the system is paused by \"" + Text.tame(by.by()) + "\" (pid " + by.pid() + ")";
        if (by.isElsewhere()) {
            return who
                    + " in another PID namespace, which lets it go on when it is done; act resume does if it has ended";
        }
        if (by.lives()) {
            return who + ", which lets it go on when it is done";
        }
        return isBrokenLoading()
                ? who + ", which has ended before it was done: " + loadings()
                : who + ", which has ended: the supervisor lets it go on in its next cycle";
    }

    /** How a loading that was broken off is ended. */
    String loadings() {
        return "act image load " + Text.tame(by.load()) + " goes on, act image load " + BEFORE_LOAD
                + " goes back, act resume leaves it as it is";
    }
}
