package actos.supervisor.shell.act;

import actos.supervisor.core.Effect;
import actos.supervisor.core.Now;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.tell.LifeJournal;

/**
 * Which part of the shell carries out an effect about an actor's life: {@link Admission} makes actors, {@link Starting} and
 * {@link Processes} run them, {@link Removal} takes leave of them. Used by the loop's thread.
 */
public final class LifeEffects {
    private final Inbox inbox;
    private final Admission admission;
    private final Starting starting;
    private final Processes processes;
    private final Removal removal;
    private final LifeJournal lifeJournal;

    public LifeEffects(
            Inbox inbox,
            Admission admission,
            Starting starting,
            Processes processes,
            Removal removal,
            LifeJournal lifeJournal) {
        this.inbox = inbox;
        this.admission = admission;
        this.starting = starting;
        this.processes = processes;
        this.removal = removal;
        this.lifeJournal = lifeJournal;
    }

    /** Carries it out, if it is about an actor's life. */
    boolean perform(Effect effect, Now now) {
        if (effect instanceof Effect.Accept e) {
            admission.accept(e, now);
        } else if (effect instanceof Effect.Refuse e) {
            admission.refuse(e, now);
        } else if (effect instanceof Effect.Plant e) {
            admission.plant(e, now);
        } else if (effect instanceof Effect.LinkChild e) {
            admission.link(e.parent(), e.child(), true);
        } else if (effect instanceof Effect.UnlinkChild e) {
            admission.link(e.parent(), e.child(), false);
        } else if (effect instanceof Effect.NoteMisplaced e) {
            admission.noteMisplaced(e);
        } else if (effect instanceof Effect.TakeIn e) {
            admission.takeIn(e, now);
        } else if (effect instanceof Effect.SetAside e) {
            removal.setAside(e.id());
        } else {
            return false;
        }
        return true;
    }

    /** Carries it out for this actor, if it is about its life. */
    boolean perform(Home home, Effect.OfActor effect, Now now) {
        if (effect instanceof Effect.SettleCommit) {
            removal.settleCommit(home);
        } else if (effect instanceof Effect.Start e) {
            starting.start(home, e);
        } else if (effect instanceof Effect.LookAtStart e) {
            inbox.add(home, () -> processes.atStart(home, e.pid()));
        } else if (effect instanceof Effect.Signal) {
            processes.signal(home);
        } else if (effect instanceof Effect.Terminate) {
            processes.terminate(home);
        } else if (effect instanceof Effect.Kill) {
            processes.kill(home);
        } else if (effect instanceof Effect.ClearGroup) {
            processes.clearGroup(home, now.nanos());
        } else if (effect instanceof Effect.NoteReady e) {
            lifeJournal.ready(e);
        } else if (effect instanceof Effect.NoteStopping e) {
            lifeJournal.stopping(e);
        } else if (effect instanceof Effect.NoteRestart e) {
            starting.answerRestart(home, e.end());
            lifeJournal.restarting(e);
        } else if (effect instanceof Effect.NoteGivenUp e) {
            lifeJournal.givenUp(e);
        } else if (effect instanceof Effect.RefuseRestart e) {
            starting.refuseRestart(home, e);
        } else if (effect instanceof Effect.NotePending e) {
            starting.answerRestart(home, e.end());
            lifeJournal.pending(e);
        } else if (effect instanceof Effect.BuryActor e) {
            removal.bury(home, e, now);
        } else {
            return false;
        }
        return true;
    }
}
