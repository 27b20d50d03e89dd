package actos.act.look;

import actos.act.call.Workspace;
import actos.act.root.AnswerWaits;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act waits}: who waits for whose answer. */
@Command(
        name = "waits",
        header = "List who waits for whose answer.",
        description = {
            "",
            "The questions that actors have asked and that were not answered yet: who has asked whom, for how long, how long"
                    + " the answer may take, and where the question is. If some wait for each other in a circle, and none of"
                    + " them has anything else to do, that is a deadlock: it is told, and its lines are marked.",
            ""
        },
        footer = {"", "Example:", "  act waits", "  act waits --json | jq '.[] | select(.deadlock)'"})
public final class WaitsCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        workspace.supervisorAndPauseOrNote();
        AnswerWaits waits = AnswerWaits.of(workspace.root());
        List<AnswerWaits.Wait> cycle = waits.deadlock();
        Set<AnswerWaits.Wait> deadlocked = new HashSet<>(cycle);
        return Result.of(output -> print(output, waits, cycle, deadlocked), () -> {
            ArrayNode list = Json.mapper().createArrayNode();
            for (AnswerWaits.Wait wait : waits.all()) {
                list.addObject()
                        .put("who", wait.who().value())
                        .put("whom", wait.whom().value())
                        .put("question", wait.question())
                        .put("within", wait.within())
                        .put("since", wait.since() == null ? null : wait.since().toString())
                        .put("state", waits.state(wait))
                        .put("deadlock", deadlocked.contains(wait));
            }
            return list;
        });
    }

    private static void print(
            Output output, AnswerWaits waits, List<AnswerWaits.Wait> cycle, Set<AnswerWaits.Wait> deadlocked)
            throws IOException {
        if (waits.all().isEmpty()) {
            output.line("nobody waits for an answer");
            return;
        }
        if (!cycle.isEmpty()) {
            output.line(output.terminal().bad(AnswerWaits.told(cycle)));
        }
        Table table = new Table("", "WHO", "WHOM", "SINCE", "WITHIN", "QUESTION");
        for (AnswerWaits.Wait wait : waits.all()) {
            table.row(
                    deadlocked.contains(wait) ? "↻" : "",
                    wait.who(),
                    wait.whom(),
                    AnswerWaits.age(wait),
                    Text.tame(String.valueOf(wait.within())),
                    waits.state(wait));
        }
        table.print(output);
    }
}
