package actos.act.image;

import actos.act.call.Workspace;
import actos.act.replay.Position;
import actos.act.term.Failure;
import actos.act.term.Result;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act goto}: makes the system what it was at a position in the past, and keeps the present as an image. */
@Command(
        name = "goto",
        header = "Go back to a moment in the past, and keep the present.",
        description = {
            "",
            "The journal tells how the system was: actors, states, mailboxes and pending questions become what they were. The"
                    + " system is paused then, and the present is kept as image branch-1, branch-2…: act goto branch-1 returns"
                    + " to it. What the journal does not tell is said before anything is changed.",
            "",
            "POSITION is the number of a message (just after it was handled), -5 (just before the fifth last delivery), a time"
                    + " (-2m, 12:03:07), @SEQ (just after this line of the journal), or the name of an image.",
            ""
        },
        footer = {"", "Example:", "  act goto -1         # just before the last delivery", "  act step"})
public final class GotoCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Mixin
    HandlerPatience patience;

    @Parameters(index = "0", paramLabel = "POSITION", description = "Where to go.")
    String position;

    @Override
    public Result call() throws IOException {
        Journey journey = new Journey(workspace, patience);
        Position wanted = Position.of(workspace.root(), position);
        if (wanted instanceof Position.Now) {
            throw Failure.failed("now is where the system is: give a position in the past");
        }
        return wanted instanceof Position.InJournal moment ? journey.toPast(moment) : journey.toImage(position);
    }
}
