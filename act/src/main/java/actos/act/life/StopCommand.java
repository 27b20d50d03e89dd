package actos.act.life;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.term.Result;
import actos.act.wait.ActorEnds;
import actos.protocol.ActorId;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act stop}: makes the control file {@code stop} and waits until the actor has left {@code running/}. */
@Command(
        name = "stop",
        header = "End actors for good.",
        description = {
            "",
            "Makes the file stop in each actor's directory: no further delivery, TERM, and KILL after its stopTimeout."
                    + " Returns when they have ended; state and unread mail are in dead/actors then.",
            ""
        },
        footer = {"", "Example:", "  act stop counter", "  act stop --now counter teller"})
public final class StopCommand implements Callable<Result> {
    private static final Duration MARGIN = Duration.ofSeconds(15);

    @Mixin
    Workspace workspace;

    @Option(names = "--now", description = "KILL at once.")
    boolean now;

    @Parameters(arity = "1..*", paramLabel = "ACTOR", description = "The actors to end.")
    List<String> actors;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        Root root = workspace.root();
        Actors living = new Actors(root);
        Set<ActorId> ids = new LinkedHashSet<>();
        for (String actor : actors) {
            ids.add(living.living(actor));
        }
        ActorEnds ending = new ActorEnds(workspace);
        Duration patience = Duration.ZERO;
        for (ActorId id : ids) {
            ending.expect(id);
            patience =
                    max(patience, now ? Duration.ZERO : ActorView.of(root, id).stopTimeout());
            try {
                Publish.replace(root.actor(id).stop(), (now ? "now\n" : "").getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchFileException ended) {
                // it ended by itself in this moment
            }
        }
        workspace.lookNow();
        return ending.await(patience.plus(MARGIN), "stopping");
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
