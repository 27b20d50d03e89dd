package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.Contents;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.NotStarted;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.RootPlace;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.Programs;
import actos.supervisor.shell.sense.StateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the actors' processes, and answers the control file {@code restart}. Used by the loop's thread.
 */
public final class Starting {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Posix posix;
    private final Inbox inbox;
    private final Journal journal;
    private final ActorCreation actorCreation;
    private final Processes processes;
    private final StateFiles states;
    private final RootPlace place;

    public Starting(
            Shared shared, ActorCreation actorCreation, Processes processes, StateFiles states, RootPlace place) {
        this.posix = shared.posix();
        this.inbox = shared.inbox();
        this.journal = shared.journal();
        this.actorCreation = actorCreation;
        this.processes = processes;
        this.states = states;
        this.place = place;
    }

    void start(Home home, Effect.Start e) {
        if (!place.isThere()) { // whatever lies at its path now is not its own
            inbox.echo(new Event.StartFailed(e.id(), "it could not be started: its root was moved", true));
            return;
        }
        try {
            Posix.Stat asked = null;
            ActorCreation.Changed changed = ActorCreation.Changed.NOTHING;
            if (e.beginning() != Effect.Beginning.FIRST) {
                asked = posix.stat(home.dir, ActorHome.RESTART);
                changed = actorCreation.prepareAgain(home, e.spec(), e.beginning() == Effect.Beginning.ANEW);
            }
            processes.start(home, Programs.runnable(e.spec()));
            Publish.rewrite(home.paths.pid(), (home.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            if (asked != null && asked.equals(posix.stat(home.dir, ActorHome.RESTART))) {
                FileStep.vacate(home.paths.restart()); // a later wish stays
                states.pardon(home);
            }
            journal.write(new ActorEvents.Started(
                    e.id(),
                    home.pid(),
                    new Contents(journal.recorded(changed.spec()), journal.recorded(changed.state()), null)));
            inbox.echo(new Event.Started(e.id(), home.pid()));
        } catch (NotStarted x) {
            notStarted(e.id(), x, x.isPassing());
        } catch (IOException x) {
            notStarted(e.id(), x, true);
        } catch (Refused x) { // its program is not there any more
            notStarted(e.id(), x, false);
        }
    }

    private void notStarted(ActorId id, Exception why, boolean isPassing) {
        String sentence = "it could not be started: " + Errors.sentence(why);
        inbox.echo(new Event.StartFailed(id, sentence, isPassing || !place.isThere()));
    }

    Outcome refuseRestart(Home home, Effect.RefuseRestart e, Now now) throws IOException {
        FileStep.vacate(home.paths.restart());
        LOG.warn("{}: restart refused: {}", e.id(), e.detail());
        journal.write(new ActorEvents.RestartRefused(e.id(), e.detail()));
        return Outcome.TOLD;
    }

    /** Nothing depends on it: the scan asks again for what stays. */
    void answerRestart(Home home) {
        try {
            FileStep.vacate(home.paths.restart());
        } catch (IOException x) {
            LOG.warn("{}: its control file restart stays: {}", home.id, Errors.sentence(x));
        }
    }
}
