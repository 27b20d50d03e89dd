package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;
import actos.protocol.Refused;

/**
 * Something that happened, as a line of the journal tells it: all that it has beside number and time. Numbers of messages
 * are never 0; where one or a text may be missing, it is 0 or null.
 */
public sealed interface JournalEvent {
    /** What happened: the line's field {@code event}. */
    String event();

    /** Writes its own fields, in the order of the reference. */
    void write(JsonLine line);

    /** About the supervisor itself. */
    sealed interface OfSupervisor extends JournalEvent permits SupervisorEvents.Family {}

    /** About an actor's life, and requests to start one. */
    sealed interface OfActor extends JournalEvent permits ActorEvents.Family {
        /** Whom it is about; null of a request that was refused. */
        ActorId actor();
    }

    /** About a message, or a state that was changed beside messages. */
    sealed interface OfMessage extends JournalEvent permits MessageEvents.Family, Change {
        /** The message's number; 0 if it is about a state. */
        long id();

        /** In whose mailbox or hands it is; null of a dead letter that nobody could get. */
        ActorId actor();
    }

    /** A change that no actor has made. */
    sealed interface Change extends OfMessage permits ChangeEvents.Family {
        /** The image whose loading did it; null if it was done by hand. */
        String load();
    }

    /** About pauses, steps and breakpoints. */
    sealed interface OfPausing extends JournalEvent permits PausingEvents.Family {}

    /** About how the whole system is. */
    sealed interface OfCheckpoint extends JournalEvent permits CheckpointEvents.Family {}

    /** Something after which it is known what an actor's state is. */
    interface TellsState {
        /** Whose state it is. */
        ActorId actor();

        /** The state; null if it is as it was before. */
        Recorded state();
    }

    /** An actor is there, with all that it consists of. */
    interface TellsContents extends TellsState {
        Contents contents();

        @Override
        default Recorded state() {
            return contents().state();
        }
    }

    /** An actor has handled a message, to the end or not. */
    interface TellsHandled extends TellsState {
        Handled handled();

        @Override
        default Recorded state() {
            return handled().state();
        }
    }

    /** An event of a later version, or a line that somebody has changed so that it is none. */
    record Unknown(String event) implements JournalEvent {
        @Override
        public void write(JsonLine line) {
            throw new IllegalStateException("nobody writes what he does not know: " + event);
        }
    }

    /** What a line tells. Fields of a later version are passed over. */
    static JournalEvent of(JournalEntry entry) {
        Fields fields = new Fields(entry.line());
        String event = entry.event();
        try {
            JournalEvent found = MessageEvents.read(event, fields);
            found = found == null ? ChangeEvents.read(event, fields) : found;
            found = found == null ? ActorEvents.read(event, fields) : found;
            found = found == null ? SupervisorEvents.read(event, fields) : found;
            found = found == null ? PausingEvents.read(event, fields) : found;
            found = found == null ? CheckpointEvents.read(event, fields) : found;
            return found == null ? new Unknown(event) : found;
        } catch (Refused changedByHand) {
            return new Unknown(event);
        }
    }
}
