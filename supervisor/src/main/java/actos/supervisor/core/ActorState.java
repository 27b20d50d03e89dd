package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known of one actor: what it is (phase, process, mail), what is wanted of it, and what was done towards that.
 * Written by the core only; the shell reads it to publish the status.
 */
public final class ActorState {
    /** What the actor should be doing. */
    enum Wanted {
        RUN,
        STOP
    }

    /** How far the end of an actor has come; each step waits for an event. */
    enum Farewell {
        NOT_YET,
        /** Its group is being cleared. */
        GROUP,
        /** What it sent is being seen. */
        DRAWER,
        /** Its current message goes back. */
        MAIL,
        /** Its directory is being moved away. */
        GRAVE
    }

    final ActorId id;
    final ActorSpec spec;
    final Instant since;
    final Mailbox mailbox = new Mailbox();
    /** Messages that a person holds back, by number. */
    final Map<Long, Message> held = new HashMap<>();
    /** When delayed messages are due on the monotonic clock, by number: a timer of another time is out of date. */
    final Map<Long, Long> dueNanos = new HashMap<>();

    Phase phase = Phase.STARTING;
    Wanted wanted = Wanted.RUN;
    Farewell farewell = Farewell.NOT_YET;
    long pid;
    long startedNanos;
    String whyStopped;
    Integer code;
    String signal;

    Message current;
    long deliveredNanos;
    Instant deliveredAt;
    boolean delivering;
    /** Since when {@code current} has not been there without having been seen to go, or 0. */
    long missingSinceNanos;
    /** Whether it was signalled once more because its message has been current for too long. */
    boolean reminded;

    long handled;

    private final Changes changes;

    ActorState(ActorId id, ActorSpec spec, Instant since, Changes changes) {
        this.id = id;
        this.spec = spec;
        this.since = since;
        this.changes = changes;
        changes.phaseOf(this);
    }

    void enter(Phase next) {
        phase = next;
        changes.phaseOf(this);
    }

    void touch() {
        changes.countsOf(this);
    }

    public ActorId id() {
        return id;
    }

    public ActorSpec spec() {
        return spec;
    }

    public Phase phase() {
        return phase;
    }

    /** The process, or 0. */
    public long pid() {
        return pid;
    }

    /** When it was started. */
    public Instant since() {
        return since;
    }

    /** How many messages wait. */
    public int waiting() {
        return mailbox.size();
    }

    /** How many messages it has handled. */
    public long handled() {
        return handled;
    }

    /** The message that is current, or null. */
    public Message current() {
        return current;
    }

    /** When the current message was delivered. */
    public Instant deliveredAt() {
        return deliveredAt;
    }

    /** Whether its message has been current for longer than the specification's {@code handleTimeout}. */
    public boolean isStalled(Now now) {
        return current != null
                && now.nanos() - deliveredNanos > spec.handleTimeout().toNanos();
    }
}
