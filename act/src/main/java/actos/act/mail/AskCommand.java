package actos.act.mail;

import actos.act.call.Body;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.term.Embedded;
import actos.act.term.Result;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act ask}: one question, one answer. */
@Command(
        name = "ask",
        header = "Ask an actor and print its answer.",
        description = {
            "",
            "Sends BODY from a manual actor made for this question, prints the body of the first message that answers it,"
                    + " and takes the manual actor away again. Fails at once if there is no such actor, or it ends.",
            ""
        },
        footer = {"", "Example:", "  act ask bank '{\"balance\": \"alice\"}'"})
public final class AskCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            defaultValue = "30s",
            description = "How long to wait for the answer; ${DEFAULT-VALUE} if not said.")
    String timeout;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "Whom to ask.")
    String actor;

    @Parameters(index = "1", paramLabel = "BODY", description = "The question: a JSON value, - or @FILE.")
    String body;

    @Override
    public Result call() throws IOException {
        Duration limit = Durations.parse("--timeout", timeout);
        byte[] question = Body.read(body, workspace.surroundings());
        workspace.supervisor();
        Actors actors = new Actors(workspace.root());
        if (!ActorId.isValid(actor) || !actors.isKnown(new ActorId(actor))) {
            throw actors.unknown(actor);
        }
        try (AskingActor asker = new AskingActor(workspace)) {
            byte[] answer = asker.ask(new ActorId(actor), question, limit);
            workspace.show(result(answer, asker));
            workspace.output().flush();
        }
        return Result.NONE; // it was told before the asker is taken away
    }

    private static Result result(byte[] answer, AskingActor asker) {
        return Result.of(
                output -> {
                    output.bytes(answer);
                    if (answer.length == 0 || answer[answer.length - 1] != '\n') {
                        output.bytes(new byte[] {'\n'});
                    }
                },
                () -> {
                    ObjectNode whole = asker.envelope().deepCopy();
                    Embedded.put(whole, "body", answer);
                    return whole;
                });
    }
}
