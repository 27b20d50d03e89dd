package actos.supervisor.shell.tell;

import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.journal.ActorEvents;
import actos.supervisor.core.Effect;
import actos.supervisor.shell.base.Journal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal and the log say of an actor's life. Used by the loop's thread.
 */
public final class LifeJournal {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Journal journal;

    public LifeJournal(Journal journal) {
        this.journal = journal;
    }

    public void ready(Effect.NoteReady e) {
        journal.write(new ActorEvents.Ready(e.id(), e.tookNanos() / 1_000_000));
    }

    public void stopping(Effect.NoteStopping e) {
        LOG.info("{}: stopping: {}", e.id(), e.why());
        journal.write(new ActorEvents.Stopping(e.id(), e.why()));
    }

    public void restarting(Effect.NoteRestart e) {
        long millis = e.inNanos() / 1_000_000;
        String when = millis == 0 ? "now" : "in " + Durations.format(Duration.ofMillis(millis));
        LOG.info("{}: ended: {}; started again {}", e.id(), e.end().why(), when);
        exited(e.id(), e.end());
        journal.write(new ActorEvents.Restarting(e.id(), millis, e.restarts()));
    }

    public void pending(Effect.NotePending e) {
        LOG.info("{}: ended: {}; waits for its turn", e.id(), e.end().why());
        exited(e.id(), e.end());
        journal.write(new ActorEvents.Pending(e.id()));
    }

    public void givenUp(Effect.NoteGivenUp e) {
        LOG.warn("{}: {}", e.id(), e.why());
        journal.write(new ActorEvents.GaveUp(e.id(), e.why()));
    }

    public void exited(ActorId id, Effect.End end) {
        journal.write(new ActorEvents.Exited(id, end.pid(), end.code(), end.signal(), end.why()));
    }
}
