package actos.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * What the supervisor knows of an actor: {@code status.json}. Phases are written at once, counts a few times a second.
 *
 * @param id the actor
 * @param phase where it is in its life
 * @param pid its process, or null for a manual actor or while there is none
 * @param startTime when the process started, in clock ticks since boot (field 22 of {@code /proc/PID/stat}), or null
 * @param bootId which boot of the machine that counts from, or null
 * @param inode of the actor's directory; a copy has another one
 * @param manual whether a person or a tool plays it
 * @param paused whether it has a control file {@code paused} of its own, so that nothing is delivered to it
 * @param since when the actor was started
 * @param restarts how often it was started again
 * @param restartedAt when it was started again lately: as far back as the specification's {@code period} counts
 * @param nextStart when it will be started again, or null if that is not what it waits for
 * @param waiting how many messages wait
 * @param handled how many messages it has handled
 * @param current the message that is current, or null
 * @param lastEnd how it ended the last time, or null
 * @param parent its place in the tree, or null
 * @param wanted what its tree wants of it, if that is something else than to run: {@code pend}, {@code fail} or
 *     {@code leave}; else null
 * @param why what {@code wanted} is about; null if it is
 * @param childRestarts when its children were started again lately: as far back as {@code period} counts
 */
@JsonPropertyOrder({
    "id",
    "phase",
    "pid",
    "startTime",
    "bootId",
    "inode",
    "manual",
    "paused",
    "since",
    "restarts",
    "restartedAt",
    "nextStart",
    "waiting",
    "handled",
    "current",
    "lastEnd",
    "parent",
    "wanted",
    "why",
    "childRestarts"
})
public record ActorStatus(
        ActorId id,
        Phase phase,
        Long pid,
        Long startTime,
        String bootId,
        long inode,
        boolean manual,
        boolean paused,
        Instant since,
        int restarts,
        List<Instant> restartedAt,
        Instant nextStart,
        long waiting,
        long handled,
        Current current,
        ActorExit lastEnd,
        ActorId parent,
        String wanted,
        String why,
        List<Instant> childRestarts) {

    /**
     * The message that is current.
     *
     * @param id its number
     * @param since when it was delivered
     * @param stalled whether it has been current for longer than {@code handleTimeout}
     */
    public record Current(long id, Instant since, boolean stalled) {}

    /** The status of an actor that was started at this time and about which nothing else is to be said. */
    public static Builder of(ActorId id, Phase phase, Instant since) {
        return new Builder(id, phase, since);
    }

    /** Puts a status together; what is not said is as with an actor that has just been made. Used by one thread. */
    public static final class Builder {
        private final ActorId id;
        private final Phase phase;
        private final Instant since;
        private Long pid;
        private Long startTime;
        private String bootId;
        private long inode;
        private boolean manual;
        private boolean paused;
        private int restarts;
        private List<Instant> restartedAt = List.of();
        private Instant nextStart;
        private long waiting;
        private long handled;
        private Current current;
        private ActorExit lastEnd;
        private ActorId parent;
        private String wanted;
        private String why;
        private List<Instant> childRestarts = List.of();

        private Builder(ActorId id, Phase phase, Instant since) {
            this.id = id;
            this.phase = phase;
            this.since = since;
        }

        /** @param process its process; null while there is none */
        public Builder process(ProcessIdentity process) {
            return process == null ? this : process(process.pid(), process.startTime(), process.bootId());
        }

        /** @param ticks when that process started, or null if that is not known */
        public Builder process(long number, Long ticks, String boot) {
            pid = number;
            startTime = ticks;
            bootId = boot;
            return this;
        }

        public Builder inode(long number) {
            inode = number;
            return this;
        }

        public Builder manual(boolean isManual) {
            manual = isManual;
            return this;
        }

        public Builder paused(boolean isPaused) {
            paused = isPaused;
            return this;
        }

        /**
         * @param times how often it was started again
         * @param lately when, as far back as counts
         */
        public Builder restarts(int times, List<Instant> lately) {
            restarts = times;
            restartedAt = lately;
            return this;
        }

        public Builder nextStart(Instant time) {
            nextStart = time;
            return this;
        }

        /** How many messages wait, and how many it has handled. */
        public Builder mail(long nowWaiting, long everHandled) {
            waiting = nowWaiting;
            handled = everHandled;
            return this;
        }

        public Builder current(Current message) {
            current = message;
            return this;
        }

        public Builder lastEnd(ActorExit end) {
            lastEnd = end;
            return this;
        }

        public Builder parent(ActorId actor) {
            parent = actor;
            return this;
        }

        /**
         * @param wish what its tree wants of it, or null
         * @param reason what that is about; counts for nothing without a wish
         */
        public Builder wanted(String wish, String reason) {
            wanted = wish;
            why = wish == null ? null : reason;
            return this;
        }

        public Builder childRestarts(List<Instant> lately) {
            childRestarts = lately;
            return this;
        }

        public ActorStatus build() {
            return new ActorStatus(
                    id,
                    phase,
                    pid,
                    startTime,
                    bootId,
                    inode,
                    manual,
                    paused,
                    since,
                    restarts,
                    restartedAt,
                    nextStart,
                    waiting,
                    handled,
                    current,
                    lastEnd,
                    parent,
                    wanted,
                    why,
                    childRestarts);
        }
    }
}
