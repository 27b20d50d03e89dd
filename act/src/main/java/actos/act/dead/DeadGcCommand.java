package actos.act.dead;

import actos.act.call.Workspace;
import actos.act.root.DeadDirectory;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.Durations;
import actos.protocol.FileStep;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code act dead gc}: deletes what has been dead for long. */
@Command(
        name = "gc",
        header = "Delete what has been dead for long.",
        description = {
            "",
            "Deletes letters, requests and actors that were buried longer ago than this, unread mail with its actor. Nothing"
                    + " else ever deletes them.",
            ""
        },
        footer = {"", "Example:", "  act dead gc --dry-run", "  act dead gc --older-than 30d"})
final class DeadGcCommand implements Callable<Result> {
    private static final Duration BURIAL = Duration.ofMinutes(1);

    @Mixin
    Workspace workspace;

    @Option(
            names = "--older-than",
            paramLabel = "D",
            defaultValue = "7d",
            description = "How long it must have been dead; ${DEFAULT-VALUE} if not said.")
    String olderThan;

    @Option(names = "--dry-run", description = "Only list what would be deleted.")
    boolean dryRun;

    private final Map<String, Integer> counts = new TreeMap<>();
    private long unread;
    private long bytes;

    @Override
    public Result call() throws IOException {
        Duration age = Durations.parse("--older-than", olderThan);
        DeadDirectory things = new DeadDirectory(workspace.rootToChange());
        Instant latest = Instant.now().minus(age);
        List<DeadItem> old = things.all().stream()
                .filter(thing -> thing.buried().isBefore(latest))
                .toList();
        if (dryRun) {
            workspace.show(Result.of(output -> DeadTable.print(output, old), output -> {}));
        }
        List<String> stuck = new ArrayList<>();
        for (DeadItem thing : old) {
            long size = thing.size();
            int mail = thing.unread();
            try {
                if (!dryRun) {
                    DeadRmCommand.delete(thing);
                }
                counts.merge(thing.kind(), 1, Integer::sum);
                bytes += size;
                unread += mail;
            } catch (IOException e) {
                stuck.add(thing.name() + " (" + e.getMessage() + ")");
            }
        }
        clearReasons(things, latest);
        return stuck.isEmpty()
                ? result()
                : result().failing(Failure.failed("could not be deleted: " + Text.tame(String.join(", ", stuck))));
    }

    /** Reasons that a crash has left behind; a young one may be that of a letter which is just being buried. */
    private void clearReasons(DeadDirectory things, Instant latest) throws IOException {
        Instant safe = Instant.now().minus(BURIAL);
        for (Path reason : things.reasons()) {
            BasicFileAttributes attributes = Disk.attributes(reason);
            if (attributes == null || things.about(reason) != null) {
                continue;
            }
            Instant written = attributes.lastModifiedTime().toInstant();
            if (written.isBefore(latest) && written.isBefore(safe)) {
                bytes += attributes.size();
                if (!dryRun) {
                    FileStep.delete(reason);
                }
            }
        }
    }

    private Result result() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("messages", count(DeadItem.MESSAGE)).put("requests", count(DeadItem.REQUEST));
        json.put("actors", count(DeadItem.ACTOR)).put("unread", unread).put("bytes", bytes);
        return Result.line(
                (dryRun ? "would delete " : "deleted ")
                        + Text.count(count(DeadItem.MESSAGE), DeadItem.MESSAGE) + ", "
                        + Text.count(count(DeadItem.REQUEST), DeadItem.REQUEST) + ", "
                        + Text.count(count(DeadItem.ACTOR), DeadItem.ACTOR)
                        + (unread == 0 ? "" : " with " + Text.count(unread, "unread message")) + ": "
                        + Text.size(bytes),
                json.put("dryRun", dryRun));
    }

    private int count(String kind) {
        return counts.getOrDefault(kind, 0);
    }
}
