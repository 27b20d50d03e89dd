package actos.protocol.journal;

import actos.protocol.JsonLine;

/**
 * What an actor is made of, beside its mail; what a line does not tell is null.
 *
 * @param spec its specification
 * @param state its state
 * @param asks its pending questions by their names, as a JSON object
 */
public record Contents(Recorded spec, Recorded state, Recorded asks) {
    /** What a line has that tells nothing of it. */
    public static final Contents UNCHANGED = new Contents(null, null, null);

    void write(JsonLine line) {
        Recorded.write(line, "spec", spec);
        Recorded.write(line, "state", state);
        Recorded.write(line, "asks", asks);
    }

    static Contents read(Fields line) {
        return new Contents(line.content("spec"), line.content("state"), line.content("asks"));
    }
}
