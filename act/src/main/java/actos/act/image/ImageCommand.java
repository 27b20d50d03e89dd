package actos.act.image;

import actos.act.call.Workspace;
import actos.act.term.Result;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act image}: copies of the whole system, to go back to. */
@Command(
        name = "image",
        header = "Save the whole system, and go back to what was saved.",
        description = {
            "",
            "An image is a directory images/NAME: the specification, the state and the waiting mail of each actor, as plain"
                    + " files that diff, git and an editor understand. Without COMMAND they are listed.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            ImageSaveCommand.class,
            ImageLoadCommand.class,
            ImageLsCommand.class,
            ImageDiffCommand.class,
            ImageRmCommand.class
        },
        footer = {"", "Example:", "  act image save one", "  act image diff one", "  act image load one"})
public final class ImageCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        return ImageLsCommand.list(workspace);
    }
}
