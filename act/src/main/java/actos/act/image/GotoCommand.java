package actos.act.image;

import actos.act.call.Workspace;
import actos.act.replay.Position;
import actos.act.replay.Reconstruction;
import actos.act.replay.Replay;
import actos.act.root.Pause;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.DeliveryControl;
import actos.protocol.Json;
import actos.protocol.Root;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act goto}: makes the system what it was at a position in the past, and keeps the present as an image. */
@Command(
        name = "goto",
        header = "Go back to a moment in the past, and keep the present.",
        description = {
            "",
            "The journal tells how the system was: actors, states, mailboxes and pending questions become what they were. The"
                    + " system is paused then, and the present is kept as image branch-1, branch-2…: act goto branch-1 returns"
                    + " to it. What the journal does not tell is said before anything is changed.",
            "",
            "POSITION is the number of a message (just after it was handled), -5 (just before the fifth last delivery), a time"
                    + " (-2m, 12:03:07), @SEQ (just after this line of the journal), or the name of an image.",
            ""
        },
        footer = {"", "Example:", "  act goto -1         # just before the last delivery", "  act step"})
public final class GotoCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            description =
                    "How long to wait for handlers that are at work; " + ImageSaveCommand.PATIENCE + " if not said.")
    String timeout = ImageSaveCommand.PATIENCE;

    @Parameters(index = "0", paramLabel = "POSITION", description = "Where to go.")
    String position;

    private Root root;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        root = workspace.root();
        Position wanted = Position.of(root, position);
        if (wanted instanceof Position.Now) {
            throw Failure.failed("now is where the system is: give a position in the past");
        }
        return wanted instanceof Position.InJournal moment ? toPast(moment) : toImage();
    }

    private Result toImage() throws IOException {
        return result("the system is image " + position + " now", position, load(position));
    }

    private Result toPast(Position.InJournal wanted) throws IOException {
        Reconstruction past = new Reconstruction(root);
        Replay then = past.at(wanted);
        PastImage moment = new PastImage(root, past, then);
        clearAway(); // what a call has left that was broken off
        Image image = moment.passing();
        String branch;
        try {
            branch = load(image.name());
        } finally {
            clearAway();
        }
        return result(
                "the system is as it was at " + Text.precise(then.at()) + " (journal line " + then.seq() + "): "
                        + moment.summary(),
                "@" + then.seq(),
                branch);
    }

    /** Loads it, and leaves the system paused; the name of the branch that the present is from then on. */
    private String load(String image) throws IOException {
        new DeliveryControl(workspace).pause(null);
        ImageLoadCommand load = new ImageLoadCommand();
        load.workspace = workspace;
        load.timeout = timeout;
        load.name = image;
        return load.load().finishAsBranch();
    }

    /** Deletes the images that were made to be loaded, but for the one whose loading was broken off. */
    private void clearAway() throws IOException {
        Pause pause = Pause.of(root);
        String needed = pause == null || pause.by() == null ? null : pause.by().load();
        for (Image image : Image.all(root)) {
            if (image.isPassing() && !image.name().equals(needed)) {
                image.delete(root);
            }
        }
    }

    private static Result result(String what, String where, String branch) {
        return Result.note(
                what + "; it is paused: act step delivers one message, act resume goes on; act goto " + branch
                        + " returns to where it was",
                Json.mapper().createObjectNode().put("position", where).put("branch", branch));
    }
}
