package actos.act.state;

import actos.act.term.Failure;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A jq query. Only this class knows the library, so that other commands do not pay for its start. Used by one thread. */
public final class Jq {
    private static final Version DIALECT = Versions.JQ_1_7;

    private final String text;
    private final JsonQuery query;
    private final Scope scope = Scope.newEmptyScope();

    private Jq(String text, JsonQuery query) {
        this.text = text;
        this.query = query;
        BuiltinFunctionLoader.getInstance().loadFunctions(DIALECT, scope);
    }

    /**
     * A query that can be applied again and again.
     *
     * @throws Failure if it does not parse
     */
    public static Jq parse(String text) {
        try {
            return new Jq(text, JsonQuery.compile(text, DIALECT));
        } catch (JsonQueryException e) {
            throw Failure.failed("\"" + Names.printable(text) + "\" is no jq query: " + firstLine(e), e);
        }
    }

    /**
     * All results.
     *
     * @throws Failure if the query cannot be applied to this value
     */
    public List<JsonNode> apply(JsonNode value) {
        List<JsonNode> results = new ArrayList<>();
        try {
            query.apply(scope, value, result -> results.add(finite(result)));
        } catch (JsonQueryException e) {
            throw Failure.failed("jq query " + Names.printable(text) + ": " + firstLine(e), e);
        }
        return results;
    }

    /** A value as jq prints it: what is beyond the range of numbers is the last of them, and what is no number is null. */
    private static JsonNode finite(JsonNode value) {
        if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
            double number = value.doubleValue();
            return Double.isNaN(number)
                    ? NullNode.instance
                    : DoubleNode.valueOf(Math.copySign(Double.MAX_VALUE, number));
        }
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(finite(field.getValue())));
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, finite(list.get(i)));
            }
        }
        return value;
    }

    private static String firstLine(JsonQueryException e) {
        return Names.printable(
                String.valueOf(e.getMessage()).lines().findFirst().orElse("it failed"));
    }
}
