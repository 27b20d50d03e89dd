package actos.act.dead;

import actos.act.call.Workspace;
import actos.act.look.ActorPage;
import actos.act.root.DeadDirectory;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.term.Embedded;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act dead show}: all about one thing in {@code dead/}. */
@Command(
        name = "show",
        header = "Show one of them, whole.",
        description = {
            "",
            "Of a letter or a request the reason and the content; of an actor how it ended, its specification, its state,"
                    + " its unread mail and what it printed last. Of several actors with one id the last is meant.",
            ""
        },
        footer = {"", "Example:", "  act dead show 42", "  act dead show counter"})
final class DeadShowCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "THING", description = "What to show.")
    String thing;

    @Override
    public Result call() throws IOException {
        workspace.supervisorOrNote();
        DeadItem meant = new DeadDirectory(workspace.root()).latest(thing);
        if (meant.actor() != null) {
            return ActorPage.whole(workspace.root(), meant.actor(), new ActorHome(meant.path()));
        }
        byte[] content = Disk.bytes(meant.path());
        return Result.of(output -> print(output, meant, content), () -> {
            ObjectNode json = meant.json();
            Embedded.put(json, "body", content);
            return json;
        });
    }

    private static void print(Output output, DeadItem meant, byte[] content) {
        output.line(output.terminal().strong(Names.printable(meant.name())) + "  dead " + meant.kind());
        meant.why().properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                output.line((field.getKey() + "             ").substring(0, 13) + " "
                        + (field.getKey().equals("at")
                                ? Text.time(field.getValue().asText())
                                : Text.tame(field.getValue().asText())));
            }
        });
        if (content != null && content.length > Json.MAX_BYTES) {
            output.line("body          (more than 16 MiB: "
                    + Names.printable(meant.path().toString()) + ")");
        } else {
            output.line("body          " + (content == null ? "(no regular file)" : Text.oneLine(content)));
        }
    }
}
