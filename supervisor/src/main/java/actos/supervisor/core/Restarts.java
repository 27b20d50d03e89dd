package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/**
 * An actor's restarts: how many there may be, and how long each waits. The first is OTP's rule ({@code add_restart} in
 * {@code supervisor.erl}): keep the instants of those within the period, give up when there are more than the intensity
 * allows. On the monotonic clock.
 */
final class Restarts {
    private static final long LONG_AGO = 1_000_000_000;

    private final ArrayDeque<Long> instants = new ArrayDeque<>();
    private int total;
    /** How many ends there were without a period of peace between them. */
    private int inARow;

    private long lastEnd;

    int total() {
        return total;
    }

    /** It is being started again. */
    void count() {
        total++;
    }

    /** What they are about has been started anew, as a whole: from now on they count from zero. */
    void beginAnew() {
        instants.clear();
        inARow = 0;
    }

    /** One more restart that counts. False if that is one too many. */
    boolean isAllowed(ActorSpec spec, Now now) {
        instants.addLast(now.nanos());
        while (now.nanos() - instants.peekFirst() > spec.period().toNanos()) {
            instants.removeFirst();
        }
        return instants.size() <= spec.intensity();
    }

    /**
     * How long to wait after the end that there was just now: nothing the first time, then {@code first}, then twice as
     * long each time up to {@code max}, each ±20 %, differently for each actor: those that fell together do not rise
     * together.
     */
    Duration delay(ActorId id, ActorSpec spec, Now now) {
        if (inARow > 0 && now.nanos() - lastEnd > spec.period().toNanos()) {
            inARow = 0;
        }
        lastEnd = now.nanos();
        int before = inARow++;
        if (before == 0) {
            return Duration.ZERO;
        }
        Duration delay = spec.backoff().first();
        for (int i = 1; i < before && delay.compareTo(spec.backoff().max()) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        long nanos = Math.min(delay.toNanos(), spec.backoff().max().toNanos());
        int percent = 80 + Math.floorMod(id.value().hashCode() + 31 * before, 41);
        return Duration.ofNanos(nanos / 100 * percent);
    }

    /** The restarts that count, on the wall clock. */
    List<Instant> instants(Now now) {
        return instants.stream()
                .map(t -> now.wall().minusNanos(now.nanos() - t))
                .toList();
    }

    /** What a supervisor before this one has counted. A clock that was set back since makes them recent, not future. */
    void recover(int before, List<Instant> lately, Now now) {
        total = before;
        for (Instant instant : lately == null ? List.<Instant>of() : lately) {
            long ago = Math.max(0, now.wall().getEpochSecond() - instant.getEpochSecond());
            instants.addLast(
                    now.nanos() - Duration.ofSeconds(Math.min(ago, LONG_AGO)).toNanos());
        }
        inARow = instants.size();
        lastEnd = instants.isEmpty() ? now.nanos() : instants.peekLast();
    }
}
