package actos.act.dead;

import actos.act.call.Deletion;
import actos.act.call.Workspace;
import actos.act.root.DeadDirectory;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act dead rm}: deletes what is named, and nothing else. */
@Command(
        name = "rm",
        header = "Delete some of them.",
        description = {
            "",
            "Deletes exactly what is named: a letter or a request with its reason, an actor with its state and its unread"
                    + " mail. Nothing is deleted if one of the names means nothing, or more than one thing. There is"
                    + " no question first.",
            ""
        },
        footer = {"", "Example:", "  act dead rm 42 43"})
final class DeadRmCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(arity = "1..*", paramLabel = "THING", description = "What to delete.")
    List<String> names;

    @Override
    public Result call() throws IOException {
        DeadDirectory things = new DeadDirectory(workspace.rootToChange());
        List<Path> reasons = new ArrayList<>();
        List<String> others = new ArrayList<>(names);
        for (Path reason : things.reasons()) {
            if (others.removeIf(Disk.name(reason)::equals)) {
                reasons.add(reason); // a shell's pattern finds it beside its letter
            }
        }
        List<DeadItem> meant = things.find(others);
        for (Path reason : reasons) {
            DeadItem about = things.about(reason);
            if (about != null && !meant.contains(about)) {
                throw Failure.failed(Names.printable(Disk.name(reason)) + " is the reason beside "
                        + Names.printable(about.name()) + "; name that, and both are deleted");
            }
        }
        ArrayNode deleted = Json.mapper().createArrayNode();
        for (DeadItem thing : meant) {
            delete(thing);
            deleted.add(thing.name());
        }
        for (Path reason : reasons) {
            FileStep.delete(reason);
        }
        return Result.json(deleted);
    }

    /** Deletes one; its reason last, so that nothing lies there unexplained. */
    static void delete(DeadItem thing) throws IOException {
        Deletion.tree(thing.path());
        if (!thing.kind().equals(DeadItem.ACTOR)) {
            FileStep.delete(Root.why(thing.path()));
        }
    }
}
