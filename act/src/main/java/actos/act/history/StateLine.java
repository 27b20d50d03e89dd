package actos.act.history;

import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.Recorded;
import java.util.Set;

/** Which lines tell an actor's state. */
final class StateLine {
    private static final Set<String> CHANGES = Set.of("done", "stashed", "returned", "dead", "edited");
    private static final Set<String> WHOLE = Set.of("snapshot", "accepted", "cloned", "revived", "started");

    private StateLine() {}

    /** Those that {@link #of} reads. */
    static Wanted wanted(String actor) {
        return Wanted.text("actor", actor).or("to", actor);
    }

    /** What the state of this actor is from this line on; null if it does not tell that. */
    static Recorded of(Line line, String actor) {
        String event = line.text("event");
        boolean isIts = line.is(event != null && event.equals("dead") ? "to" : "actor", actor);
        boolean tells = CHANGES.contains(event) && (line.has("state") || line.has("stateSize"));
        return isIts && (tells || WHOLE.contains(event)) ? of(line.event()) : null;
    }

    /** The same of an event about it. */
    static Recorded of(JournalEvent event) {
        return event instanceof JournalEvent.TellsState telling ? telling.state() : null;
    }

    /** Whether the actor came into being with this line, so that there is no state before it. */
    static boolean isFirst(Line line, String actor) {
        return line.is("actor", actor) && (line.tells("accepted") || line.tells("cloned") || line.tells("revived"));
    }
}
