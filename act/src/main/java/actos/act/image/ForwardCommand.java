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

/** {@code act forward}: goes forwards along the branch that was left. */
@Command(
        name = "forward",
        header = "Go forward again on the branch that act back has left.",
        description = {
            "",
            "To just before the next delivery but N: what was delivered there first after this moment has happened again, as"
                    + " it did then, and nothing is run for that. Only as long as nothing was delivered since act back or act"
                    + " goto; act goto returns to any branch.",
            ""
        },
        footer = {"", "Example:", "  act back 3; act forward"})
public final class ForwardCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Mixin
    HandlerPatience patience;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many deliveries; ${DEFAULT-VALUE} if not said.")
    int deliveries;

    @Override
    public Result call() throws IOException {
        if (deliveries < 1) {
            throw Failure.usage(deliveries + " is no number of deliveries: at least 1");
        }
        return new Journey(workspace, patience).toPast(new Position.Ahead(deliveries));
    }
}
