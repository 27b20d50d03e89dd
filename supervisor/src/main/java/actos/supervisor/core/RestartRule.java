package actos.supervisor.core;

import actos.protocol.ActorExit;
import actos.protocol.Durations;
import actos.protocol.Phase;
import actos.protocol.Restart;
import actos.supervisor.core.ActorState.Fate;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;

/**
 * Whether an actor that has ended is started again: by its own rule, by what is wanted of it, and by how many restarts there
 * were lately.
 */
final class RestartRule {
    private RestartRule() {}

    static Fate fate(World world, ActorState actor, boolean sameMessage, Now now) {
        actor.delay = Duration.ZERO;
        if (actor.wanted == Wanted.RESTART) {
            return Fate.AGAIN;
        } else if (actor.wanted == Wanted.PEND) {
            return Fate.PENDING;
        } else if (actor.wanted == Wanted.RUN && world.shutdownAt == null && actor.isAttached()) {
            return Fate.DETACHED;
        } else if (actor.wanted == Wanted.STOP || world.shutdownAt != null || !isRestarted(actor)) {
            return Fate.GRAVE;
        }
        actor.delay = actor.restarts.delay(actor.id, actor.spec, now);
        if (sameMessage || actor.excused && actor.wanted == Wanted.RUN) {
            return Fate.AGAIN;
        }
        ActorState parent = Family.parent(world, actor);
        boolean own = actor.restarts.isAllowed(actor.spec, now);
        boolean isAllowed = parent == null
                ? own && actor.wanted == Wanted.RUN
                : !failsToStart(actor, parent) && isAllowed(parent, now);
        return isAllowed ? Fate.AGAIN : Fate.FAILURE;
    }

    /**
     * A new parent whose children cannot be started has not been started. One that is started again has run before, and what
     * happens to its children then are restarts like others.
     */
    static boolean failsToStart(ActorState actor, ActorState parent) {
        return parent.phase == Phase.STARTING
                && parent.lastEnd == null
                && !parent.isOld
                && actor.rise != ActorState.Rise.ALL
                && !actor.onTrial
                && actor.wanted != Wanted.STOP
                && !(actor.excused && actor.wanted == Wanted.RUN);
    }

    static boolean willRestart(World world, ActorState actor) {
        ActorState parent = Family.parent(world, actor);
        return switch (actor.fate) {
            case AGAIN, PENDING, DETACHED -> true;
            case FAILURE -> parent != null && outlivesFailure(world, parent, actor);
            case GRAVE -> false;
        };
    }

    static String why(ActorState actor, ActorState parent) {
        if (failsToStart(actor, parent)) {
            return "its child " + actor.id + " could not be started: " + actor.end.why();
        }
        return "given up: more than " + parent.spec.intensity() + " restarts of its children within "
                + Durations.format(parent.spec.period()) + "; the last time it was " + actor.id + ": "
                + actor.end.why();
    }

    /** Why it is given up that has no parent. */
    static String why(ActorState actor) {
        return "given up: more than " + actor.spec.intensity() + " restarts within "
                + Durations.format(actor.spec.period()) + "; the last time: " + actor.end.why();
    }

    static boolean isNormal(ActorState actor) {
        return actor.wanted == Wanted.LEAVE || actor.wanted == Wanted.RUN && actor.normal;
    }

    /**
     * A start that failed for want of room, or that bringing it back has not got ready in time, is made up for, whatever the
     * rule: it has not been there yet.
     */
    static boolean isRestarted(ActorState actor) {
        if (actor.onTrial && !(actor.excused && actor.wanted == Wanted.RUN)) {
            return false;
        }
        return switch (actor.spec.restart()) {
            case PERMANENT -> true;
            case TRANSIENT -> !isNormal(actor);
            case TEMPORARY ->
                actor.wanted == Wanted.RUN && actor.excused && (actor.end.pid() == 0 || actor.late && actor.comesBack);
        };
    }

    /** Whether one that is ending may be started again, so that its children wait for that. */
    static boolean mayComeBack(ActorState actor) {
        return switch (actor.wanted) {
            case RESTART, PEND -> true;
            case RUN -> isRestarted(actor);
            case LEAVE, FAIL -> actor.spec.supervision().parent() != null && isRestarted(actor);
            case STOP -> false;
        };
    }

    /** Whether it is there, or would be again. */
    static boolean wouldLiveOn(ActorState actor) {
        return actor.phase != Phase.ENDING || actor.wanted == Wanted.PEND || actor.isAttached() || isRestarted(actor);
    }

    /** One more restart under this parent. False if that is one too many. */
    static boolean isAllowed(ActorState parent, Now now) {
        boolean isAllowed = parent.childRestarts.isAllowed(parent.spec, now);
        parent.enter(parent.phase); // a supervisor after this one has to know
        return isAllowed;
    }

    /** Whether a child waits for another start, and does not end for good, when it makes its parent give up. */
    static boolean outlivesFailure(World world, ActorState parent, ActorState child) {
        return parent.spec.supervision().parent() != null
                && parent.spec.restart() != Restart.TEMPORARY
                && child.spec.restart() != Restart.TEMPORARY
                && Family.isStatic(world, parent, child.id);
    }

    /** Whether it has ended as it should, and whether it or its message is to blame if not. */
    static void judge(ActorState actor, Integer code, boolean hasExcuse) {
        actor.normal = code != null && code == 0;
        boolean blamesOthers = code != null && (code == ActorExit.TRY_LATER || code == ActorExit.BAD_STATE);
        actor.excused = actor.wanted != Wanted.RUN
                || actor.isAttached()
                || blamesOthers
                || hasExcuse && !actor.normal
                || actor.late && actor.comesBack;
    }

    /** How it has ended, for people. */
    static String sentence(Event.ProcessExited e, String when) {
        String excuse = e.excuse() == null ? "" : "; " + e.excuse();
        if (e.signal() != null) {
            return "signal " + e.signal() + " ended it" + when + excuse;
        }
        return (e.code() == null ? "it ended" : "it exited with code " + e.code()) + when + excuse;
    }
}
