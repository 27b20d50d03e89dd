package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Refused;
import actos.protocol.Supervision;
import actos.supervisor.core.ActorState.Wanted;
import java.util.List;

/** Requests to start an actor: which id it gets, or why it gets none. */
final class Requests {
    private static final int MAX_ID = 64;

    private Requests() {}

    /** What is not JSON has two cycles to become so, from its last change on. */
    static void unfinished(World world, Event.RequestUnfinished e, Now now, List<Effect> out) {
        World.Unfinished before = world.requests.get(e.file());
        boolean isSame = before != null && before.fingerprint() == e.fingerprint();
        long since = isSame ? before.sinceNanos() : now.nanos();
        if (isSame && now.nanos() - since >= 2 * world.cycle.toNanos()) {
            world.requests.remove(e.file());
            out.add(new Effect.Refuse(e.file(), null, e.detail()));
        } else {
            world.requests.put(e.file(), new World.Unfinished(e.fingerprint(), since, now.nanos()));
        }
    }

    /** Those that are not seen any more were taken away. */
    static void cycleBegan(World world, Now now) {
        world.requests.values().removeIf(r -> now.nanos() - r.seenNanos() > 2 * world.cycle.toNanos());
    }

    static void found(World world, Event.RequestFound e, List<Effect> out) {
        world.requests.remove(e.request() + ".json");
        if (world.shutdownAt != null) {
            return; // it stays in spawn/ for the next supervisor
        }
        ActorId wanted = e.spec().id();
        ActorId id = wanted == null
                ? freeId(world, e.request(), e.spec().supervision().parent())
                : wanted;
        Refused fault = fault(world, id, e.spec().supervision());
        if (fault == null) {
            out.add(new Effect.Accept(e.request(), id, e.spec()));
        } else {
            out.add(new Effect.Refuse(e.request() + ".json", fault.field(), fault.getMessage()));
        }
    }

    private static Refused fault(World world, ActorId id, Supervision place) {
        ActorId parent = place.parent();
        if (!isFree(world, id, parent)) {
            ActorId claimed = world.claims.get(id);
            String why = claimed == null || claimed.equals(parent)
                    ? "an actor of that name is running"
                    : "it is a child of " + claimed;
            return new Refused("id", "id \"" + id + "\" is taken: " + why);
        }
        ActorState above = parent == null ? null : world.actors.get(parent);
        if (parent != null && (above == null || above.wanted == Wanted.STOP)) {
            String what = above == null ? "there is no such actor" : "it is being stopped";
            return new Refused("parent", "parent \"" + parent + "\" can have no children: " + what);
        }
        if (place.significant()
                && (above == null || above.spec.supervision().autoShutdown() == Supervision.AutoShutdown.NEVER)) {
            return new Refused(
                    "significant", "significant has no meaning without a parent that has an \"autoShutdown\"");
        }
        return childrensFault(world, id, place);
    }

    /** The ids in a tree differ from each other, but the topmost one may have been chosen only now. */
    private static Refused childrensFault(World world, ActorId top, Supervision place) {
        for (ActorSpec child : place.children()) {
            ActorId id = child.id();
            if (id.equals(top) || world.claims.containsKey(id) || !isFree(world, id, null)) {
                return new Refused("id", "the child's id \"" + id + "\" is taken: an actor of that name is running");
            }
            Refused below = childrensFault(world, top, child.supervision());
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    static void bad(World world, Event.RequestBad e, List<Effect> out) {
        world.requests.remove(e.file());
        out.add(new Effect.Refuse(e.file(), e.field(), e.detail()));
    }

    /** There is a directory of that name which is no actor of ours. */
    static void idTaken(World world, Event.IdTaken e, List<Effect> out) {
        world.strangers.add(e.id());
        found(world, new Event.RequestFound(e.request(), e.spec()), out);
    }

    private static boolean isFree(World world, ActorId id, ActorId parent) {
        return Family.isFree(world, id, parent) && !world.strangers.contains(id);
    }

    /** The request's name if that is a free valid id, else NAME-2, NAME-3…; a name that is no id begins with actor. */
    private static ActorId freeId(World world, String request, ActorId parent) {
        String base = ActorId.isValid(request) ? request : "actor";
        ActorId id = new ActorId(base);
        for (int n = 2; !isFree(world, id, parent); n++) {
            String suffix = "-" + n;
            id = new ActorId(base.substring(0, Math.min(base.length(), MAX_ID - suffix.length())) + suffix);
        }
        return id;
    }
}
