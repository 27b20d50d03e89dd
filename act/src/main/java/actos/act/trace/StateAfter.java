package actos.act.trace;

import actos.protocol.ActorId;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.CheckpointEvents;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import actos.protocol.journal.Recorded;

/** What an event tells of its actor's state. */
final class StateAfter {
    private StateAfter() {}

    /** The state from now on; null if the event does not tell, as where it did not change. */
    static Recorded of(JournalEvent event) {
        if (event instanceof MessageEvents.Done done) {
            return done.handled().state();
        } else if (event instanceof MessageEvents.Stashed stashed) {
            return stashed.handled().state();
        } else if (event instanceof MessageEvents.Returned returned) {
            return returned.handled().state();
        } else if (event instanceof MessageEvents.Poison poison) {
            return poison.handled().state();
        } else if (event instanceof ChangeEvents.StateEdited edited) {
            return edited.state();
        } else if (event instanceof ActorEvents.Accepted accepted) {
            return accepted.contents().state();
        } else if (event instanceof ActorEvents.Started started) {
            return started.contents().state();
        } else if (event instanceof ActorEvents.Cloned cloned) {
            return cloned.contents().state();
        } else if (event instanceof ActorEvents.Revived revived) {
            return revived.contents().state();
        }
        return event instanceof CheckpointEvents.Snapshot snapshot
                ? snapshot.contents().state()
                : null;
    }

    /** Whose state it is; null if the event is about no actor. */
    static ActorId actor(JournalEvent event) {
        if (event instanceof JournalEvent.OfMessage message) {
            return message.actor();
        } else if (event instanceof JournalEvent.OfActor life) {
            return life.actor();
        }
        return event instanceof CheckpointEvents.Snapshot snapshot ? snapshot.actor() : null;
    }
}
