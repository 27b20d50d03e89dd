package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Current;
import actos.act.term.ExitCode;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import actos.protocol.Json;
import java.io.IOException;
import java.time.Duration;
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
public final class DoneCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The manual actor.")
    String actor;

    @Override
    public Integer call() throws IOException {
        workspace.supervisor();
        ActorId id = Played.actor(workspace, actor);
        Current current = Played.current(workspace, id);
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        FileStep.delete(workspace.root().actor(id).current());
        workspace.lookNow();
        if (workspace.await(PATIENCE, () -> noticed(journal, current.id())).isEmpty()) {
            throw Failure.timedOut(
                    "current was deleted, but the supervisor has not noticed for " + Text.span(PATIENCE));
        }
        if (workspace.isJson()) {
            workspace
                    .output()
                    .json(Json.mapper()
                            .createObjectNode()
                            .put("id", current.id())
                            .put("actor", id.value()));
        } else {
            workspace.output().note(id + " has handled message " + current.id());
        }
        return ExitCode.DONE;
    }

    private static Boolean noticed(JournalReader journal, long id) throws IOException {
        for (JournalEntry entry : journal.poll()) {
            if (entry.event().equals("done") && entry.number("id") == id) {
                return true;
            }
        }
        return null;
    }
}
