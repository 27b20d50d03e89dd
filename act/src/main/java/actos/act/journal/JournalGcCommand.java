package actos.act.journal;

import actos.act.call.Workspace;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ByteSize;
import actos.protocol.Json;
import actos.protocol.journal.JournalRetention;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code act journal gc}: deletes the oldest part of the journal. */
@Command(
        name = "gc",
        header = "Delete the oldest files of the journal.",
        description = {
            "",
            "Deletes as many of the oldest files as are needed to keep the journal within a size, and the objects that only"
                    + " they name. The last two files stay. The supervisor does the same by itself whenever it"
                    + " begins a file. Nobody can look or go back to what is deleted.",
            ""
        },
        footer = {"", "Example:", "  act journal gc --dry-run", "  act journal gc --keep 500m"})
final class JournalGcCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(
            names = "--keep",
            paramLabel = "SIZE",
            description = "How much to keep, such as 500m; default: what ROOT/journal-keep says, else 2g.")
    String keep;

    @Option(names = "--dry-run", description = "Only say what would be deleted.")
    boolean dryRun;

    @Override
    public Result call() throws IOException {
        JournalRetention retention = new JournalRetention(workspace.rootToChange());
        JournalRetention.Surplus surplus = retention.beyond(most(retention));
        if (!dryRun) {
            retention.delete(surplus);
        }
        int files = surplus.files().size();
        int objects = surplus.objects().size();
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("files", files).put("objects", objects).put("bytes", surplus.bytes());
        return Result.line(
                (dryRun ? "would delete " : "deleted ") + Text.count(files, "file") + " and "
                        + Text.count(objects, "object") + ": " + Text.size(surplus.bytes()),
                json.put("dryRun", dryRun));
    }

    private long most(JournalRetention retention) throws IOException {
        if (keep != null) {
            return ByteSize.parse("--keep", keep);
        }
        Long limit = retention.limit();
        return limit == null ? JournalRetention.DEFAULT : limit;
    }
}
