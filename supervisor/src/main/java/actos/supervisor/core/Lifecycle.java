package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Phase;
import actos.supervisor.core.ActorState.Farewell;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From an accepted request to a grave: starting, ready, stopping, ending. The end of an actor is a walk through
 * {@link Farewell}: its process group is cleared, what it sent is seen, its current message goes back, its directory is
 * moved away.
 */
final class Lifecycle {
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);

    private Lifecycle() {}

    static void accepted(World world, Event.Accepted e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), now.wall(), world.changes);
        actor.startedNanos = now.nanos();
        world.actors.put(e.id(), actor);
        Routing.becameKnown(world, e.id(), out);
        if (e.spec().manual()) {
            becameReady(world, e.id(), now, out);
        } else {
            out.add(new Effect.Start(e.id(), e.spec()));
        }
    }

    /** An actor of a supervisor before this one: its process goes on, or its end is found now. */
    static void recovered(World world, Event.Recovered e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), e.since(), world.changes);
        world.actors.put(e.id(), actor);
        actor.startedNanos = now.nanos();
        actor.handled = e.handled();
        actor.mailbox.addAll(e.waiting());
        e.held().forEach(m -> actor.held.put(m.id(), m));
        e.waiting().forEach(m -> Delivery.awaitDue(world, actor, m, now));
        if (e.current() != null) {
            Delivery.becameCurrent(actor, e.current(), now);
        }
        if (e.spec().manual()) {
            becameReady(world, e.id(), now, out);
        } else if (e.pid() != 0) {
            started(world, new Event.Started(e.id(), e.pid()), now);
        } else {
            actor.whyStopped = "it ended while no supervisor was running";
            actor.enter(Phase.ENDING);
            groupGone(world, e.id(), out);
        }
    }

    static void started(World world, Event.Started e, Now now) {
        ActorState actor = world.actors.get(e.id());
        actor.pid = e.pid();
        actor.touch();
        world.timers.set(now.nanos() + READY_WITHIN.toNanos(), Timers.Kind.READY, e.id(), e.pid());
    }

    static void startFailed(World world, Event.StartFailed e, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        actor.whyStopped = e.why();
        actor.enter(Phase.ENDING);
        actor.farewell = Farewell.GROUP;
        out.add(new Effect.ClearGroup(e.id())); // it may have been started before something else failed
    }

    static void becameReady(World world, ActorId id, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(id);
        if (actor != null && actor.phase == Phase.STARTING) {
            actor.enter(Phase.READY);
            out.add(new Effect.NoteReady(id, now.nanos() - actor.startedNanos));
            Delivery.next(world, actor, out);
        }
    }

    static void notReadyInTime(World world, Timers.Timer timer, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor != null && actor.pid == timer.subject() && actor.phase == Phase.STARTING) {
            actor.whyStopped = "not ready within " + READY_WITHIN.toSeconds() + " s: "
                    + (actor.spec.readyByFile() ? "it did not make the file \"ready\"" : "it does not catch USR1");
            actor.wanted = Wanted.STOP;
            actor.enter(Phase.STOPPING);
            out.add(new Effect.Kill(actor.id));
        }
    }

    // ---- ending -----------------------------------------------------------------------------------------------------

    static void stopRequested(World world, Event.StopRequested e, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        if (actor != null) {
            stop(world, actor, "stop was asked for", e.atOnce() ? Duration.ZERO : actor.spec.stopTimeout(), now, out);
        }
    }

    static void shutdownRequested(World world, Now now, List<Effect> out) {
        Duration patience = world.shuttingDown ? Duration.ZERO : world.stopTimeout;
        world.shuttingDown = true;
        List<ActorState> youngestFirst = new ArrayList<>(world.actors.values());
        Collections.reverse(youngestFirst);
        for (ActorState actor : youngestFirst) {
            stop(world, actor, "the supervisor was told to end", patience, now, out);
        }
        exitIfEmpty(world, out);
    }

    private static void stop(World world, ActorState actor, String why, Duration patience, Now now, List<Effect> out) {
        if (actor.phase == Phase.ENDING) {
            return;
        }
        if (actor.wanted == Wanted.RUN) {
            actor.wanted = Wanted.STOP;
            actor.whyStopped = actor.whyStopped == null ? why : actor.whyStopped;
            actor.enter(Phase.STOPPING);
            out.add(new Effect.NoteStopping(actor.id, why));
            if (actor.pid == 0) {
                actor.enter(Phase.ENDING);
                groupGone(world, actor.id, out);
                return;
            }
            if (!patience.isZero()) {
                out.add(new Effect.Terminate(actor.id));
            }
        }
        if (patience.isZero()) {
            out.add(new Effect.Kill(actor.id));
        } else {
            world.timers.set(now.nanos() + patience.toNanos(), Timers.Kind.ENDED, actor.id, actor.pid);
        }
    }

    static void notEndedInTime(World world, Timers.Timer timer, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor != null && actor.pid == timer.subject() && actor.phase == Phase.STOPPING) {
            out.add(new Effect.Kill(actor.id));
        }
    }

    static void directoryGone(World world, ActorId id, List<Effect> out) {
        ActorState actor = world.actors.get(id);
        if (actor == null || actor.phase == Phase.ENDING) {
            return;
        }
        actor.wanted = Wanted.STOP;
        actor.whyStopped = "its directory was deleted or moved away";
        if (actor.pid == 0) {
            actor.enter(Phase.ENDING);
            groupGone(world, id, out);
        } else {
            actor.enter(Phase.STOPPING);
            out.add(new Effect.Kill(id));
        }
    }

    static void exited(World world, Event.ProcessExited e, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        if (actor == null || actor.pid != e.pid() || actor.phase == Phase.ENDING) {
            return;
        }
        actor.code = e.code();
        actor.signal = e.signal();
        if (actor.whyStopped == null) {
            actor.whyStopped = ended(e, actor.phase == Phase.STARTING);
        }
        actor.enter(Phase.ENDING);
        actor.farewell = Farewell.GROUP;
        out.add(new Effect.ClearGroup(actor.id));
    }

    private static String ended(Event.ProcessExited e, boolean early) {
        String when = early ? " before it was ready" : "";
        if (e.signal() != null) {
            return "signal " + e.signal() + " ended it" + when;
        }
        return e.code() == null ? "it ended" + when : "it exited with code " + e.code() + when;
    }

    static void groupGone(World world, ActorId id, List<Effect> out) {
        ActorState actor = world.actors.get(id);
        actor.farewell = Farewell.DRAWER;
        out.add(new Effect.SweepDrawer(id));
    }

    static void drawerSwept(World world, ActorId id, List<Effect> out) {
        ActorState actor = world.actors.get(id);
        if (actor.current == null) {
            bury(actor, out);
        } else {
            actor.farewell = Farewell.MAIL;
            out.add(returning(actor));
        }
    }

    /** An end that the supervisor asked for is not the message's fault. */
    private static Effect returning(ActorState actor) {
        int attempt = actor.current.attempt() + (actor.wanted == Wanted.STOP ? 0 : 1);
        return new Effect.Return(actor.id, actor.current.returned(attempt));
    }

    static void returned(World world, Event.Returned e, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        actor.current = null;
        actor.mailbox.add(e.message());
        actor.touch();
        bury(actor, out);
    }

    /** The current message of an ended actor turned out to be done. */
    static void doneAtTheEnd(ActorState actor, List<Effect> out) {
        if (actor.farewell == Farewell.MAIL) {
            bury(actor, out);
        }
    }

    private static void bury(ActorState actor, List<Effect> out) {
        actor.farewell = Farewell.GRAVE;
        out.add(new Effect.BuryActor(actor.id, actor.pid, actor.code, actor.signal, actor.whyStopped));
    }

    static void buried(World world, ActorId id, List<Effect> out) {
        world.changes.forget(world.actors.remove(id));
        exitIfEmpty(world, out);
    }

    private static void exitIfEmpty(World world, List<Effect> out) {
        if (world.shuttingDown && world.actors.isEmpty()) {
            out.add(new Effect.Exit());
        }
    }

    /** A step of the end that the disk refused is tried again. */
    static void cycleBegan(ActorState actor, List<Effect> out) {
        if (actor.farewell == Farewell.MAIL) {
            out.add(returning(actor));
        } else if (actor.farewell == Farewell.GRAVE) {
            bury(actor, out);
        }
    }
}
