package actos.act.journal;

import actos.act.call.Workspace;
import actos.act.history.Past;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ByteSize;
import actos.protocol.Json;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.journal.JournalRetention;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act journal}: how far the journal reaches back. */
@Command(
        name = "journal",
        header = "Show how far the journal reaches back, its size and its gaps.",
        description = {
            "",
            "act why, act goto and all else that looks back can see what the journal tells: from its first checkpoint on."
                    + " A gap is a time without a supervisor, or lines that are missing.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = JournalGcCommand.class,
        footer = {"", "Example:", "  act journal", "  act journal gc --keep 500m"})
public final class JournalCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        Root root = workspace.rootOnDisk();
        JournalRetention retention = new JournalRetention(root);
        JournalRetention.Extent extent = retention.extent();
        JournalReach reach = JournalReach.of(
                Past.of(root), lines -> workspace.output().progress("read " + Text.count(lines, "line")));
        workspace.output().endProgress();
        String keep = limit(retention);
        return Result.of(output -> print(output, extent, reach, keep), () -> json(extent, reach, keep));
    }

    /** What the file says; null if nobody has written one, or it says no size. */
    private static String limit(JournalRetention retention) throws IOException {
        try {
            Long limit = retention.limit();
            return limit == null ? null : ByteSize.format(limit);
        } catch (Refused noSize) {
            return null;
        }
    }

    private static void print(Output output, JournalRetention.Extent extent, JournalReach reach, String keep) {
        output.line(Text.count(extent.files(), "file") + ", " + Text.size(extent.bytes())
                + (extent.objects() == 0
                        ? ""
                        : ", and " + Text.count(extent.objects(), "object") + ", " + Text.size(extent.objectBytes()))
                + (keep == null ? "" : "; journal-keep says " + keep));
        if (reach.lines() == 0) {
            output.line("no line");
            return;
        }
        output.line("from " + moment(reach.begin()) + " to " + moment(reach.end()) + ", lines " + reach.first() + " to "
                + reach.last() + ", " + Text.count(reach.checkpoints(), "checkpoint"));
        for (JournalReach.Gap gap : reach.gaps()) {
            output.line(
                    gap.missing() == 0
                            ? "gap: no supervisor ran from " + moment(gap.from()) + " to " + moment(gap.to())
                            : "gap: " + Text.count(gap.missing(), "line") + " missing before line " + gap.seq() + " of "
                                    + moment(gap.to()));
        }
    }

    private static String moment(Instant at) {
        return at == null ? "?" : Text.precise(at);
    }

    private static ObjectNode json(JournalRetention.Extent extent, JournalReach reach, String keep) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("files", extent.files()).put("bytes", extent.bytes());
        json.put("objects", extent.objects()).put("objectBytes", extent.objectBytes());
        json.put("keep", keep);
        json.put("begin", text(reach.begin())).put("end", text(reach.end()));
        json.put("firstSeq", reach.first()).put("lastSeq", reach.last());
        json.put("lines", reach.lines()).put("checkpoints", reach.checkpoints());
        ArrayNode gaps = json.putArray("gaps");
        for (JournalReach.Gap gap : reach.gaps()) {
            gaps.addObject()
                    .put("from", text(gap.from()))
                    .put("to", text(gap.to()))
                    .put("missing", gap.missing())
                    .put("seq", gap.seq());
        }
        return json;
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
