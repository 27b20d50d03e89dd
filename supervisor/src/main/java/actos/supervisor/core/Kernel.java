package actos.supervisor.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one way into the core: an event comes in, the world changes, effects go out. Every decision is made by one of the
 * rooms behind it; here is one line for each kind of event, naming the handler. The core is deterministic, not pure: it
 * changes the world that it is given, and the same events at the same times lead to the same effects.
 */
public final class Kernel {
    /** What an event leads to that is about no actor, or about one that need not be there. */
    private interface Clause<E> {
        void happens(World world, E event, Now now, List<Effect> out);
    }

    /** What a refused effect leads to that is about an actor. */
    private interface Refusal<E> {
        void happens(World world, ActorState actor, E effect, String why, Now now, List<Effect> out);
    }

    private static final Map<Class<?>, Clause<Event>> CLAUSES = new HashMap<>();
    /** What comes of effects; of others nothing comes, or they tell it by an event of their own. */
    private static final Map<Class<?>, Clause<Effect>> DONE = new HashMap<>();
    /** What comes of those that the disk has refused; others are begun anew by who waits for them. */
    private static final Map<Class<?>, Clause<Event.Refused>> REFUSED = new HashMap<>();

    static {
        ofMail();
        ofLives();
        ofDebugging();
        ofTime();
        ofEffects();
        leaves(Event.class).filter(kind -> !CLAUSES.containsKey(kind)).forEach(kind -> {
            throw new IllegalStateException("nobody handles " + kind);
        });
    }

    private Kernel() {}

    /**
     * Decides what is to be done now that this has happened. If it fails on the way, what is decided by then stands.
     *
     * @param out gets the effects, to be carried out in their order
     */
    public static void step(World world, Event event, Now now, List<Effect> out) {
        world.concerned = null;
        CLAUSES.get(event.getClass()).happens(world, event, now, out);
        if (!(event instanceof Event.Recovered)) { // else not all are known yet
            Tree.settle(world, now, out);
            Delivery.settle(world, out);
        }
    }

    private static Stream<Class<?>> leaves(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(Kernel::leaves)
                : Stream.of(sealed);
    }

    private static <E extends Event> void on(Class<E> kind, Clause<E> clause) {
        CLAUSES.put(kind, (world, event, now, out) -> clause.happens(world, kind.cast(event), now, out));
    }

    /** Dropped where there is no such actor any more. */
    private static <E extends Event.OfActor> void of(Class<E> kind, Handler<? super E> handler) {
        on(kind, (world, event, now, out) -> {
            world.concerned = world.actors.get(event.id());
            if (world.concerned != null) {
                handler.happens(world, world.concerned, event, now, out);
            }
        });
    }

    private static <E extends Effect> void done(Class<E> kind, Clause<? super E> clause) {
        DONE.put(kind, (world, effect, now, out) -> clause.happens(world, kind.cast(effect), now, out));
    }

    private static <E extends Effect.OfActor> void doneOf(Class<E> kind, Handler<? super E> handler) {
        done(kind, (world, effect, now, out) -> {
            world.concerned = world.actors.get(effect.id());
            if (world.concerned != null) {
                handler.happens(world, world.concerned, effect, now, out);
            }
        });
    }

    private static <E extends Effect> void refused(Class<E> kind, Clause<? super E> clause) {
        REFUSED.put(kind, (world, e, now, out) -> clause.happens(world, kind.cast(e.effect()), now, out));
    }

    private static <E extends Effect.OfActor> void refusedOf(Class<E> kind, Refusal<? super E> refusal) {
        REFUSED.put(kind, (world, e, now, out) -> {
            E effect = kind.cast(e.effect());
            world.concerned = world.actors.get(effect.id());
            if (world.concerned != null) {
                refusal.happens(world, world.concerned, effect, e.why(), now, out);
            }
        });
    }

