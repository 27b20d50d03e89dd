package actos.act;

import actos.protocol.Names;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Applies a jq query. Only this class knows the library, so that other commands do not pay for its start. */
final class Jq {
    private static final Version DIALECT = Versions.JQ_1_7;

    private Jq() {}

    /**
     * All results.
     *
     * @throws Failure if the query does not parse or cannot be applied to this value
     */
    static List<JsonNode> apply(String query, JsonNode value) {
        JsonQuery compiled;
        try {
            compiled = JsonQuery.compile(query, DIALECT);
        } catch (JsonQueryException e) {
            throw Failure.failed("\"" + Names.printable(query) + "\" is no jq query: " + firstLine(e), e);
        }
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(DIALECT, scope);
        List<JsonNode> results = new ArrayList<>();
        try {
            compiled.apply(scope, value, results::add);
        } catch (JsonQueryException e) {
            throw Failure.failed("jq query " + Names.printable(query) + ": " + firstLine(e), e);
        }
        return results;
    }

    private static String firstLine(JsonQueryException e) {
        return Names.printable(
                String.valueOf(e.getMessage()).lines().findFirst().orElse("it failed"));
    }
}
