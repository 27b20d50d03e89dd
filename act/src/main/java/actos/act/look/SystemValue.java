package actos.act.look;

import actos.act.history.RecordedBytes;
import actos.act.replay.PastActor;
import actos.act.replay.Replay;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Refused;
import actos.protocol.journal.Recorded;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A system at one moment after the other as one JSON value: {@code {"actors":{ID:STATE},"mail":[{"id","to","from","body"}]}}.
 * What stays the same from one to the next is parsed once. Used by one thread.
 */
final class SystemValue {
    private final RecordedBytes recorded;
    /** What was parsed for the value before. */
    private IdentityHashMap<Recorded, JsonNode> parsed = new IdentityHashMap<>();

    SystemValue(RecordedBytes recorded) {
        this.recorded = recorded;
    }

    /** The value now; what is not known in it is null. */
    ObjectNode of(Replay then) {
        IdentityHashMap<Recorded, JsonNode> now = new IdentityHashMap<>();
        ObjectNode value = Json.mapper().createObjectNode();
        ObjectNode states = value.putObject("actors");
        ArrayNode mail = value.putArray("mail");
        for (Map.Entry<ActorId, PastActor> actor : then.actors().entrySet()) {
            states.set(actor.getKey().value(), content(actor.getValue().state(), now));
            for (PastActor.Mail message : actor.getValue().mail().values()) {
                ActorId from = message.name().from();
                mail.addObject()
                        .put("id", message.name().id())
                        .put("to", actor.getKey().value())
                        .put("from", from == null ? null : from.value())
                        .set("body", content(then.body(message.name().id()), now));
            }
        }
        parsed = now;
        return value;
    }

    private JsonNode content(Recorded content, IdentityHashMap<Recorded, JsonNode> now) {
        JsonNode value = content == null ? NullNode.instance : parsed.get(content);
        if (value == null) {
            value = parse(recorded.of(content));
        }
        if (content != null) {
            now.put(content, value);
        }
        return value;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return bytes == null ? NullNode.instance : Json.parse(bytes);
        } catch (Refused tooLong) {
            return NullNode.instance;
        }
    }
}
