package actos.act.trace;

import java.time.Instant;

/**
 * A point in time at which something happens that is drawn in one line: at most one message is sent, one handling begins, one
 * ends, and one thing is marked. Filled by {@link DiagramBuilder}; what does not happen is null.
 */
public final class Moment {
    private final Instant at;
    int index;
    Message sent;
    Handling begun;
    Handling ended;
    Mark mark;

    Moment(Instant at) {
        this.at = at;
    }

    /** How many moments are before it. */
    public int index() {
        return index;
    }

    /** As the journal has it: it may be before the moment before, where somebody has set the clock. */
    public Instant at() {
        return at;
    }

    public Message sent() {
        return sent;
    }

    /** Whether what is sent begins to be handled at once, or has gone to somebody of whom no handling is known. */
    public boolean isAtOnce() {
        return sent != null && (sent.to().isOutside() || begun != null && begun.message() == sent);
    }

    public Handling begun() {
        return begun;
    }

    public Handling ended() {
        return ended;
    }

    public Mark mark() {
        return mark;
    }
}
