package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Phase;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The end of the supervisor: all actors are ended, and what cannot be put away in time is left to the next one. */
final class Shutdown {
    /** How long a shutdown may take to put away what has ended, from the moment when nothing of it should live any more. */
    private static final Duration PUT_AWAY_WITHIN = Duration.ofSeconds(5);
    /** The same where somebody has asked twice. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private Shutdown() {}

    static void shutdownRequested(World world, Now now, List<Effect> out) {
        boolean isFirst = world.shutdownAt == null;
        Duration patience = isFirst ? world.stopTimeout : Duration.ZERO;
        world.shutdownNanos = now.nanos() + patience.toNanos();
        long over = world.shutdownNanos + (isFirst ? PUT_AWAY_WITHIN : AT_ONCE).toNanos();
        world.timers.set(over, Timers.Kind.SHUTDOWN, null, 0);
        world.shutdownAt = isFirst ? now.wall() : world.shutdownAt;
        List<ActorState> youngestFirst = new ArrayList<>(world.actors.values());
        Collections.reverse(youngestFirst);
        for (ActorState actor : youngestFirst) {
            if (actor.wanted != Wanted.STOP && RestartRule.wouldLiveOn(actor)) {
                actor.shutdown = world.shutdownAt;
            }
            if (Family.parent(world, actor) == null) { // children are taken down by their parents
                Lifecycle.end(world, actor, Wanted.STOP, "the supervisor was told to end", patience, now, out);
            } else if (actor.pid != 0 && (actor.told || !isFirst) && Family.isOrphaned(world, actor)) {
                Lifecycle.tell(
                        world, actor, patience, now, out); // its parent has told it already, or will not any more
            }
        }
        Ending.exitIfEmpty(world, out);
    }

    /** Whatever has failed, the supervisor ends: what could not be put away by now is left to the next one. */
    static void shutdownIsOver(World world, List<Effect> out) {
        for (ActorState actor : world.actors.values()) {
            if (actor.pid != 0 && actor.phase != Phase.ENDING && !actor.isAttached()) {
                out.add(new Effect.Kill(actor.id));
            }
        }
        List<ActorId> left = new ArrayList<>(world.actors.keySet());
        left.addAll(world.setAside);
        out.add(new Effect.Exit(left));
    }

    /**
     * This supervisor has a fault that concerns it: what is remembered of it may be wrong, so all of that is forgotten. To
     * the others it is as if it was waiting to start, until the next supervisor finds its directory and its process.
     */
    static void setAside(World world, ActorId id, List<Effect> out) {
        world.setAside.add(id);
        ActorState actor = world.actors.remove(id);
        if (actor != null) {
            world.changes.forget(actor);
            world.timers.forget(id);
            world.starts.forget(actor);
            Family.leave(world, actor);
        }
        out.add(new Effect.SetAside(id));
        Ending.exitIfEmpty(world, out);
    }
}
