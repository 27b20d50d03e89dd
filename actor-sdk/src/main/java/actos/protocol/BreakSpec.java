package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A breakpoint: what stands in {@code breaks/NAME.json}. All fields may be missing.
 *
 * @param actor at whose messages it stops, or null for every actor's
 * @param when the condition, or null for always
 * @param on what the condition is about
 * @param all whether a hit pauses the system and not only the actor
 */
public record BreakSpec(ActorId actor, Condition when, On on, boolean all) {
    private static final List<String> FIELDS = List.of("actor", "when", "on", "all");

    /** What a condition is about. */
    public enum On {
        /** The message's content. */
        MESSAGE,
        /** What {@code envelope.json} will say about it. */
        ENVELOPE,
        /** The state that the actor will find. */
        STATE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a breakpoint.
     *
     * @throws Refused naming the field, the value and what would be right
     */
    public static BreakSpec parse(byte[] json) {
        JsonNode node = Json.parse(json);
        if (!node.isObject()) {
            throw new Refused(null, "a breakpoint is a JSON object, not " + shown(node));
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new Refused(
                        field,
                        "unknown field \"" + Names.printable(field) + "\"; known are " + String.join(", ", FIELDS));
            }
        });
        String actor = text(node, "actor");
        String when = text(node, "when");
        return new BreakSpec(
                actor == null ? null : new ActorId(actor),
                when == null ? null : Condition.parse(when),
                on(text(node, "on")),
                all(node.get("all")));
    }

    /** Whether it stops this message. */
    public Condition.Verdict verdict(Deliverable message) throws IOException {
        return when == null ? Condition.Verdict.HOLDS : when.verdict(message.part(on));
    }

    /** Why its condition can be neither true nor false of this message; null if it can. */
    public String fault(Deliverable message) throws IOException {
        return when == null ? null : when.fault(message.part(on));
    }

    /** The breakpoint as an object that {@link #parse} reads back; what is as if nothing was said is left out. */
    public ObjectNode toJson() {
        ObjectNode out = Json.mapper().createObjectNode();
        if (actor != null) {
            out.put("actor", actor.value());
        }
        if (when != null) {
            out.put("when", when.toString());
        }
        if (on != On.MESSAGE) {
            out.put("on", on.toString());
        }
        if (all) {
            out.put("all", true);
        }
        return out;
    }

    /**
     * The name of a breakpoint, if it is one: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}.
     *
     * @throws Refused if it is none
     */
    public static String name(String text) {
        return Names.label("breakpoint", text);
    }

    private static On on(String text) {
        for (On on : On.values()) {
            if (text == null || on.toString().equals(text)) {
                return on;
            }
        }
        throw new Refused(
                "on", "on must be one of \"message\", \"envelope\", \"state\", not \"" + Names.printable(text) + "\"");
    }

    private static boolean all(JsonNode value) {
        if (value != null && !value.isNull() && !value.isBoolean()) {
            throw new Refused("all", "all must be true or false, not " + shown(value));
        }
        return value != null && value.booleanValue();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value != null && !value.isNull() && !value.isTextual()) {
            throw new Refused(field, field + " must be a text, not " + shown(value));
        }
        return value == null ? null : value.textValue();
    }

    private static String shown(JsonNode node) {
        return Names.printable(node.toString());
    }
}
