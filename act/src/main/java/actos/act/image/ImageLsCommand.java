package actos.act.image;

import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act image ls}: what was saved. */
@Command(
        name = "ls",
        header = "List images.",
        description = {"", "When each was saved, and how many actors and messages are in it.", ""},
        footer = {"", "Example:", "  act image ls"})
final class ImageLsCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        return list(workspace);
    }

    static Result list(Workspace workspace) throws IOException {
        List<Image> images = Image.all(workspace.rootOnDisk());
        return Result.of(output -> print(output, images), () -> {
            ArrayNode list = Json.mapper().createArrayNode();
            for (Image image : images) {
                ObjectNode json = Json.mapper().createObjectNode().put("name", image.name());
                list.add(json.setAll(Disk.object(image.home().about())));
            }
            return list;
        });
    }

    private static void print(Output output, List<Image> images) {
        Table table = new Table("NAME", "SAVED", "ACTORS", "MESSAGES");
        for (Image image : images) {
            ImageAbout about = image.about();
            boolean isCounted = about.messages() != null;
            table.row(
                    Text.tame(image.name()),
                    about.savedAt() == null ? "?" : Text.time(about.savedAt()),
                    about.actors() == null ? "?" : about.actors(),
                    isCounted ? about.messages() + (about.sent() == null ? 0 : about.sent()) : "?");
        }
        if (table.isEmpty()) {
            output.line("no images");
        } else {
            table.print(output);
        }
    }
}
