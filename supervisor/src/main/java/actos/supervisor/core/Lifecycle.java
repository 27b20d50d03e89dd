package actos.supervisor.core;

import actos.protocol.ActorSpec;
import actos.protocol.Durations;
import actos.protocol.Phase;
import actos.protocol.Supervision;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.util.List;

/** From an accepted request, or a directory that was there before, to a process that is told to end. */
final class Lifecycle {
    /** How soon a process that has waited for a processor is looked at again, at the earliest. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private Lifecycle() {}

    /** It is an actor's turn to start, with all its children's directories there, if there is a place for its process. */
    static void raise(World world, ActorState actor, Now now, List<Effect> out) {
        Family.plant(world, actor.id, actor.spec, out);
        if (!world.planting.isEmpty() && !actor.spec.supervision().children().isEmpty()) {
            actor.enter(Phase.PENDING);
            return;
        }
        if (actor.spec.hasProcess() && !world.starts.mayStart(actor)) {
            actor.nextStart = null;
            actor.enter(Phase.PENDING);
            return;
        }
        boolean isFirst = actor.lastEnd == null && actor.phase != Phase.RESTARTING;
        boolean keeps = actor.wanted == Wanted.RESTART || actor.spec.onRestart() == ActorSpec.OnRestart.KEEP;
        actor.wanted = Wanted.RUN;
        if (!isFirst) {
            actor.restarts.count();
            Family.beginAnew(actor);
        }
        start(
                world,
                actor,
                isFirst ? Effect.Beginning.FIRST : keeps ? Effect.Beginning.AGAIN : Effect.Beginning.ANEW,
                now,
                out);
    }

    private static void start(World world, ActorState actor, Effect.Beginning beginning, Now now, List<Effect> out) {
        actor.startedNanos = now.nanos();
        actor.since = now.wall();
        actor.nextStart = null;
        actor.rise = ActorState.Rise.NOT_YET;
        actor.enter(Phase.STARTING);
        if (actor.spec.hasProcess()) {
            world.starts.begin(actor);
            out.add(new Effect.Start(actor.id, actor.spec, beginning));
        } else {
            becameReady(world, actor, now, out);
        }
    }

    // ---- starting ---------------------------------------------------------------------------------------------------

    /** What it was told meanwhile is about this process, too. */
    static void hasProcess(World world, ActorState actor, Event.Started e, Now now, List<Effect> out) {
        actor.pid = e.pid();
    }

    /** A process that was started elsewhere plays it from now on. */
    static void attached(World world, ActorState actor, Event.Started e, Now now, List<Effect> out) {
        if (actor.spec.manual()) {
            started(world, actor, e, now, out);
        } else {
            hasProcess(world, actor, e, now, out);
        }
    }

    static void started(World world, ActorState actor, Event.Started e, Now now, List<Effect> out) {
        actor.pid = e.pid();
        actor.rise = actor.isAttached() ? ActorState.Rise.NOT_YET : actor.rise;
        actor.mustBeReady = false;
        actor.enter(Phase.STARTING);
        world.timers.set(now.nanos() + actor.spec.readyTimeout().toNanos(), Timers.Kind.READY, e.id(), e.pid());
    }

    static void startFailed(World world, ActorState actor, Event.StartFailed e, Now now, List<Effect> out) {
        actor.excused = e.passing() || actor.wanted != Wanted.RUN;
        actor.normal = false;
        Ending.begin(actor, new Effect.End(0, null, null, e.why()), now, out); // something may have been started
    }

    static void becameReady(World world, ActorState actor, Event.BecameReady e, Now now, List<Effect> out) {
        becameReady(world, actor, now, out);
    }

