package actos.act.state;

import actos.act.call.Homes;
import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.root.Patience;
import actos.act.term.ExitCode;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act state}: an actor's state, or what a jq query makes of it. */
@Command(
        name = "state",
        header = "Show an actor's state, or a part of it.",
        description = {
            "",
            "Prints state.json as it is; with a jq query each of its results on a line. An actor that has ended is"
                    + " looked up in dead/actors.",
            ""
        },
        footer = {"", "Example:", "  act state counter", "  act state counter .n", "  act state bank '.accounts | keys'"
        })
public final class StateCommand implements Callable<Integer> {
    private static final Duration EDITOR_AT_WORK = Duration.ofMillis(300);

    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The actor.")
    String actor;

    @Parameters(index = "1", arity = "0..1", paramLabel = "JQ", description = "A jq query, such as .accounts.alice")
    String query;

    @Override
    public Integer call() throws IOException {
        workspace.supervisorOrNote();
        ActorHome home = Homes.find(workspace, actor);
        byte[] state = Patience.until(EDITOR_AT_WORK, () -> complete(home)).orElseGet(() -> Disk.bytes(home.state()));
        if (state == null) {
            throw Failure.failed(Names.printable(actor) + " has no state.json");
        }
        Output output = workspace.output();
        boolean tooBig = state.length > Json.MAX_BYTES;
        if (tooBig && (query != null || workspace.isJson())) {
            throw Failure.failed(
                    "the state of " + Names.printable(actor) + " has more than the 16 MiB that it may have;"
                            + " act state " + Names.printable(actor) + " alone prints it");
        }
        if (tooBig) {
            Disk.print(home.state(), output);
        } else if (query != null) {
            for (JsonNode result : Jq.apply(query, Json.parse(state))) {
                output.json(result);
            }
        } else if (workspace.isJson()) {
            output.line(Text.oneLine(state));
        } else {
            output.bytes(state);
            if (state.length > 0 && state[state.length - 1] != '\n') {
                output.line("");
            }
        }
        return ExitCode.DONE;
    }

    private static byte[] complete(ActorHome home) {
        byte[] state = Disk.bytes(home.state());
        boolean whole = state != null && Json.inspect(state, state.length) != Json.Verdict.NOT_JSON;
        return whole ? state : null;
    }
}
