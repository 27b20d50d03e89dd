package actos.act.dead;

import actos.act.call.Workspace;
import actos.act.root.DeadDirectory;
import actos.act.root.DeadItem;
import actos.act.term.JsonList;
import actos.act.term.Result;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act dead ls}: everything in {@code dead/}, each with its reason. */
@Command(
        name = "ls",
        header = "List dead letters, refused requests and ended actors.",
        description = {"", "The oldest first, each with its reason.", ""},
        footer = {"", "Example:", "  act dead ls", "  act dead ls --json | jq -r '.[] | .reason'"})
final class DeadLsCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        return list(workspace);
    }

    /** The list, which may be long. */
    static Result list(Workspace workspace) throws IOException {
        workspace.supervisorAndPauseOrNote();
        List<DeadItem> things = new DeadDirectory(workspace.root()).all();
        return Result.of(
                output -> {
                    if (things.isEmpty()) {
                        output.line("nothing is dead");
                    } else {
                        DeadTable.print(output, things);
                    }
                },
                output -> {
                    JsonList list = new JsonList(output);
                    for (DeadItem thing : things) {
                        list.add(thing.json());
                    }
                    list.end();
                });
    }
}