    private static void ofEffects() {
        on(Event.Done.class, (world, e, now, out) -> {
            Clause<Effect> clause = DONE.get(e.effect().getClass());
            if (clause != null) {
                clause.happens(world, e.effect(), now, out);
            }
        });
        on(Event.Refused.class, (world, e, now, out) -> {
            Clause<Event.Refused> clause = REFUSED.get(e.effect().getClass());
            if (clause != null) {
                clause.happens(world, e, now, out);
            }
        });
        done(Effect.Take.class, Routing::taken);
        done(Effect.Bury.class, Routing::letterBuried);
        done(Effect.Plant.class, NewActors::planted);
        doneOf(Effect.Release.class, (world, actor, e, now, out) -> Queueing.released(world, actor, e));
        doneOf(Effect.Watch.class, (world, actor, e, now, out) -> Watching.watches(world, actor, e));
        doneOf(Effect.SettleCommit.class, LifeTable.COMMIT_SETTLED);
        doneOf(Effect.Return.class, LifeTable.RETURNED);
        doneOf(Effect.Poison.class, LifeTable.POISONED);
        doneOf(Effect.Tell.class, LifeTable.TOLD);
        doneOf(Effect.BuryActor.class, LifeTable.BURIED);
        refused(Effect.Take.class, (world, e, now, out) -> Routing.notTaken(world, e.from(), e.file(), e.to(), now));
        refused(Effect.Pause.class, (world, e, now, out) -> Pausing.notPaused(world, e));
        refusedOf(Effect.Release.class, (world, actor, e, why, now, out) -> Queueing.notReleased(world, actor, e, now));
        refusedOf(Effect.Deliver.class, (world, actor, e, why, now, out) -> Delivery.notDelivered(actor, why, out));
        refusedOf(Effect.Check.class, (world, actor, e, why, now, out) -> Delivery.notDelivered(actor, why, out));
    }

    private static void ofMail() {
        on(Event.MailSeen.class, Routing::mailSeen);
        on(Event.NotTaken.class, (world, e, now, out) -> Routing.notTaken(world, e.from(), e.file(), e.to(), now));
        on(Event.ReceiverLookedFor.class, (world, e, now, out) -> Routing.receiverLookedFor(e, out));
        on(Event.DeliveryTurn.class, (world, e, now, out) -> Delivery.turn(world, out));
        on(Event.StashSeen.class, Stashing::seen);
        on(Event.UnstashAsked.class, (world, e, now, out) -> Stashing.unstashAsked(world, e, out));
        on(Event.WatchAsked.class, Watching::asked);
        of(Event.Delivered.class, Delivery::delivered);
        of(Event.CurrentGone.class, (world, actor, e, now, out) -> Delivery.done(world, actor, now, out));
        of(Event.CurrentSeen.class, (world, actor, e, now, out) -> Delivery.currentSeen(actor, e, now, out));
        of(Event.CurrentMissing.class, (world, actor, e, now, out) -> Delivery.currentMissing(world, actor, now, out));
        of(Event.CurrentFound.class, Delivery::currentFound);
        of(Event.MessageMissing.class, (world, actor, e, now, out) -> Delivery.messageMissing(actor, out));
        of(Event.NotDelivered.class, (world, actor, e, now, out) -> Delivery.notDelivered(actor, e.why(), out));
        of(Event.StateWritten.class, (world, actor, e, now, out) -> Delivery.stateWritten(world, actor, now, out));
        of(Event.SpoolListed.class, Spools::listed);
        of(Event.AddedByHand.class, (world, actor, e, now, out) -> Queueing.enqueue(world, actor, e.message(), now));
        of(Event.Heard.class, Watching::heard);
        of(Event.Stashed.class, Stashing::stashed);
        of(Event.Unstashed.class, (world, actor, e, now, out) -> Stashing.unstashed(world, actor, e, out));
    }

