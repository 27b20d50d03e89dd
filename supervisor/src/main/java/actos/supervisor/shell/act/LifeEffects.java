package actos.supervisor.shell.act;

import actos.supervisor.core.Effect;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Task;
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

    void enter(EffectTable table) {
        table.on(Effect.Accept.class, Task.ACCEPTING, admission::accept);
        table.on(Effect.Refuse.class, Task.REFUSING, admission::refuse);
        table.on(Effect.Plant.class, Task.CREATING, Effect.Plant::id, admission::plant);
        table.on(Effect.TakeIn.class, Task.TAKING_IN, Effect.TakeIn::id, admission::takeIn);
        table.on(Effect.NoteMisplaced.class, null, admission::noteMisplaced);
        table.on(Effect.LinkChild.class, Task.SHOWING_CHILDREN, Effect.LinkChild::parent, admission::link);
        table.on(Effect.UnlinkChild.class, Task.SHOWING_CHILDREN, Effect.UnlinkChild::parent, admission::unlink);
        table.on(Effect.SetAside.class, null, removal::setAside);
        table.of(Effect.SettleCommit.class, Task.SETTLING_COMMIT, removal::settleCommit);
        table.of(Effect.BuryActor.class, Task.BURYING, removal::bury);
        table.sure(Effect.Start.class, (home, e, now) -> starting.start(home, e));
        table.of(Effect.RefuseRestart.class, Task.REFUSING_RESTART, starting::refuseRestart);
        table.sure(Effect.LookAtStart.class, (home, e, now) -> inbox.add(home, () -> processes.atStart(home, e.pid())));
        table.sure(Effect.Signal.class, (home, e, now) -> processes.signal(home));
        table.sure(Effect.Terminate.class, (home, e, now) -> processes.terminate(home));
        table.sure(Effect.Kill.class, (home, e, now) -> processes.kill(home));
        table.sure(Effect.ClearGroup.class, (home, e, now) -> processes.clearGroup(home, now.nanos()));
        table.sure(Effect.NoteReady.class, (home, e, now) -> lifeJournal.ready(e));
        table.sure(Effect.NoteStopping.class, (home, e, now) -> lifeJournal.stopping(e));
        table.sure(Effect.NoteGivenUp.class, (home, e, now) -> lifeJournal.givenUp(e));
        table.sure(Effect.AnswerRestart.class, (home, e, now) -> starting.answerRestart(home));
        table.sure(Effect.NoteRestart.class, (home, e, now) -> lifeJournal.restarting(e));
        table.sure(Effect.NotePending.class, (home, e, now) -> lifeJournal.pending(e));
    }
}
