package actos.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Who waits for the answer to a message, and how it calls that message: all that is needed to answer it at any time. It is
 * plain JSON, so it may be kept in a state or be sent.
 *
 * @param from the sender; null for a person or a script, whom nobody can answer
 * @param name its name for the message; null where that does not matter
 */
@JsonPropertyOrder({"from", "name"})
public record Asker(ActorId from, MessageName name) {}