    private static void ofLives() {
        on(Event.RequestFound.class, (world, e, now, out) -> Requests.found(world, e, out));
        on(Event.RequestBad.class, (world, e, now, out) -> Requests.bad(world, e, out));
        on(Event.RequestUnfinished.class, Requests::unfinished);
        on(Event.IdTaken.class, (world, e, now, out) -> Requests.idTaken(world, e, out));
        on(Event.Accepted.class, NewActors::accepted);
        on(Event.DirectoryFound.class, (world, e, now, out) -> NewActors.directoryFound(world, e, out));
        on(Event.DirectoriesWaiting.class, (world, e, now, out) -> NewActors.directoriesWait(world, e.ids(), now, out));
        on(Event.TakenIn.class, NewActors::takenIn);
        on(Event.Recovered.class, Resumption::recovered);
        on(Event.AllRecovered.class, (world, e, now, out) -> Resumption.resume(world, now, out));
        on(Event.ShutdownRequested.class, (world, e, now, out) -> Shutdown.shutdownRequested(world, now, out));
        on(Event.SetAside.class, (world, e, now, out) -> Shutdown.setAside(world, e.id(), out));
        of(Event.Started.class, LifeTable.STARTED);
        of(Event.StartFailed.class, LifeTable.START_FAILED);
        of(Event.StartSeen.class, LifeTable.START_SEEN);
        of(Event.BecameReady.class, LifeTable.BECAME_READY);
        of(Event.ProcessExited.class, LifeTable.PROCESS_EXITED);
        of(Event.GroupGone.class, LifeTable.GROUP_GONE);
        of(Event.DrawerSwept.class, LifeTable.DRAWER_SWEPT);
        of(Event.DirectoryGone.class, LifeTable.DIRECTORY_GONE);
        of(Event.StopRequested.class, LifeTable.STOP_REQUESTED);
        of(Event.OwnerEnded.class, LifeTable.OWNER_ENDED);
        of(Event.RestartRequested.class, LifeTable.RESTART_REQUESTED);
        of(
                Event.RestartBad.class,
                (world, actor, e, now, out) -> out.add(new Effect.RefuseRestart(e.id(), e.detail())));
        of(Event.AttachRequested.class, LifeTable.ATTACH_REQUESTED);
        of(
                Event.AttachBad.class,
                (world, actor, e, now, out) -> out.add(new Effect.RefuseAttach(e.id(), e.pid(), e.detail())));
        of(Event.StatusGone.class, (world, actor, e, now, out) -> actor.touch());
    }

    private static void ofDebugging() {
        on(Event.Paused.class, (world, e, now, out) -> Pausing.paused(world, e, out));
        on(Event.PauseLeft.class, (world, e, now, out) -> Pausing.left(world, e, out));
        on(Event.Resumed.class, (world, e, now, out) -> Pausing.resumed(world, e.id(), out));
        on(Event.BreakpointsChanged.class, (world, e, now, out) -> Pausing.breakpointsChanged(world, e));
        on(Event.StepFound.class, (world, e, now, out) -> Stepping.found(e, out));
        on(Event.StepRequested.class, (world, e, now, out) -> Stepping.requested(world, e, out));
        of(Event.Checked.class, (world, actor, e, now, out) -> Pausing.checked(world, actor, e, out));
    }

    private static void ofTime() {
        on(Event.Tick.class, (world, e, now, out) -> tick(world, now, out));
        on(Event.CycleBegan.class, Kernel::cycleBegan);
    }

    private static void tick(World world, Now now, List<Effect> out) {
        for (Timers.Timer timer; (timer = world.timers.pollDue(now.nanos())) != null; ) {
            world.concerned = world.actors.get(timer.id());
            switch (timer.kind()) {
                case STARTS -> world.starts.look(out);
                case SHUTDOWN -> Shutdown.shutdownIsOver(world, out);
                case READY -> due(world, timer, LifeTable.MUST_BE_READY, now, out);
                case ENDED -> due(world, timer, LifeTable.MUST_HAVE_ENDED, now, out);
                case RESTART -> due(world, timer, LifeTable.RESTART_IS_DUE, now, out);
                case DUE -> due(world, timer, Queueing::due, now, out);
                case READ -> due(world, timer, Delivery::mustBeRead, now, out);
            }
        }
    }

    private static void due(
            World world, Timers.Timer timer, Handler<? super Timers.Timer> handler, Now now, List<Effect> out) {
        if (world.concerned != null) {
            handler.happens(world, world.concerned, timer, now, out);
        }
    }

    private static void cycleBegan(World world, Event.CycleBegan e, Now now, List<Effect> out) {
        Pausing.cycleBegan(world, out);
        world.sealedId = world.lastId;
        world.strangers.clear(); // they may be gone; whoever wants such a name finds out again
        for (ActorState actor : world.actors.values()) {
            world.concerned = actor;
            Delivery.cycleBegan(world, actor, now, out);
            LifeTable.CYCLE_BEGAN.happens(world, actor, e, now, out);
        }
        Requests.cycleBegan(world, now);
        Family.cycleBegan(world, out);
    }
}
