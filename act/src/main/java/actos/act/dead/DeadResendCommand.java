package actos.act.dead;

import actos.act.call.Workspace;
import actos.act.root.DeadDirectory;
import actos.act.root.DeadItem;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.ActorId;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act dead resend}: letters, requests and unread mail go back to where they came from. */
@Command(
        name = "resend",
        header = "Send letters, requests and unread mail again.",
        description = {
            "",
            "A letter goes back into send/ as a message from nobody, and its name is printed; a refused request goes back"
                    + " into spawn/, and the actor's id is printed; the unread mail of an actor that has ended goes to the"
                    + " living one of the same id, its order kept. Nothing is done if one of them cannot go.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act dead resend 42 43",
            "  act dead resend --edit 42",
            "  act dead resend bank@20261122T143005 --to teller"
        })
final class DeadResendCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(
            names = "--edit",
            description =
                    "Open each letter or request in $$VISUAL or $$EDITOR first; with an error it is opened again.")
    boolean edit;

    @Option(names = "--to", paramLabel = "OTHER", description = "Another receiver.")
    String to;

    @Parameters(arity = "1..*", paramLabel = "THING", description = "What to send again.")
    List<String> names;

    @Override
    public Result call() throws IOException {
        ActorId other = to == null ? null : new ActorId(to);
        workspace.supervisor();
        List<Resend> resends = new ArrayList<>();
        for (DeadItem thing : new DeadDirectory(workspace.root()).find(names)) {
            resends.add(resend(thing, other));
        }
        for (Resend resend : resends) {
            resend.check();
        }
        ArrayNode list = Json.mapper().createArrayNode();
        try {
            for (Resend resend : resends) {
                Resend.Sent sent = resend.perform();
                list.add(sent.json());
                workspace.show(sent.line() == null ? Result.NONE : Result.text(sent.line()));
                workspace.output().flush();
            }
        } catch (IOException | RuntimeException e) {
            workspace.show(Result.json(list)); // what was sent before
            throw e;
        }
        return Result.json(list);
    }

    private Resend resend(DeadItem thing, ActorId other) {
        switch (thing.kind()) {
            case DeadItem.MESSAGE -> {
                return new MessageResend(workspace, thing, other, edit);
            }
            case DeadItem.REQUEST -> {
                if (other != null) {
                    throw Failure.usage("--to names a receiver of mail, and " + thing.name() + " is a request");
                }
                return new RequestResend(workspace, thing, edit);
            }
            default -> {
                if (edit) {
                    throw Failure.usage("--edit opens a letter or a request, and " + thing.name() + " is an actor; its"
                            + " mail lies in dead/actors/" + thing.name() + "/spool");
                }
                return new UnreadMailResend(workspace, thing, other);
            }
        }
    }
}
