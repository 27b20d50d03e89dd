package actos.act.image;

import actos.act.call.Workspace;
import actos.act.replay.Position;
import actos.act.replay.Reconstruction;
import actos.act.replay.Replay;
import actos.act.root.Pause;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.DeliveryControl;
import actos.protocol.Json;
import actos.protocol.Root;
import java.io.IOException;

/** Makes the system what it was at another moment, keeps the present as a branch, and leaves the system paused. */
final class Journey {
    private final Workspace workspace;
    private final Root root;
    private final HandlerPatience patience;

    Journey(Workspace workspace, HandlerPatience patience) throws IOException {
        workspace.supervisor();
        this.workspace = workspace;
        this.root = workspace.root();
        this.patience = patience;
    }

    Result toImage(String image) throws IOException {
        return result("the system is image " + image + " now", image, load(image));
    }

    Result toPast(Position.InJournal wanted) throws IOException {
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
        load.patience = patience;
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
