package actos.supervisor.core;

import actos.protocol.ActorExit;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is known of one actor: what it is (phase, process, mail), what is wanted of it, and what was done towards that.
 * Written by the core only; the shell reads it to publish the status.
 */
public final class ActorState {
    /** What the actor should be doing. */
    enum Wanted {
        RUN,
        /** It is to end and to be started again. */
        RESTART,
        /** It is to end and to wait until its tree lets it start again. */
        PEND,
        /** It is to end because nothing is left to do: as if it had exited with code 0. */
        LEAVE,
        /** It is to end because its children could not be kept running: as if it had crashed. */
        FAIL,
        /** It is to end for good. */
        STOP
    }

    /** What becomes of an actor that has ended. */
    enum Fate {
        /** It is started again, after {@link #delay}. */
        AGAIN,
        /** It waits until its tree lets it start again. */
        PENDING,
        /** It goes on without the process that has played it. */
        DETACHED,
        /** It was restarted too often, or could not be started: it or its parent gives up. */
        FAILURE,
        /** Its directory is moved away. */
        GRAVE
    }

    /** How far it has come since its last start. */
    enum Rise {
        NOT_YET,
        /** Its process is ready; its children need not be. */
        ITSELF,
        /** It has been ready. */
        ALL
    }

    /** How far the end of an actor has come; each step waits for an event. */
    enum EndStage {
        NOT_YET,
        /** Its group is being cleared. */
        GROUP,
        /** What it had committed is being put into effect. */
        COMMIT,
        /** What it sent is being seen. */
        DRAWER,
        /** Its children are being taken down. */
        CHILDREN,
        /** Its current message goes back. */
        MAIL,
        /** Those that watch it are being told. */
        NEWS,
        /** Its children, which waited for it, are being buried. */
        HEIRS,
        /** Its directory is being moved away. */
        GRAVE
    }

    final ActorId id;
    ActorSpec spec;
    Instant since;
    final Restarts restarts = new Restarts();
    /** How often its children were started again lately, all together. */
    final Restarts childRestarts = new Restarts();
    /** Its children in the order of its specification; null for each that is not there. */
    final Map<ActorId, ActorState> statics = new LinkedHashMap<>();
    /** Its children that are not in its specification, oldest first. */
    final Set<ActorId> dynamics = new LinkedHashSet<>();

    final Mailbox mailbox = new Mailbox();
    /** Messages that are held back, by a person or by the actor itself, by number. */
    final Map<Long, HeldBack> held = new HashMap<>();
    /** When delayed messages are due on the monotonic clock, by number: a timer of another time is out of date. */
    final Map<Long, Long> dueNanos = new HashMap<>();

    Phase phase = Phase.STARTING;
    Wanted wanted = Wanted.RUN;
    EndStage endStage = EndStage.NOT_YET;
    Rise rise = Rise.NOT_YET;
    /** Whether it was told to end, by a signal, not only its children. */
    boolean told;
    /** What was decided about it, while it is ending. */
    Fate fate;
    /** See {@link Fate#AGAIN}. */
    Duration delay = Duration.ZERO;

    long pid;
    long startedNanos;
    /** Whether its time to get ready is over, if it did not spend any of it waiting for a processor. */
    boolean mustBeReady;
    /** How its start came on when that was last looked at, or null. */
    Event.StartSeen startSeen;
    /** Why it was told to end, or null. */
    String why;
    /** Whether its last end was asked for, or has an excuse, such as a full disk: then neither it nor its message is to blame. */
    boolean excused;
    /** Whether its last end was that of a program that had nothing left to do. */
    boolean normal;
    /** When the shutdown of the supervisor began that ends it; null if none does. */
    Instant shutdown;

    /** How it has ended, while it is ending. */
    Effect.End end;