    /** It is ready itself; mail it gets when its children are, too. */
    static void becameReady(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.rise == ActorState.Rise.NOT_YET) {
            actor.rise = ActorState.Rise.ITSELF;
            actor.comesBack = false;
            if (actor.spec.supervision().children().isEmpty()) {
                isUp(world, actor, now, out);
            } else {
                Family.stir(world, actor);
            }
        }
    }

    static void isUp(World world, ActorState actor, Now now, List<Effect> out) {
        actor.rise = ActorState.Rise.ALL;
        actor.onTrial = false;
        actor.enter(Phase.READY);
        out.add(new Effect.NoteReady(actor.id, now.nanos() - actor.startedNanos));
        if (actor.isAttached() && actor.current != null) {
            out.add(new Effect.Signal(actor.id)); // it was in the slot before
        }
        world.considerMail(actor);
        Family.stir(world, Family.parent(world, actor));
        if (!actor.dynamics.isEmpty()) {
            Family.stir(world, actor);
        }
    }

    /** Its time to get ready is over, unless it has spent some of that waiting for a processor. */
    static void mustBeReady(World world, ActorState actor, Timers.Timer timer, Now now, List<Effect> out) {
        if (!isStarting(actor, timer.subject())) {
            return;
        }
        if (!actor.isAttached()) {
            actor.mustBeReady = true;
            out.add(new Effect.LookAtStart(actor.id, actor.pid));
            return;
        }
        actor.excused = true;
        Ending.begin(actor, new Effect.End(actor.pid, null, null, notReady(actor)), now, out);
    }

    private static boolean isStarting(ActorState actor, long pid) {
        return actor.pid == pid && actor.rise == ActorState.Rise.NOT_YET;
    }

    private static String notReady(ActorState actor) {
        return "not ready within " + Durations.format(actor.spec.readyTimeout()) + ": "
                + (actor.spec.readyByFile() ? "it did not make the file \"ready\"" : "it does not catch USR1");
    }

    static void startSeen(World world, ActorState actor, Event.StartSeen e, Now now, List<Effect> out) {
        if (!isStarting(actor, e.pid())) {
            return;
        }
        world.starts.seen(actor, e);
        long left = actor.spec.readyTimeout().toNanos() - (e.livedNanos() - e.waitedNanos());
        if (left > 0) {
            if (actor.mustBeReady) {
                actor.mustBeReady = false;
                long next = Math.max(left, LOOK_AGAIN.toNanos());
                world.timers.set(now.nanos() + next, Timers.Kind.READY, actor.id, actor.pid);
            }
            return;
        }
        actor.why = notReady(actor);
        actor.late = true;
        actor.enter(Phase.STOPPING);
        actor.told = true;
        out.add(new Effect.Kill(actor.id));
    }

    /** It is to end, and does so now, its children before it. */
    static void end(
            World world, ActorState actor, Wanted wanted, String why, Duration patience, Now now, List<Effect> out) {
        mark(actor, wanted, why, out);
        if (actor.phase != Phase.ENDING) { // else only what comes after that has changed
            goDown(world, actor, patience, now, out);
        }
    }

    /** It is to end; from now on it gets no mail. */
    static void mark(ActorState actor, Wanted wanted, String why, List<Effect> out) {
        boolean isNew = actor.wanted == Wanted.RUN && actor.phase != Phase.ENDING;
        if (actor.wanted != Wanted.STOP) {
            actor.wanted = wanted;
            actor.enter(actor.phase);
        }
        if (isNew) {
            actor.why = actor.why == null ? why : actor.why;
        }
        if (isNew && actor.phase != Phase.PENDING) {
            out.add(new Effect.NoteStopping(actor.id, why));
        }
    }

    /** Its children go down first, if it has any that are up. */
    static void goDown(World world, ActorState actor, Duration patience, Now now, List<Effect> out) {
        boolean waits = Tree.takeDown(world, actor, patience.isZero(), now, out);
        if (!waits || patience.isZero() && actor.pid != 0) {
            tell(world, actor, patience, now, out);
            return;
        }
        actor.enter(Phase.STOPPING);
        boolean hasOwnTime = !patience.isZero() && !patience.equals(Supervision.FOREVER) && world.shutdownAt == null;
        if (actor.pid == 0 && hasOwnTime) {
            world.timers.set(now.nanos() + patience.toNanos(), Timers.Kind.ENDED, actor.id, life(actor));
        }
    }

    /** TERM, or KILL where there is no time. */
    static void tell(World world, ActorState actor, Duration patience, Now now, List<Effect> out) {
        if (actor.pid == 0 || actor.isAttached()) {
            actor.excused = true;
            Ending.begin(actor, new Effect.End(0, null, null, actor.why), now, out);
            return;
        }
        actor.enter(Phase.STOPPING);
        if (patience.isZero()) {
            actor.told = true;
            out.add(new Effect.Kill(actor.id));
            return;
        }
        if (!actor.told) {
            actor.told = true;
            out.add(new Effect.Terminate(actor.id));
        }
        world.timers.set(now.nanos() + patience.toNanos(), Timers.Kind.ENDED, actor.id, actor.pid);
    }

    /** Tells one start of an actor from the next: its process, or how many starts there were. */
    private static long life(ActorState actor) {
        return actor.pid != 0 ? actor.pid : -actor.restarts.total();
    }

    /** How long it has between TERM and KILL. */
    static Duration patience(World world, ActorState actor, Now now) {
        return world.shutdownAt == null
                ? actor.spec.stopTimeout()
                : Duration.ofNanos(Math.max(0, world.shutdownNanos - now.nanos()));
    }

    static void mustHaveEnded(World world, ActorState actor, Timers.Timer timer, Now now, List<Effect> out) {
        if (life(actor) == timer.subject()) {
            if (actor.pid == 0) {
                Tree.takeDown(world, actor, true, now, out);
            } else {
                out.add(new Effect.Kill(actor.id));
            }
        }
    }

    static void restartIsDue(World world, ActorState actor, Timers.Timer timer, Now now, List<Effect> out) {
        if (actor.restarts.total() == timer.subject()) {
            isDue(world, actor, now, out);
        }
    }

    static void isDue(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.spec.supervision().parent() == null) {
            raise(world, actor, now, out);
        } else {
            actor.enter(Phase.PENDING);
            Family.stir(world, Family.parent(world, actor));
        }
    }
}
