package actos.supervisor.shell;

import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Kernel;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import java.time.Instant;

/**
 * The supervisor's one loop. A turn reads the clock once, collects what happened, lets the core decide each thing,
 * carries out what it says, publishes, and sleeps until the next cause. There is no decision in it.
 */
final class Loop {
    private final World world;
    private final Posix posix;
    private final Inbox inbox;
    private final Causes causes;
    private final Performer performer;
    private final Publisher publisher;
    private final Journal journal;

    Loop(
            World world,
            Posix posix,
            Inbox inbox,
            Causes causes,
            Performer performer,
            Publisher publisher,
            Journal journal) {
        this.world = world;
        this.posix = posix;
        this.inbox = inbox;
        this.causes = causes;
        this.performer = performer;
        this.publisher = publisher;
        this.journal = journal;
    }

    /** Turns until the core says that all is over. */
    void run() {
        while (!performer.isExit()) {
            turn();
        }
    }

    private void turn() {
        Now now = now();
        journal.beginTurn(now);
        causes.collect(now);
        for (Event event; (event = inbox.next()) != null; ) {
            for (Effect effect : Kernel.step(world, event, now)) {
                performer.perform(effect, now);
            }
        }
        publisher.publish(now);
        journal.flushIfDue(now);
        if (!inbox.hasMore() && !performer.isExit()) {
            posix.await(Math.min(causes.untilNext(now), Math.min(publisher.untilDue(now), journal.untilDue(now))));
        }
    }

    static Now now() {
        return new Now(System.nanoTime(), Instant.now());
    }
}
