package actos.actor;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * What came out of one message that an {@link ActorProbe} fed to its actor.
 *
 * @param replies what it sent to the message's sender
 * @param sends what it sent to others
 * @param asks what it asked, to be answered by {@link ActorProbe#answer}
 * @param spawns the actors it wants to be started, each with its id
 * @param stopped whether it wants to end
 * @param stashed whether it put the message back
 * @param log what it logged
 */
public record Outcome(
        List<JsonNode> replies,
        List<Sent> sends,
        List<Asked> asks,
        List<ActorSpec> spawns,
        boolean stopped,
        boolean stashed,
        List<String> log) {
    /**
     * A message that the actor sent.
     *
     * @param to the receiver
     * @param body what it says
     * @param delay how long it waits first; zero for not at all
     */
    public record Sent(ActorId to, JsonNode body, Duration delay) {}

    /** A question that the actor asked. */
    public static final class Asked {
        private final ActorId to;
        private final JsonNode body;
        private final Tie tie;

        Asked(ActorId to, JsonNode body, Tie tie) {
            this.to = to;
            this.body = body;
            this.tie = tie;
        }

        /** Who is asked. */
        public ActorId to() {
            return to;
        }

        /** What is asked. */
        public JsonNode body() {
            return body;
        }

        /** What the actor wants to know again when the answer comes. */
        public JsonNode kept() {
            return tie.question().keep();
        }

        Tie tie() {
            return tie;
        }
    }

    public Outcome {
        replies = List.copyOf(replies);
        sends = List.copyOf(sends);
        asks = List.copyOf(asks);
        spawns = List.copyOf(spawns);
        log = List.copyOf(log);
    }

    /**
     * The one reply.
     *
     * @throws AssertionError if there was none or more than one
     */
    public JsonNode reply() {
        if (replies.size() != 1) {
            throw new AssertionError("expected one reply but got " + replies);
        }
        return replies.get(0);
    }
}
