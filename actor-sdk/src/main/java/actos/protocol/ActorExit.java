package actos.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * How an actor ended: {@code exit.json} in {@code dead/actors/ID@TIME/}.
 *
 * @param id the actor
 * @param code its exit code, or null where that is not known or a signal ended it
 * @param signal the name of the signal that ended it, such as {@code KILL}, or null. A process that exits with 128 + N
 *     by itself cannot be told from one that signal N ended.
 * @param why one sentence
 * @param at when
 * @param shutdown which shutdown of the supervisor ended it, by the time when that began; null if none did
 * @param lastOutput the last lines it printed
 */
@JsonPropertyOrder({"id", "code", "signal", "why", "at", "shutdown", "lastOutput"})
public record ActorExit(
        ActorId id, Integer code, String signal, String why, Instant at, Instant shutdown, List<String> lastOutput) {
    public ActorExit {
        lastOutput = lastOutput == null ? List.of() : lastOutput;
    }

    /** The exit code for "not my fault, try later" (EX_TEMPFAIL of sysexits.h): a full disk, say. Counts as no attempt. */
    public static final int TRY_LATER = 75;

    /** The exit code for "my state is to blame, not the message" (EX_CONFIG), which waits until the state has changed. */
    public static final int BAD_STATE = 78;
}
