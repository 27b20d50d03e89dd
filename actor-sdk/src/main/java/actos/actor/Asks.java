package actos.actor;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.Envelope;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Publish;
import actos.protocol.Question;
import actos.protocol.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;

/**
 * The questions in {@code asks/} that wait for an answer: tells which of them a message is about, and makes and deletes
 * their files as part of a commit. A message that answers nothing costs nothing here. Used by the actor's thread.
 */
final class Asks {
    private final ActorHome home;
    private final Patience patience;

    Asks(ActorHome home, Patience patience) {
        this.home = home;
        this.patience = patience;
    }

    /** What the message has to do with this actor's questions, or null: nothing. */
    Tie tie(Letter letter) {
        Envelope envelope = letter.envelope();
        MessageName name = Question.tiedTo(envelope);
        if (name == null) {
            return null;
        }
        Question question = patience.read(ActorExit.TRY_LATER, "asks/" + name + ".json", () -> {
            try {
                return Json.read(RegularFile.read(home.ask(name), Json.MAX_BYTES), Question.class);
            } catch (NoSuchFileException answered) {
                return null;
            }
        });
        boolean late = Question.isLate(envelope);
        return new Tie(name, question, late ? letter.body().asText() : null);
    }

    /** Whether a question of this name waits for its answer. */
    boolean isPending(MessageName name) {
        return Files.exists(home.ask(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Writes a question, unseen. */
    void prepare(Tie asked, long handled) throws IOException {
        if (!Files.isDirectory(home.asks(), LinkOption.NOFOLLOW_LINKS)) {
            FileStep.createDirectory(home.asks());
        }
        Publish.hide(home.hiddenAsk(asked.name(), handled), Json.bytes(asked.question()));
    }

    void reveal(Tie asked, long handled) throws IOException {
        Publish.reveal(home.hiddenAsk(asked.name(), handled), home.ask(asked.name()));
    }

    void abandon(Tie asked, long handled) throws IOException {
        FileStep.delete(home.hiddenAsk(asked.name(), handled));
    }

    /** The question waits no more. */
    void answered(MessageName name) throws IOException {
        FileStep.delete(home.ask(name));
    }
}
