package actos.act.dead;

import actos.act.call.Workspace;
import actos.act.term.Result;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act dead}: what could not be delivered or started, and what has ended. */
@Command(
        name = "dead",
        header = "Look at dead letters, refused requests and ended actors, and bring them back.",
        description = {
            "",
            "All of them lie below dead/, whole, with the reason beside them. Without COMMAND they are listed.",
            "",
            "A THING is a name that act dead ls shows, a message's number or name, a request's name, or an actor's id;"
                    + " the beginning of such a name will do if no other begins so.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            DeadLsCommand.class,
            DeadShowCommand.class,
            DeadResendCommand.class,
            DeadReviveCommand.class,
            DeadRmCommand.class,
            DeadGcCommand.class
        },
        footer = {"", "Example:", "  act dead", "  act dead show 42", "  act dead resend 42"})
public final class DeadCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        return DeadLsCommand.list(workspace);
    }
}
