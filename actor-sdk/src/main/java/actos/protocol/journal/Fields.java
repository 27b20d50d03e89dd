package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The fields of a line that is read. What is not there is null or 0; what cannot be is {@link actos.protocol.Refused}. */
record Fields(ObjectNode line) {
    String text(String field) {
        return line.path(field).textValue();
    }

    long number(String field) {
        return line.path(field).longValue();
    }

    int count(String field) {
        return line.path(field).intValue();
    }

    Integer code(String field) {
        JsonNode value = line.path(field);
        return value.isNumber() ? (Integer) value.intValue() : null;
    }

    boolean flag(String field) {
        return line.path(field).booleanValue();
    }

    ActorId actor(String field) {
        String text = text(field);
        return text == null ? null : ActorId.party(text);
    }

    MessageName name(String field) {
        String text = text(field);
        return text == null ? null : new MessageName(text);
    }

    Instant time(String field) {
        String text = text(field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Refused(field, "no time: " + text);
        }
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        line.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    Recorded content(String field) {
        JsonNode value = line.get(field);
        if (value != null) {
            byte[] bytes = Json.bytes(value);
            return Recorded.of(bytes, bytes.length);
        }
        JsonNode size = line.get(field + "Size");
        return size == null ? null : Recorded.large(size.longValue(), text(field + "Sha256"));
    }
}
