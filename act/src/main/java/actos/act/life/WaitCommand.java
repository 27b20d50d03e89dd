package actos.act.life;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Polling;
import actos.act.term.Result;
import actos.act.wait.ActorEnds;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act wait}: returns when the actors have ended. */
@Command(
        name = "wait",
        header = "Wait until actors have ended.",
        description = {
            "",
            "Returns when all of them have ended, by themselves or otherwise; one that has ended already counts. Tells how"
                    + " each ended.",
            ""
        },
        footer = {"", "Example:", "  act wait importer && act dead show importer"})
public final class WaitCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--timeout", paramLabel = "D", description = "At most this long; else as long as it takes.")
    String timeout;

    @Parameters(arity = "1..*", paramLabel = "ACTOR", description = "The actors whose end is awaited.")
    List<String> actors;

    @Override
    public Result call() throws IOException {
        Duration limit = timeout == null ? Polling.ENDLESS : Durations.parse("--timeout", timeout);
        workspace.supervisor();
        Root root = workspace.root();
        Actors living = new Actors(root);
        ActorEnds ending = new ActorEnds(workspace);
        for (String actor : new LinkedHashSet<>(actors)) {
            if (!ActorId.isValid(actor) || !ending.expect(new ActorId(actor))) {
                throw living.unknown(actor);
            }
        }
        return ending.await(limit, "waiting for");
    }
}
