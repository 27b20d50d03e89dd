package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an actor asks of the supervisor, by a message to {@link ActorId#SUPERVISOR}: <code>{"watch": "ID"}</code>.
 *
 * @param watch whose ends it wants to hear of
 * @param isAnswered whether the message is the supervisor's answer already, that there is no such actor, on its way back
 */
public record Wish(ActorId watch, boolean isAnswered) {
    /**
     * Reads the message's body.
     *
     * @throws Refused if it asks for nothing that is known
     */
    public static Wish parse(byte[] json) {
        JsonNode node = Json.parse(json);
        if (node.size() == 1 && node.path("watch").isTextual()) {
            return new Wish(new ActorId(node.get("watch").textValue()), false);
        }
        if (Ended.EVENT.equals(node.path("event").textValue())
                && node.path("id").isTextual()) {
            return new Wish(new ActorId(node.get("id").textValue()), true);
        }
        throw new Refused(
                null, "the supervisor understands {\"watch\": \"ID\"}, not " + Names.printable(node.toString()));
    }
}
