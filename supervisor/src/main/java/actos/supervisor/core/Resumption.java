package actos.supervisor.core;

import actos.protocol.ActorStatus;
import actos.protocol.Phase;
import actos.protocol.Restart;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Actors of a supervisor before this one, and those that were put away and come back with their mail: a process goes on, or
 * its end is found now, or its start is waited for. What it sent meanwhile comes first.
 */
final class Resumption {
    private Resumption() {}

    static void hasHistory(ActorState actor, ActorStatus before, Now now) {
        actor.restarts.recover(before.restarts(), before.restartedAt(), now);
        actor.childRestarts.recover(0, before.childRestarts(), now);
    }

    static void hasMail(World world, ActorState actor, List<Message> waiting, List<HeldBack> held, Now now) {
        actor.mailbox.addAll(waiting);
        held.forEach(h -> actor.held.put(h.message().id(), h));
        waiting.forEach(m -> Queueing.awaitDue(world, actor, m, now));
    }

    /** Its process goes on, or its end is found now, or it waits for its start. What it sent meanwhile comes first. */
    static void recovered(World world, Event.Recovered e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), e.status().since(), world.changes);
        actor.startedNanos = now.nanos();
        actor.handled = e.status().handled();
        actor.lastEnd = e.status().lastEnd();
        actor.isOld = true;
        actor.shutdown = e.shutdown();
        hasHistory(actor, e.status(), now);
        hasMail(world, actor, e.waiting(), e.held(), now);
        if (e.isCurrent()) {
            actor.becameCurrent(e.last(), now);
        } else {
            actor.handledLast = e.last();
        }
        Family.begin(world, actor, out);
        if (e.pid() != 0 || actor.spec.manual()) {
            actor.unswept = true;
            out.add(new Effect.SweepDrawer(actor.id));
        }
        goOn(world, actor, e, now, out);
    }

    private static void goOn(World world, ActorState actor, Event.Recovered e, Now now, List<Effect> out) {
        Phase before = e.status().phase();
        actor.onTrial = actor.lastEnd == null && (before == Phase.STARTING || before == Phase.PENDING);
        actor.comesBack = before == Phase.RESTARTING && actor.spec.restart() == Restart.TEMPORARY;
        boolean stopped = "stop".equals(e.control());
        actor.wanted = stopped
                ? Wanted.STOP
                : "restart".equals(e.control())
                        ? Wanted.RESTART
                        : ActorState.wantedByTree(e.status().wanted());
        actor.why = actor.wantedByTree() == null ? null : e.status().why();
        if (before == Phase.PENDING && !stopped && e.pid() == 0) {
            actor.enter(Phase.PENDING);
        } else if (actor.spec.manual() && e.pid() == 0 && e.status().pid() != null) {
            actor.wanted = stopped ? Wanted.STOP : Wanted.RUN;
            actor.pid = e.status().pid(); // a process was attached, and has ended meanwhile
            Ending.foundEnded(actor, e.status(), now, out);
        } else if (e.pid() != 0 || !actor.spec.hasProcess() && before != Phase.ENDING && before != Phase.RESTARTING) {
            livesOn(world, actor, e, now, out);
        } else if (stopped || e.wasStarted() && before != Phase.RESTARTING) {
            Ending.foundEnded(actor, e.status(), now, out);
        } else if (before == Phase.RESTARTING) {
            Ending.await(world, actor, remaining(actor, e.status().nextStart(), now), now, out);
        } else if (actor.spec.supervision().isAlone()) {
            Lifecycle.raise(world, actor, now, out);
        } else {
            actor.enter(Phase.PENDING); // its turn comes once all are known again
        }
    }

    private static void livesOn(World world, ActorState actor, Event.Recovered e, Now now, List<Effect> out) {
        if (actor.wanted == Wanted.STOP || actor.wanted == Wanted.RESTART) {
            actor.wanted = Wanted.RUN; // the scan finds the control file
        }
        if (e.pid() != 0) {
            Lifecycle.started(world, actor, new Event.Started(e.id(), e.pid()), now, out);
            if (!actor.isAttached()) {
                world.starts.begin(actor);
            }
        }
        boolean hasChildren = !actor.spec.supervision().children().isEmpty();
        if (hasChildren && e.status().phase() != Phase.STARTING && e.status().phase() != Phase.PENDING) {
            actor.rise = ActorState.Rise.ITSELF;
            Lifecycle.isUp(world, actor, now, out); // they were ready with it, whatever has become of them since
        } else if (e.pid() == 0) {
            Lifecycle.becameReady(world, actor, now, out);
        }
    }

    /** The clock may have been set since the time was noted, but no wait is longer than the longest. */
    private static Duration remaining(ActorState actor, Instant nextStart, Now now) {
        if (actor.wanted != Wanted.RUN || nextStart == null || !nextStart.isAfter(now.wall())) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(now.wall(), nextStart);
        return wait.compareTo(actor.spec.backoff().max()) < 0
                ? wait
                : actor.spec.backoff().max();
    }

    /** All that was there before is known again. */
    static void resume(World world, Now now, List<Effect> out) {
        for (ActorState actor : List.copyOf(world.actors.values())) {
            Family.join(world, actor, out);
            ActorState parent = Family.parent(world, actor);
            actor.onTrial &= parent != null && !Family.isStatic(world, parent, actor.id);
            boolean hasBegun = actor.phase == Phase.READY || actor.pid != 0 || actor.phase == Phase.ENDING;
            if (!hasBegun) {
                Family.plant(world, actor.id, actor.spec, out);
            }
            if (!hasBegun && actor.lastEnd == null) {
                Watching.greet(world, actor, now, out);
            }
            if (actor.wanted == Wanted.FAIL || actor.wanted == Wanted.LEAVE) {
                Lifecycle.end(world, actor, actor.wanted, actor.why, actor.spec.stopTimeout(), now, out);
            }
            Family.stir(world, actor);
        }
    }
}
