package actos.actor;

import actos.protocol.ActorId;
import actos.protocol.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What came of a question.
 *
 * @param from who has answered: who was asked, or to whom that one has forwarded it; if nobody did, who was asked
 * @param body the answer, or null if none came in time
 * @param error why there is none, as a sentence; or null
 * @param kept what the actor wanted to know again, as JSON
 */
public record Answer(ActorId from, JsonNode body, String error, JsonNode kept) {
    /**
     * What was kept, as a class of your own, typically a record.
     *
     * @throws IllegalArgumentException if it does not have that form
     */
    public <T> T keptAs(Class<T> type) {
        try {
            return Json.mapper().treeToValue(kept, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what was kept is no " + type.getSimpleName() + ": " + kept, e);
        }
    }
}
