package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Message;
import actos.act.term.Result;
import actos.act.wait.Wait;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.journal.JournalReader;
import actos.protocol.journal.MessageEvents;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act done}: deletes {@code current}, which is how an actor says that it has handled its message. */
@Command(
        name = "done",
        header = "Finish the current message of a manual actor.",
        description = {"", "Deletes spool/current and returns when the supervisor has noticed.", ""},
        footer = {"", "Example:", "  cat running/alice/spool/current; act done alice"})
public final class DoneCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The manual actor.")
    String actor;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        ActorId id = ManualActor.actor(workspace, actor);
        Message current = ManualActor.current(workspace, id);
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        FileStep.delete(workspace.root().actor(id).current());
        Wait.forNotice(workspace)
                .forEvent(
                        journal,
                        MessageEvents.Done.class,
                        done -> done.id() == current.id(),
                        () -> Wait.unnoticed("current was deleted"));
        return Result.note(
                id + " has handled message " + current.id(),
                Json.mapper().createObjectNode().put("id", current.id()).put("actor", id.value()));
    }
}
