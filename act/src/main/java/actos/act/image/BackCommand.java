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

/** {@code act back}: goes back along the history of the present. */
@Command(
        name = "back",
        header = "Go back by some deliveries, and keep the present.",
        description = {
            "",
            "To just before the last delivery, or the Nth last: the message waits again, and all is as it was then, as act"
                    + " goto -N does it. Called again it goes on back from there.",
            ""
        },
        footer = {"", "Example:", "  act back; act step"})
public final class BackCommand implements Callable<Result> {
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
        return new Journey(workspace, patience).toPast(new Position.Delivery(deliveries));
    }
}
