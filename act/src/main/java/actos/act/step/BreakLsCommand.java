package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.Breaks;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act break ls}: the files in {@code breaks/}, and how often each was hit. */
@Command(
        name = "ls",
        header = "List breakpoints.",
        description = {
            "",
            "Whose messages, what the condition is about, the condition, and how often it was hit since the supervisor"
                    + " started. One that cannot be read or evaluated stops nothing; the reason is shown.",
            ""
        },
        footer = {"", "Example:", "  act break ls"})
final class BreakLsCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        return list(workspace);
    }

    static Result list(Workspace workspace) throws IOException {
        workspace.supervisorOrNote();
        Collection<Breaks.Break> all = new Breaks(workspace.root()).all().values();
        return Result.of(output -> print(output, all), () -> {
            ArrayNode list = Json.mapper().createArrayNode();
            all.forEach(one -> list.add(json(one)));
            return list;
        });
    }

    private static void print(Output output, Collection<Breaks.Break> all) {
        Table table = new Table("NAME", "ACTOR", "ON", "HITS", "WHEN");
        for (Breaks.Break one : all) {
            boolean known = one.spec() != null;
            table.row(
                    Text.tame(one.name()),
                    !known
                            ? "?"
                            : one.spec().actor() == null ? "(all)" : one.spec().actor(),
                    !known ? "?" : one.spec().on() + (one.spec().all() ? ", pauses all" : ""),
                    one.hits() < 0 ? "?" : one.hits(),
                    when(one, output.terminal()));
        }
        if (table.isEmpty()) {
            output.line("no breakpoints");
        } else {
            table.print(output);
        }
    }

    private static String when(Breaks.Break one, Terminal terminal) {
        String when = one.spec() == null || one.spec().when() == null
                ? ""
                : Text.tame(one.spec().when().toString());
        String always = one.spec() != null && one.spec().when() == null ? "(always)" : "";
        String problem = one.problem() == null ? "" : terminal.bad("stops nothing: " + Text.tame(one.problem()));
        return (when + always + "  " + problem).strip();
    }

    private static ObjectNode json(Breaks.Break one) {
        ObjectNode json = Json.mapper().createObjectNode().put("name", one.name());
        if (one.spec() != null) {
            json.put(
                    "actor",
                    one.spec().actor() == null ? null : one.spec().actor().value());
            json.put(
                    "when", one.spec().when() == null ? null : one.spec().when().toString());
            json.put("on", one.spec().on().toString());
            json.put("all", one.spec().all());
        }
        json.put("hits", one.hits() < 0 ? null : (Long) one.hits());
        return json.put("problem", one.problem());
    }
}
