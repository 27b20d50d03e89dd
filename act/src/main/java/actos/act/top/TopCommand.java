package actos.act.top;

import actos.act.call.Workspace;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.Durations;
import actos.protocol.Names;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code act top}: the system as it works. */
@Command(
        name = "top",
        header = "Watch the system at work.",
        description = {
            "",
            "A view of the whole terminal, drawn anew every second: the state of the system, and of each actor its phase,"
                    + " how many messages it handles a second, how many wait, processor time and memory of its process,"
                    + " and what stands in current and for how long. Where stdout is no terminal, or with --once or"
                    + " --json, one view is printed.",
            "",
            "Keys: q ends it, ? shows them all. p pauses the system or resumes it, s delivers one message; P and S do so"
                    + " for the chosen actor. The arrows or j and k choose, also PgUp, PgDn, Home or g, End or G; Enter shows"
                    + " the actor, / only those whose id contains what is typed. i, r, w, a, c and m sort by id, rate,"
                    + " waiting messages, age of the current one, processor time and memory.",
            ""
        },
        footer = {"", "Example:", "  act top", "  act top --once --sort waiting"})
public final class TopCommand implements Callable<Result> {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    @Mixin
    Workspace workspace;

    @Option(names = "--once", description = "Print one view: what happens within one interval.")
    boolean once;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description = "Sort by id (the default), rate, waiting, age, cpu or memory.")
    String sort = "id";

    @Option(names = "--interval", paramLabel = "D", description = "How often to look; 1s if not said.")
    String interval = "1s";

    @Override
    public Result call() throws IOException {
        TopRow.Order order = order();
        Duration every = Durations.parse("--interval", interval);
        if (every.compareTo(SHORTEST) < 0) {
            throw Failure.usage("--interval " + interval + " is too short: at least " + Text.span(SHORTEST));
        }
        workspace.supervisorOrNote();
        String term = workspace.surroundings().env().getOrDefault("TERM", "dumb");
        if (once || workspace.isJson() || !workspace.terminal().stdoutIsTty() || term.equals("dumb")) {
            return once(order, every);
        }
        new TopSession(workspace, order, every).run();
        return Result.NONE;
    }

    private Result once(TopRow.Order order, Duration every) throws IOException {
        Sample before = Sample.at(workspace);
        Polling.pause(every.toMillis());
        TopView view = new TopView(workspace.root(), workspace.terminal(), before, Sample.at(workspace), order, "");
        Terminal terminal = workspace.terminal();
        return Result.of(
                output -> view.lines(terminal.stdoutIsTty() ? terminal.width() : 0)
                        .forEach(output::cutLine),
                view::json);
    }

    private TopRow.Order order() {
        return Arrays.stream(TopRow.Order.values())
                .filter(order -> order.toString().equals(sort))
                .findFirst()
                .orElseThrow(() -> Failure.usage(
                        "--sort " + Names.printable(sort) + " is none of " + Arrays.toString(TopRow.Order.values())));
    }
}
