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
    }

    void enter(EffectTable table) {
        table.on(Effect.TakeStep.class, Task.TAKING_STEP, this::takeStep);
        table.on(Effect.NoteStep.class, null, this::noteStep);
        table.on(Effect.Pause.class, Task.PAUSING, this::pause);
        table.on(Effect.NotePaused.class, null, this::notePaused);
        table.on(Effect.NoteLoading.class, null, this::noteLoading);
        table.on(Effect.EndPause.class, Task.ENDING_PAUSE, this::endPause);
        table.on(Effect.NoteResumed.class, null, this::noteResumed);
        table.of(Effect.Attach.class, Task.ATTACHING, this::attach);
        table.of(Effect.RefuseAttach.class, Task.REFUSING_ATTACH, this::refuseAttach);
        table.of(Effect.Detach.class, Task.DETACHING, this::detach);
    }

    // ---- stepping ---------------------------------------------------------------------------------------------------

    private Outcome takeStep(Effect.TakeStep e, Now now) throws IOException {
        FileStep.vacate(root.step());
        spools.followAll();
        inbox.addLast(new Event.StepRequested(e.what(), e.token())); // all that came before it comes first
        return Outcome.TOLD;
    }

    private Outcome noteStep(Effect.NoteStep e, Now now) {
        journal.write(new PausingEvents.Stepped(e.token(), e.what(), e.message(), e.id(), e.why()));
        return Outcome.TOLD;
    }

    // ---- pausing ----------------------------------------------------------------------------------------------------

    /** A breakpoint was hit. */
    private Outcome pause(Effect.Pause e, Now now) throws IOException {
        Home home = e.id() == null ? null : homes.get(e.id());
        if (e.id() != null && home == null) {
            return Outcome.NOT_DONE; // it has left
        }
        Hit hit = new Hit(e.breakpoint(), e.actor(), e.message().id(), now.wall());
        Publish.rewrite(home == null ? root.paused() : new ActorHome(posix.open(home.dir)).paused(), Json.bytes(hit));
        long hits = breakpoints.hit(e.breakpoint());
        LOG.info("{}: message {} has hit breakpoint {}", e.actor(), e.message().id(), e.breakpoint());
        journal.write(new PausingEvents.BreakHit(e.breakpoint(), e.message().id(), e.actor(), hits));
        paused(e.id());
        return Outcome.TOLD;
    }

    private Outcome notePaused(Effect.NotePaused e, Now now) {
        paused(e.id());
        return Outcome.TOLD;
    }

    private Outcome noteLoading(Effect.NoteLoading e, Now now) {
        journal.loading(e.image());
        return Outcome.TOLD;
    }

    /** @param id null for the system */
    private void paused(ActorId id) {
        LOG.info("{}: paused", id == null ? "the system" : id);
        journal.paused(id);
        watchWhatGoes(id, true);
    }

    /** What has paused the system has ended: a KILL has kept it from taking that back. */
    private Outcome endPause(Effect.EndPause e, Now now) throws IOException {
        FileStep.delete(root.paused());
        LOG.warn("\"{}\" has ended and left the system paused: it goes on", Names.printable(e.by()));
        inbox.echo(new Event.Resumed(null));
        return Outcome.TOLD;
    }

    private Outcome noteResumed(Effect.NoteResumed e, Now now) {
        LOG.info("{}: resumed", e.id() == null ? "the system" : e.id());
        journal.write(new PausingEvents.Resumed(e.id()));
        watchWhatGoes(e.id(), false);
        return Outcome.TOLD;
    }

    private void watchWhatGoes(ActorId id, boolean isPaused) {
        Home home = id == null ? null : homes.get(id);
        if (watcher != null && home != null) {
            watcher.watchWhatGoes(home, isPaused);
        }
    }

    // ---- attached processes -----------------------------------------------------------------------------------------

    private Outcome attach(Home home, Effect.Attach e, Now now) throws IOException {
        try {
            processes.attach(home, e.pid(), e.spec(), homes.living());
            Publish.rewrite(home.paths.pid(), (e.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            FileStep.vacate(home.paths.attach());
            LOG.info("{}: process {} plays it", e.id(), e.pid());
            journal.write(new ActorEvents.Attached(e.id(), e.pid()));
            inbox.echo(new Event.Started(e.id(), e.pid()));
            return Outcome.TOLD;
        } catch (Refused x) {
            inbox.echo(new Event.AttachBad(e.id(), e.pid(), x.getMessage()));
            return Outcome.NOT_DONE;
        } catch (IOException x) {
            processes.forget(home);
            throw x;
        }
    }

    private Outcome refuseAttach(Home home, Effect.RefuseAttach e, Now now) throws IOException {
        FileStep.vacate(home.paths.attach());
        LOG.warn("{}: attach refused: {}", e.id(), e.detail());
        journal.write(new ActorEvents.AttachRefused(e.id(), e.pid(), e.detail()));
        return Outcome.TOLD;
    }

    private Outcome detach(Home home, Effect.Detach e, Now now) throws IOException {
        processes.forget(home);
        LOG.info("{}: process {} does not play it any more: {}", e.id(), e.pid(), e.why());
        journal.write(new ActorEvents.Detached(e.id(), e.pid(), e.why()));
        FileStep.vacate(home.paths.pid());
        return Outcome.TOLD;
    }
}
