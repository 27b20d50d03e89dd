package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.term.Failure;
import actos.act.term.JsonDiff;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act diff}: a message as it is, or was delivered, against what was sent. */
@Command(
        name = "diff",
        header = "Show what somebody has changed in a message.",
        description = {
            "",
            "Compares the message, as it is or as it was delivered, with what was sent, which the journal tells.",
            ""
        },
        footer = {"", "Example:", "  act diff 42"})
public final class DiffCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "MSG", description = "A message's number or name.")
    String thing;

    @Override
    public Result call() throws IOException {
        workspace.supervisorOrNote();
        MessageTrace trace = new MessageSearch(workspace.root()).find(thing);
        if (trace == null) {
            throw Failure.unknown("there is no message \"" + Names.printable(thing) + "\"; act mail lists what waits");
        }
        byte[] now = trace.content();
        if (trace.body == null && trace.bodySha256 != null && now != null) {
            boolean same = trace.bodySha256.equals(Sha256.hex(now));
            String line = same ? unchanged() : "it was changed; what was sent is too large for the journal to hold";
            return Result.of(output -> output.line(line), output -> output.line(line));
        }
        if (trace.body == null || now == null) {
            throw Failure.failed("what was sent as message " + Names.printable(thing) + " is not kept: the journal does"
                    + " not go back that far, or it was put there by hand");
        }
        JsonDiff diff = JsonDiff.between(trace.body, parsed(now));
        return Result.of(
                output -> {
                    if (diff.isEmpty()) {
                        output.line(unchanged());
                    }
                    diff.lines(output.terminal()).forEach(output::line);
                },
                () -> Json.mapper().createObjectNode().put("id", trace.id).set("changes", diff.json()));
    }

    private String unchanged() {
        return "message " + Text.tame(thing) + " is as it was sent";
    }

    private static JsonNode parsed(byte[] content) {
        try {
            return Json.parseExactly(content);
        } catch (Refused e) {
            throw Failure.failed("somebody has made it " + e.getMessage() + ", and so it would be delivered");
        }
    }
}
