package actos.act.term;

import actos.protocol.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What turns one JSON value into another: additions, removals and replacements that lead from the first to the second
 * when they are applied one after the other, as RFC 6902 has them. Numbers of equal value are equal, however they are
 * written. Of two lists the common beginning and end stay out of it.
 */
public final class JsonDiff {
    private static final Comparator<JsonNode> BY_VALUE = (a, b) ->
            a.equals(b) || isExact(a) && isExact(b) && a.decimalValue().compareTo(b.decimalValue()) == 0 ? 0 : 1;

    /**
     * One change.
     *
     * @param path field names (text) and places in lists (numbers), from the outside in
     * @param before null for an addition
     * @param after null for a removal
     */
    private record Change(List<Object> path, JsonNode before, JsonNode after) {}

    private final List<Change> changes = new ArrayList<>();

    private JsonDiff() {}

    /** The way from one value to the other; null means that there is none. */
    public static JsonDiff between(JsonNode before, JsonNode after) {
        JsonDiff diff = new JsonDiff();
        diff.compare(List.of(), before, after);
        return diff;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The JSON Patch. */
    public ArrayNode json() {
        ArrayNode patch = Json.mapper().createArrayNode();
        for (Change change : changes) {
            String op = change.before == null ? "add" : change.after == null ? "remove" : "replace";
            StringBuilder pointer = new StringBuilder();
            for (Object step : change.path) {
                pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
            }
            ObjectNode operation = patch.addObject().put("op", op).put("path", pointer.toString());
            if (change.after != null) {
                operation.set("value", change.after);
            }
        }
        return patch;
    }

    /** A line for each change: {@code ~ .n  5 → 7}; two for one that does not fit into the terminal's width. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            String path = jq(change.path) + "  ";
            String before = change.before == null ? null : shown(change.before);
            String after = change.after == null ? null : shown(change.after);
            boolean both = before != null && after != null;
            int width = terminal.stdoutIsTty() ? terminal.width() : Integer.MAX_VALUE;
            if (both && Text.columns(path + before + after) <= width - 16) {
                lines.add("~ " + path + terminal.bad(before) + " → " + terminal.good(after));
                continue;
            }
            if (before != null) {
                lines.add(terminal.bad("- " + path + before));
            }
            if (after != null) {
                lines.add(terminal.good("+ " + path + after));
            }
        }
        return lines;
    }

    private void compare(List<Object> path, JsonNode before, JsonNode after) {
        if (before instanceof ObjectNode a && after instanceof ObjectNode b) {
            a.properties()
                    .forEach(field -> compare(inside(path, field.getKey()), field.getValue(), b.get(field.getKey())));
            b.properties().forEach(field -> {
                if (!a.has(field.getKey())) {
                    changes.add(new Change(inside(path, field.getKey()), null, field.getValue()));
                }
            });
        } else if (before instanceof ArrayNode a && after instanceof ArrayNode b) {
            compareLists(path, a, b);
        } else if (before == null ? after != null : after == null || !before.equals(BY_VALUE, after)) {
            changes.add(new Change(path, before, after));
        }
    }

    private void compareLists(List<Object> path, ArrayNode a, ArrayNode b) {
        int shorter = Math.min(a.size(), b.size());
        int start = 0;
        while (start < shorter && a.get(start).equals(BY_VALUE, b.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && a.get(a.size() - 1 - end).equals(BY_VALUE, b.get(b.size() - 1 - end))) {
            end++;
        }
        for (int i = start; i < shorter - end; i++) {
            compare(inside(path, i), a.get(i), b.get(i));
        }
        for (int i = a.size() - end - 1; i >= shorter - end; i--) { // the last first: the places of the others stay
            changes.add(new Change(inside(path, i), a.get(i), null));
        }
        for (int i = shorter - end; i < b.size() - end; i++) {
            changes.add(new Change(inside(path, i), null, b.get(i)));
        }
    }

    private static List<Object> inside(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** The path as {@code act state} takes it: {@code .orders[3].item}. */
    private static String jq(List<Object> path) {
        StringBuilder jq = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer place) {
                jq.append(jq.length() == 0 ? "." : "").append('[').append(place).append(']');
            } else if (step.toString().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                jq.append('.').append(step);
            } else {
                jq.append(jq.length() == 0 ? "." : "").append('[');
                jq.append(Text.tame(Json.text(step))).append(']');
            }
        }
        return jq.length() == 0 ? "." : jq.toString();
    }

    /** Whether it is a number, and none that is too large to be counted. */
    private static boolean isExact(JsonNode value) {
        return value.isNumber() && (value.isBigDecimal() || Double.isFinite(value.doubleValue()));
    }

    private static String shown(JsonNode value) {
        return Text.oneLine(value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
