package actos.supervisor.core;

import actos.protocol.ActorId;
import java.util.List;

/** Requests to start an actor: which id it gets, or why it gets none. */
final class Requests {
    private static final int MAX_ID = 64;

    private Requests() {}

    static void found(World world, Event.RequestFound e, List<Effect> out) {
        if (world.shutdownAt != null) {
            return; // it stays in spawn/ for the next supervisor
        }
        ActorId wanted = e.spec().id();
        if (wanted == null) {
            out.add(new Effect.Accept(e.request(), freeId(world, e.request()), e.spec()));
        } else if (isFree(world, wanted)) {
            out.add(new Effect.Accept(e.request(), wanted, e.spec()));
        } else {
            out.add(new Effect.Refuse(
                    e.request() + ".json", "id", "id \"" + wanted + "\" is taken: an actor of that name is running"));
        }
    }

    static void bad(Event.RequestBad e, List<Effect> out) {
        out.add(new Effect.Refuse(e.file(), e.field(), e.detail()));
    }

    /** There is a directory of that name which is no actor of ours. */
    static void idTaken(World world, Event.IdTaken e, List<Effect> out) {
        world.strangers.add(e.id());
        found(world, new Event.RequestFound(e.request(), e.spec()), out);
    }

    private static boolean isFree(World world, ActorId id) {
        return !world.actors.containsKey(id) && !world.strangers.contains(id);
    }

    /** The request's name if that is a free valid id, else NAME-2, NAME-3…; a name that is no id begins with actor. */
    private static ActorId freeId(World world, String request) {
        String base = ActorId.isValid(request) ? request : "actor";
        ActorId id = new ActorId(base);
        for (int n = 2; !isFree(world, id); n++) {
            String suffix = "-" + n;
            id = new ActorId(base.substring(0, Math.min(base.length(), MAX_ID - suffix.length())) + suffix);
        }
        return id;
    }
}
