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
}
