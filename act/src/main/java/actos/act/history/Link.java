package actos.act.history;

import actos.protocol.ActorId;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import actos.protocol.journal.Recorded;
import java.time.Instant;

/** A message among causes and effects, as the journal tells of it. What it does not tell is null or 0. */
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

    private Link(Place position) {
        this.position = position;
    }

    /** Whether a line is the first about a message. */
    static boolean isIntroduction(Line line) {
        return line.tells("taken") || line.tells("added") || line.tells("dead") && line.has("file");
    }

    /** The message of which a line is the first; null if it is not that. */
    static Link introducedBy(Line line) {
        if (!isIntroduction(line) || !(line.event() instanceof JournalEvent.OfMessage event)) {
            return null;
        }
        Link link = new Link(line.place());
        link.takenAt = line.entry().at();
        link.id = event.id();
        link.to = event.actor();
        if (event instanceof MessageEvents.Taken taken) {
            link.from = taken.from();
            link.cause = taken.cause();
            link.body = taken.body();
        } else if (event instanceof ChangeEvents.Added added) {
            link.from = added.from();
            link.cause = added.cause();
            link.body = added.body();
        } else if (event instanceof MessageEvents.Dead dead) {
            link.from = dead.from();
            link.cause = dead.cause();
            link.fate = Fate.DEAD;
        }
        return link;
    }

    /** What a later line about it tells. */
    void tell(Line line) {
        JournalEvent event = line.event();
        if (event instanceof MessageEvents.Delivered) {
            deliveredAt = line.entry().at();
            fate = Fate.IN_HAND;
        } else if (event instanceof MessageEvents.Done done) {
            tookUs = done.tookUs();
            after = done.handled().state();
            fate = Fate.DONE;
        } else if (event instanceof ChangeEvents.MailEdited edited) {
            body = edited.body();
        } else if (event instanceof MessageEvents.Stashed) {
            fate = Fate.STASHED;
        } else if (event instanceof ChangeEvents.Held) {
            fate = Fate.HELD;
        } else if (event instanceof ChangeEvents.Dropped) {
            fate = Fate.DROPPED;
        } else if (event instanceof MessageEvents.Dead) {
            fate = Fate.DEAD;
        } else if (event instanceof MessageEvents.Returned
                || event instanceof MessageEvents.Unstashed
                || event instanceof ChangeEvents.Released) {
            fate = Fate.WAITS;
        }
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
