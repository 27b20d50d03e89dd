package actos.supervisor.shell.act;

import actos.supervisor.core.Effect;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import actos.supervisor.shell.sense.DrawerScan;
import actos.supervisor.shell.sense.Observation;
import actos.supervisor.shell.sense.SpoolFiles;
import actos.supervisor.shell.sense.StateFiles;

/**
 * Which part of the shell carries out an effect about mail: {@link Intake} and {@link CurrentSlot} move messages, the others look
 * at them or tell of ends. Used by the loop's thread.
 */
public final class MailEffects {
    private final Inbox inbox;
    private final Intake intake;
    private final CurrentSlot slot;
    private final StateFiles states;
    private final SpoolFiles spools;
    private final DrawerScan drawers;
    private final EndNotices endNotices;
    private final Observation observation;

    public MailEffects(
            Shared shared,
            Intake intake,
            CurrentSlot slot,
            StateFiles states,
            SpoolFiles spools,
            DrawerScan drawers,
            EndNotices endNotices,
            Observation observation) {
        this.inbox = shared.inbox();
        this.intake = intake;
        this.slot = slot;
        this.states = states;
        this.spools = spools;
        this.drawers = drawers;
        this.endNotices = endNotices;
        this.observation = observation;
    }

    void enter(EffectTable table) {
        table.on(Effect.Take.class, Task.TAKING, intake::take);
        table.on(Effect.Examine.class, null, intake::examine);
        table.on(Effect.LookForReceiver.class, Task.BURYING_LETTERS, intake::lookForReceiver);
        table.on(Effect.Bury.class, Task.BURYING_LETTERS, intake::bury);
        table.of(Effect.Deliver.class, Task.DELIVERING, slot::deliver);
        table.of(Effect.Check.class, Task.DELIVERING, slot::check);
        table.of(Effect.Introduce.class, Task.DELIVERING, slot::introduce);
        table.sure(Effect.Finish.class, slot::finish);
        table.of(Effect.Stash.class, Task.STASHING, slot::stash);
        table.of(Effect.Unstash.class, Task.UNSTASHING, intake::unstash);
        table.of(Effect.Return.class, Task.RETURNING, slot::giveBack);
        table.of(Effect.Poison.class, Task.BURYING_LETTERS, slot::poison);
        table.of(Effect.Release.class, Task.RELEASING, intake::release);
        table.of(Effect.Adopt.class, Task.ADOPTING_MAIL, intake::adopt);
        table.sure(Effect.NoteChange.class, (home, e, now) -> intake.noteChange(e));
        table.sure(Effect.ReadState.class, (home, e, now) -> states.read(home, e));
        table.sure(Effect.LookAtCurrent.class, (home, e, now) -> inbox.add(home, () -> observation.atCurrent(home)));
        table.sure(Effect.ListSpool.class, (home, e, now) -> spools.list(home));
        table.sure(Effect.SweepDrawer.class, (home, e, now) -> drawers.sweep(home));
        table.of(Effect.Tell.class, Task.TELLING_END, endNotices::tell);
        table.of(Effect.TellGone.class, Task.TELLING_GONE, endNotices::tellGone);
        table.of(Effect.Watch.class, Task.WATCHING, endNotices::watch);
    }
}
