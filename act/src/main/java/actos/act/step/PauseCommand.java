package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.wait.DeliveryControl;
import actos.protocol.ActorId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act pause}: makes control files {@code paused}, and renames messages to {@code .held}. */
@Command(
        name = "pause",
        header = "Deliver nothing: to nobody, to some actors, or not this message.",
        description = {
            "",
            "Without THING the whole system. Messages are still taken, so that one sees them wait in order; actors are"
                    + " still started; a handler that is running finishes. act step delivers one message, act resume goes"
                    + " on. A message alone is held back: its file name ends in .held.",
            "",
            "kill -STOP is another thing: it freezes a process wherever it is, maybe in the middle of a message, and the"
                    + " supervisor goes on delivering to it. Pausing lets each message be handled whole, and lets you look"
                    + " and change what lies between two of them.",
            ""
        },
        footer = {"", "Example:", "  act pause", "  act pause bank shop", "  act pause 42"})
public final class PauseCommand implements Callable<Result> {
    private static final int NAMED = 3;

    @Mixin
    Workspace workspace;

    @Parameters(arity = "0..*", paramLabel = "THING", description = "Actors, or numbers or names of waiting messages.")
    List<String> things = List.of();

    @Override
    public Result call() throws IOException {
        DeliveryControl pausing = new DeliveryControl(workspace);
        List<ActorId> actors = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        Actors all = new Actors(workspace.root());
        for (String thing : new LinkedHashSet<>(things)) {
            if (ActorId.isValid(thing) && all.isLiving(new ActorId(thing))) {
                actors.add(withMail(new ActorId(thing)));
            } else {
                messages.add(new MessageSearch(workspace.root()).waiting(thing));
            }
        }
        if (things.isEmpty()) {
            tell("the system", pausing.pause(null), "; act step delivers one message, act resume goes on");
            tellWhoIsAtWork(all.living());
        }
        for (ActorId actor : actors) {
            tell(actor.value(), pausing.pause(actor), "; act step " + actor + " delivers one message to it");
        }
        tellWhoIsAtWork(actors);
        for (Message message : messages) {
            String already = pausing.hold(message) ? "" : " already";
            workspace.output().note("message " + message.id() + " for " + message.to() + " is held" + already);
        }
        return Result.json(pausing.json());
    }

    private ActorId withMail(ActorId id) throws IOException {
        ActorView actor = ActorView.of(workspace.root(), id);
        if (actor.isGroup()) {
            throw Failure.failed(id + " is a group: it gets no mail that could be held; pause its children: act pause "
                    + actor.children().stream().map(ActorId::value).collect(Collectors.joining(" ")));
        }
        return id;
    }

    private void tell(String who, boolean fresh, String next) {
        workspace.output().note(who + (fresh ? " is paused" : " was paused already") + next);
    }

    private void tellWhoIsAtWork(List<ActorId> actors) {
        List<String> atWork = new ArrayList<>();
        for (ActorId actor : actors) {
            Message current = new Mailbox(workspace.root().actor(actor)).current();
            if (current != null) {
                atWork.add(actor + " still has message " + current.id());
            }
        }
        int more = atWork.size() - NAMED;
        if (!atWork.isEmpty()) {
            workspace
                    .output()
                    .note(String.join(", ", atWork.subList(0, Math.min(NAMED, atWork.size())))
                            + (more > 0 ? ", and " + more + " more have theirs" : ""));
        }
    }
}
