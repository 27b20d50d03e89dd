package actos.supervisor.shell.act;

import actos.supervisor.core.Effect;
import actos.supervisor.core.Now;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.DrawerScan;
import actos.supervisor.shell.sense.Observation;
import actos.supervisor.shell.sense.SpoolFiles;
import actos.supervisor.shell.sense.StateFiles;

/**
 * Which part of the shell carries out an effect about mail: {@link Intake} and {@link CurrentSlot} move messages, the others look
 * at them or tell of ends. Used by the loop's thread.
 */
public final class MailEffects {
    private final Homes homes;
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
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.intake = intake;
        this.slot = slot;
        this.states = states;
        this.spools = spools;
        this.drawers = drawers;
        this.endNotices = endNotices;
        this.observation = observation;
    }

    /** Carries it out, if it is about mail. */
    boolean perform(Effect effect, Now now) {
        if (effect instanceof Effect.Take e) {
            intake.take(e);
        } else if (effect instanceof Effect.Examine e) {
            intake.examine(e);
        } else if (effect instanceof Effect.Bury e) {
            intake.bury(e, homes.drawer(e.from()), now);
        } else {
            return false;
        }
        return true;
    }

    /** Carries it out for this actor, if it is about mail. */
    boolean perform(Home home, Effect.OfActor effect, Now now) {
        if (effect instanceof Effect.Deliver e) {
            slot.deliver(home, e);
        } else if (effect instanceof Effect.Finish e) {
            slot.finish(home, e);
        } else if (effect instanceof Effect.Check e) {
            slot.check(home, e);
        } else if (effect instanceof Effect.ReadState e) {
            states.read(home, e);
        } else if (effect instanceof Effect.Poison e) {
            slot.poison(home, e, now);
        } else if (effect instanceof Effect.Release e) {
            intake.release(home, e);
        } else if (effect instanceof Effect.Stash e) {
            slot.stash(home, e);
        } else if (effect instanceof Effect.Unstash e) {
            intake.unstash(home, e);
        } else if (effect instanceof Effect.Return e) {
            slot.giveBack(home, e);
        } else if (effect instanceof Effect.Adopt e) {
            intake.adopt(home, e, now);
        } else if (effect instanceof Effect.Introduce e) {
            slot.introduce(home, e);
        } else if (effect instanceof Effect.NoteChange e) {
            intake.noteChange(e);
        } else if (effect instanceof Effect.LookAtCurrent) {
            inbox.add(home, () -> observation.atCurrent(home));
        } else if (effect instanceof Effect.ListSpool) {
            spools.list(home);
        } else if (effect instanceof Effect.SweepDrawer) {
            drawers.sweep(home);
        } else if (effect instanceof Effect.Tell e) {
            endNotices.tell(home, e);
        } else if (effect instanceof Effect.TellGone e) {
            endNotices.tellGone(home, e);
        } else if (effect instanceof Effect.Watch e) {
            endNotices.watch(home, e);
        } else {
            return false;
        }
        return true;
    }
}
