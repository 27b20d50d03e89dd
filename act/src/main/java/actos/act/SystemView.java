package actos.act;

import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The system as a whole, as {@code supervisor.json} describes it. */
final class SystemView {
    private static final List<String> FIELDS = List.of(
            "version", "startedAt", "cycle", "mode", "actors", "waiting", "taken", "delivered", "done", "dead", "rate");

    private final ObjectNode status;

    private SystemView(ObjectNode status) {
        this.status = status;
    }

    static SystemView of(Root root) {
        return new SystemView(Disk.object(root.systemStatus()));
    }

    /** The file's object. */
    ObjectNode json() {
        return status;
    }

    /** A line about the supervisor, and one for each thing that does not work as it should. */
    void printState(Output output, int actors) {
        output.cutLine("supervisor running, pid " + status.path("pid").asText() + ", cycle "
                + Text.tame(status.path("cycle").asText("?")) + ", "
                + Text.tame(status.path("mode").asText("?")) + ", " + Text.count(actors, "actor") + ", "
                + Text.count(status.path("dead").longValue(), "dead letter"));
        for (JsonNode what : status.path("degraded")) {
            output.line(output.terminal().bad("degraded: ") + Text.tame(what.asText()));
        }
    }

    /** Everything about the system. */
    void print(Output output, Root root) {
        output.line("root      " + Text.tame(root.dir().toString()));
        for (String field : FIELDS) {
            if (status.hasNonNull(field)) {
                output.line((field + "          ").substring(0, 10)
                        + Text.tame(status.get(field).asText()));
            }
        }
    }
}
