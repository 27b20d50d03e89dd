package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import actos.protocol.Restart;
import actos.protocol.Supervision;
import actos.protocol.Supervision.AutoShutdown;
import actos.protocol.Supervision.Order;
import actos.protocol.Supervision.Strategy;
import actos.supervisor.core.ActorState.EndStage;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Supervision trees: which children are started and stopped when, what one's end means for the others, and when a parent
 * fails. What a parent is about is not remembered anywhere: it follows from its own phase and those of its children. So
 * whenever one of them has changed the parent is {@link Family#stir stirred}, and {@link #settle} lets happen what can happen next:
 * those that are to go down go down, in reverse order, and then those that wait rise, in order. After a crash of the
 * supervisor that is all there is to do as well.
 *
 * <p>Static children are those of the parent's specification; its strategy is about them. Dynamic children came later, by
 * requests that name their parent: each stands for itself, and none survives a restart of the parent.
 */
final class Tree {
    private Tree() {}

    // ---- going down -------------------------------------------------------------------------------------------------

    /**
     * Children go down before their parent does.
     *
     * @param atOnce whether they are given no time and no order
     * @return whether there is somebody to wait for
     */
    static boolean takeDown(World world, ActorState parent, boolean atOnce, Now now, List<Effect> out) {
        boolean isUp = false;
        for (ActorState child : Family.children(world, parent)) {
            if (child.phase == Phase.PENDING) {
                continue;
            }
            Wanted wanted = isKept(world, parent, child) ? Wanted.PEND : Wanted.STOP;
            doom(world, child, wanted, "its parent " + parent.id + " ends", out);
            if (atOnce && child.phase != Phase.PENDING && child.phase != Phase.ENDING) {
                Lifecycle.goDown(world, child, Duration.ZERO, now, out);
            }
            isUp |= child.phase != Phase.PENDING;
        }
        Family.stir(world, parent);
        return isUp;
    }

    /** Whether a child waits for its parent's next start, and does not end for good with it. */
    private static boolean isKept(World world, ActorState parent, ActorState child) {
        return world.shutdownAt == null
                && RestartRule.mayComeBack(parent)
                && child.spec.restart() != Restart.TEMPORARY
                && Family.isStatic(world, parent, child.id);
    }

    /** It is to go down when its turn comes; until then it gets no mail. */
    private static void doom(World world, ActorState child, Wanted wanted, String why, List<Effect> out) {
        if (wanted == Wanted.PEND && child.phase == Phase.RESTARTING) {
            child.enter(Phase.PENDING);
        } else {
            Lifecycle.mark(child, wanted, why, out);
        }
        if (child.shutdown == null && world.shutdownAt != null && RestartRule.wouldLiveOn(child)) {
            child.shutdown = world.shutdownAt;
        }
    }

    /** Tells those to end whose turn it is; whether somebody is still to go down. */
    private static boolean tellNext(World world, ActorState parent, Now now, List<Effect> out) {
        boolean isUp = false;
        for (ActorState child : Family.dynamics(world, parent)) {
            isUp |= tellIfDoomed(world, child, now, out);
        }
        if (isUp) {
            return true;
        }
        List<ActorState> statics = Family.statics(parent);
        Collections.reverse(statics);
        for (ActorState child : statics) {
            isUp |= tellIfDoomed(world, child, now, out);
            if (isUp && parent.spec.supervision().order() == Order.SEQUENTIAL) {
                return true;
            }
        }
        return isUp;
    }

    private static boolean tellIfDoomed(World world, ActorState child, Now now, List<Effect> out) {
        if (child.wanted == Wanted.RUN || child.phase == Phase.PENDING) {
            return false;
        }
        if (child.phase != Phase.STOPPING && child.phase != Phase.ENDING) {
            Lifecycle.goDown(world, child, Lifecycle.patience(world, child, now), now, out);
        }
        return true;
    }

    /** Before a parent is buried its children are, which have no processes by now; whether there are any. */
    static boolean buryChildren(World world, ActorState parent, Now now, List<Effect> out) {
        List<ActorState> children = Family.children(world, parent);
        for (ActorState child : children) {
            if (child.phase == Phase.PENDING) {
                child.shutdown = parent.shutdown;
                Lifecycle.end(
                        world, child, Wanted.STOP, "its parent " + parent.id + " has ended", Duration.ZERO, now, out);
            }
        }
        return !children.isEmpty();
    }

    /** A child is going to be started again: the parent's strategy says who else is. */
    static void spread(World world, ActorState parent, ActorState child, List<Effect> out) {
        Strategy strategy = parent.spec.supervision().strategy();
        if (strategy == Strategy.ONE_FOR_ONE || !Family.isStatic(world, parent, child.id)) {
            return;
        }
        boolean isAffected = strategy == Strategy.ONE_FOR_ALL;
        String why = child.id + " has ended, and the strategy of " + parent.id + " is " + strategy;
        for (ActorSpec spec : parent.spec.supervision().children()) {
            ActorState sibling = world.actors.get(spec.id());
            if (spec.id().equals(child.id)) {
                isAffected = true;
            } else if (isAffected && !Family.isChild(sibling, parent)) {
                Family.plant(world, parent.id, spec, false, out);
            } else if (isAffected && sibling.phase != Phase.PENDING) {
                boolean isTemporary = spec.restart() == Restart.TEMPORARY;
                doom(world, sibling, isTemporary ? Wanted.STOP : Wanted.PEND, why, out);
            }
        }
        Family.stir(world, parent);
    }

    /** It takes its children down and ends, abnormally; its own parent says what comes of that. */
    static void fail(World world, ActorState parent, String why, Now now, List<Effect> out) {
        if (parent.wanted == Wanted.RUN) {
            out.add(new Effect.NoteGivenUp(parent.id, why));
            Lifecycle.end(world, parent, Wanted.FAIL, why, parent.spec.stopTimeout(), now, out);
        }
    }

    /** A child has ended by itself for good: is that the end of its parent's work? */
    static void considerLeaving(World world, ActorState parent, ActorState child, Now now, List<Effect> out) {
        AutoShutdown rule = parent.spec.supervision().autoShutdown();
        if (!child.spec.supervision().significant() || rule == AutoShutdown.NEVER || parent.wanted != Wanted.RUN) {
            return;
        }
        boolean isLast = Family.children(world, parent).stream()
                .noneMatch(other -> other != child && other.spec.supervision().significant());
        if (rule == AutoShutdown.ANY || isLast) {
            String why =
                    "its " + (rule == AutoShutdown.ANY ? "" : "last ") + "significant child " + child.id + " has ended";
            Lifecycle.end(world, parent, Wanted.LEAVE, why, parent.spec.stopTimeout(), now, out);
        }
    }

    /** Lets happen what can happen now. */
    static void settle(World world, Now now, List<Effect> out) {
        for (ActorState actor; (actor = next(world)) != null; ) {
            world.concerned = actor;
            advance(world, actor, now, out);
        }
        world.starts.keepLooking(world, now);
    }

    /** Who is to be looked at: somebody about whom something has changed, else one whose process has a place now. */
    private static ActorState next(World world) {
        while (!world.stirred.isEmpty()) {
            Iterator<ActorId> first = world.stirred.iterator();
            ActorState actor = world.actors.get(first.next());
            first.remove();
            if (actor != null) {
                return actor;
            }
        }
        for (ActorId id; (id = world.starts.next()) != null; ) {
            ActorState actor = world.actors.get(id);
            if (actor != null && actor.phase == Phase.PENDING) {
                ActorState parent = Family.parent(world, actor);
                return parent == null ? actor : parent;
            }
        }
        return null;
    }

    private static void advance(World world, ActorState actor, Now now, List<Effect> out) {
        switch (actor.phase) {
            case PENDING -> {
                if (actor.spec.supervision().parent() == null) {
                    Lifecycle.raise(world, actor, now, out);
                }
            }
            case STARTING, READY -> {
                Supervision s = actor.spec.supervision();
                boolean keepsOrder = actor.phase == Phase.STARTING || s.strategy() != Strategy.ONE_FOR_ONE;
                if (!tellNext(world, actor, now, out) || !keepsOrder) {
                    raiseNext(world, actor, keepsOrder && s.order() == Order.SEQUENTIAL, now, out);
                }
            }
            case STOPPING -> {
                if (actor.wanted != Wanted.RUN && !actor.told && !tellNext(world, actor, now, out)) {
                    Lifecycle.tell(world, actor, Lifecycle.patience(world, actor, now), now, out);
                }
            }
            case ENDING -> {
                if (actor.endStage == EndStage.CHILDREN && !tellNext(world, actor, now, out)) {
                    Ending.childrenAreDown(world, actor, now, out);
                } else if (actor.endStage == EndStage.HEIRS
                        && Family.children(world, actor).isEmpty()) {
                    Ending.bury(world, actor, now, out);
                }
            }
            case RESTARTING -> {
                // its children wait
            }
        }
    }

    private static void raiseNext(World world, ActorState parent, boolean oneByOne, Now now, List<Effect> out) {
        if (parent.wanted != Wanted.RUN || parent.rise == ActorState.Rise.NOT_YET) {
            return; // it is to go down itself, or its own process comes first
        }
        boolean isComplete = world.planting.isEmpty();
        for (ActorState child : Family.statics(parent)) {
            if (child.phase == Phase.PENDING) {
                Lifecycle.raise(world, child, now, out);
            }
            isComplete &= child.phase == Phase.READY;
            if (!isComplete && oneByOne) {
                return;
            }
        }
        if (isComplete && parent.phase == Phase.STARTING) {
            Lifecycle.isUp(world, parent, now, out);
        }
        if (parent.phase == Phase.READY) {
            for (ActorState child : Family.dynamics(world, parent)) {
                if (child.phase == Phase.PENDING) {
                    Lifecycle.raise(world, child, now, out);
                }
            }
        }
    }
}
