package actos.act.mail;

import actos.act.call.Body;
import actos.act.call.Workspace;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.Wait;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import actos.protocol.journal.MessageEvents;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act reply}: answers the current message of a manual actor; {@code act done} finishes it. */
@Command(
        name = "reply",
        header = "Answer the current message of a manual actor.",
        description = {
            "",
            "Sends BODY from the actor's drawer to the sender of its current message and prints the name of the answer."
                    + " The message stays current until act done.",
            ""
        },
        footer = {"", "Example:", "  act reply alice '{\"ok\": true}' && act done alice"})
public final class ReplyCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The manual actor.")
    String actor;

    @Parameters(index = "1", paramLabel = "BODY", description = "The answer: a JSON value, - or @FILE.")
    String body;

    @Override
    public Result call() throws IOException {
        byte[] content = Body.read(body, workspace.surroundings());
        workspace.supervisor();
        ActorId id = ManualActor.actor(workspace, actor);
        Message current = ManualActor.current(workspace, id);
        if (current.from() == null) {
            throw Failure.failed("message " + current.id()
                    + " came from no actor, so there is nobody to answer; act done " + id + " finishes it");
        }
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        MessageName name = MessageName.fresh();
        ActorId to = current.from();
        Publish.replace(new OutgoingName(to, name).in(workspace.root().drawer(id)), content);
        JournalEvent.OfMessage fate = Wait.forNotice(workspace)
                .forEvent(
                        journal,
                        JournalEvent.OfMessage.class,
                        event -> isFate(event, id, name),
                        () -> "the answer " + name + " was written but not taken for " + Text.span(Wait.NOTICE)
                                + "; it stays in send/" + id);
        if (fate instanceof MessageEvents.Dead dead) {
            throw Failure.failed("the answer is dead: " + dead.reason() + "; the sender of the message has ended");
        }
        return Result.line(
                name.value(),
                Json.mapper().createObjectNode().put("name", name.value()).put("to", to.value()));
    }

    private static boolean isFate(JournalEvent event, ActorId from, MessageName name) {
        return event instanceof MessageEvents.Taken taken && name.equals(taken.name()) && from.equals(taken.from())
                || event instanceof MessageEvents.Dead dead
                        && name.value().equals(dead.name())
                        && from.equals(dead.from());
    }
}
