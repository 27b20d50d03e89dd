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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Supervision trees: which children are started and stopped when, what one's end means for the others, and when a parent
 * fails. What a parent is about is not remembered anywhere: it follows from its own phase and those of its children. So
 * whenever one of them has changed the parent is {@link #stir stirred}, and {@link #settle} lets happen what can happen next:
 * those that are to go down go down, in reverse order, and then those that wait rise, in order. After a crash of the
 * supervisor that is all there is to do as well.
 *
 * <p>Static children are those of the parent's specification; its strategy is about them. Dynamic children came later, by
 * requests that name their parent: each stands for itself, and none survives a restart of the parent.
 */
final class Tree {
    private Tree() {}

    // ---- who belongs to whom ----------------------------------------------------------------------------------------

    /** The actor whose child it is; null if it is nobody's, or that one is not there. */
    static ActorState parent(World world, ActorState actor) {
        ActorId parent = actor.spec.supervision().parent();
        return parent == null ? null : world.actors.get(parent);
    }

    private static boolean isStatic(World world, ActorState parent, ActorId child) {
        return parent.id.equals(world.claims.get(child));
    }

    private static boolean isChild(ActorState actor, ActorState parent) {
        return actor != null && parent.id.equals(actor.spec.supervision().parent());
    }

    /** Its static children that there are, in order. */
    private static List<ActorState> statics(ActorState parent) {
        List<ActorState> statics = new ArrayList<>(parent.statics.values());
        statics.removeIf(Objects::isNull);
        return statics;
    }

    /** Its other children, the youngest first. */
    private static List<ActorState> dynamics(World world, ActorState parent) {
        List<ActorState> dynamics = new ArrayList<>();
        parent.dynamics.forEach(id -> dynamics.add(world.actors.get(id)));
        dynamics.removeIf(Objects::isNull);
        Collections.reverse(dynamics);
        return dynamics;
    }

    /** All its children in the order in which they are stopped. */
    private static List<ActorState> children(World world, ActorState parent) {
        List<ActorState> children = statics(parent);
        Collections.reverse(children);
        children.addAll(0, dynamics(world, parent));
        return children;
    }

    /** It has its place among its parent's children, and the ids of its own are nobody else's from now on. */
    static void claim(World world, ActorState actor) {
        for (ActorSpec spec : actor.spec.supervision().children()) {
            ActorState child = world.actors.get(spec.id());
            world.claims.put(spec.id(), actor.id);
            actor.statics.put(spec.id(), isChild(child, actor) ? child : null);
        }
        ActorState parent = parent(world, actor);
        if (parent != null) {
            parent.statics.replace(actor.id, actor);
        }
    }

    /** It is there from now on, as its parent's child. */
    static void join(World world, ActorState actor, List<Effect> out) {
        ActorState parent = parent(world, actor);
        if (parent != null) {
            join(world, parent, actor, out);
            stir(world, parent);
        }
    }

    /** It is there, and children that came before it may be, too. */
    static void joinChildren(World world, ActorState parent, List<Effect> out) {
        for (ActorState actor : world.actors.values()) {
            if (isChild(actor, parent)) {
                join(world, parent, actor, out);
            }
        }
    }

    private static void join(World world, ActorState parent, ActorState child, List<Effect> out) {
        if (!isStatic(world, parent, child.id)) {
            parent.dynamics.add(child.id);
        }
        out.add(new Effect.LinkChild(parent.id, child.id));
    }

    /** It is gone. */
    static void left(World world, ActorState actor, List<Effect> out) {
        actor.spec.supervision().children().forEach(child -> world.claims.remove(child.id(), actor.id));
        ActorState parent = leave(world, actor);
        if (parent != null) {
            out.add(new Effect.UnlinkChild(parent.id, actor.id));
        }
    }

    /** Its parent does without it; who that is, or null. */
    static ActorState leave(World world, ActorState actor) {
        ActorState parent = parent(world, actor);
        if (parent != null) {
            parent.statics.replace(actor.id, null);
            parent.dynamics.remove(actor.id);
            stir(world, parent);
        }
        return parent;
    }

    /** Whether a new actor can be called so: nobody is, and nobody's child is or will be, but for this parent's. */
    static boolean isFree(World world, ActorId id, ActorId parent) {
        ActorId claimed = world.claims.get(id);
        return !world.actors.containsKey(id)
                && !world.planting.containsKey(id)
                && (claimed == null || claimed.equals(parent));
    }

    /** It is started again: what its children did under it before is over. */
    static void beginAnew(ActorState parent) {
        parent.childRestarts.beginAnew();
        statics(parent).forEach(child -> child.restarts.beginAnew());
    }

    // ---- making children --------------------------------------------------------------------------------------------

    /** Static children that are not there get their directories, and theirs theirs. */
    static void plant(World world, ActorId parent, ActorSpec spec, List<Effect> out) {
        for (ActorSpec child : spec.supervision().children()) {
            plant(world, parent, child, true, out);
        }
    }

    private static void plant(World world, ActorId parent, ActorSpec child, boolean evenTemporary, List<Effect> out) {
        ActorId id = child.id();
        if (world.actors.containsKey(id)
                || world.planting.containsKey(id)
                || world.isToCome(id)
                || !evenTemporary && child.restart() == Restart.TEMPORARY) {
            return;
        }
        ActorSpec placed = child.resolved(
                id,
                child.path(),
                child.supervision().with(parent, child.supervision().children()));
        world.planting.put(id, placed);
        out.add(new Effect.Plant(id, placed));
        plant(world, id, placed, out);
    }

    static void planted(World world, Event.Planted e, Now now, List<Effect> out) {
        ActorSpec spec = world.planting.remove(e.id());
        if (spec == null) {
            return;
        }
        ActorState actor = new ActorState(e.id(), spec, now.wall(), world.changes);
        actor.enter(Phase.PENDING);
        Lifecycle.begin(world, actor, out);
        join(world, actor, out);
        Watching.greet(world, actor, now, out);
        if (world.planting.isEmpty()) {
            world.stirred.addAll(world.actors.keySet());
        }
    }

    /** What the disk refused is tried again, unless the parent has gone meanwhile. */
    static void cycleBegan(World world, List<Effect> out) {
        world.planting.values().removeIf(spec -> {
            ActorId parent = spec.supervision().parent();
            return !world.actors.containsKey(parent) && !world.planting.containsKey(parent);
        });
        world.planting.forEach((id, spec) -> out.add(new Effect.Plant(id, spec)));
    }

    // ---- going down -------------------------------------------------------------------------------------------------

    /**
     * Children go down before their parent does.
     *
     * @param atOnce whether they are given no time and no order
     * @return whether there is somebody to wait for
     */
    static boolean takeDown(World world, ActorState parent, boolean atOnce, Now now, List<Effect> out) {
        boolean isUp = false;
        for (ActorState child : children(world, parent)) {
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
        stir(world, parent);
        return isUp;
    }

    /** Whether it is up though one above it has ended, so that nobody from there upwards reaches it any more. */
    static boolean isOrphaned(World world, ActorState actor) {
        ActorState above = actor.phase == Phase.ENDING ? null : parent(world, actor);
        while (above != null && above.phase != Phase.ENDING) {
            above = parent(world, above);
        }
        return above != null;
    }

    /** Whether a child waits for its parent's next start, and does not end for good with it. */
    private static boolean isKept(World world, ActorState parent, ActorState child) {
        return world.shutdownAt == null
                && Ending.mayComeBack(parent)
                && child.spec.restart() != Restart.TEMPORARY
                && isStatic(world, parent, child.id);
    }

    /** It is to go down when its turn comes; until then it gets no mail. */
    private static void doom(World world, ActorState child, Wanted wanted, String why, List<Effect> out) {
        if (wanted == Wanted.PEND && child.phase == Phase.RESTARTING) {
            child.enter(Phase.PENDING);
        } else {
            Lifecycle.mark(child, wanted, why, out);
        }
        if (child.shutdown == null && world.shutdownAt != null && Ending.wouldLiveOn(child)) {
            child.shutdown = world.shutdownAt;
        }
    }

    /** Tells those to end whose turn it is; whether somebody is still to go down. */
    private static boolean tellNext(World world, ActorState parent, Now now, List<Effect> out) {
        boolean isUp = false;
        for (ActorState child : dynamics(world, parent)) {
            isUp |= tellIfDoomed(world, child, now, out);
        }
        if (isUp) {
            return true;
        }
        List<ActorState> statics = statics(parent);
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
        List<ActorState> children = children(world, parent);
        for (ActorState child : children) {
            if (child.phase == Phase.PENDING) {
                child.shutdown = parent.shutdown;
                Lifecycle.end(
                        world, child, Wanted.STOP, "its parent " + parent.id + " has ended", Duration.ZERO, now, out);
            }
        }
        return !children.isEmpty();
    }

    // ---- what an end means for others -------------------------------------------------------------------------------

    /** One more restart under this parent. False if that is one too many. */
    static boolean isAllowed(ActorState parent, Now now) {
        boolean isAllowed = parent.childRestarts.isAllowed(parent.spec, now);
        parent.enter(parent.phase); // a supervisor after this one has to know
        return isAllowed;
    }

    /** A child is going to be started again: the parent's strategy says who else is. */
    static void spread(World world, ActorState parent, ActorState child, List<Effect> out) {
        Strategy strategy = parent.spec.supervision().strategy();
        if (strategy == Strategy.ONE_FOR_ONE || !isStatic(world, parent, child.id)) {
            return;
        }
        boolean isAffected = strategy == Strategy.ONE_FOR_ALL;
        String why = child.id + " has ended, and the strategy of " + parent.id + " is " + strategy;
        for (ActorSpec spec : parent.spec.supervision().children()) {
            ActorState sibling = world.actors.get(spec.id());
            if (spec.id().equals(child.id)) {
                isAffected = true;
            } else if (isAffected && !isChild(sibling, parent)) {
                plant(world, parent.id, spec, false, out);
            } else if (isAffected && sibling.phase != Phase.PENDING) {
                boolean isTemporary = spec.restart() == Restart.TEMPORARY;
                doom(world, sibling, isTemporary ? Wanted.STOP : Wanted.PEND, why, out);
            }
        }
        stir(world, parent);
    }

    /** It takes its children down and ends, abnormally; its own parent says what comes of that. */
    static void fail(World world, ActorState parent, String why, Now now, List<Effect> out) {
        if (parent.wanted == Wanted.RUN) {
            out.add(new Effect.NoteGivenUp(parent.id, why));
            Lifecycle.end(world, parent, Wanted.FAIL, why, parent.spec.stopTimeout(), now, out);
        }
    }

    /** Whether a child waits for another start, and does not end for good, when it makes its parent give up. */
    static boolean outlivesFailure(World world, ActorState parent, ActorState child) {
        return parent.spec.supervision().parent() != null
                && parent.spec.restart() != Restart.TEMPORARY
                && child.spec.restart() != Restart.TEMPORARY
                && isStatic(world, parent, child.id);
    }

    /** A child has ended by itself for good: is that the end of its parent's work? */
    static void considerLeaving(World world, ActorState parent, ActorState child, Now now, List<Effect> out) {
        AutoShutdown rule = parent.spec.supervision().autoShutdown();
        if (!child.spec.supervision().significant() || rule == AutoShutdown.NEVER || parent.wanted != Wanted.RUN) {
            return;
        }
        boolean isLast = children(world, parent).stream()
                .noneMatch(other -> other != child && other.spec.supervision().significant());
        if (rule == AutoShutdown.ANY || isLast) {
            String why =
                    "its " + (rule == AutoShutdown.ANY ? "" : "last ") + "significant child " + child.id + " has ended";
            Lifecycle.end(world, parent, Wanted.LEAVE, why, parent.spec.stopTimeout(), now, out);
        }
    }

    // ---- what comes next --------------------------------------------------------------------------------------------

    /** Something about this actor or its children has changed: it is looked at before the next event. */
    static void stir(World world, ActorState actor) {
        if (actor != null) {
            world.stirred.add(actor.id);
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
                ActorState parent = parent(world, actor);
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
                        && children(world, actor).isEmpty()) {
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
        for (ActorState child : statics(parent)) {
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
            for (ActorState child : dynamics(world, parent)) {
                if (child.phase == Phase.PENDING) {
                    Lifecycle.raise(world, child, now, out);
                }
            }
        }
    }

    // ---- after a crash of the supervisor ----------------------------------------------------------------------------

    /** All that was there before is known again. */
    static void resume(World world, Now now, List<Effect> out) {
        for (ActorState actor : List.copyOf(world.actors.values())) {
            join(world, actor, out);
            ActorState parent = parent(world, actor);
            actor.onTrial &= parent != null && !isStatic(world, parent, actor.id);
            boolean hasBegun = actor.phase == Phase.READY || actor.pid != 0 || actor.phase == Phase.ENDING;
            if (!hasBegun) {
                plant(world, actor.id, actor.spec, out);
            }
            if (!hasBegun && actor.lastEnd == null) {
                Watching.greet(world, actor, now, out);
            }
            if (actor.wanted == Wanted.FAIL || actor.wanted == Wanted.LEAVE) {
                Lifecycle.end(world, actor, actor.wanted, actor.why, actor.spec.stopTimeout(), now, out);
            }
            stir(world, actor);
        }
    }

    /**
     * Directories in {@code running/} are as they are now: who has a parent that is not there and does not come, ends; a
     * child that was to come and does not is made.
     */
    static void directoriesWait(World world, Set<ActorId> ids, Now now, List<Effect> out) {
        Set<ActorId> before = world.awaited;
        world.awaited = Set.copyOf(ids);
        endOrphans(world, now, out);
        for (ActorState parent : List.copyOf(world.actors.values())) {
            for (ActorSpec child : parent.spec.supervision().children()) {
                if (before.contains(child.id()) && parent.wanted == Wanted.RUN) {
                    plant(world, parent.id, child, false, out);
                }
            }
        }
    }

    private static void endOrphans(World world, Now now, List<Effect> out) {
        for (ActorState actor : List.copyOf(world.actors.values())) {
            ActorId parent = actor.spec.supervision().parent();
            if (parent != null && !world.actors.containsKey(parent) && !world.isToCome(parent)) {
                String why = "its parent " + parent + " is not there";
                Lifecycle.end(world, actor, Wanted.STOP, why, actor.spec.stopTimeout(), now, out);
            }
        }
    }

    /** Why a directory that was put into {@code running/} cannot have its place in a tree; null if it can, now or later. */
    static String misplaced(World world, ActorId id, Supervision place) {
        ActorId parent = place.parent();
        if (parent != null && !world.actors.containsKey(parent) && !world.awaited.contains(parent)) {
            return "its parent \"" + parent + "\" is not running";
        }
        for (ActorId above = parent; above != null; ) {
            if (above.equals(id)) {
                return "its parent \"" + parent + "\" is among its own children";
            }
            ActorState actor = world.actors.get(above);
            above = actor == null ? null : actor.spec.supervision().parent();
        }
        for (ActorSpec child : place.children()) {
            ActorState other = world.actors.get(child.id());
            if (world.claims.containsKey(child.id())
                    || other != null && !id.equals(other.spec.supervision().parent())) {
                return "its child \"" + child.id() + "\" is there already and belongs elsewhere";
            }
        }
        return null;
    }

    /** Whether some of its static children are directories in {@code running/} that are no actors' yet. */
    static boolean hasChildrenToCome(World world, Supervision place) {
        return place.children().stream()
                .anyMatch(child -> world.awaited.contains(child.id()) && !world.actors.containsKey(child.id()));
    }
}
