package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A place in a JSON value, written as jq writes it: {@code .orders[3].item}.
 *
 * @param steps from the outside in: names of fields (text) and places in lists (numbers, from the end if negative)
 */
public record JsonPath(List<Object> steps) {
    /** The longest list that a place beyond its end makes. */
    private static final int LONGEST = 10_000;

    public JsonPath {
        steps = List.copyOf(steps);
    }

    /** @throws Refused with the position if it is no path */
    public static JsonPath parse(String text) {
        return new JsonPath(ConditionParser.steps(text));
    }

    /**
     * The whole with this value put there, as jq's {@code PATH = VALUE} does it: what is missing on the way, or null, is
     * made.
     *
     * @param whole may be changed
     * @throws Refused if the way leads into something else
     */
    public JsonNode set(JsonNode whole, JsonNode value) {
        return set(whole, value, 0);
    }

    private JsonNode set(JsonNode here, JsonNode value, int depth) {
        if (depth == steps.size()) {
            return value;
        }
        return steps.get(depth) instanceof String name ? field(here, name, value, depth) : element(here, value, depth);
    }

    private JsonNode field(JsonNode here, String name, JsonNode value, int depth) {
        if (!here.isNull() && !here.isObject()) {
            throw wrong(here, depth);
        }
        ObjectNode object = here.isNull() ? Json.mapper().createObjectNode() : (ObjectNode) here;
        JsonNode inside = object.has(name) ? object.get(name) : NullNode.getInstance();
        object.set(name, set(inside, value, depth + 1));
        return object;
    }

    private JsonNode element(JsonNode here, JsonNode value, int depth) {
        if (!here.isNull() && !here.isArray()) {
            throw wrong(here, depth);
        }
        ArrayNode list = here.isNull() ? Json.mapper().createArrayNode() : (ArrayNode) here;
        int given = (int) steps.get(depth);
        int index = given < 0 ? list.size() + given : given;
        if (index < 0 || index > LONGEST && index > list.size()) {
            throw new Refused("path", "there is no element " + given + " in a list of " + list.size());
        }
        while (list.size() <= index) {
            list.addNull();
        }
        list.set(index, set(list.get(index), value, depth + 1));
        return list;
    }

    private Refused wrong(JsonNode here, int depth) {
        StringBuilder path = new StringBuilder();
        steps.subList(0, depth).forEach(step -> path.append(step instanceof String ? "." + step : "[" + step + "]"));
        return new Refused(
                "path",
                (path.length() == 0 ? "the whole" : Names.printable(path.toString())) + " is "
                        + Names.printable(here.toString()) + ", in which there is no "
                        + (steps.get(depth) instanceof String ? "field " : "element ")
                        + Names.printable(steps.get(depth).toString()));
    }
}
