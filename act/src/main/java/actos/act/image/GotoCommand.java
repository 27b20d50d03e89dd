package actos.act.image;

import actos.act.call.Workspace;
import actos.act.replay.Position;
import actos.act.replay.Reconstruction;
import actos.act.replay.Replay;
import actos.act.root.Disk;
import actos.act.root.Pause;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.DeliveryControl;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
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
    private static final String BRANCH = "branch-";

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
        boolean isImage =
                Image.all(root).stream().anyMatch(image -> image.name().equals(position));
        return isImage ? toImage() : toPast();
    }

    private Result toImage() throws IOException {
        load(position);
        return result("the system is image " + position + " now", position);
    }

    private Result toPast() throws IOException {
        Reconstruction past = new Reconstruction(root);
        Replay then = past.at(Position.parse(position, Instant.now(), ZoneId.systemDefault()));
        PastImage image = new PastImage(root, past, then);
        String name = "at-" + then.seq();
        new Image(name, root.image(name)).delete(root); // of a going back that was broken off
        Image saved = image.save(name);
        load(name);
        saved.delete(root);
        return result(
                "the system is as it was at " + Text.precise(then.at()) + " (journal line " + then.seq() + "): "
                        + image.summary(),
                "@" + then.seq());
    }

    /** Leaves the system paused. */
    private void load(String image) throws IOException {
        new DeliveryControl(workspace).pause(null);
        ImageLoadCommand load = new ImageLoadCommand();
        load.workspace = workspace;
        load.timeout = timeout;
        load.name = image;
        load.load();
    }

    /** The moment before is a branch from now on. */
    private Result result(String what, String where) throws IOException {
        int number = 1;
        while (Disk.exists(root.image(BRANCH + number).dir())) {
            number++;
        }
        String branch = BRANCH + number;
        FileStep.move(root.image(Pause.BEFORE_LOAD).dir(), root.image(branch).dir());
        return Result.note(
                what + "; it is paused: act step delivers one message, act resume goes on; act goto " + branch
                        + " returns to where it was",
                Json.mapper().createObjectNode().put("position", where).put("branch", branch));
    }
}
