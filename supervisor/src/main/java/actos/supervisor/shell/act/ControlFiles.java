package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Hit;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.PausingEvents;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import actos.supervisor.shell.sense.BreakpointFiles;
import actos.supervisor.shell.sense.SpoolFiles;
import actos.supervisor.shell.sense.Watcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the effects of pausing, stepping and attaching: writes and takes away control files, and tells the journal.
 * The files say what is wanted, so that a supervisor that comes after this one goes on from them. Used by the loop's
 * thread.
 */
public final class ControlFiles {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Root root;
    private final Posix posix;
    private final Homes homes;
    private final Inbox inbox;
    private final SpoolFiles spools;
    private final Processes processes;
    private final Watcher watcher;
    private final BreakpointFiles breakpoints;
    private final Journal journal;
    private final Health health;

    /** @param watcher null where there are no notices */
    public ControlFiles(
            Shared shared, SpoolFiles spools, Processes processes, Watcher watcher, BreakpointFiles breakpoints) {
        this.root = shared.root();
        this.posix = shared.posix();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.spools = spools;
        this.processes = processes;
        this.watcher = watcher;
        this.breakpoints = breakpoints;
        this.journal = shared.journal();
        this.health = shared.health();
    }

    /** Carries it out, if it is about pausing, stepping or what is loaded. */
    boolean perform(Effect effect, Now now) {
        if (effect instanceof Effect.TakeStep e) {
            takeStep(e);
        } else if (effect instanceof Effect.NoteStep e) {
            noteStep(e);
        } else if (effect instanceof Effect.Pause e) {
            pause(e, now);
        } else if (effect instanceof Effect.NotePaused e) {
            notePaused(e.id());
        } else if (effect instanceof Effect.NoteLoading e) {
            journal.loading(e.image());
        } else if (effect instanceof Effect.EndPause e) {
            endPause(e);
        } else if (effect instanceof Effect.NoteResumed e) {
            noteResumed(e.id());
        } else {
            return false;
        }
        return true;
    }

    /** Carries it out for this actor, if it is about attaching. */
    boolean perform(Home home, Effect.OfActor effect) {
        if (effect instanceof Effect.Attach e) {
            attach(home, e);
        } else if (effect instanceof Effect.RefuseAttach e) {
            refuseAttach(home, e);
        } else if (effect instanceof Effect.Detach e) {
            detach(home, e);
        } else {
            return false;
        }
        return true;
    }

    // ---- stepping ---------------------------------------------------------------------------------------------------

    private void takeStep(Effect.TakeStep e) {
        try {
            FileStep.vacate(root.step());
            spools.followAll();
            inbox.addLast(new Event.StepRequested(e.what(), e.token())); // all that came before it comes first
            health.worked(Task.TAKING_STEP);
        } catch (IOException x) {
            health.failed(Task.TAKING_STEP, x);
        }
    }

    private void noteStep(Effect.NoteStep e) {
        journal.write(new PausingEvents.Stepped(e.token(), e.what(), e.message(), e.id(), e.why()));
    }

    // ---- pausing ----------------------------------------------------------------------------------------------------

    /** A breakpoint was hit. */
    private void pause(Effect.Pause e, Now now) {
        Home home = e.id() == null ? null : homes.get(e.id());
        if (e.id() != null && home == null) {
            return; // it has left
        }
        try {
            Hit hit = new Hit(e.breakpoint(), e.actor(), e.message().id(), now.wall());
            Publish.rewrite(
                    home == null ? root.paused() : new ActorHome(posix.open(home.dir)).paused(), Json.bytes(hit));
            long hits = breakpoints.hit(e.breakpoint());
            LOG.info(
                    "{}: message {} has hit breakpoint {}",
                    e.actor(),
                    e.message().id(),
                    e.breakpoint());
            journal.write(new PausingEvents.BreakHit(e.breakpoint(), e.message().id(), e.actor(), hits));
            notePaused(e.id());
            health.worked(Task.PAUSING);
        } catch (IOException x) {
            health.failed(Task.PAUSING, x);
            inbox.echo(new Event.NotPaused(e.id(), e.actor()));
        }
    }

    /** @param id null for the system */
    private void notePaused(ActorId id) {
        LOG.info("{}: paused", id == null ? "the system" : id);
        journal.paused(id);
        watchWhatGoes(id, true);
    }

    /** What has paused the system has ended: a KILL has kept it from taking that back. */
    private void endPause(Effect.EndPause e) {
        try {
            FileStep.delete(root.paused());
            LOG.warn("\"{}\" has ended and left the system paused: it goes on", Names.printable(e.by()));
            inbox.echo(new Event.Resumed(null));
            health.worked(Task.ENDING_PAUSE);
        } catch (IOException x) {
            health.failed(Task.ENDING_PAUSE, x); // the next scan finds it again
        }
    }

    /** @param id null for the system */
    private void noteResumed(ActorId id) {
        LOG.info("{}: resumed", id == null ? "the system" : id);
        journal.write(new PausingEvents.Resumed(id));
        watchWhatGoes(id, false);
    }

    private void watchWhatGoes(ActorId id, boolean isPaused) {
        Home home = id == null ? null : homes.get(id);
        if (watcher != null && home != null) {
            watcher.watchWhatGoes(home, isPaused);
        }
    }

    // ---- attached processes -----------------------------------------------------------------------------------------

    private void attach(Home home, Effect.Attach e) {
        try {
            processes.attach(home, e.pid(), e.spec(), homes.living());
            Publish.rewrite(home.paths.pid(), (e.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            FileStep.vacate(home.paths.attach());
            LOG.info("{}: process {} plays it", e.id(), e.pid());
            journal.write(new ActorEvents.Attached(e.id(), e.pid()));
            inbox.echo(new Event.Started(e.id(), e.pid()));
            health.worked(Task.ATTACHING, e.id());
        } catch (Refused x) {
            inbox.echo(new Event.AttachBad(e.id(), e.pid(), x.getMessage()));
        } catch (IOException x) {
            processes.forget(home);
            health.failed(Task.ATTACHING, e.id(), x);
        }
    }

    private void refuseAttach(Home home, Effect.RefuseAttach e) {
        try {
            FileStep.vacate(home.paths.attach());
            LOG.warn("{}: attach refused: {}", e.id(), e.detail());
            journal.write(new ActorEvents.AttachRefused(e.id(), e.pid(), e.detail()));
            health.worked(Task.REFUSING_ATTACH);
        } catch (IOException x) {
            health.failed(Task.REFUSING_ATTACH, x);
        }
    }

    private void detach(Home home, Effect.Detach e) {
        processes.forget(home);
        LOG.info("{}: process {} does not play it any more: {}", e.id(), e.pid(), e.why());
        journal.write(new ActorEvents.Detached(e.id(), e.pid(), e.why()));
        try {
            FileStep.vacate(home.paths.pid());
            health.worked(Task.DETACHING, e.id());
        } catch (IOException x) {
            health.failed(Task.DETACHING, e.id(), x);
        }
    }
}
