package actos.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * Why something lies in {@code dead/messages} or {@code dead/spawn}: the {@code .why} beside it.
 *
 * @param reason one of the contract's words for a message ({@code unknown-actor}, {@code bad-name}, {@code malformed},
 *     {@code too-big}, {@code not-a-file}, {@code poison}, {@code dropped}); {@code refused} for a request
 * @param id the message's number; null for a request
 * @param to the receiver, where it is known
 * @param from the sender, or null
 * @param cause the number of the message that the sender was handling, or null
 * @param at when it was buried
 * @param attempts how often it was delivered
 * @param originalName its file name, with odd characters escaped
 * @param field the field of a request that was wrong, or null
 * @param detail a sentence that names the value
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"reason", "id", "to", "from", "cause", "at", "attempts", "originalName", "field", "detail"})
public record Why(
        String reason,
        Long id,
        String to,
        ActorId from,
        Long cause,
        Instant at,
        int attempts,
        String originalName,
        String field,
        String detail) {}
