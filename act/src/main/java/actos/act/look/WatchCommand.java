package actos.act.look;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.step.StepResult;
import actos.act.term.JsonDiff;
import actos.act.term.Result;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.act.wait.JournalFollower;
import actos.protocol.ActorId;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act watch}: messages as they flow, and what they do to actors. */
@Command(
        name = "watch",
        header = "Watch messages flow.",
        description = {
            "",
            "One line for each message when it is taken: its number, sender, receiver and body; a dead letter says why."
                    + " A dot stands for a person or script. Of actors that are named also what each message has changed"
                    + " in their state, when they end, are paused, or are changed by hand. Until Ctrl-C.",
            ""
        },
        footer = {"", "Example:", "  act watch", "  act watch bank shop"})
public final class WatchCommand implements Callable<Result> {
    private static final Set<String> OF_ACTORS = Set.of(
            "returned", "exited", "restarting", "gaveUp", "paused", "resumed", "breakHit", "edited", "overwritten");

    @Mixin
    Workspace workspace;

    @Parameters(
            arity = "0..*",
            paramLabel = "ACTOR",
            description = "Only messages from or to these actors, and what becomes of their states.")
    List<String> actors = List.of();

    /** The state of each actor that is named, as far as is known. */
    private final Map<String, JsonNode> states = new HashMap<>();

    @Override
    public Result call() throws IOException {
        workspace.supervisorAndPauseOrNote();
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        Actors known = new Actors(workspace.root());
        for (String actor : actors) {
            ActorId id = ActorId.party(actor);
            if (!id.equals(ActorId.SUPERVISOR)) {
                states.put(
                        actor,
                        StepResult.value(Disk.bytes(workspace.root().actor(id).state())));
                if (!known.isKnown(id)) {
                    workspace.output().note("there is no actor " + id + " yet; what comes from or to it will be shown");
                }
            }
        }
        new JournalFollower(workspace).run(journal, this::show);
        return Result.NONE;
    }

    private void show(JournalEntry entry) throws IOException {
        String event = entry.event();
        if (event.equals("taken") || event.equals("dead")) {
            if (actors.isEmpty() || actors.stream().anyMatch(actor -> EventLine.isAbout(entry, actor))) {
                message(entry);
            }
        } else if (entry.text("actor") != null && actors.contains(entry.text("actor"))) {
            if (event.equals("done") || event.equals("stashed")) {
                handled(entry);
            } else if (OF_ACTORS.contains(event)) {
                line(entry, EventLine.of(entry, workspace.terminal()));
                JsonNode edited = entry.line().get("state");
                states.computeIfPresent(entry.text("actor"), (actor, state) -> edited == null ? state : edited);
            }
        }
    }

    private void message(JournalEntry entry) throws IOException {
        Terminal terminal = workspace.terminal();
        String rest = entry.event().equals("dead")
                ? terminal.bad("dead: " + Text.tame(String.valueOf(entry.text("reason"))))
                : EventLine.body(entry);
        line(entry, at(entry) + entry.line().path("id").asText("?") + "  " + EventLine.way(entry) + "  " + rest);
    }

    private void handled(JournalEntry entry) throws IOException {
        String actor = entry.text("actor");
        JsonNode before = states.get(actor);
        JsonNode after = entry.line().has("state") ? entry.line().get("state") : before;
        JsonDiff diff = JsonDiff.between(before, after);
        states.put(actor, after);
        String size = entry.line().has("stateSize") ? ", state " + entry.number("stateSize") + " bytes" : "";
        String line = at(entry) + entry.number("id") + "  " + Text.tame(actor)
                + (entry.event().equals("done") ? " done in " : " stashed it after ")
                + Text.span(Duration.ofNanos(entry.number("tookUs") * 1000)) + size;
        workspace.show(Result.of(
                output -> {
                    output.cutLine(line);
                    diff.lines(output.terminal()).forEach(change -> output.cutLine("              " + change));
                },
                () -> entry.line().deepCopy().set("diff", diff.json())));
    }

    private void line(JournalEntry entry, String text) throws IOException {
        workspace.show(Result.of(output -> output.cutLine(text), entry::line));
    }

    private String at(JournalEntry entry) {
        return workspace.terminal().faint(Text.precise(entry.at())) + "  ";
    }
}
