package actos.act.trace;

import actos.act.term.Embedded;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The diagram as one JSON object: lanes by their place, moments by their place in {@code times}. */
final class JsonForm {
    private final Diagram diagram;

    JsonForm(Diagram diagram) {
        this.diagram = diagram;
    }

    ObjectNode json() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("firstSeq", diagram.firstSeq());
        json.put("cut", diagram.isCut());
        ArrayNode lanes = json.putArray("lanes");
        diagram.lanes()
                .forEach(lane -> lanes.addObject().put("name", lane.name()).put("outside", lane.isOutside()));
        ArrayNode quiet = json.putArray("quiet");
        diagram.quiet().forEach(quiet::add);
        ArrayNode times = json.putArray("times");
        diagram.moments().forEach(moment -> times.add(moment.at().toString()));
        ArrayNode messages = json.putArray("messages");
        diagram.messages().forEach(message -> message(messages.addObject(), message));
        ArrayNode marks = json.putArray("marks");
        diagram.moments().stream()
                .filter(moment -> moment.mark() != null)
                .forEach(moment -> mark(marks.addObject(), moment));
        return json;
    }

    private static void message(ObjectNode json, Message message) {
        json.put("id", message.id());
        json.put(
                "from", message.from() == null ? null : (Integer) message.from().index());
        json.put("to", message.to().index());
        json.put("cause", message.cause() == 0 ? null : (Long) message.cause());
        json.put("sent", index(message.sent()));
        json.put("fate", message.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        json.put("changed", message.isChanged());
        content(json, "body", message.body());
        ArrayNode handlings = json.putArray("handlings");
        for (Handling handling : message.handlings()) {
            ObjectNode each = handlings.addObject();
            each.put("attempt", handling.attempt());
            each.put("begun", handling.begun().index());
            each.put("ended", index(handling.ended()));
            each.put("end", handling.end().name().toLowerCase(Locale.ROOT));
            each.put(
                    "tookUs",
                    handling.took() == null ? null : (Long) (handling.took().toNanos() / 1000));
            content(each, "before", handling.before());
            content(each, "after", handling.after());
        }
    }

    private static void mark(ObjectNode json, Moment moment) {
        Mark mark = moment.mark();
        json.put("moment", moment.index());
        json.put("kind", mark.kind().name().toLowerCase(Locale.ROOT));
        json.put("lane", mark.lane() == null ? null : (Integer) mark.lane().index());
        json.put(
                "message", mark.message() == null ? null : (Long) mark.message().id());
        json.put("text", mark.text());
    }

    /** All of it, or {@code FIELDText} its beginning and {@code FIELDSize} how much it is. */
    private static void content(ObjectNode json, String field, Content content) {
        if (content == null || content.isWhole()) {
            Embedded.put(json, field, content == null ? null : content.bytes());
        } else {
            json.put(field + "Text", new String(content.bytes(), StandardCharsets.UTF_8));
            json.put(field + "Size", content.size());
        }
    }

    private static Integer index(Moment moment) {
        return moment == null ? null : (Integer) moment.index();
    }
}
