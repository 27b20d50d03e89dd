package actos.supervisor.core;

import actos.protocol.ActorId;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;

/** What is to be looked at when, on the monotonic clock. A timer whose reason has gone is ignored when it fires. */
final class Timers {
    enum Kind {
        /** The actor must be ready. */
        READY,
        /** The actor must have ended. */
        ENDED,
        /** The actor is to be started again. */
        RESTART,
        /** A delayed message may be delivered. */
        DUE,
        /** A message that was delivered must have been read. */
        READ,
        /** Others wait for those that are starting. */
        STARTS,
        /** A shutdown must be over. */
        SHUTDOWN
    }

    /** @param id the actor, or null for {@code STARTS} and {@code SHUTDOWN}
     * @param subject the process for {@code READY} and {@code ENDED} (of a group a number below 1), how often the actor was started again for
     *     {@code RESTART}, the message's number for {@code DUE} and {@code READ} */
    record Timer(long nanos, Kind kind, ActorId id, long subject) {}

    private final PriorityQueue<Timer> queue = new PriorityQueue<>(Timers::compare);
    /** Those of deliveries, one for each: all take equally long, so they stand in their order. */
    private final Queue<Timer> deliveries = new ArrayDeque<>();

    /** Messages that are due at the same time come in the order in which they were taken. */
    private static int compare(Timer a, Timer b) {
        int sooner = Long.signum(a.nanos() - b.nanos()); // the clock may wrap around
        return sooner != 0 ? sooner : Long.compare(a.subject(), b.subject());
    }

    void set(long nanos, Kind kind, ActorId id, long subject) {
        (kind == Kind.READ ? deliveries : queue).add(new Timer(nanos, kind, id, subject));
    }

    /** Nanoseconds until the next timer is due, at least 0; {@code Long.MAX_VALUE} if there is none. */
    long untilNext(long nanos) {
        return Math.min(untilFirst(queue, nanos), untilFirst(deliveries, nanos));
    }

    /** The next timer that is due, removed; null if none is. */
    Timer pollDue(long nanos) {
        return untilFirst(deliveries, nanos) == 0
                ? deliveries.poll()
                : untilFirst(queue, nanos) == 0 ? queue.poll() : null;
    }

    /** The actor has left. */
    void forget(ActorId id) {
        queue.removeIf(timer -> id.equals(timer.id()));
        deliveries.removeIf(timer -> id.equals(timer.id()));
    }

    private static long untilFirst(Queue<Timer> timers, long nanos) {
        return timers.isEmpty() ? Long.MAX_VALUE : Math.max(0, timers.peek().nanos() - nanos);
    }
}
