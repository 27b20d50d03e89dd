package actos.act.look;

import actos.act.call.Homes;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Stories;
import actos.act.root.Story;
import actos.act.term.ExitCode;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
public final class ShowCommand implements Callable<Integer> {
    @Mixin
    Workspace workspace;

    @Parameters(index = "0", arity = "0..1", paramLabel = "THING", description = "An actor or a message.")
    String thing;

    @Override
    public Integer call() throws IOException {
        ProcessIdentity supervisor = workspace.supervisorAndPauseOrNote();
        if (thing == null) {
            showSystem(supervisor);
        } else {
            show();
        }
        return ExitCode.DONE;
    }

    private void showSystem(ProcessIdentity supervisor) throws IOException {
        SystemView system = SystemView.of(workspace.root(), supervisor != null);
        if (workspace.isJson()) {
            workspace.output().json(system.json().put("running", supervisor != null));
            return;
        }
        if (supervisor != null) {
            system.printState(
                    workspace.output(), new Actors(workspace.root()).living().size());
        }
        system.print(workspace.output(), workspace.root());
    }

    private void show() throws IOException {
        Actors actors = new Actors(workspace.root());
        ActorHome home = actors.home(thing);
        if (home != null) {
            new ActorPage(workspace, new ActorId(thing), Homes.find(workspace, thing)).show();
            return;
        }
        Story story = new Stories(workspace.root()).named(thing);
        if (story == null) {
            throw actors.unknownThing(thing);
        }
        showMessage(story);
    }

    private void showMessage(Story story) throws IOException {
        if (workspace.isJson()) {
            ObjectNode json = MessagePage.json(workspace.root(), story);
            workspace.output().json(json);
        } else {
            MessagePage.print(workspace.output(), workspace.root(), story);
        }
    }
}
