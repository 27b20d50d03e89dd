package actos.act.image;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Pause;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.wait.SystemPause;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act image load}: checks an image, keeps the moment before, and makes the system equal to the image. */
@Command(
        name = "load",
        header = "Go back to what was saved.",
        description = {
            "",
            "Checks the whole image first, and touches nothing if it cannot be loaded. Then the system is paused, handlers"
                    + " finish (or their message goes back, after the timeout), and the moment is kept as image before-load."
                    + " States and mail become those of the image. Processes whose specification is the same live on, since"
                    + " actors hold no state; others are ended and started; what the image does not have is in dead/actors"
                    + " then. Messages that are put back get new numbers.",
            ""
        },
        footer = {"", "Example:", "  act image load before-the-race", "  act image load before-load"})
final class ImageLoadCommand implements Callable<Result> {
    private static final Duration MARGIN = Duration.ofSeconds(15);

    @Mixin
    Workspace workspace;

    @Option(names = "--fresh", description = "Start all processes anew, also those whose specification is the same.")
    boolean fresh;

    @Mixin
    HandlerPatience patience;

    @Parameters(index = "0", paramLabel = "NAME", description = "The image.")
    String name;

    private Root root;
    /** What was done, in words. */
    private String done;

    @Override
    public Result call() throws IOException {
        BeforeLoad before = load();
        before.finish(); // last, since what is resumed without this has not lost its way back
        workspace.output().note("image " + name + " is loaded: " + done);
        return Result.json(Json.mapper().createObjectNode().put("name", name));
    }

    /** Loads it, but for saying that this is done. */
    BeforeLoad load() throws IOException {
        Duration most = patience.most();
        workspace.supervisor();
        root = workspace.root();
        BeforeLoad before = new BeforeLoad(root);
        Pause pause = Pause.of(root);
        BeforeLoad.Meant meant = before.meant(
                name, pause != null && pause.isBrokenLoading() ? pause.by().load() : null);
        Image image = meant.image();
        CheckedImage.checked(image, workspace.surroundings());
        SystemPause still = new SystemPause(workspace, "act image load " + name, name);
        ImageLoader loading;
        try {
            takeBack(still, still.begin(most));
            if (!meant.goesOn()) {
                image = before.begin(image);
            }
            if (meant.goesOn()) {
                workspace.output().note("the loading of image " + image.name() + " was broken off, and goes on");
            }
            // once more: it may have another name now, and time has passed
            CheckedImage content = CheckedImage.checked(image, workspace.surroundings());
            loading = new ImageLoader(workspace, content, new SavedMail(before.image()), fresh);
        } catch (IOException | Failure e) {
            still.giveUp();
            throw e;
        }
        still.mustLast();
        try {
            loading.perform();
        } catch (IOException | Failure e) {
            throw Failure.failed(
                    "loading broke off: " + e.getMessage() + "; the system stays paused: act image load " + image.name()
                            + " goes on, act image load " + Pause.BEFORE_LOAD + " goes back",
                    e);
        }
        still.end();
        done = loading.summary() + "; the moment before is image " + Pause.BEFORE_LOAD
                + (still.isMine() ? "" : "; the system is paused, as it was");
        return before;
    }

    /** What is handled for too long, or by hand, goes back to its mailbox: its actor is started again. */
    private void takeBack(SystemPause still, Set<ActorId> atWork) throws IOException {
        Set<ActorId> restarting = new LinkedHashSet<>();
        Duration longest = Duration.ZERO;
        for (ActorId actor : atWork) {
            ActorView view = ActorView.of(root, actor);
            if (view.isManual() && !view.isPlayedByHand()) {
                throw Failure.failed(
                        "process " + view.pid() + ", which was attached to " + actor + ", has message " + view.current()
                                + " in its hands, and cannot be told to give it back: let it finish, or end it");
            }
            Publish.replace(root.actor(actor).restart(), new byte[0]);
            restarting.add(actor);
            longest = view.stopTimeout().compareTo(longest) > 0 ? view.stopTimeout() : longest;
        }
        workspace.lookNow();
        Set<ActorId> left = still.awaitIdle(restarting, longest.plus(MARGIN));
        if (!left.isEmpty()) {
            ActorId first = left.iterator().next();
            throw Failure.timedOut(first + " has a message in its hands and was not started again, so nothing was"
                    + " loaded; act kill " + first + " takes it back at once");
        }
    }
}
