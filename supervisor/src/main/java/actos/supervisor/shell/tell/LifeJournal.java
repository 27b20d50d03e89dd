package actos.supervisor.shell.tell;

import actos.protocol.ActorId;
import actos.protocol.Durations;
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
        journal.write("ready", line -> line.field("actor", e.id()).field("tookMs", e.tookNanos() / 1_000_000));
    }

    public void stopping(Effect.NoteStopping e) {
        LOG.info("{}: stopping: {}", e.id(), e.why());
        journal.write("stopping", line -> line.field("actor", e.id()).field("why", e.why()));
    }

    public void restarting(Effect.NoteRestart e) {
        long millis = e.inNanos() / 1_000_000;
        String when = millis == 0 ? "now" : "in " + Durations.format(Duration.ofMillis(millis));
        LOG.info("{}: ended: {}; started again {}", e.id(), e.end().why(), when);
        exited(e.id(), e.end());
        journal.write(
                "restarting",
                line -> line.field("actor", e.id()).field("inMs", millis).field("restarts", e.restarts()));
    }

    public void pending(Effect.NotePending e) {
        LOG.info("{}: ended: {}; waits for its turn", e.id(), e.end().why());
        exited(e.id(), e.end());
        journal.write("pending", line -> line.field("actor", e.id()));
    }

    public void givenUp(Effect.NoteGivenUp e) {
        LOG.warn("{}: {}", e.id(), e.why());
        journal.write("gaveUp", line -> line.field("actor", e.id()).field("why", e.why()));
    }

    public void exited(ActorId id, Effect.End end) {
        journal.write("exited", line -> {
            line.field("actor", id).fieldOrNull("pid", end.pid());
            if (end.code() == null) {
                line.field("code", (String) null);
            } else {
                line.field("code", end.code());
            }
            line.field("signal", end.signal()).field("why", end.why());
        });
    }
}
