package actos.act.mail;

import actos.act.call.Body;
import actos.act.call.EditedCopy;
import actos.act.call.Source;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.state.StateChange;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.protocol.ActorId;
import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act edit}: a state or a waiting message, in an editor. */
@Command(
        name = "edit",
        header = "Edit an actor's state or a waiting message.",
        description = {
            "",
            "Opens a copy in $$VISUAL or $$EDITOR. What is no JSON is opened again, the error on top; empty gives up."
                    + " A message is delivered as it was or as it is to be: if it was delivered meanwhile, nothing is"
                    + " changed. A state that has changed meanwhile is not written over. In both cases what you wrote is"
                    + " kept.",
            ""
        },
        footer = {"", "Example:", "  act edit bank", "  act edit 42"})
public final class EditCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(names = "--with", paramLabel = "FILE", description = "Begin with what is in this file.")
    String with;

    @Parameters(index = "0", paramLabel = "THING", description = "An actor, or a waiting message's number or name.")
    String thing;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        if (ActorId.isValid(thing) && new Actors(workspace.root()).isLiving(new ActorId(thing))) {
            return editState(new ActorId(thing));
        }
        return editMessage(new MessageSearch(workspace.root()).waiting(thing));
    }

    private Result editState(ActorId actor) throws IOException {
        StateChange change = new StateChange(workspace, actor);
        EditedCopy copy = copy("the state of " + actor, change.before(), "it stays as it is");
        byte[] edited = copy.edit(EditCommand::fault);
        if (Arrays.equals(edited, change.before())) {
            return unchanged(copy);
        }
        if (!change.isCurrent()) {
            throw Failure.failed(change.meanwhile() + ", so nothing was written; what you wrote is in " + copy.path()
                    + "; act edit " + actor + " --with " + copy.path() + " goes on from there");
        }
        Result changed = change.publish(edited);
        copy.discard();
        return changed;
    }

    private Result editMessage(Message message) throws IOException {
        byte[] before = message.body();
        if (before == null) {
            throw Failure.failed(MessageRewrite.shown(message) + " was delivered or deleted just now");
        }
        EditedCopy copy = copy(MessageRewrite.shown(message), before, "it stays as it is");
        byte[] edited = copy.edit(EditCommand::fault);
        if (Arrays.equals(edited, before)) {
            return unchanged(copy);
        }
        try {
            MessageRewrite.replace(workspace, message, before, Body.checked(edited, "it", ""));
        } catch (Failure e) {
            throw Failure.failed(e.getMessage() + "; what you wrote is in " + copy.path(), e);
        }
        copy.discard();
        ObjectNode told = Json.mapper().createObjectNode();
        return Result.note(
                MessageRewrite.shown(message) + " was changed",
                told.put("id", message.id()).put("to", message.to().value()));
    }

    private EditedCopy copy(String shown, byte[] before, String otherwise) throws IOException {
        byte[] start = with == null
                ? before
                : Source.file(with, workspace.surroundings()).read();
        return new EditedCopy(workspace.surroundings(), shown, before, otherwise).startingWith(start);
    }

    private Result unchanged(EditedCopy copy) throws IOException {
        copy.discard();
        workspace.output().note("nothing was changed");
        return Result.NONE;
    }

    private static String fault(byte[] content) {
        boolean isJson = Json.inspect(content, content.length) != Json.Verdict.NOT_JSON;
        return isJson ? null : Json.fault(content, content.length);
    }
}
