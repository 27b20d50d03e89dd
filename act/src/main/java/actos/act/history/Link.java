package actos.act.history;

import actos.protocol.ActorId;
import actos.protocol.journal.Recorded;
import java.time.Instant;

/** One message of a chain of causes, as the journal tells of it. Filled by {@link Chain}; what is not told is null or 0. */
public final class Link {
    /** What became of it, as far as the journal tells. */
    public enum Fate {
        WAITS,
        HELD,
        STASHED,
        IN_HAND,
        DONE,
        DROPPED,
        DEAD
    }

    final Place position;
    long id;
    ActorId from;
    ActorId to;
    long cause;
    Instant takenAt;
    Instant deliveredAt;
    long tookUs;
    Recorded body;
    Recorded before;
    Recorded after;
    Fate fate = Fate.WAITS;

    Link(Place position) {
        this.position = position;
    }

    /** Where the journal begins to tell of it. */
    public Place place() {
        return position;
    }

    public long id() {
        return id;
    }

    /** Null for a person or a script. */
    public ActorId from() {
        return from;
    }

    public ActorId to() {
        return to;
    }

    /** The message whose handler has sent it; 0 if there was none. */
    public long cause() {
        return cause;
    }

    public Instant takenAt() {
        return takenAt;
    }

    /** The last time. */
    public Instant deliveredAt() {
        return deliveredAt;
    }

    /** How long it was handled, where it was. */
    public long tookUs() {
        return tookUs;
    }

    /** As it was delivered. */
    public Recorded body() {
        return body;
    }

    /** The state before it was handled. */
    public Recorded before() {
        return before;
    }

    /** And after; null if that did not change. */
    public Recorded after() {
        return after;
    }

    public Fate fate() {
        return fate;
    }
}
