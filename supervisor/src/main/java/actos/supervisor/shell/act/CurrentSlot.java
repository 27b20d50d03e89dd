package actos.supervisor.shell.act;

import actos.protocol.Aside;
import actos.protocol.Deliverable;
import actos.protocol.Root;
import actos.protocol.journal.Handled;
import actos.protocol.journal.MessageEvents;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.BreakpointFiles;
import actos.supervisor.shell.sense.QuestionFiles;
import actos.supervisor.shell.sense.SpoolFiles;
import actos.supervisor.shell.sense.StateFiles;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages into an actor's slot, {@code current}, and out of it: back, aside, or into {@code dead/}. Each step is one
 * rename that replaces nothing; what came of it goes back to the core. What the disk refuses is tried again at the next
 * scan. Used by the loop's thread.
 */
public final class CurrentSlot {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Posix posix;
    private final Inbox inbox;
    private final Journal journal;
    private final Processes processes;
    private final Sequence sequence;
    private final Graveyard graveyard;
    private final BreakpointFiles breakpoints;
    private final SpoolFiles spools;
    private final StateFiles states;
    private final EnvelopeFile envelope;

    public CurrentSlot(
            Shared shared,
            Processes processes,
            Sequence sequence,
            Graveyard graveyard,
            BreakpointFiles breakpoints,
            SpoolFiles spools,
            StateFiles states) {
        this.posix = shared.posix();
        this.inbox = shared.inbox();
        this.journal = shared.journal();
        this.processes = processes;
        this.sequence = sequence;
        this.graveyard = graveyard;
        this.breakpoints = breakpoints;
        this.spools = spools;
        this.states = states;
        this.envelope = new EnvelopeFile(shared.posix());
    }

    Outcome deliver(Home home, Effect.Deliver e, Now now) throws IOException {
        Message m = e.message();
        String fault = states.fault(home);
        if (fault != null) {
            inbox.echo(new Event.NotDelivered(e.id(), fault));
            return Outcome.NOT_DONE;
        }
        String file = m.fileName();
        Message asItIs = spools.asItIs(home, file, m);
        if (asItIs == null) {
            return Outcome.NOT_DONE;
        }
        envelope.write(home, m);
        posix.markUnread(home.spool, file);
        switch (posix.move(home.spool, file, home.spool, Root.CURRENT)) {
            case DONE -> {
                StateFiles.delivered(home);
                processes.signal(home);
                journal.delivered(e.id(), m);
                inbox.echo(new Event.Delivered(e.id(), asItIs));
            }
            case MISSING -> inbox.echo(new Event.MessageMissing(e.id(), m));
            case OCCUPIED -> foundCurrent(home);
        }
        return Outcome.TOLD;
    }

    /** A message that may have to wait because of a breakpoint. */
    Outcome check(Home home, Effect.Check e, Now now) throws IOException {
        Message m = e.message();
        Posix.Stat stat = posix.stat(home.spool, m.fileName());
        if (stat == null) {
            inbox.echo(
                    spools.isBeingEdited(home, m.fileName())
                            ? new Event.NotDelivered(e.id(), "it is being edited")
                            : new Event.MessageMissing(e.id(), m));
            return Outcome.NOT_DONE;
        }
        byte[] body = spools.read(home, m.fileName(), stat);
        Deliverable deliverable = new Deliverable(body, envelope.bytes(home, m), () -> states.read(home));
        inbox.echo(new Event.Checked(e.id(), m, breakpoints.check(e.id(), deliverable)));
        return Outcome.NOT_DONE; // it is not delivered yet
    }

    /** There is a {@code current} that the core knows nothing of. */
    private void foundCurrent(Home home) throws IOException {
        Posix.Stat stat = posix.stat(home.spool, Root.CURRENT);
        if (stat != null && stat.kind() != Posix.Kind.FILE) {
            spools.setAsideCurrent(home);
            stat = null;
        }
        inbox.echo(
                stat == null
                        ? new Event.NotDelivered(home.id, "what lay in its slot was no message; try again")
                        : new Event.CurrentFound(home.id, FileTimes.instant(stat.modified())));
    }

    Outcome introduce(Home home, Effect.Introduce e, Now now) throws IOException {
        StateFiles.delivered(home);
        sequence.use(e.message().id());
        envelope.write(home, e.message());
        journal.added(e.id(), e.message(), e.message().fileName(), null);
        journal.delivered(e.id(), e.message());
        return Outcome.NOT_DONE; // somebody else has delivered it
    }

    void finish(Home home, Effect.Finish e, Now now) {
        journal.done(e.id(), e.message(), e.tookNanos(), made(home, e.message()));
        states.handled(home, e.message());
    }

    /** What the handling of a message has made of the actor. */
    private Handled made(Home home, Message m) {
        QuestionFiles.Change questions = QuestionFiles.by(m, home);
        return new Handled(
                journal.recorded(states.after(home)), journal.recorded(questions.asked()), questions.answered());
    }

    Outcome stash(Home home, Effect.Stash e, Now now) throws IOException {
        Message m = e.message();
        String file = new HeldBack(m, Aside.STASHED).fileName();
        switch (posix.move(home.drawer, e.file(), home.spool, file)) {
            case DONE -> {
                journal.stashed(e.id(), m, e.tookNanos(), made(home, m));
                states.handled(home, m);
                inbox.echo(new Event.Stashed(e.id(), m));
            }
            case MISSING -> {
                // somebody has taken it away: a scan finds that nothing is current
            }
            case OCCUPIED -> throw new IOException(file + " is there already: a copy made by hand?");
        }
        return Outcome.TOLD;
    }

    Outcome giveBack(Home home, Effect.Return e, Now now) throws IOException {
        Message m = e.message();
        switch (posix.move(home.spool, Root.CURRENT, home.spool, m.fileName())) {
            case DONE -> {
                // what it has made of its state by then is its own doing, and no message's
                journal.write(new MessageEvents.Returned(m.id(), e.id(), m.attempt(), made(home, m)));
                return Outcome.DONE;
            }
            case MISSING -> {
                if (!home.isThere()) {
                    return Outcome.DONE; // it went with the directory: it was not handled
                }
                inbox.echo(new Event.CurrentGone(e.id()));
                return Outcome.TOLD;
            }
            default -> throw new IOException(m.fileName() + " is there already: a copy made by hand?");
        }
    }

    Outcome poison(Home home, Effect.Poison e, Now now) throws IOException {
        Message m = e.message();
        if (graveyard.bury(home, e, now)) {
            LOG.warn("{}: message {} is poison: {}", e.id(), m.id(), e.detail());
            journal.write(new MessageEvents.Poison(
                    m.id(), e.id(), m.from(), m.cause(), m.name().value(), m.attempt(), e.detail(), made(home, m)));
            return Outcome.DONE;
        }
        inbox.echo(new Event.CurrentGone(e.id()));
        return Outcome.TOLD;
    }
}
