package actos.act.trace;

import actos.act.call.Workspace;
import actos.act.history.Line;
import actos.act.history.Past;
import actos.act.history.Wanted;
import actos.act.replay.Reconstruction;
import actos.act.root.Actors;
import actos.act.state.Jq;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.journal.JournalEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act plot}: a number in an actor's state over time. */
@Command(
        name = "plot",
        header = "Draw a number in an actor's state over time.",
        description = {
            "",
            "Applies a jq query to each state that the journal tells of the actor, as act state does to the present one, and draws"
                    + " what comes out as a line: since the supervisor was started last, or in the time that --last says. States in"
                    + " which it is no number are passed over.",
            ""
        },
        footer = {"", "Example:", "  act plot counter .n", "  act plot bank '.accounts | length' --last 1h"})
public final class PlotCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--last", paramLabel = "D", description = "Only what happened in this time before now.")
    String last;

    @Option(names = "--svg", description = "As a picture.")
    boolean svg;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The actor, also one that has ended.")
    String actor;

    @Parameters(index = "1", paramLabel = "JQ", description = "A jq query, such as .n or '.items | length'")
    String query;

    private final Series series = new Series();
    /** A state in which it is no number, or why the query cannot be applied; null if there is none. */
    private String odd;

    @Override
    public Result call() throws IOException {
        if (svg && workspace.isJson()) {
            throw Failure.usage("--json and --svg exclude each other: take one");
        }
        Instant since = last == null ? null : Instant.now().minus(Durations.parse("--last", last));
        Jq jq = Jq.parse(query);
        workspace.supervisorOrNote();
        Actors actors = new Actors(workspace.root());
        if (!ActorId.isValid(actor)) {
            throw actors.unknown(actor);
        }
        Past past = Past.of(workspace.root());
        Reconstruction states = new Reconstruction(workspace.root());
        Section section = Section.all(past, since);
        past.forward(section.start(), Wanted.text("actor", actor).or("to", actor), line -> {
            add(jq, states, line);
            return true;
        });
        if (series.isEmpty()) {
            throw nothing(actors);
        }
        boolean isUtf8 = Glyphs.isUtf8(workspace.surroundings().env());
        return Result.of(
                output -> {
                    if (svg) {
                        new SvgPlot(series, actor + "  " + query).print(output);
                    } else {
                        new CharacterPlot(series, isUtf8).print(output);
                    }
                },
                this::json);
    }

    private void add(Jq jq, Reconstruction states, Line line) {
        if (!(line.event() instanceof JournalEvent.TellsState event)
                || !event.actor().value().equals(actor)) {
            return;
        }
        byte[] state = states.bytes(event.state());
        if (state == null) {
            return;
        }
        try {
            List<JsonNode> results = jq.apply(Json.parse(state));
            JsonNode result = results.isEmpty() ? null : results.get(0);
            if (result != null && result.isNumber()) {
                series.add(line.entry().at(), result.doubleValue());
            } else {
                odd = result == null ? "there is no result" : "it is " + Names.printable(result.toString());
            }
        } catch (Failure | Refused e) {
            odd = e.getMessage();
        }
    }

    private Failure nothing(Actors actors) throws IOException {
        if (odd != null) {
            return Failure.failed(
                    Names.printable(query) + " is a number in no state of " + actor + "; in the last one: " + odd);
        }
        return actors.isKnown(new ActorId(actor))
                ? Failure.failed("the journal tells of no state of " + actor + " in that time")
                : actors.unknown(actor);
    }

    private ArrayNode json() {
        ArrayNode list = Json.mapper().createArrayNode();
        for (Series.Point point : series.points()) {
            list.addObject()
                    .put("at", point.at().toString())
                    .put("value", point.last())
                    .put("min", point.min())
                    .put("max", point.max());
        }
        return list;
    }
}
