package actos.act.trace;

import actos.act.call.Workspace;
import actos.act.history.Past;
import actos.act.history.Wanted;
import actos.act.root.Actors;
import actos.act.term.Failure;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act stats}: what actors have done, in numbers. */
@Command(
        name = "stats",
        header = "Show how much actors do, and how long it takes.",
        description = {
            "",
            "Of each actor since the supervisor was started last: how many messages it has handled, and in each second; how long"
                    + " it works at one, and how long one waits for it: half of them (50%%), nine of ten, 99 of a hundred take no"
                    + " longer, and the longest; how often it was started again, and how many messages to it are dead.",
            "",
            "The percentiles are counted in buckets, and wrong by at most 3.2%%.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act stats --last 5m",
            "  act stats --prometheus > actos.new && mv actos.new /var/lib/node_exporter/actos.prom"
        })
public final class StatsCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    /** A counter counts from a beginning, so it has no last minutes. */
    static final class Choice {
        @Option(names = "--last", paramLabel = "D", description = "Only what happened in this time before now.")
        String last;

        @Option(
                names = "--prometheus",
                description = "In Prometheus' text format, as node_exporter's textfile collector reads it.")
        boolean isPrometheus;
    }

    @ArgGroup
    Choice choice = new Choice();

    @Parameters(index = "0", arity = "0..1", paramLabel = "ACTOR", description = "Only this actor.")
    String actor;

    @Override
    public Result call() throws IOException {
        if (workspace.isJson() && choice.isPrometheus) {
            throw Failure.usage("--json and --prometheus exclude each other: take one");
        }
        Duration last = choice.last == null ? null : Durations.parse("--last", choice.last);
        ProcessIdentity supervisor = workspace.supervisorOrNote();
        Instant now = Instant.now();
        Past past = Past.of(workspace.root());
        Figures figures = new Figures();
        Section section = Section.all(past, last == null ? null : now.minus(last));
        past.forward(section.start(), Wanted.all(), line -> {
            figures.add(line);
            return true;
        });
        figures.actors().keySet().removeIf(name -> actor == null ? Lane.isAsking(name) : !name.equals(actor));
        if (actor != null && figures.actors().isEmpty()) {
            requireKnown();
        }
        Instant end = supervisor == null ? figures.end() : now;
        Duration span = figures.begin() == null ? Duration.ZERO : Duration.between(figures.begin(), end);
        double seconds = Math.max(0.001, (last == null ? span : last).toMillis() / 1000.0);
        return Result.of(
                output -> {
                    if (choice.isPrometheus) {
                        new PrometheusText(output).print(figures.actors());
                    } else {
                        print(output, figures.actors(), seconds);
                    }
                },
                () -> json(figures.actors(), seconds));
    }

    private void requireKnown() throws IOException {
        Actors actors = new Actors(workspace.root());
        if (!ActorId.isValid(actor) || !actors.isKnown(new ActorId(actor))) {
            throw actors.unknown(actor);
        }
    }

    private static void print(Output output, Map<String, Figures.OfActor> actors, double seconds) {
        if (actors.isEmpty()) {
            output.line("nothing has happened");
            return;
        }
        Table table = new Table(
                "ACTOR",
                "HANDLED",
                "/S",
                "TOOK 50%",
                "90%",
                "99%",
                "MAX",
                "WAITED 50%",
                "90%",
                "99%",
                "MAX",
                "RESTARTS",
                "DEAD");
        actors.forEach((name, its) -> table.row(
                Text.tame(name),
                its.handled,
                String.format(Locale.ROOT, "%.1f", its.handled / seconds),
                part(its.took, 0.5),
                part(its.took, 0.9),
                part(its.took, 0.99),
                part(its.took, 1),
                part(its.waited, 0.5),
                part(its.waited, 0.9),
                part(its.waited, 0.99),
                part(its.waited, 1),
                its.restarts,
                its.dead));
        table.print(output);
    }

    private static String part(Histogram times, double part) {
        long us = part == 1 ? times.longest() : times.percentile(part);
        return times.count() == 0 ? "" : Text.span(Duration.ofNanos(us * 1000));
    }

    private static ArrayNode json(Map<String, Figures.OfActor> actors, double seconds) {
        ArrayNode list = Json.mapper().createArrayNode();
        actors.forEach((name, its) -> {
            ObjectNode each = list.addObject();
            each.put("actor", name);
            each.put("handled", its.handled);
            each.put("perSecond", its.handled / seconds);
            times(each.putObject("tookUs"), its.took);
            times(each.putObject("waitedUs"), its.waited);
            each.put("restarts", its.restarts);
            each.put("dead", its.dead);
        });
        return list;
    }

    private static void times(ObjectNode json, Histogram times) {
        json.put("count", times.count());
        json.put("p50", times.percentile(0.5));
        json.put("p90", times.percentile(0.9));
        json.put("p99", times.percentile(0.99));
        json.put("longest", times.longest());
    }
}
