package actos.act.look;

import actos.act.call.Workspace;
import actos.act.history.HistoryEntry;
import actos.act.history.HistoryReader;
import actos.act.history.Past;
import actos.act.history.RecordedBytes;
import actos.act.replay.ImageMoment;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.term.JsonList;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act history}: what happened, the youngest first. */
@Command(
        name = "history",
        header = "List what happened, the youngest first.",
        description = {
            "",
            "Each message that was handled: when, its number and name, from whom to whom, how long it took, and what it"
                    + " changed in the state. In between what else has changed the system: starts of the supervisor,"
                    + " restarts, changes by hand, and images that were loaded, also by act goto, with the branch that was left.",
            ""
        },
        footer = {"", "Example:", "  act history", "  act history bank --last 100"})
public final class HistoryCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--last", paramLabel = "N", description = "How many; default: ${DEFAULT-VALUE}.")
    int last = 20;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTOR", description = "Only what has to do with this one.")
    String actor;

    private RecordedBytes recorded;
    private final Map<Instant, String> branches = new TreeMap<>();

    @Override
    public Result call() throws IOException {
        if (last < 1) {
            throw Failure.usage("--last " + last + ": give how many, 1 or more");
        }
        workspace.supervisorOrNote();
        recorded = new RecordedBytes(workspace.root());
        ActorId only = actor == null ? null : party();
        readBranches();
        Past past = Past.of(workspace.root());
        return Result.of(
                output -> {
                    boolean[] any = {false};
                    boolean hasMore = new HistoryReader(only, last).read(past, entry -> {
                        any[0] = true;
                        print(output, entry);
                    });
                    if (!any[0]) {
                        output.line("the journal tells nothing" + (only == null ? "" : " of " + only));
                    } else if (hasMore) {
                        output.flush(); // so that it stands below
                        output.note("there is more: act history " + (only == null ? "" : only + " ") + "--last "
                                + Math.min(10L * last, Integer.MAX_VALUE));
                    }
                },
                output -> {
                    JsonList list = new JsonList(output);
                    new HistoryReader(only, last).read(past, entry -> list.add(json(entry)));
                    list.end();
                });
    }

    /** An actor need not be there any more. */
    private ActorId party() throws IOException {
        Actors actors = new Actors(workspace.root());
        try {
            ActorId party = ActorId.party(actor);
            if (actors.home(actor) != null || actors.isKnown(party) || isTold(party)) {
                return party;
            }
        } catch (Refused noName) {
            // said below
        }
        throw actors.unknown(actor);
    }

    private boolean isTold(ActorId party) throws IOException {
        boolean[] isTold = {false};
        new HistoryReader(party, 1).read(Past.of(workspace.root()), entry -> isTold[0] |= party.equals(entry.actor()));
        return isTold[0];
    }

    /** What was left by {@code act goto}, by when that was. */
    private void readBranches() throws IOException {
        for (Path image : Disk.list(workspace.root().images())) {
            String name = Disk.name(image);
            if (name.matches("branch-[0-9]+")) {
                Instant saved = ImageMoment.savedAt(workspace.root(), name);
                if (saved != null) {
                    branches.put(saved, name);
                }
            }
        }
    }

    /** The branch that was left when an image was loaded; null if the present was not kept as one, or is deleted. */
    private String branch(HistoryEntry loading) {
        String found = null;
        for (Map.Entry<Instant, String> branch : branches.entrySet()) {
            boolean isAfter = loading.since() == null || !branch.getKey().isBefore(loading.since());
            found = isAfter && !branch.getKey().isAfter(loading.at()) ? branch.getValue() : found;
        }
        return found;
    }

    private void print(Output output, HistoryEntry entry) {
        if (entry.load() != null) {
            String branch = branch(entry);
            output.cutLine(output.terminal().faint(Text.precise(entry.at())) + "  " + loaded(entry.load())
                    + (branch == null ? "" : "; what was before is " + branch));
        } else if (entry.isHandling()) {
            output.cutLine(output.terminal().faint(Text.precise(entry.at())) + "  " + entry.id()
                    + (entry.name() == null ? "" : " " + entry.name()) + "  "
                    + (entry.from() == null ? "·" : entry.from()) + " → "
                    + (entry.actor() == null ? "?" : entry.actor())
                    + "  " + ended(entry));
        } else {
            output.cutLine(
                    isChangedState(entry)
                            ? output.terminal().faint(Text.precise(entry.at())) + "  the state of " + entry.actor()
                                    + " was changed by hand"
                            : EventLine.of(entry.line(), output.terminal()));
        }
        for (String line : change(entry).lines(output.terminal())) {
            output.cutLine("    " + line);
        }
    }

    private static boolean isChangedState(HistoryEntry entry) {
        return entry.line().event().equals("edited") && entry.after() != null;
    }

    private static String loaded(String image) {
        long line = ImageMoment.line(image);
        return line == 0
                ? "image " + Names.printable(image) + " was loaded"
                : "gone back to line " + line + " of the journal";
    }

    private static String ended(HistoryEntry entry) {
        String took = Text.span(Duration.ofNanos(entry.line().number("tookUs") * 1000));
        return switch (entry.line().event()) {
            case "done" -> "took " + took;
            case "stashed" -> "stashed after " + took;
            case "returned" -> "its actor ended, and it waited again";
            default -> "it is dead after " + Text.count(entry.line().number("attempts"), "attempt");
        };
    }

    private ChangedState change(HistoryEntry entry) {
        return new ChangedState(recorded, entry.before(), entry.after());
    }

    private ObjectNode json(HistoryEntry entry) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("seq", entry.line().seq());
        json.put("at", entry.at().toString());
        json.put("event", entry.load() == null ? entry.line().event() : "loaded");
        json.put("actor", entry.actor() == null ? null : entry.actor().value());
        if (entry.load() != null) {
            json.put("load", entry.load()).put("branch", branch(entry));
        } else if (entry.isHandling()) {
            json.put("id", entry.id()).put("name", entry.name());
            json.put("from", entry.from() == null ? null : entry.from().value());
            json.put("tookUs", entry.line().number("tookUs"));
        } else {
            json.set("line", entry.line().line());
        }
        json.set("change", change(entry).json());
        return json;
    }
}
