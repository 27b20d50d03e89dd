package actos.supervisor.core;

import java.util.List;

/**
 * The one way into the core: an event comes in, the world changes, effects go out. Every decision is made by one of the
 * rooms behind it: {@link Requests}, {@link Lifecycle}, {@link Ending}, {@link Routing}, {@link Delivery}, {@link Spools},
 * {@link Tree}, {@link Watching}, {@link Pausing}, {@link Stepping}.
 */
public final class Kernel {
    private Kernel() {}

    /**
     * Decides what is to be done now that this has happened. If it fails on the way, what is decided by then stands.
     *
     * @param out gets the effects, to be carried out in their order
     */
    public static void step(World world, Event event, Now now, List<Effect> out) {
        world.concerned = null;
        if (event instanceof Event.MailSeen e) {
            Routing.mailSeen(world, e, now, out);
        } else if (event instanceof Event.Taken e) {
            Routing.taken(world, e, now, out);
        } else if (event instanceof Event.OfActor e) {
            world.concerned = world.actors.get(e.id());
            if (world.concerned != null) {
                ofActor(world, world.concerned, e, now, out);
            }
        } else {
            other(world, event, now, out);
        }
        if (!(event instanceof Event.Recovered)) { // else not all are known yet
            Tree.settle(world, now, out);
            Delivery.settle(world, out);
        }
    }

    private static void ofActor(World world, ActorState actor, Event.OfActor event, Now now, List<Effect> out) {
        if (event instanceof Event.Delivered e) {
            Delivery.delivered(world, actor, e, now, out);
        } else if (event instanceof Event.CurrentGone) {
            Delivery.done(world, actor, now, out);
        } else if (event instanceof Event.CurrentSeen e) {
            Delivery.currentSeen(actor, e, now, out);
        } else if (event instanceof Event.StateWritten) {
            Delivery.stateWritten(world, actor, now, out);
        } else if (event instanceof Event.StatusGone) {
            actor.touch();
        } else if (event instanceof Event.Checked e) {
            Pausing.checked(world, actor, e, out);
        } else if (event instanceof Event.CurrentMissing) {
            Delivery.currentMissing(world, actor, now, out);
        } else if (event instanceof Event.CurrentFound e) {
            Delivery.currentFound(world, actor, e, now, out);
        } else if (event instanceof Event.MessageMissing) {
            Delivery.messageMissing(actor, out);
        } else if (event instanceof Event.NotDelivered e) {
            Delivery.notDelivered(actor, e, out);
        } else if (event instanceof Event.Released e) {
            Queueing.released(world, actor, e);
        } else if (event instanceof Event.NotReleased e) {
            Queueing.notReleased(world, actor, e, now);
        } else if (event instanceof Event.SpoolListed e) {
            Spools.listed(world, actor, e, now, out);
        } else if (event instanceof Event.AddedByHand e) {
            Queueing.enqueue(world, actor, e.message(), now);
        } else if (event instanceof Event.Started e) {
            Lifecycle.started(world, actor, e, now);
        } else if (event instanceof Event.StartFailed e) {
            Lifecycle.startFailed(actor, e, now, out);
        } else if (event instanceof Event.StartSeen e) {
            Lifecycle.startSeen(world, actor, e, now, out);
        } else if (event instanceof Event.BecameReady) {
            Lifecycle.becameReady(world, actor, now, out);
        } else if (event instanceof Event.ProcessExited e) {
            Ending.exited(actor, e, now, out);
        } else if (event instanceof Event.GroupGone) {
            Ending.groupGone(actor, out);
        } else if (event instanceof Event.CommitSettled) {
            Ending.commitSettled(actor, out);
        } else if (event instanceof Event.DrawerSwept) {
            Ending.drawerSwept(world, actor, now, out);
        } else if (event instanceof Event.Returned e) {
            Ending.returned(world, actor, e, now, out);
        } else if (event instanceof Event.Poisoned) {
            Ending.poisoned(world, actor, now, out);
        } else if (event instanceof Event.Buried) {
            Ending.buried(world, actor, out);
        } else if (event instanceof Event.Told) {
            Ending.told(world, actor, now, out);
        } else if (event instanceof Event.Heard e) {
            Watching.heard(world, actor, e, now, out);
        } else if (event instanceof Event.Stashed e) {
            Stashing.stashed(world, actor, e, now, out);
        } else if (event instanceof Event.Unstashed e) {
            Stashing.unstashed(world, actor, e, out);
        } else if (event instanceof Event.Watches e) {
            Watching.watches(world, actor, e);
        } else if (event instanceof Event.DirectoryGone) {
            Commands.directoryGone(actor, now, out);
        } else if (event instanceof Event.StopRequested e) {
            Commands.stopRequested(world, actor, e, now, out);
        } else if (event instanceof Event.OwnerEnded e) {
            Commands.ownerEnded(world, actor, e, now, out);
        } else if (event instanceof Event.RestartRequested e) {
            Commands.restartRequested(world, actor, e, now, out);
        } else if (event instanceof Event.RestartBad e) {
            out.add(new Effect.RefuseRestart(e.id(), e.detail()));
        } else if (event instanceof Event.AttachRequested e) {
            Commands.attachRequested(actor, e, out);
        } else if (event instanceof Event.AttachBad e) {
            out.add(new Effect.RefuseAttach(e.id(), e.pid(), e.detail()));
        } else {
            throw new IllegalArgumentException(event.toString());
        }
    }

