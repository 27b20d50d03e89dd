package actos.act.look;

import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.JournalEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** How it is told who has changed a part of a state last, or why nobody knows. */
record LastChangeView(ActorId actor, String query, LastChange change) {
    String sentence() {
        String is = actor + " " + Names.printable(query) + " is " + shown(change.values());
        String when = " at " + Text.precise(change.at());
        String was = change.before() == null ? "" : " from " + shown(change.before());
        return switch (by()) {
            case "message" -> is + ": message " + change.message() + " changed it" + was + when;
            case "hand" -> is + ": changed by hand" + was + when;
            case "image" -> is + ": changed" + was + " by loading image " + Names.printable(load()) + when;
            case "restart" -> is + ": set back" + was + " by a restart" + when;
            case "start" -> is + ": so it began" + when;
            case "gap" ->
                is + ": it became so" + was + " while no supervisor saw it, before " + Text.precise(change.at());
            default -> is + ": so it was" + when + ", and the journal tells no earlier state";
        };
    }

    /** Who has changed it. */
    private String by() {
        if (change.isBeginning()) {
            return "start";
        } else if (change.before() == null) {
            return "unknown";
        } else if (change.message() != 0) {
            return "message";
        } else if (change.event() instanceof JournalEvent.Change) {
            return load() == null ? "hand" : "image";
        }
        return change.event() instanceof ActorEvents.Started ? "restart" : "gap";
    }

    private String load() {
        return ((JournalEvent.Change) change.event()).load();
    }

    private static String shown(List<JsonNode> values) {
        return values.isEmpty()
                ? "nothing"
                : values.stream().map(value -> Text.oneLine(Json.bytes(value))).collect(Collectors.joining(", "));
    }

    ObjectNode json() {
        String by = by();
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("actor", actor.value()).put("query", query);
        json.set("values", array(change.values()));
        json.set("before", change.before() == null ? null : array(change.before()));
        json.put("by", by).put("load", by.equals("image") ? load() : null);
        json.put("seq", change.seq()).put("at", change.at().toString());
        json.put("id", change.message() == 0 ? null : (Long) change.message());
        return json;
    }

    private static ArrayNode array(List<JsonNode> values) {
        return Json.mapper().createArrayNode().addAll(values);
    }
}
