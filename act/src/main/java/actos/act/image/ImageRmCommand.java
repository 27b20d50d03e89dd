package actos.act.image;

import actos.act.call.Workspace;
import actos.act.term.Result;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act image rm}: deletes images. */
@Command(
        name = "rm",
        header = "Delete images.",
        description = {
            "",
            "Deletes what is named, or nothing if one of the names means nothing. There is no way back.",
            ""
        },
        footer = {"", "Example:", "  act image rm one two"})
final class ImageRmCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The images.")
    List<String> names;

    @Override
    public Result call() throws IOException {
        Root root = workspace.rootToChange();
        List<Image> meant = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            meant.add(Image.find(root, name));
        }
        ArrayNode deleted = Json.mapper().createArrayNode();
        for (Image image : meant) {
            image.delete(root);
            deleted.add(image.name());
        }
        return Result.json(deleted);
    }
}
