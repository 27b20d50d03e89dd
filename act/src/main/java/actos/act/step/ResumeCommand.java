package actos.act.step;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.Pause;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.DeliveryControl;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act resume}: removes control files {@code paused}, and {@code .held} from the names of messages. */
@Command(
        name = "resume",
        header = "Deliver again.",
        description = {
            "",
            "Without THING: the system, and whatever a breakpoint has paused; the message that has hit it is delivered and"
                    + " does not hit it again. Actors that were paused by themselves stay so, and are named.",
            ""
        },
        footer = {"", "Example:", "  act resume", "  act resume bank", "  act resume 42"})
public final class ResumeCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Parameters(
            arity = "0..*",
            paramLabel = "THING",
            description = "Actors, messages that are held, or breakpoints whose hits are to go on.")
    List<String> things = List.of();

    private DeliveryControl pausing;

    @Override
    public Result call() throws IOException {
        pausing = new DeliveryControl(workspace);
        if (things.isEmpty()) {
            resumeAll();
        }
        for (String thing : new LinkedHashSet<>(things)) {
            resume(thing);
        }
        return Result.json(pausing.json());
    }

    private void resumeAll() throws IOException {
        boolean resumed = resumeSystem();
        resumed |= resumeHits(null);
        List<String> themselves = new ArrayList<>();
        List<String> again = new ArrayList<>();
        for (ActorId actor : pausing.pausedActors()) {
            Pause pause = Pause.of(workspace.root().actor(actor));
            if (pause != null && pause.isHit()) {
                again.add(actor + " is paused again: " + pause.hit(workspace.root()));
            } else {
                themselves.add(actor.value());
            }
        }
        if (!again.isEmpty()) {
            workspace
                    .output()
                    .note(again.get(0)
                            + (again.size() == 1 ? "" : "; and so are " + (again.size() - 1) + " more: act ls"));
        }
        String left = String.join(" ", themselves);
        if (!left.isEmpty() && resumed) {
            workspace.output().note("paused by themselves are still: " + left + "; act resume " + left);
        } else if (!resumed) {
            throw Failure.failed("the system is not paused"
                    + (left.isEmpty() ? ", nor is any actor" : "; paused by themselves are: act resume " + left));
        }
    }

    private boolean resumeSystem() throws IOException {
        Pause pause = Pause.of(workspace.root());
        if (pause != null
                && pause.by() != null
                && pause.by().lives()
                && !pause.by().isElsewhere()) {
            throw Failure.failed(pause.sentence(workspace.root()));
        }
        boolean resumed = pausing.resume(null);
        if (resumed) {
            boolean isHalfLoaded = pause != null && pause.isBrokenLoading();
            workspace
                    .output()
                    .note("the system goes on"
                            + (isHalfLoaded
                                    ? ", half loaded: the loading of image "
                                            + Text.tame(pause.by().load()) + " was broken off"
                                    : ""));
        }
        return resumed;
    }

    /** Lets those go that this breakpoint, or any for null, has paused. */
    private boolean resumeHits(String breakpoint) throws IOException {
        Pause system = Pause.of(workspace.root());
        boolean resumed = isHit(system, breakpoint) && resumeSystem();
        for (ActorId actor : pausing.pausedActors()) {
            if (isHit(Pause.of(workspace.root().actor(actor)), breakpoint)) {
                resumed |= resumeActor(actor);
            }
        }
        return resumed;
    }

    private static boolean isHit(Pause pause, String breakpoint) {
        return pause != null && pause.isHit() && (breakpoint == null || breakpoint.equals(pause.breakpoint()));
    }

    private boolean resumeActor(ActorId actor) throws IOException {
        boolean resumed = pausing.resume(actor);
        if (resumed) {
            workspace.output().note(actor + " goes on");
        }
        return resumed;
    }

    private void resume(String thing) throws IOException {
        Root root = workspace.root();
        Pause system = Pause.of(root);
        if (ActorId.isValid(thing) && new Actors(root).isLiving(new ActorId(thing))) {
            if (!resumeActor(new ActorId(thing))) {
                throw notPaused(thing + (system == null ? " is not paused" : " itself is not paused, the system is"));
            }
            return;
        }
        if (resumeHits(thing)) {
            return;
        }
        Message message = new MessageSearch(root).waiting(thing);
        Pause pause = Pause.of(root.actor(message.to()));
        if (pausing.release(message)) {
            workspace.output().note("message " + message.id() + " for " + message.to() + " is not held any more");
        } else if (pause != null && pause.holds(message.id())) {
            resumeActor(message.to());
        } else if (system != null && system.holds(message.id())) {
            resumeSystem();
        } else {
            throw notPaused("message " + Names.printable(thing) + " is not held");
        }
    }

    private Failure notPaused(String what) {
        return Failure.failed(what + (Disk.exists(workspace.root().paused()) ? "; act resume resumes the system" : ""));
    }
}
