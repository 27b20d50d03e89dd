package actos.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What the supervisor tells those who watch an actor, once for each of its ends: the body of a message from
 * {@link ActorId#SUPERVISOR}.
 *
 * @param event {@code "ended"}
 * @param id the actor that has ended
 * @param reason how, in a sentence
 * @param code its exit code, or null where there is none
 * @param willRestart whether it is going to be started again
 */
@JsonPropertyOrder({"event", "id", "reason", "code", "willRestart"})
public record Ended(String event, ActorId id, String reason, Integer code, boolean willRestart) {
    /** What {@link #event} says. */
    public static final String EVENT = "ended";

    /** It has ended. */
    public Ended(ActorId id, String reason, Integer code, boolean willRestart) {
        this(EVENT, id, reason, code, willRestart);
    }
}
