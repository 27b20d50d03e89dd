package actos.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What {@code asks/R.json} says: this actor has asked something, under the name R, and waits for the answer. It is all
 * that is known about the question between then and now, so it survives whatever ends.
 *
 * @param to who was asked
 * @param within how long the answer may take, as {@link Durations} writes it
 * @param keep what the actor wants to know again when the answer comes
 * @param from the sender of the message that was handled when it asked, or null for a person or script
 * @param name that sender's name for it
 */
@JsonPropertyOrder({"to", "within", "keep", "from", "name"})
public record Question(ActorId to, String within, JsonNode keep, ActorId from, MessageName name) {
    private static final String LATE = ".late";
    private static final String ASK_LATE = ".ask" + LATE;

    /** The message to oneself that comes when the time for an answer is over. */
    public static MessageName late(MessageName question) {
        return new MessageName(question + LATE);
    }

    /** The question that has the envelope's message for its answer or for the end of its time; null for any other. */
    public static MessageName tiedTo(Envelope envelope) {
        return tiedTo(envelope.to(), envelope.from(), envelope.name(), envelope.inReplyTo());
    }

    /** The same by the parts of the message. */
    public static MessageName tiedTo(ActorId to, ActorId from, MessageName name, MessageName inReplyTo) {
        if (inReplyTo != null && inReplyTo.isAsk()) {
            return inReplyTo;
        }
        return to.equals(from) ? ofLate(name) : null;
    }

    /** Whether the message says that the time for an answer is over. */
    public static boolean isLate(Envelope envelope) {
        return envelope.to().equals(envelope.from()) && ofLate(envelope.name()) != null;
    }

    /** The question for whose answer the time is over when a message of this name comes; null for any other name. */
    public static MessageName ofLate(MessageName name) {
        String value = name.value();
        return value.endsWith(ASK_LATE) ? new MessageName(value.substring(0, value.length() - LATE.length())) : null;
    }
}
