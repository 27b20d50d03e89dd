package actos.act.life;

import actos.act.call.Signalling;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code act shutdown}: TERM to the supervisor, then waits until it has ended. */
@Command(
        name = "shutdown",
        header = "End the system: all actors, then the supervisor.",
        description = {
            "",
            "Sends the supervisor TERM and returns when it has ended. It gives the actors its stop timeout (30 s unless it"
                    + " was started with another); a second act shutdown meanwhile kills them at once.",
            ""
        },
        footer = {"", "Example:", "  act shutdown"})
public final class ShutdownCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Override
    public Result call() throws IOException {
        ProcessIdentity supervisor = workspace.supervisorInReach();
        Root root = workspace.root();
        new Signalling(workspace.surroundings()).supervisor("TERM", supervisor);
        Polling.until(Polling.ENDLESS, () -> {
            if (!supervisor.isAlive()) {
                return Boolean.TRUE;
            }
            List<ActorId> living = new Actors(root).living();
            workspace.output().progress("shutting down: " + Text.count(living.size(), "actor") + " left");
            return null;
        });
        Result ended = Result.note(
                "the supervisor (pid " + supervisor.pid() + ") has ended",
                Json.mapper().createObjectNode().put("pid", supervisor.pid()));
        return !Disk.isFile(root.pid())
                ? ended
                : ended.failing(Failure.failed("the supervisor ended without clearing up: "
                        + "actors may still run, and the next supervisor adopts them"));
    }
}
