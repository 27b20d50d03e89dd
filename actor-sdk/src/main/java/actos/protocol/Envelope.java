package actos.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * What {@code envelope.json} says about the message that is current.
 *
 * @param id the message's number
 * @param name the sender's name for it
 * @param from the sender, or null for a person or script
 * @param to the receiver
 * @param cause the number of the message that the sender was handling, or null
 * @param inReplyTo the name under which the receiver sent the message that this one answers, or null
 * @param sentAt when the sender wrote it
 * @param attempt 1 for the first delivery
 * @param seed what the names of all that is sent while it is handled begin with; null, and absent on disk, where a
 *     supervisor before this one has written the envelope
 * @param order where its place in the mailbox is, if that is not where its number would put it; else null, and then
 *     absent on disk
 */
@JsonPropertyOrder({"id", "name", "from", "to", "cause", "inReplyTo", "sentAt", "attempt", "seed", "order"})
public record Envelope(
        long id,
        MessageName name,
        ActorId from,
        ActorId to,
        Long cause,
        MessageName inReplyTo,
        Instant sentAt,
        int attempt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Seed seed,
        @JsonInclude(JsonInclude.Include.NON_NULL) String order) {

    /** What the message is called when it waits; nobody knows any more for when it was delayed. */
    public SpoolName waitingName() {
        return new SpoolName(
                order != null && SpoolName.isOrder(order) ? order : SpoolName.order(id),
                id,
                from,
                cause == null ? 0 : cause,
                name,
                inReplyTo,
                0,
                Math.max(1, attempt));
    }
}
