package actos.protocol.journal;

import actos.protocol.JsonLine;
import actos.protocol.MessageName;

/**
 * What the handling of a message has made of its actor.
 *
 * @param state the state after; null if it did not change
 * @param asked the questions that it has asked, by their names, as a JSON object; null if there are none
 * @param answered the name of the question that waits no more, or null
 */
public record Handled(Recorded state, Recorded asked, MessageName answered) {
    /** It has changed nothing. */
    public static final Handled NOTHING = new Handled(null, null, null);

    void write(JsonLine line) {
        Recorded.write(line, "state", state);
        Recorded.write(line, "asked", asked);
        if (answered != null) {
            line.field("answered", answered);
        }
    }

    static Handled read(Fields line) {
        return new Handled(line.content("state"), line.content("asked"), line.name("answered"));
    }
}