    private static void other(World world, Event event, Now now, List<Effect> out) {
        if (event instanceof Event.NotTaken e) {
            Routing.notTaken(world, e, now);
        } else if (event instanceof Event.LetterBuried e) {
            Routing.letterBuried(world, e, out);
        } else if (event instanceof Event.RequestFound e) {
            Requests.found(world, e, out);
        } else if (event instanceof Event.RequestBad e) {
            Requests.bad(e, out);
        } else if (event instanceof Event.IdTaken e) {
            Requests.idTaken(world, e, out);
        } else if (event instanceof Event.Accepted e) {
            NewActors.accepted(world, e, now, out);
        } else if (event instanceof Event.Recovered e) {
            Resumption.recovered(world, e, now, out);
        } else if (event instanceof Event.Planted e) {
            NewActors.planted(world, e, now, out);
        } else if (event instanceof Event.AllRecovered) {
            Resumption.resume(world, now, out);
        } else if (event instanceof Event.StashSeen e) {
            Stashing.seen(world, e, now, out);
        } else if (event instanceof Event.UnstashAsked e) {
            Stashing.unstashAsked(world, e, out);
        } else if (event instanceof Event.WatchAsked e) {
            Watching.asked(world, e, now, out);
        } else if (event instanceof Event.DirectoryFound e) {
            NewActors.directoryFound(world, e, out);
        } else if (event instanceof Event.DirectoriesWaiting e) {
            NewActors.directoriesWait(world, e.ids(), now, out);
        } else if (event instanceof Event.TakenIn e) {
            NewActors.takenIn(world, e, now, out);
        } else if (event instanceof Event.ShutdownRequested) {
            Shutdown.shutdownRequested(world, now, out);
        } else if (event instanceof Event.Paused e) {
            Pausing.paused(world, e, out);
        } else if (event instanceof Event.PauseLeft e) {
            Pausing.left(world, e, out);
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
        } else if (event instanceof Event.SetAside e) {
            Shutdown.setAside(world, e.id(), out);
        } else if (event instanceof Event.DeliveryTurn) {
            Delivery.turn(world, out);
        } else if (event instanceof Event.Tick) {
            tick(world, now, out);
        } else if (event instanceof Event.CycleBegan) {
            Pausing.cycleBegan(world, out);
            cycleBegan(world, now, out);
        } else {
            throw new IllegalArgumentException(event.toString());
        }
    }

    private static void tick(World world, Now now, List<Effect> out) {
        for (Timers.Timer timer; (timer = world.timers.pollDue(now.nanos())) != null; ) {
            world.concerned = world.actors.get(timer.id());
            switch (timer.kind()) {
                case READY -> Lifecycle.mustBeReady(world, timer, now, out);
                case ENDED -> Lifecycle.notEndedInTime(world, timer, now, out);
                case RESTART -> Lifecycle.restartIsDue(world, timer, now, out);
                case DUE -> Queueing.due(world, timer, now, out);
                case READ -> Delivery.mustBeRead(world, timer, out);
                case STARTS -> world.starts.look(out);
                case SHUTDOWN -> Shutdown.shutdownIsOver(world, out);
            }
        }
    }

    private static void cycleBegan(World world, Now now, List<Effect> out) {
        world.sealedId = world.lastId;
        world.strangers.clear(); // they may be gone; whoever wants such a name finds out again
        for (ActorState actor : world.actors.values()) {
            world.concerned = actor;
            Delivery.cycleBegan(world, actor, now, out);
            Ending.cycleBegan(world, actor, now, out);
        }
        Family.cycleBegan(world, out);
    }
}
