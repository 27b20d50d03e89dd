package actos.supervisor.shell;

import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.act.Performer;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.tell.Publisher;
import java.time.Instant;

/**
 * The supervisor's one loop. A turn reads the clock once, collects what happened, lets the core decide each thing,
 * carries out what it says, publishes, and sleeps until the next cause. There is no decision in it.
 */
final class Loop {
    private final Posix posix;
    private final Inbox inbox;
    private final EventSources sources;
    private final Performer performer;
    private final Bulkhead bulkhead;
    private final Publisher publisher;
    private final Journal journal;
    private Event next;

    Loop(
            Posix posix,
            Inbox inbox,
            EventSources sources,
            Performer performer,
            Bulkhead bulkhead,
            Publisher publisher,
            Journal journal) {
        this.posix = posix;
        this.inbox = inbox;
        this.sources = sources;
        this.performer = performer;
        this.bulkhead = bulkhead;
        this.publisher = publisher;
        this.journal = journal;
    }

    /** Turns until the core says that all is over, or faults keep it from saying so. */
    void run() {
        while (!performer.isExit() && !sources.isOverdue()) {
            turn();
        }
    }

    private void turn() {
        Now now = now();
        journal.beginTurn(now);
        bulkhead.keep("collecting what has happened", () -> sources.collect(now));
        for (Event event; (event = next()) != null; ) {
            bulkhead.happen(event, now);
        }
        bulkhead.keep("publishing", () -> publisher.publish(now));
        bulkhead.keep("the journal", () -> journal.flushIfDue(now));
        if (!inbox.hasMore() && !performer.isExit()) {
            posix.await(Math.min(sources.untilNext(now), Math.min(publisher.untilDue(now), journal.untilDue(now))));
        }
    }

    /** The next event, or null: if looking for it fails, the rest is left to the next turn. */
    private Event next() {
        next = null;
        bulkhead.keep("looking at what has happened", () -> next = inbox.next());
        return next;
    }

    static Now now() {
        return new Now(System.nanoTime(), Instant.now());
    }
}
