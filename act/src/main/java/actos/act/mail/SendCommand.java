package actos.act.mail;

import actos.act.call.Body;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.wait.MessagesHandled;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act send}: publishes a message, or one for each line of stdin. */
@Command(
        name = "send",
        header = "Send an actor a message.",
        description = {
            "",
            "Checks that BODY is JSON, puts it into send/ under a new name, signals the supervisor and prints the name."
                    + " Nothing is written where there is no such actor.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act send counter '{\"add\": 1}'",
            "  act send counter '\"a text\"'",
            "  seq 1000 | act send counter --lines"
        })
public final class SendCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--after", paramLabel = "D", description = "Deliver it after this time: 500ms, 5s, 2h.")
    String after;

    @Option(names = "--from", paramLabel = "ID", description = "Send it from the drawer of this actor.")
    String from;

    @Option(names = "--wait", description = "Return when it was handled; fail if it cannot be.")
    boolean wait;

    @Option(names = "--timeout", paramLabel = "D", description = "With --wait: at most this long.")
    String timeout;

    @Option(names = "--force", description = "Send it even if there is no such actor.")
    boolean force;

    @Option(names = "--lines", description = "A message for each line of stdin; blank lines are passed over.")
    boolean lines;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The receiver's id.")
    String to;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "BODY",
            description = "One JSON value; - reads it from stdin, @FILE from a file.")
    String body;

    @Override
    public Result call() throws IOException {
        if (lines == (body != null)) {
            throw Failure.usage(
                    lines ? "with --lines the bodies come from stdin" : "BODY is missing: a JSON value, - or @FILE");
        }
        if (timeout != null && !wait) {
            throw Failure.usage("--timeout says how long to --wait");
        }
        Duration delay = after == null ? Duration.ZERO : Durations.parse("--after", after);
        Duration limit = timeout == null ? Polling.ENDLESS : Durations.parse("--timeout", timeout);
        byte[] content = lines ? null : Body.read(body, workspace.surroundings());
        workspace.supervisor();
        ActorId receiver = receiver();
        ActorId sender = from == null ? null : sender();
        JournalReader journal = wait ? JournalReader.fromEnd(workspace.root()) : null;
        MessagesHandled handling = new MessagesHandled(workspace, journal, receiver, sender);
        if (lines) {
            workspace.show(
                    new LineSender(workspace, drawer(sender), receiver, delay, wait ? handling::expect : name -> {})
                            .send());
        } else {
            MessageName name = MessageName.fresh();
            handling.expect(name);
            Publish.replace(new OutgoingName(receiver, name, delay).in(drawer(sender)), content);
            workspace.lookNow();
            ObjectNode told = Json.mapper().createObjectNode();
            told.put("name", name.value()).put("to", receiver.value()).put("from", from);
            workspace.show(Result.line(name.value(), told));
            workspace.output().flush();
        }
        if (wait) {
            handling.await(limit);
        }
        return Result.NONE; // it was told before the wait
    }

    private ActorId receiver() throws IOException {
        Actors actors = new Actors(workspace.root());
        if (force) {
            return new ActorId(to);
        }
        if (!ActorId.isValid(to) || !actors.isKnown(new ActorId(to))) {
            throw actors.unknown(to);
        }
        return new ActorId(to);
    }

    private ActorId sender() {
        if (!ActorId.isValid(from) || !Disk.isDirectory(workspace.root().drawer(new ActorId(from)))) {
            throw Failure.unknown("there is no drawer send/" + Names.printable(from)
                    + ": --from takes the id of an actor that lives");
        }
        return new ActorId(from);
    }

    private Path drawer(ActorId sender) {
        Root root = workspace.root();
        return sender == null ? root.send() : root.drawer(sender);
    }
}
