package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import actos.protocol.Supervision;
import actos.supervisor.core.ActorState.Wanted;
import java.util.List;
import java.util.Set;

/**
 * How actors come to be: from requests, from their parents' specifications, and from directories that somebody has put into
 * {@code running/}. Each takes its place in its tree, where its start may have to wait.
 */
final class NewActors {
    private NewActors() {}

    static void accepted(World world, Event.Accepted e, Now now, List<Effect> out) {
        ActorState actor = Family.begin(world, new ActorState(e.id(), e.spec(), now.wall(), world.changes), out);
        actor.onTrial = actor.spec.supervision().parent() != null;
        Watching.greet(world, actor, now, out);
        comeIn(world, actor, now, out);
    }

    /** A new actor takes its place in its tree, where its start may have to wait. */
    private static void comeIn(World world, ActorState actor, Now now, List<Effect> out) {
        Family.join(world, actor, out);
        if (actor.spec.supervision().isAlone()) {
            Lifecycle.raise(world, actor, now, out);
        } else {
            Family.plant(world, actor.id, actor.spec, out);
            actor.enter(Phase.PENDING);
            Family.stir(world, actor);
        }
    }

    /** Somebody has put a directory into {@code running/}. */
    static void directoryFound(World world, Event.DirectoryFound e, List<Effect> out) {
        if (world.shutdownAt != null || world.actors.containsKey(e.id())) {
            return;
        }
        String misplaced = misplaced(world, e.id(), e.spec().supervision());
        if (misplaced != null) {
            out.add(new Effect.NoteMisplaced(e.id(), misplaced));
        } else if (!hasChildrenToCome(world, e.spec().supervision())) { // they come first, each at its place
            out.add(new Effect.TakeIn(e.id(), e.spec(), e.isCopy()));
        }
    }

    static void takenIn(World world, Event.TakenIn e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), now.wall(), world.changes);
        actor.isOld = true;
        actor.comesBack = !e.isCopy();
        Resumption.hasMail(world, actor, e.waiting(), e.held(), now);
        if (e.before() != null) {
            Resumption.hasHistory(actor, e.before(), now);
        }
        Family.begin(world, actor, out);
        ActorState parent = Family.parent(world, actor);
        actor.onTrial = parent != null && parent.phase == Phase.READY;
        out.add(new Effect.ListSpool(actor.id));
        Watching.greet(world, actor, now, out);
        Family.joinChildren(world, actor, out);
        comeIn(world, actor, now, out);
    }

    static void planted(World world, Effect.Plant e, Now now, List<Effect> out) {
        ActorSpec spec = world.planting.remove(e.id());
        if (spec == null) {
            return;
        }
        ActorState actor = new ActorState(e.id(), spec, now.wall(), world.changes);
        actor.enter(Phase.PENDING);
        Family.begin(world, actor, out);
        Family.join(world, actor, out);
        Watching.greet(world, actor, now, out);
        if (world.planting.isEmpty()) {
            world.stirred.addAll(world.actors.keySet());
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
                    Family.plant(world, parent.id, child, false, out);
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
