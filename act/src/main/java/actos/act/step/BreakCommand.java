package actos.act.step;

import actos.act.call.Workspace;
import actos.act.term.Result;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act break}: where deliveries stop by themselves. */
@Command(
        name = "break",
        header = "Stop before certain messages: breakpoints.",
        description = {
            "",
            "A breakpoint is a file in breaks/. Before a message is delivered that it is meant for, the message stays where"
                    + " it is and its receiver is paused; act ls says so, act resume delivers it. Without COMMAND they"
                    + " are listed.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {BreakAddCommand.class, BreakLsCommand.class, BreakRmCommand.class},
        footer = {"", "Example:", "  act break add shop '.amount > 100'", "  act break", "  act break rm --all"})
public final class BreakCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        return BreakLsCommand.list(workspace);
    }
}
