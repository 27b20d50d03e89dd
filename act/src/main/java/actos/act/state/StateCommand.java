package actos.act.state;

import actos.act.call.Homes;
import actos.act.call.Workspace;
import actos.act.replay.AtPosition;
import actos.act.replay.Moment;
import actos.act.root.Disk;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
public final class StateCommand implements Callable<Result> {
    private static final Duration EDITOR_AT_WORK = Duration.ofMillis(300);

    @Mixin
    Workspace workspace;

    @Mixin
    AtPosition at;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The actor.")
    String actor;

    @Parameters(index = "1", arity = "0..1", paramLabel = "JQ", description = "A jq query, such as .accounts.alice")
    String query;

    @Override
    public Result call() throws IOException {
        Moment then = at.moment(workspace);
        if (then != null) {
            byte[] state = then.state(then.actor(actor));
            return shown(state, "the state of " + actor + " then is not known", output -> print(output, state));
        }
        workspace.supervisorOrNote();
        ActorHome home = Homes.find(workspace, actor);
        byte[] state = Polling.until(EDITOR_AT_WORK, () -> complete(home)).orElseGet(() -> Disk.bytes(home.state()));
        return shown(state, Names.printable(actor) + " has no state.json", output -> print(output, home, state));
    }

    private Result shown(byte[] state, String ifNone, Result.Printing whole) {
        if (state == null) {
            throw Failure.failed(ifNone);
        }
        if (query != null) {
            checkSize(state);
            List<JsonNode> results = Jq.parse(query).apply(Json.parse(state));
            return Result.of(output -> results.forEach(output::json), output -> results.forEach(output::json));
        }
        return Result.of(whole, output -> {
            checkSize(state);
            output.line(Text.oneLine(state));
        });
    }

    private void checkSize(byte[] state) {
        if (state.length > Json.MAX_BYTES) {
            throw Failure.failed(
                    "the state of " + Names.printable(actor) + " has more than the 16 MiB that it may have;"
                            + " act state " + Names.printable(actor) + " alone prints it");
        }
    }

    private static void print(Output output, ActorHome home, byte[] state) throws IOException {
        if (state.length > Json.MAX_BYTES) {
            Disk.print(home.state(), output);
        } else {
            print(output, state);
        }
    }

    private static void print(Output output, byte[] state) {
        output.bytes(state);
        if (state.length > 0 && state[state.length - 1] != '\n') {
            output.line("");
        }
    }

    private static byte[] complete(ActorHome home) {
        byte[] state = Disk.bytes(home.state());
        boolean whole = state != null && Json.inspect(state, state.length) != Json.Verdict.NOT_JSON;
        return whole ? state : null;
    }
}
