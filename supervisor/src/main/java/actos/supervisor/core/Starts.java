package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Phase;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may be starting at the same time: a start needs a processor, and with many more of them than processors none gets
 * ready. Each process that starts has a place until it is ready or has ended, or until it turns out to wait for something
 * else than a processor: another actor, say, which may be waiting for a place itself. Those that find none are pending, and
 * come in the order in which they have asked.
 */
final class Starts {
    /** How often those that start are looked at while others wait. */
    private static final long LOOK_EVERY = Duration.ofMillis(250).toNanos();
    /** Who has used less of its time than one part in this many waits for something else than a processor. */
    private static final int IDLE = 4;

    private final int places;
    private final Set<ActorState> starting = new LinkedHashSet<>();
    private final Set<ActorId> waiting = new LinkedHashSet<>();
    /** Who has waited for the place that there is now. */
    private ActorId called;

    private boolean isLooking;

    Starts(int places) {
        this.places = places;
    }

    /** Whether it may start now; if not, its turn comes. */
    boolean mayStart(ActorState actor) {
        boolean isItsTurn = waiting.isEmpty() || actor.id.equals(called);
        if (isItsTurn && !isFull()) {
            waiting.remove(actor.id);
            called = null;
            return true;
        }
        waiting.add(actor.id);
        return false;
    }

    /** It is being started from now on. */
    void begin(ActorState actor) {
        actor.startSeen = null;
        starting.add(actor);
    }

    /** Nothing is known of it any more. */
    void forget(ActorState actor) {
        starting.remove(actor);
        waiting.remove(actor.id);
    }

    private boolean isFull() {
        starting.removeIf(actor -> actor.phase != Phase.STARTING || actor.rise != ActorState.Rise.NOT_YET);
        return starting.size() >= places;
    }

    /** Whose turn it is now that there is a place; null if there is none, or nobody waits. */
    ActorId next() {
        if (waiting.isEmpty() || isFull()) {
            return null;
        }
        Iterator<ActorId> first = waiting.iterator();
        called = first.next();
        first.remove();
        return called;
    }

    /** As long as somebody waits, those that have a place are looked at now and then. */
    void keepLooking(World world, Now now) {
        if (!isLooking && !waiting.isEmpty()) {
            isLooking = true;
            world.timers.set(now.nanos() + LOOK_EVERY, Timers.Kind.STARTS, null, 0);
        }
    }

    void look(List<Effect> out) {
        isLooking = false;
        if (!waiting.isEmpty() && isFull()) {
            starting.forEach(actor -> out.add(new Effect.LookAtStart(actor.id, actor.pid)));
        }
    }

    /** A process that starts was looked at. */
    void seen(ActorState actor, Event.StartSeen now) {
        Event.StartSeen before = actor.startSeen;
        long time = now.livedNanos() - (before == null ? 0 : before.livedNanos());
        if (time >= LOOK_EVERY / 2) {
            long busy = busy(now) - (before == null ? 0 : busy(before));
            if (busy < time / IDLE) {
                starting.remove(actor);
            }
            actor.startSeen = now;
        }
    }

    private static long busy(Event.StartSeen e) {
        return e.ranNanos() + e.waitedNanos();
    }
}
