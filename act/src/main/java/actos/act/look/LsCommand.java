package actos.act.look;

import actos.act.call.Workspace;
import actos.act.replay.AtPosition;
import actos.act.replay.Moment;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.AnswerWaits;
import actos.act.term.Output;
import actos.act.term.Result;
import actos.act.term.Table;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code act ls}: the state of the system and a table of its actors. */
@Command(
        name = "ls",
        header = "List the actors.",
        description = {
            "",
            "The state of the system first: whether it is paused, what does not work as it should, which messages"
                    + " breakpoints hold. Then for each actor its phase, process, waiting and handled messages, how often"
                    + " it was started again, and what stands in current and for how long; with --tree each parent is"
                    + " followed by its children, also by those of its specification that have ended, and how. Then what actors want to be known, from their files notice.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  act ls",
            "  act ls --tree",
            "  act ls --json | jq -r '.[] | select(.waiting > 0) | .id'"
        })
public final class LsCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Mixin
    AtPosition at;

    @Option(names = "--tree", description = "Draw who is whose child, with the rules by which they are restarted.")
    boolean tree;

    @Override
    public Result call() throws IOException {
        Moment then = at.moment(workspace);
        if (then != null) {
            return PastPage.list(then, tree);
        }
        ProcessIdentity supervisor = workspace.supervisorAndPauseOrNote();
        List<ActorView> actors = new ArrayList<>();
        for (ActorId id : new Actors(workspace.root()).living()) {
            actors.add(ActorView.of(workspace.root(), id));
        }
        return Result.of(output -> print(output, supervisor, actors), output -> {
            output.json(tree ? new Tree(workspace.root(), actors).json() : list(actors));
            String doubt = SystemView.doubt(workspace.root(), supervisor != null);
            if (doubt != null) {
                output.note(doubt);
            }
        });
    }

    private void print(Output output, ProcessIdentity supervisor, List<ActorView> actors) throws IOException {
        SystemView system = SystemView.of(workspace.root(), supervisor != null);
        if (supervisor != null) {
            system.printState(output, actors.size());
        }
        if (system.restorable() != null) {
            output.line(system.restorable());
        }
        for (ActorView actor : actors) {
            if (actor.pause() != null && actor.pause().isHit()) {
                boolean waits = actor.pause().waits(workspace.root());
                output.line(actor.pause().hit(workspace.root()) + "; act resume " + actor.id()
                        + (waits ? " delivers it" : " lets it go on"));
            }
        }
        List<AnswerWaits.Wait> deadlock = AnswerWaits.of(workspace.root()).deadlock();
        if (!deadlock.isEmpty()) {
            output.line(output.terminal().bad(AnswerWaits.told(deadlock)) + "; act waits tells more");
        }
        if (actors.isEmpty()) {
            output.line("no actors; act spawn PATH starts one");
        } else if (tree) {
            new Tree(workspace.root(), actors).print(output);
        } else {
            printTable(output, actors);
        }
    }

    private static void printTable(Output output, List<ActorView> actors) {
        Table table = new Table("ID", "PHASE", "PID", "WAITING", "HANDLED", "RESTARTS", "UPTIME", "CURRENT");
        for (ActorView actor : actors) {
            table.row(
                    actor.id(),
                    actor.phase(),
                    actor.pid() == 0 ? "" : actor.pid(),
                    actor.waiting(),
                    actor.handled(),
                    actor.restarts(),
                    actor.uptime(),
                    actor.current());
        }
        table.print(output);
        for (ActorView actor : actors) {
            if (actor.notice() != null) {
                output.line(actor.id() + ": " + actor.notice());
            }
        }
    }

    private static ArrayNode list(List<ActorView> actors) {
        ArrayNode list = Json.mapper().createArrayNode();
        actors.forEach(actor -> list.add(actor.json()));
        return list;
    }
}
