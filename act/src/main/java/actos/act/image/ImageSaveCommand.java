package actos.act.image;

import actos.act.call.Workspace;
import actos.act.replay.Position;
import actos.act.replay.Reconstruction;
import actos.act.root.ActorView;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.SystemPause;
import actos.protocol.ActorId;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act image save}: pauses, waits, copies, goes on. */
@Command(
        name = "save",
        header = "Save the whole system as it is.",
        description = {
            "",
            "Pauses the system if it is not paused, waits until nobody has a message in its hands, and copies"
                    + " specifications, states and mail into images/NAME; then it goes on. A message that is still handled"
                    + " after the timeout stands in the image as if it waited.",
            ""
        },
        footer = {"", "Example:", "  act image save before-the-race"})
final class ImageSaveCommand implements Callable<Result> {
    /** How long handlers have to finish if nothing else is said. */
    @Mixin
    Workspace workspace;

    @Mixin
    HandlerPatience patience;

    @Option(
            names = "--at",
            paramLabel = "POSITION",
            description = "Save how it was there, as the journal tells: a position as in act goto.")
    String position;

    @Parameters(index = "0", paramLabel = "NAME", description = "What to call it.")
    String name;

    @Override
    public Result call() throws IOException {
        Duration most = patience.most();
        Root root = workspace.root();
        if (Disk.exists(root.image(name).dir())) {
            throw Failure.failed("there is an image " + name + " already; act image rm " + name + " takes it away");
        }
        Position wanted = position == null ? new Position.Now() : Position.of(root, position);
        if (wanted instanceof Position.Saved image) {
            throw Failure.failed("an image of that moment is there already: cp -r images/" + image.image() + " images/"
                    + name + " copies it");
        } else if (wanted instanceof Position.InJournal moment) {
            return past(root, moment);
        }
        SystemPause still = new SystemPause(workspace, "act image save " + name, null);
        ImageWriter saving = new ImageWriter(root, name);
        Set<ActorId> atWork;
        try {
            atWork = still.begin(most);
            saving.copy();
            saving.reveal(name);
        } finally {
            still.end();
        }
        List<ActorId> byHand = new ArrayList<>();
        List<ActorId> others = new ArrayList<>();
        for (ActorId actor : atWork) {
            (ActorView.of(root, actor).isPlayedByHand() ? byHand : others).add(actor);
        }
        tellUnfinished(byHand, "");
        tellUnfinished(others, " for " + Text.span(most));
        return saved(root, Text.count(saving.actors(), "actor") + ", " + Text.count(saving.messages(), "message"));
    }

    private Result past(Root root, Position.InJournal wanted) throws IOException {
        Reconstruction past = new Reconstruction(root);
        PastImage image = new PastImage(root, past, past.at(wanted));
        image.save(name);
        return saved(root, image.summary());
    }

    private Result saved(Root root, String summary) {
        return Result.note(
                "image " + name + ": " + summary,
                Disk.object(root.image(name).about()).put("name", name));
    }

    private void tellUnfinished(List<ActorId> actors, String howLong) {
        if (!actors.isEmpty()) {
            workspace
                    .output()
                    .note(Text.some(actors)
                            + (actors.size() == 1
                                    ? " has not finished its message" + howLong
                                            + ": in the image it waits, and is handled once more after loading"
                                    : " have not finished their messages" + howLong
                                            + ": in the image they wait, and are handled once more after loading"));
        }
    }
}
