package actos.act.image;

import actos.act.call.Deletion;
import actos.act.replay.ImageMoment;
import actos.act.replay.PastActor;
import actos.act.replay.Reconstruction;
import actos.act.replay.Replay;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.ImageHome;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An image of a moment in the past, made of the journal. What had been sent and was not taken by then is not in it: the
 * journal tells of a message from when it was taken. Put together under a hidden name, as every image. Used for one image.
 */
final class PastImage {
    private static final int SHOWN = 10;

    private final Root root;
    private final Reconstruction past;
    private final Replay then;

    /** @throws Failure if the journal does not tell all of it: what is missing is named, and nothing was written */
    PastImage(Root root, Reconstruction past, Replay then) {
        this.root = root;
        this.past = past;
        this.then = then;
        List<String> gaps = past.gaps(then);
        if (!gaps.isEmpty()) {
            int more = gaps.size() - SHOWN;
            throw Failure.failed("the journal does not tell all of it, so nothing was changed:\n  "
                    + String.join("\n  ", gaps.subList(0, Math.min(SHOWN, gaps.size())))
                    + (more > 0 ? "\n  and " + more + " more" : ""));
        }
    }

    /** Writes it under this name, which no image has. */
    Image save(String name) throws IOException {
        return save(name, null);
    }

    /**
     * Makes it to be loaded only: {@code at-LINE}, or what a call before this one has made and left, which is the same. A
     * person's image of that name is left alone.
     */
    Image passing() throws IOException {
        for (int number = 1; ; number++) {
            String name = ImageMoment.name(then.seq(), number);
            Image there = new Image(name, root.image(name));
            if (!Disk.exists(there.home().dir())) {
                return save(name, true);
            } else if (there.isPassing()) {
                return there;
            }
        }
    }

    private Image save(String name, Boolean passing) throws IOException {
        ImageHome hidden = root.nascentImage(name);
        Deletion.tree(hidden.dir()); // what a crash has left
        if (!Disk.isDirectory(root.images())) {
            FileStep.createDirectory(root.images());
        }
        FileStep.createDirectory(hidden.dir());
        FileStep.createDirectory(hidden.actors());
        FileStep.createDirectory(hidden.send());
        for (Map.Entry<ActorId, PastActor> actor : then.actors().entrySet()) {
            write(hidden.actor(actor.getKey()), actor.getValue());
        }
        String version = Document.read(root.systemStatus(), SystemStatus.class).version();
        ImageAbout about = new ImageAbout(
                ImageAbout.FORMAT, version, then.at(), then.actors().size(), messages(), 0, null, passing);
        FileStep.write(hidden.about(), Json.bytes(about));
        FileStep.move(hidden.dir(), root.image(name).dir());
        return new Image(name, root.image(name));
    }

    private void write(ActorHome home, PastActor actor) throws IOException {
        FileStep.createDirectory(home.dir());
        FileStep.createDirectory(home.spool());
        FileStep.write(home.spec(), past.bytes(actor.spec()));
        FileStep.write(home.state(), past.bytes(actor.state()));
        for (PastActor.Mail message : actor.mail().values()) {
            byte[] body = past.bytes(then.body(message.name().id()));
            FileStep.write(home.spool().resolve(message.fileName()), body);
        }
        if (!actor.questions().isEmpty()) {
            FileStep.createDirectory(home.asks());
        }
        for (Map.Entry<String, JsonNode> question : actor.questions().entrySet()) {
            FileStep.write(home.ask(new MessageName(question.getKey())), Json.bytes(question.getValue()));
        }
    }

    /** What is in it, in words. */
    String summary() {
        return Text.count(then.actors().size(), "actor") + ", " + Text.count(messages(), "message");
    }

    private int messages() {
        return then.actors().values().stream()
                .mapToInt(actor -> actor.mail().size())
                .sum();
    }
}