    ActorExit lastEnd;
    /** Whether it was there before this supervisor, or was brought back: then what its children do are no failed starts. */
    boolean isOld;
    /** Whether it has run before, and is not ready for the first time since it was brought back: it gets there, however long it takes. */
    boolean comesBack;
    /**
     * Whether somebody has asked for it under a parent that runs, and it has not been up yet: if it cannot be started, that is
     * for whoever has asked to know, and is nobody else's business.
     */
    boolean onTrial;
    /** Whether it was KILLed because it did not get ready in time. */
    boolean late;
    /** When it will be started again on the wall clock, for people to see; null if it does not wait for that. */
    Instant nextStart;

    Message current;
    long deliveredNanos;
    Instant deliveredAt;
    boolean delivering;
    /** The step that has asked for the delivery that is under way, or null. */
    Event.StepRequested step;
    /** The number of the message that has hit a breakpoint, and is not held against any again; or 0. */
    long passing;
    /** The message that it has handled last, as long as what it sent meanwhile is not all seen. */
    Message handledLast;
    /** Whether what lies in its drawer since before this supervisor has not all been seen. */
    boolean unswept;
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

    /** Whether a process plays it that was started elsewhere: it is told when to look, and never ended. */
    boolean isAttached() {
        return spec.manual() && pid != 0;
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

    /** How often it was started again. */
    public int restarts() {
        return restarts.total();
    }

    /** When it was started again lately, on the wall clock. */
    public List<Instant> restartedAt(Now now) {
        return restarts.instants(now);
    }

    /** When its children were started again lately, on the wall clock. */
    public List<Instant> childRestarts(Now now) {
        return childRestarts.instants(now);
    }

    /** What its tree wants of it, if a supervisor after this one has to know; else null. */
    public String wantedByTree() {
        return switch (wanted) {
            case PEND, LEAVE, FAIL -> wanted.name().toLowerCase(Locale.ROOT);
            case RUN, RESTART, STOP -> null;
        };
    }

    /** What {@link #wantedByTree()} has said. */
    static Wanted wantedByTree(String text) {
        for (Wanted wanted : List.of(Wanted.PEND, Wanted.LEAVE, Wanted.FAIL)) {
            if (wanted.name().equalsIgnoreCase(text)) {
                return wanted;
            }
        }
        return Wanted.RUN;
    }

    /** Why it was told to end, or null. */
    public String why() {
        return why;
    }

    /** When it will be started again, or null. */
    public Instant nextStart() {
        return nextStart;
    }

    /** How it ended the last time, or null. */
    public ActorExit lastEnd() {
        return lastEnd;
    }

    /** How many messages wait. */
    public int waiting() {
        return mailbox.size();
    }

    /** Shows each message that waits, in no certain order; the current one is not among them. */
    public void eachWaiting(Consumer<Message> to) {
        mailbox.forEach(to);
    }

    /** The messages that a person, or the actor itself, holds back. */
    public Collection<HeldBack> heldBack() {
        return Collections.unmodifiableCollection(held.values());
    }

    /** How many messages it has handled. */
    public long handled() {
        return handled;
    }

    /** The message that is current, or null. */
    public Message current() {
        return current;
    }

    /** Whether {@code current} was not there when it was looked for last, without having been seen to go. */
    public boolean isCurrentMissing() {
        return missingSinceNanos != 0;
    }

    /** When the current message was delivered. */
    public Instant deliveredAt() {
        return deliveredAt;
    }

    /** Whether its message has been current for longer than the specification's {@code handleTimeout}; a person takes time. */
    public boolean isStalled(Now now) {
        return current != null
                && (pid != 0 || !spec.manual())
                && now.nanos() - deliveredNanos > spec.handleTimeout().toNanos();
    }

    /** From now on this is what it handles. */
    void becameCurrent(Message message, Now now) {
        delivering = false;
        current = message;
        deliveredNanos = now.nanos();
        deliveredAt = now.wall();
        missingSinceNanos = 0;
        reminded = false;
        passing = 0;
        touch();
    }
}
