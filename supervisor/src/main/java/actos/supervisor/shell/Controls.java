package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Hit;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the effects of pausing, stepping and attaching: writes and takes away control files, and tells the journal.
 * The files say what is wanted, so that a supervisor that comes after this one goes on from them. Used by the loop's
 * thread.
 */
final class Controls {
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
    Controls(
            Root root,
            Posix posix,
            Homes homes,
            Inbox inbox,
            SpoolFiles spools,
            Processes processes,
            Watcher watcher,
            BreakpointFiles breakpoints,
            Journal journal,
            Health health) {
        this.root = root;
        this.posix = posix;
        this.homes = homes;
        this.inbox = inbox;
        this.spools = spools;
        this.processes = processes;
        this.watcher = watcher;
        this.breakpoints = breakpoints;
        this.journal = journal;
        this.health = health;
    }

    // ---- stepping ---------------------------------------------------------------------------------------------------

    void takeStep(Effect.TakeStep e) {
        try {
            FileStep.vacate(root.step());
            spools.followAll();
            inbox.addLast(new Event.StepRequested(e.what(), e.token())); // all that came before it comes first
            health.worked("taking step");
        } catch (IOException x) {
            health.failed("taking step", x);
        }
    }

    void noteStep(Effect.NoteStep e) {
        journal.write("stepped", line -> {
            line.field("request", e.token()).field("what", e.what());
            if (e.why() == null) {
                line.field("id", e.message()).field("actor", e.id());
            } else {
                line.field("why", e.why());
            }
        });
    }

    // ---- pausing ----------------------------------------------------------------------------------------------------

    /** A breakpoint was hit. */
    void pause(Effect.Pause e, Now now) {
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
            journal.write(
                    "breakHit",
                    line -> line.field("break", e.breakpoint())
                            .field("id", e.message().id())
                            .field("actor", e.actor())
                            .field("hits", hits));
            notePaused(e.id());
            health.worked("pausing at a breakpoint");
        } catch (IOException x) {
            health.failed("pausing at a breakpoint", x);
            inbox.echo(new Event.NotPaused(e.id(), e.actor()));
        }
    }

    /** @param id null for the system */
    void notePaused(ActorId id) {
        LOG.info("{}: paused", id == null ? "the system" : id);
        journal.paused(id);
        watchWhatGoes(id, true);
    }

    /** What has paused the system has ended: a KILL has kept it from taking that back. */
    void endPause(Effect.EndPause e) {
        try {
            FileStep.delete(root.paused());
            LOG.warn("\"{}\" has ended and left the system paused: it goes on", Names.printable(e.by()));
            inbox.echo(new Event.Resumed(null));
            health.worked("ending a pause that was left");
        } catch (IOException x) {
            health.failed("ending a pause that was left", x); // the next scan finds it again
        }
    }

    /** @param id null for the system */
    void noteResumed(ActorId id) {
        LOG.info("{}: resumed", id == null ? "the system" : id);
        journal.write("resumed", line -> line.field("actor", id));
        watchWhatGoes(id, false);
    }

    private void watchWhatGoes(ActorId id, boolean isPaused) {
        Home home = id == null ? null : homes.get(id);
        if (watcher != null && home != null) {
            watcher.watchWhatGoes(home, isPaused);
        }
    }

    // ---- attached processes -----------------------------------------------------------------------------------------

    void attach(Home home, Effect.Attach e) {
        try {
            processes.attach(home, e.pid(), e.spec(), homes.living());
            Publish.rewrite(home.paths.pid(), (e.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            FileStep.vacate(home.paths.attach());
            LOG.info("{}: process {} plays it", e.id(), e.pid());
            journal.write("attached", line -> line.field("actor", e.id()).field("pid", e.pid()));
            inbox.echo(new Event.Started(e.id(), e.pid()));
            health.worked("attaching to " + e.id());
        } catch (Refused x) {
            inbox.echo(new Event.AttachBad(e.id(), e.pid(), x.getMessage()));
        } catch (IOException x) {
            processes.forget(home);
            health.failed("attaching to " + e.id(), x);
        }
    }

    void refuseAttach(Home home, Effect.RefuseAttach e) {
        try {
            FileStep.vacate(home.paths.attach());
            LOG.warn("{}: attach refused: {}", e.id(), e.detail());
            journal.write(
                    "attachRefused",
                    line -> line.field("actor", e.id()).field("pid", e.pid()).field("detail", e.detail()));
            health.worked("refusing to attach");
        } catch (IOException x) {
            health.failed("refusing to attach", x);
        }
    }

    void detach(Home home, Effect.Detach e) {
        processes.forget(home);
        LOG.info("{}: process {} does not play it any more: {}", e.id(), e.pid(), e.why());
        journal.write(
                "detached",
                line -> line.field("actor", e.id()).field("pid", e.pid()).field("why", e.why()));
        try {
            FileStep.vacate(home.paths.pid());
            health.worked("detaching from " + e.id());
        } catch (IOException x) {
            health.failed("detaching from " + e.id(), x);
        }
    }
}
