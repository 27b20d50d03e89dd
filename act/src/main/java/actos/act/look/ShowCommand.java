package actos.act.look;

import actos.act.call.Homes;
import actos.act.call.Workspace;
import actos.act.replay.AtPosition;
import actos.act.replay.Moment;
import actos.act.root.Actors;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.term.Result;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act show}: everything about an actor, a message or the system. */
@Command(
        name = "show",
        header = "Show everything about an actor or a message.",
        description = {
            "",
            "THING is an actor's id, a message's number or name, or ID/current for the message that an actor has in its"
                    + " hands. Without THING: the system.",
            ""
        },
        footer = {"", "Example:", "  act show counter", "  act show 42", "  act show counter/current"})
public final class ShowCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Mixin
    AtPosition at;

    @Parameters(index = "0", arity = "0..1", paramLabel = "THING", description = "An actor or a message.")
    String thing;

    @Override
    public Result call() throws IOException {
        Moment then = at.moment(workspace);
        if (then != null) {
            return new PastPage(then).of(thing);
        }
        ProcessIdentity supervisor = workspace.supervisorAndPauseOrNote();
        return thing == null ? system(supervisor) : actorOrMessage();
    }

    private Result system(ProcessIdentity supervisor) {
        SystemView system = SystemView.of(workspace.root(), supervisor != null);
        return Result.of(
                output -> {
                    if (supervisor != null) {
                        system.printState(
                                output, new Actors(workspace.root()).living().size());
                    }
                    system.print(output, workspace.root());
                },
                () -> system.json().put("running", supervisor != null));
    }

    private Result actorOrMessage() throws IOException {
        Actors actors = new Actors(workspace.root());
        ActorHome home = actors.home(thing);
        if (home != null) {
            return new ActorPage(workspace.root(), new ActorId(thing), Homes.find(workspace, thing));
        }
        MessageTrace trace = new MessageSearch(workspace.root()).named(thing);
        if (trace == null) {
            throw actors.unknownThing(thing);
        }
        return Result.of(
                output -> MessagePage.print(output, workspace.root(), trace),
                () -> MessagePage.json(workspace.root(), trace));
    }
}
