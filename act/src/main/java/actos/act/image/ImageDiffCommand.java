package actos.act.image;

import actos.act.call.Workspace;
import actos.act.term.Result;
import actos.protocol.Root;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act image diff}: what is otherwise in another image, or now. */
@Command(
        name = "diff",
        header = "Show what has changed since an image, or between two.",
        description = {
            "",
            "Actors that are only in one of them, and of the others what is otherwise in specification, state and mail: a"
                    + " line for each change, from A to B.",
            ""
        },
        footer = {"", "Example:", "  act image diff one", "  act image diff one two"})
final class ImageDiffCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "A", description = "An image.")
    String from;

    @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "Another; else the system as it is now.")
    String to;

    @Override
    public Result call() throws IOException {
        Root root = workspace.rootOnDisk();
        Snapshot before = Snapshot.of(Image.find(root, from));
        Snapshot after = to == null ? Snapshot.now(root) : Snapshot.of(Image.find(root, to));
        SnapshotDiff diff = SnapshotDiff.between(before, after, workspace.terminal());
        return Result.of(
                output -> {
                    if (diff.isEmpty()) {
                        output.line(
                                to == null ? "nothing has changed since image " + from : "both images say the same");
                    }
                    diff.lines().forEach(output::line);
                },
                diff::json);
    }
}
