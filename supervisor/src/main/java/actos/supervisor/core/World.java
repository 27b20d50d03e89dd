package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything the supervisor remembers. It can be rebuilt from the directory, so losing it loses nothing. Used by the
 * loop's one thread.
 */
public final class World {
    /** A sender and a receiver: what order is kept between. {@code from} is null for people and scripts. */
    record Pair(ActorId from, ActorId to) {}

    /** A file that cannot be taken yet. */
    static final class Held {
        final String file;
        /** What its sender was handling when the file was first seen, or null. */
        final Message cause;

        long fingerprint;
        /** Since when it has been like this. */
        long sinceNanos;
        /** Whether it is not complete, so that its sender may still be writing; else its receiver is unknown. */
        boolean unfinished;
        /** Whether it was complete when it was last seen: a number that was closed then is still so if it is the same. */
        boolean complete;

        Held(String file, Message cause) {
            this.file = file;
            this.cause = cause;
        }
    }

    /** A request that is not complete: what it looks like, since when, and when it was seen last. */
    record Unfinished(long fingerprint, long sinceNanos, long seenNanos) {}

    /** Counts since this supervisor started. */
    public static final class Counts {
        public long taken;
        public long delivered;
        public long done;
        public long dead;
    }

    final Map<ActorId, ActorState> actors = new LinkedHashMap<>();
    /** Those that are left to the next supervisor, since this one has a fault that concerns them. */
    final Set<ActorId> setAside = new HashSet<>();
    /** Whom it is about that is being decided just now, or null: if that fails, it is set aside. */
    ActorState concerned;

    /** Ids in {@code running/} that belong to no known actor: not to be given away. */
    final Set<ActorId> strangers = new HashSet<>();

    /** Ids of directories in {@code running/} that are no actors' yet. */
    Set<ActorId> awaited = Set.of();

    /** Requests that are not complete, by their files. */
    final Map<String, Unfinished> requests = new HashMap<>();

    /** Static children whose directories are to be made. */
    final Map<ActorId, ActorSpec> planting = new LinkedHashMap<>();
    /** Whose static child an id is, also while there is no such actor. */
    final Map<ActorId, ActorId> claims = new HashMap<>();
    /** Who hears of this one's ends. */
    final Map<ActorId, Set<ActorId>> watchers = new HashMap<>();
    /** Whose children have changed, so that they are to be looked at before the next event. */
    final Set<ActorId> stirred = new LinkedHashSet<>();

    /** Whose mail may go by now, so that it is to be looked at before the next event. */
    final ArrayDeque<ActorState> mail = new ArrayDeque<>();

    /** What cannot be taken yet by the files' names, oldest first. */
    final Map<Pair, Map<String, Held>> held = new HashMap<>();
    /** How many unfinished files there are at the head of a queue in {@link #held}, by sender. */
    final Map<ActorId, Integer> unfinished = new HashMap<>();

    final Timers timers = new Timers();
    final Pauses pauses = new Pauses();
    Breakpoints breakpoints = new Breakpoints(List.of());
    final Counts counts = new Counts();
    final Changes changes = new Changes();
    /** Who may be starting now, and who waits for that. */
    final Starts starts;

    final boolean immediate;

    Duration cycle;
    Duration stopTimeout;
    long lastId;
    /** With {@code --scan-only}: messages above this number were taken in this cycle and wait for the next. */
    long sealedId;

    /** When the supervisor was told to end, or null. */
    Instant shutdownAt;
    /** Until when actors have time to end then. */
    long shutdownNanos;

    /**
     * @param immediate whether mail is delivered as it comes, or with {@code --scan-only} once a cycle
     * @param cycle the scan interval
     * @param stopTimeout how long actors have to end at shutdown
     * @param lastId message numbers are used up to here
     * @param startsAtOnce how many processes may be starting at the same time
     */
    public World(boolean immediate, Duration cycle, Duration stopTimeout, long lastId, int startsAtOnce) {
        this.immediate = immediate;
        this.cycle = cycle;
        this.stopTimeout = stopTimeout;
        this.lastId = lastId;
        this.starts = new Starts(startsAtOnce);
    }

    /** The actor's first message goes after this event if it can go then. */
    void considerMail(ActorState actor) {
        mail.add(actor);
    }

    /** Whether the actor can be given a message. */
    boolean isFree(ActorState actor) {
        return actor.phase == Phase.READY
                && actor.wanted == ActorState.Wanted.RUN
                && actor.current == null
                && !actor.delivering
                && !actor.unswept
                && !unfinished.containsKey(actor.id);
    }

    /** How long actors have to end when the supervisor is told to. */
    public Duration stopTimeout() {
        return stopTimeout;
    }

    /** All actors, in the order in which they were started. */
    public Collection<ActorState> actors() {
        return Collections.unmodifiableCollection(actors.values());
    }

    /** The actor, or null. */
    public ActorState actor(ActorId id) {
        return actors.get(id);
    }

    /** Whom it was about that was decided last; null if nobody, or somebody who is not there any more. */
    public ActorId concerned() {
        return concerned == null ? null : concerned.id;
    }

    /** Whether this actor is left to the next supervisor. */
    public boolean isSetAside(ActorId id) {
        return setAside.contains(id);
    }

    /** Whether the system is paused. */
    public boolean isPaused() {
        return pauses.holdAll();
    }

    /** Whether anything is paused. */
    public boolean isAnyPaused() {
        return pauses.holdAny();
    }

    /** Whether this actor itself is paused. */
    public boolean isPaused(ActorId id) {
        return pauses.holdOnly(id);
    }

    /** Whether the supervisor was told to end. */
    public boolean isShuttingDown() {
        return shutdownAt != null;
    }

    /** When the supervisor was told to end, or null. */
    public Instant shutdownAt() {
        return shutdownAt;
    }

    /** The last message number that was used. */
    public long lastId() {
        return lastId;
    }

    /** Message numbers are used up to here at least. */
    public void numbersAreUsedUpTo(long id) {
        lastId = Math.max(lastId, id);
    }

    /** The scan interval has changed. */
    public void setCycle(Duration newCycle) {
        cycle = newCycle;
    }

    /** The scan interval. */
    public Duration cycle() {
        return cycle;
    }

    /** Whether mail is delivered as it comes, not once a cycle. */
    public boolean immediate() {
        return immediate;
    }

    /** Counts since this supervisor started. */
    public Counts counts() {
        return counts;
    }

    /** What is not published yet. */
    public Changes changes() {
        return changes;
    }

    /** Nanoseconds until the next timer is due; {@code Long.MAX_VALUE} if there is none. */
    public long untilNextTimer(Now now) {
        return timers.untilNext(now.nanos());
    }

    /** Whether there is, or may be, a directory of this name that is not known as an actor now, but will be. */
    boolean isToCome(ActorId id) {
        return awaited.contains(id) || setAside.contains(id);
    }

    long nextId() {
        return ++lastId;
    }
}
