package actos.act.replay;

import actos.act.history.Past;
import actos.act.history.Wanted;
import actos.protocol.Root;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.CheckpointEvents;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import java.io.IOException;

/**
 * The whole journal, played once, forwards: each moment after which states or mail are others. What nobody knows is passed
 * over: what is before the first checkpoint, and from lines that are missing up to the next one. Used by one thread.
 */
public final class Playback {
    private static final int MANY_BODIES = 10_000;

    /** What is done with each moment. */
    public interface Visitor {
        /**
         * Looks at one.
         *
         * @param line what has happened just before it
         * @return false if that is enough
         */
        boolean visit(Replay then, JournalEntry line);
    }

    private final Past journal;
    private MissingLines missing;
    private int keptBodies;

    public Playback(Root root) throws IOException {
        this.journal = Past.of(root);
    }

    /** The first lines that were missing; null if none were. */
    public MissingLines missing() {
        return missing;
    }

    /** Tells all moments, or as many as the visitor wants. */
    public void run(Visitor visitor) throws IOException {
        Replay then = new Replay();
        journal.forward(Wanted.all(), line -> {
            JournalEntry entry = line.entry();
            if (entry == null) {
                return true; // its number is missing in the line that follows
            }
            then.apply(entry);
            if (then.bodies() > 2 * keptBodies + MANY_BODIES) {
                then.forgetBodies();
                keptBodies = then.bodies();
            }
            missing = missing == null && then.isFounded() ? then.missing() : missing;
            boolean isKnown = then.isFounded() && then.missing() == null && !then.isWithinCheckpoint();
            return !isKnown || !changes(JournalEvent.of(entry)) || visitor.visit(then, entry);
        });
    }

    private static boolean changes(JournalEvent event) {
        if (event instanceof JournalEvent.OfMessage) {
            return !(event instanceof MessageEvents.Delivered
                    || event instanceof MessageEvents.Due
                    || event instanceof MessageEvents.Unstashed
                    || event instanceof ChangeEvents.Moved
                    || event instanceof ChangeEvents.Held
                    || event instanceof ChangeEvents.Released);
        }
        return event instanceof ActorEvents.Accepted
                || event instanceof ActorEvents.Cloned
                || event instanceof ActorEvents.Revived
                || event instanceof ActorEvents.Started
                || event instanceof ActorEvents.Buried
                || event instanceof CheckpointEvents.SnapshotMail
                || event instanceof CheckpointEvents.Checkpointed;
    }
}
