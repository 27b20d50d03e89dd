package actos.act.life;

import actos.act.call.Program;
import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.wait.ActorRestarts;
import actos.protocol.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act restart}: makes the control file {@code restart} and waits until another process is ready. */
@Command(
        name = "restart",
        header = "End actors and start them again.",
        description = {
            "",
            "Makes the file restart in each actor's directory: no further delivery, TERM, KILL after its stopTimeout, and a"
                    + " new process with the same state and mail. It counts for no restart rule. Returns when the new"
                    + " processes are ready.",
            ""
        },
        footer = {"", "Example:", "  act restart counter", "  act restart counter --with ./counter-2.sh"})
public final class RestartCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(
            names = "--with",
            paramLabel = "PATH",
            description = "Another program from now on: a file or a name on PATH.")
    String path;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            description = "Wait at most this long; else for its stopTimeout and 25s.")
    String timeout;

    @Option(names = "--no-wait", description = "Return when it was asked for.")
    boolean noWait;

    @Parameters(arity = "1..*", paramLabel = "ACTOR", description = "The actors to start again.")
    List<String> actors;

    @Override
    public Result call() throws IOException {
        if (timeout != null && noWait) {
            throw Failure.usage("--timeout says how long to wait, --no-wait not to");
        }
        Duration limit = timeout == null ? null : Durations.parse("--timeout", timeout);
        byte[] content = program();
        workspace.supervisor();
        Actors living = new Actors(workspace.root());
        List<ActorView> views = new ArrayList<>();
        for (String actor : new LinkedHashSet<>(actors)) {
            views.add(restartable(ActorView.of(workspace.root(), living.living(actor))));
        }
        ActorRestarts restarting = new ActorRestarts(workspace);
        for (ActorView view : views) {
            restarting.ask(view, content);
        }
        workspace.lookNow();
        if (!noWait) {
            restarting.await(limit);
        }
        return Result.of(output -> {}, restarting::json);
    }

    private byte[] program() throws IOException {
        if (path == null) {
            return new byte[0];
        }
        Path program = Program.find(path, workspace.surroundings().cwd(), workspace.surroundings());
        return (program + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private ActorView restartable(ActorView actor) {
        if (actor.isManual() && !actor.isPlayedByHand()) {
            throw Failure.failed("process " + actor.pid() + " was attached to " + actor.id()
                    + ", so only who has started it can start it again; then act attach " + actor.id() + " PID");
        }
        if (actor.isManual() && path != null) {
            throw Failure.failed(actor.id() + " is played by hand, by no program; act restart " + actor.id()
                    + " gives its message back");
        }
        if (actor.isNotStartedYet()) {
            throw Failure.failed(actor.id() + " is not started yet; act ls shows whether something is wrong with it");
        }
        if (actor.isStopping()) {
            throw Failure.failed(actor.id() + " is being ended for good, and stays so; act spawn starts another one");
        }
        return actor;
    }
}
