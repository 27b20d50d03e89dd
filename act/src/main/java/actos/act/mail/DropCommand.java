package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.wait.Wait;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.Why;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act drop}: a waiting message becomes a dead letter, so that there is a way back. */
@Command(
        name = "drop",
        header = "Take waiting messages away.",
        description = {
            "",
            "Moves them to dead/messages with the reason dropped. act undo puts a message back where it was, act dead"
                    + " resend sends it anew.",
            ""
        },
        footer = {"", "Example:", "  act drop 42"})
public final class DropCommand implements Callable<Result> {
    /** Why such a letter lies in {@code dead/messages}. */
    @Mixin
    Workspace workspace;

    @Parameters(arity = "1..*", paramLabel = "MSG", description = "Numbers or names of waiting messages.")
    List<String> things;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        List<Message> messages = new ArrayList<>();
        for (String thing : new LinkedHashSet<>(things)) {
            messages.add(numbered(new MessageSearch(workspace.root()).waiting(thing)));
        }
        ArrayNode dropped = Json.mapper().createArrayNode();
        for (Message message : messages) {
            drop(message);
            Wait.forNotice(workspace)
                    .forEvent(
                            journal,
                            ChangeEvents.Dropped.class,
                            gone -> gone.id() == message.id(),
                            () -> Wait.unnoticed("message " + message.id() + " was dropped"));
            workspace.output().note(MessageRewrite.shown(message) + " lies in dead/messages now");
            dropped.add(message.id());
        }
        return Result.json(dropped);
    }

    private static Message numbered(Message message) {
        if (message.id() == 0) {
            throw Failure.failed(MessageRewrite.shown(message)
                    + " has no number yet: the supervisor has not seen it, try" + " again in a moment");
        }
        return message;
    }

    /** The reason first, so that nothing lies there unexplained. */
    private void drop(Message message) throws IOException {
        SpoolName parts = message.parts();
        Root root = workspace.root();
        Path letter =
                root.deadMessages().resolve(parts.id() + "~" + new OutgoingName(message.to(), parts.name()).fileName());
        Why why = new Why(
                MessageTrace.DROPPED,
                parts.id(),
                message.to().value(),
                parts.from(),
                parts.cause() == 0 ? null : parts.cause(),
                Instant.now(),
                parts.attempt() - 1,
                message.fileName(),
                null,
                "taken out of the mailbox of " + message.to() + " by act drop");
        try {
            Publish.create(Root.why(letter), Json.bytes(why));
        } catch (FileAlreadyExistsException e) {
            if (!Disk.exists(letter)) { // one that was ended between the two has left it
                Publish.replace(Root.why(letter), Json.bytes(why));
            } else {
                throw Failure.failed("there is a " + Disk.name(letter) + " in dead/messages already; act dead show "
                        + message.id() + " shows it");
            }
        }
        try {
            FileStep.move(message.file(), letter);
        } catch (NoSuchFileException gone) {
            FileStep.delete(Root.why(letter));
            throw Failure.failed(
                    MessageRewrite.shown(message) + " was delivered, renamed or deleted just now, so nothing"
                            + " was changed; act show " + message.id() + " tells where it is");
        }
    }
}
