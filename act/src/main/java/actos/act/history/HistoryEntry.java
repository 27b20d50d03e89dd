package actos.act.history;

import actos.protocol.ActorId;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.Recorded;
import java.time.Instant;

/**
 * What a history lists: a message that was handled, something else that happened, or an image that was loaded. Filled by
 * {@link HistoryReader}; what the journal does not tell is null or 0.
 */
public final class HistoryEntry {
    final JournalEntry line;
    Instant at;
    Instant since;
    ActorId actor;
    long id;
    String name;
    ActorId from;
    Recorded before;
    Recorded after;
    String load;
    /** What lines further back may still tell. */
    boolean needsName;

    boolean needsState;
    boolean needsBegin;

    HistoryEntry(JournalEntry line) {
        this.line = line;
        this.at = line.at();
    }

    /** The line that tells it; of an image that was loaded, the last of its changes. */
    public JournalEntry line() {
        return line;
    }

    /** When it happened or, if it took longer, began. */
    public Instant at() {
        return at;
    }

    /** Of an image that was loaded, when the entry before it happened; null if there is none. */
    public Instant since() {
        return since;
    }

    /** Whether it is a message's handling, however that ended. */
    public boolean isHandling() {
        return id != 0;
    }

    /** The message that was handled. */
    public long id() {
        return id;
    }

    /** Whose handler or state it is about. */
    public ActorId actor() {
        return actor;
    }

    /** The sender's name for the message. */
    public String name() {
        return name;
    }

    /** Who has sent the message; null also for a person or a script. */
    public ActorId from() {
        return from;
    }

    /** The state before. */
    public Recorded before() {
        return before;
    }

    /** The state afterwards; null if it did not change. */
    public Recorded after() {
        return after;
    }

    /** The image that was loaded; null if it is something else. */
    public String load() {
        return load;
    }

    boolean isComplete() {
        return !needsName && !needsState && !needsBegin;
    }
}
