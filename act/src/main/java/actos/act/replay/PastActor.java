package actos.act.replay;

import actos.protocol.Aside;
import actos.protocol.MessageName;
import actos.protocol.SpoolName;
import actos.protocol.journal.Contents;
import actos.protocol.journal.Handled;
import actos.protocol.journal.Recorded;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** An actor as it was: its specification, state, mail and pending questions. Changed by {@link Replay} only. */
public final class PastActor {
    /** A message that is in its mailbox; the current one, too, as it would stand there. */
    public record Mail(SpoolName name, Aside aside, boolean current) {
        /** What its file is called while it waits. */
        public String fileName() {
            return name.fileName() + (aside == null ? "" : aside.ending());
        }
    }

    private Recorded spec;
    private Recorded state;
    private final Map<Long, Mail> mail = new TreeMap<>();
    private final Map<String, JsonNode> questions = new TreeMap<>();

    /** Its specification; null if the journal does not tell it. */
    public Recorded spec() {
        return spec;
    }

    /** Its state; null if the journal does not tell it. */
    public Recorded state() {
        return state;
    }

    /** Its messages by their numbers. */
    public Map<Long, Mail> mail() {
        return mail;
    }

    /** What it has asked and waits for, by the questions' names. */
    public Map<String, JsonNode> questions() {
        return questions;
    }

    void made(Contents contents, JsonNode asks) {
        spec = contents.spec() == null ? spec : contents.spec();
        state = contents.state() == null ? state : contents.state();
        asks.properties().forEach(question -> questions.put(question.getKey(), question.getValue()));
    }

    void state(Recorded now) {
        state = now == null ? state : now;
    }

    void handled(Handled handled, JsonNode asked) {
        state(handled.state());
        asked.properties().forEach(question -> questions.put(question.getKey(), question.getValue()));
        MessageName answered = handled.answered();
        if (answered != null) {
            questions.remove(answered.value());
        }
    }

    void put(String fileName, boolean current) {
        SpoolName name = SpoolName.parse(Aside.plain(fileName));
        if (name != null) {
            put(new Mail(name, Aside.of(fileName), current));
        }
    }

    void put(Mail message) {
        mail.put(message.name().id(), message);
    }
}
