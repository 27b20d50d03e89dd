package actos.supervisor.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The one way into the core: an event comes in, the world changes, effects go out. Every decision is made by one of the
 * rooms behind it: {@link Requests}, {@link Lifecycle}, {@link Ending}, {@link Routing}, {@link Delivery}, {@link Spools},
 * {@link Tree}, {@link Watching}, {@link Pausing}, {@link Stepping}.
 */
public final class Kernel {
    private Kernel() {}

    /** What is to be done now that this has happened. The effects must be carried out in their order. */
    public static List<Effect> step(World world, Event event, Now now) {
        List<Effect> out = new ArrayList<>(4);
        if (event instanceof Event.MailSeen e) {
            Routing.mailSeen(world, e, now, out);
        } else if (event instanceof Event.Taken e) {
            Routing.taken(world, e, now, out);
        } else if (event instanceof Event.NotTaken e) {
            Routing.notTaken(world, e, now);
        } else if (event instanceof Event.Delivered e) {
            Delivery.delivered(world, e, now, out);
        } else if (event instanceof Event.CurrentGone e) {
            Delivery.done(world, e.id(), now, out);
        } else if (event instanceof Event.CurrentSeen e) {
            Delivery.currentSeen(world, e, now, out);
        } else if (event instanceof Event.StateWritten e) {
            Delivery.stateWritten(world, e.id(), now, out);
        } else if (event instanceof Event.StatusGone e) {
            Lifecycle.statusGone(world, e.id());
        } else if (event instanceof Event.Checked e) {
            Pausing.checked(world, e, out);
        } else if (event instanceof Event.CurrentMissing e) {
            Delivery.currentMissing(world, e.id(), now, out);
        } else if (event instanceof Event.CurrentFound e) {
            Delivery.currentFound(world, e, now, out);
        } else if (event instanceof Event.MessageMissing e) {
            Delivery.messageMissing(world, e, out);
        } else if (event instanceof Event.NotDelivered e) {
            Delivery.notDelivered(world, e, out);
        } else if (event instanceof Event.DeliveryTurn) {
            Delivery.turn(world, out);
        } else if (event instanceof Event.Released e) {
            Delivery.released(world, e, out);
        } else if (event instanceof Event.NotReleased e) {
            Delivery.notReleased(world, e, now);
        } else if (event instanceof Event.LetterBuried e) {
            Routing.letterBuried(world, e, out);
        } else if (event instanceof Event.SpoolListed e) {
            Spools.listed(world, e, now, out);
        } else if (event instanceof Event.AddedByHand e) {
            Spools.addedByHand(world, e, now, out);
        } else if (event instanceof Event.RequestFound e) {
            Requests.found(world, e, out);
        } else if (event instanceof Event.RequestBad e) {
            Requests.bad(e, out);
        } else if (event instanceof Event.IdTaken e) {
            Requests.idTaken(world, e, out);
        } else if (event instanceof Event.Accepted e) {
            Lifecycle.accepted(world, e, now, out);
        } else if (event instanceof Event.Recovered e) {
            Lifecycle.recovered(world, e, now, out);
        } else if (event instanceof Event.Started e) {
            Lifecycle.started(world, e, now);
        } else if (event instanceof Event.StartFailed e) {
            Lifecycle.startFailed(world, e, now, out);
        } else if (event instanceof Event.BecameReady e) {
            Lifecycle.becameReady(world, e.id(), now, out);
        } else if (event instanceof Event.ProcessExited e) {
            Ending.exited(world, e, now, out);
        } else if (event instanceof Event.GroupGone e) {
            Ending.groupGone(world, e.id(), out);
        } else if (event instanceof Event.CommitSettled e) {
            Ending.commitSettled(world, e.id(), out);
        } else if (event instanceof Event.DrawerSwept e) {
            Ending.drawerSwept(world, e.id(), now, out);
        } else if (event instanceof Event.Returned e) {
            Ending.returned(world, e, now, out);
        } else if (event instanceof Event.Poisoned e) {
            Ending.poisoned(world, e.id(), now, out);
        } else if (event instanceof Event.Buried e) {
            Ending.buried(world, e.id(), now, out);
        } else if (event instanceof Event.Planted e) {
            Tree.planted(world, e, now, out);
        } else if (event instanceof Event.AllRecovered) {
            Tree.resume(world, now, out);
        } else if (event instanceof Event.Told e) {
            Watching.told(world, e.id(), now, out);
        } else if (event instanceof Event.Heard e) {
            Watching.heard(world, e, now, out);
        } else if (event instanceof Event.WatchAsked e) {
            Watching.asked(world, e, now, out);
        } else if (event instanceof Event.Watches e) {
            Watching.watches(world, e);
        } else if (event instanceof Event.DirectoryGone e) {
            Lifecycle.directoryGone(world, e.id(), now, out);
        } else if (event instanceof Event.DirectoryFound e) {
            Lifecycle.directoryFound(world, e, out);
        } else if (event instanceof Event.DirectoriesWaiting e) {
            Tree.directoriesWait(world, e.ids(), now, out);
        } else if (event instanceof Event.TakenIn e) {
            Lifecycle.takenIn(world, e, now, out);
        } else if (event instanceof Event.StopRequested e) {
            Lifecycle.stopRequested(world, e, now, out);
        } else if (event instanceof Event.RestartRequested e) {
            Lifecycle.restartRequested(world, e, now, out);
        } else if (event instanceof Event.RestartBad e) {
            out.add(new Effect.RefuseRestart(e.id(), e.detail()));
        } else if (event instanceof Event.ShutdownRequested) {
            Lifecycle.shutdownRequested(world, now, out);
        } else if (event instanceof Event.AttachRequested e) {
            Lifecycle.attachRequested(world, e, out);
        } else if (event instanceof Event.AttachBad e) {
            out.add(new Effect.RefuseAttach(e.id(), e.pid(), e.detail()));
        } else if (event instanceof Event.Paused e) {
            Pausing.paused(world, e, out);
        } else if (event instanceof Event.Resumed e) {
            Pausing.resumed(world, e.id(), out);
        } else if (event instanceof Event.NotPaused e) {
            Pausing.notPaused(world, e);
        } else if (event instanceof Event.BreakpointsChanged e) {
            Pausing.breakpointsChanged(world, e);
        } else if (event instanceof Event.StepFound e) {
            Stepping.found(e, out);
        } else if (event instanceof Event.StepRequested e) {
            Stepping.requested(world, e, out);
        } else if (event instanceof Event.Tick) {
            tick(world, now, out);
        } else if (event instanceof Event.CycleBegan) {
            cycleBegan(world, now, out);
        } else {
            throw new IllegalArgumentException(event.toString());
        }
        if (!(event instanceof Event.Recovered)) { // else not all are known yet
            Tree.settle(world, now, out);
        }
        return out;
    }

    private static void tick(World world, Now now, List<Effect> out) {
        for (Timers.Timer timer; (timer = world.timers.pollDue(now.nanos())) != null; ) {
            switch (timer.kind()) {
                case READY -> Lifecycle.notReadyInTime(world, timer, now, out);
                case ENDED -> Lifecycle.notEndedInTime(world, timer, now, out);
                case RESTART -> Ending.restartIsDue(world, timer, now, out);
                case DUE -> Delivery.due(world, timer, now, out);
                case READ -> Delivery.mustBeRead(world, timer, out);
                case SHUTDOWN -> Lifecycle.shutdownIsOver(world, out);
            }
        }
    }

    private static void cycleBegan(World world, Now now, List<Effect> out) {
        world.sealedId = world.lastId;
        world.strangers.clear(); // they may be gone; whoever wants such a name finds out again
        for (ActorState actor : world.actors.values()) {
            Delivery.cycleBegan(world, actor, now, out);
            Ending.cycleBegan(world, actor, now, out);
        }
        Tree.cycleBegan(world, out);
    }
}
