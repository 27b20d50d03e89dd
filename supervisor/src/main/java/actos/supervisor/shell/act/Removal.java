package actos.supervisor.shell.act;

import actos.protocol.journal.ActorEvents;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.Watcher;
import actos.supervisor.shell.tell.LifeJournal;
import actos.supervisor.shell.tell.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes leave of actors: settles what they had committed, buries those that have ended, forgets those that are set aside.
 * Used by the loop's thread.
 */
public final class Removal {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Posix posix;
    private final Homes homes;
    private final Journal journal;
    private final Health health;
    private final Graveyard graveyard;
    private final Commits commits;
    private final Processes processes;
    private final Watcher watcher;
    private final Publisher publisher;
    private final LifeJournal lifeJournal;

    /** @param watcher null where there are no notices */
    public Removal(
            Shared shared,
            Graveyard graveyard,
            Commits commits,
            Processes processes,
            Watcher watcher,
            Publisher publisher,
            LifeJournal lifeJournal) {
        this.posix = shared.posix();
        this.homes = shared.homes();
        this.journal = shared.journal();
        this.health = shared.health();
        this.graveyard = graveyard;
        this.commits = commits;
        this.processes = processes;
        this.watcher = watcher;
        this.publisher = publisher;
        this.lifeJournal = lifeJournal;
    }

    Outcome settleCommit(Home home, Effect.SettleCommit e, Now now) throws IOException {
        commits.settle(home);
        return Outcome.DONE;
    }

    Outcome bury(Home home, Effect.BuryActor e, Now now) throws IOException {
        if (home.isThere()) {
            publisher.publishLast(home, now);
        }
        Path grave = graveyard.bury(home, e, now);
        String place = grave == null ? null : grave.getFileName().toString();
        LOG.info("{}: ended: {}", e.id(), e.end().why());
        lifeJournal.exited(e.id(), e.end());
        journal.write(new ActorEvents.Buried(e.id(), place));
        leave(home);
        health.ended(home);
        return Outcome.DONE;
    }

    Outcome setAside(Effect.SetAside e, Now now) {
        Home home = homes.get(e.id());
        homes.setAside(e.id());
        if (home != null) {
            leave(home);
        }
        return Outcome.TOLD;
    }

    /** From now on nobody looks at it any more. */
    private void leave(Home home) {
        processes.forget(home);
        if (watcher != null) {
            watcher.unwatch(home);
        }
        homes.remove(home);
        posix.forget(home.dir);
        posix.forget(home.spool);
    }
}
