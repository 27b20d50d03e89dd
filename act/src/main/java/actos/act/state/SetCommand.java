package actos.act.state;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.JsonPath;
import actos.protocol.Names;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act set}: one place in an actor's state gets another value. */
@Command(
        name = "set",
        header = "Change one value in an actor's state.",
        description = {
            "",
            "PATH is written as jq writes it: .a.b[0], .[\"x y\"], or . for the whole. What is missing on the way is made."
                    + " VALUE is JSON; what is no JSON is a text. Shows what has changed.",
            ""
        },
        footer = {"", "Example:", "  act set shop .stock 1", "  act set bank .accounts.alice '{\"balance\": 5}'"})
public final class SetCommand implements Callable<Result> {
    private static final int ATTEMPTS = 10;

    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The actor.")
    String actor;

    @Parameters(index = "1", paramLabel = "PATH", description = "Where in its state.")
    String path;

    @Parameters(index = "2", paramLabel = "VALUE", description = "The value from now on.")
    String value;

    @Override
    public Result call() throws IOException {
        JsonPath place = JsonPath.parse(path);
        workspace.supervisor();
        ActorId id = new Actors(workspace.root()).living(actor);
        for (int attempt = 1; ; attempt++) {
            StateChange change = new StateChange(workspace, id);
            byte[] after = changed(id, change.before(), place);
            if (change.isCurrent()) {
                return change.publish(after);
            }
            if (attempt == ATTEMPTS) {
                throw Failure.failed(change.meanwhile() + " again and again, so nothing was written; act pause " + id
                        + " lets it stand still");
            }
        }
    }

    private byte[] changed(ActorId id, byte[] before, JsonPath place) {
        JsonNode state;
        try {
            state = Json.parseExactly(before);
        } catch (Refused e) {
            throw Failure.failed("the state of " + id + " is " + e.getMessage() + "; act edit " + id + " opens it");
        }
        JsonNode after = place.set(state, value());
        boolean onLines = new String(before, StandardCharsets.UTF_8).strip().contains("\n");
        return onLines ? (after.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8) : Json.bytes(after);
    }

    private JsonNode value() {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        String fault = Json.fault(bytes, bytes.length);
        if (fault != null && fault.startsWith(Json.NOT_ACCEPTED)) {
            throw Failure.failed(Names.printable(value) + " is " + fault);
        }
        return fault == null ? Json.parseExactly(bytes) : new TextNode(value);
    }
}
