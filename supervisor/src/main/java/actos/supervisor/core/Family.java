package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import actos.protocol.Restart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Who belongs to whom: each actor's place in its tree, and the children that a specification asks for. Static children are
 * those of the parent's specification; its strategy is about them. Dynamic children came later, by requests that name their
 * parent: each stands for itself, and none survives a restart of the parent.
 */
final class Family {
    private Family() {}

    /** The actor whose child it is; null if it is nobody's, or that one is not there. */
    static ActorState parent(World world, ActorState actor) {
        ActorId parent = actor.spec.supervision().parent();
        return parent == null ? null : world.actors.get(parent);
    }

    static boolean isStatic(World world, ActorState parent, ActorId child) {
        return parent.id.equals(world.claims.get(child));
    }

    static boolean isChild(ActorState actor, ActorState parent) {
        return actor != null && parent.id.equals(actor.spec.supervision().parent());
    }

    /** Its static children that there are, in order. */
    static List<ActorState> statics(ActorState parent) {
        List<ActorState> statics = new ArrayList<>(parent.statics.values());
        statics.removeIf(Objects::isNull);
        return statics;
    }

    /** Its other children, the youngest first. */
    static List<ActorState> dynamics(World world, ActorState parent) {
        List<ActorState> dynamics = new ArrayList<>();
        parent.dynamics.forEach(id -> dynamics.add(world.actors.get(id)));
        dynamics.removeIf(Objects::isNull);
        Collections.reverse(dynamics);
        return dynamics;
    }

    /** All its children in the order in which they are stopped. */
    static List<ActorState> children(World world, ActorState parent) {
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

    static void join(World world, ActorState parent, ActorState child, List<Effect> out) {
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

    /** Static children that are not there get their directories, and theirs theirs. */
    static void plant(World world, ActorId parent, ActorSpec spec, List<Effect> out) {
        for (ActorSpec child : spec.supervision().children()) {
            plant(world, parent, child, true, out);
        }
    }

    static void plant(World world, ActorId parent, ActorSpec child, boolean evenTemporary, List<Effect> out) {
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

    /** What the disk refused is tried again, unless the parent has gone meanwhile. */
    static void cycleBegan(World world, List<Effect> out) {
        world.planting.values().removeIf(spec -> {
            ActorId parent = spec.supervision().parent();
            return !world.actors.containsKey(parent) && !world.planting.containsKey(parent);
        });
        world.planting.forEach((id, spec) -> out.add(new Effect.Plant(id, spec)));
    }

    /** Whether it is up though one above it has ended, so that nobody from there upwards reaches it any more. */
    static boolean isOrphaned(World world, ActorState actor) {
        ActorState above = actor.phase == Phase.ENDING ? null : parent(world, actor);
        while (above != null && above.phase != Phase.ENDING) {
            above = parent(world, above);
        }
        return above != null;
    }

    /** Something about this actor or its children has changed: it is looked at before the next event. */
    static void stir(World world, ActorState actor) {
        if (actor != null) {
            world.stirred.add(actor.id);
        }
    }

    static ActorState begin(World world, ActorState actor, List<Effect> out) {
        world.actors.put(actor.id, actor);
        world.concerned = actor;
        world.setAside.remove(actor.id);
        Routing.becameKnown(world, actor.id, out);
        claim(world, actor);
        Watching.begin(world, actor);
        return actor;
    }
}
