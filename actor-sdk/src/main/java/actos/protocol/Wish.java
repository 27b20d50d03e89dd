package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** What an actor asks of the supervisor, by a message to {@link ActorId#SUPERVISOR}. */
public sealed interface Wish {
    /**
     * To hear of an actor's ends: <code>{"watch": "ID"}</code>.
     *
     * @param isAnswered whether the message is the supervisor's answer already, that there is no such actor, on its way back
     */
    record Watch(ActorId id, boolean isAnswered) implements Wish {}

    /** To get again what it has put into its stash: <code>{"unstash": true}</code>. */
    record Unstash() implements Wish {}

    /**
     * Reads the message's body.
     *
     * @throws Refused if it asks for nothing that is known
     */
    static Wish parse(byte[] json) {
        JsonNode node = Json.parse(json);
        if (node.size() == 1 && node.path("watch").isTextual()) {
            return new Watch(new ActorId(node.get("watch").textValue()), false);
        }
        if (node.size() == 1 && node.path("unstash").booleanValue()) {
            return new Unstash();
        }
        if (Ended.EVENT.equals(node.path("event").textValue())
                && node.path("id").isTextual()) {
            return new Watch(new ActorId(node.get("id").textValue()), true);
        }
        throw new Refused(
                null,
                "the supervisor understands {\"watch\": \"ID\"} and {\"unstash\": true}, not "
                        + Names.printable(node.toString()));
    }
}
