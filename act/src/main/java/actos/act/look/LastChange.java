package actos.act.look;

import actos.act.history.ActorStates;
import actos.act.history.Past;
import actos.act.history.RecordedBytes;
import actos.act.state.Jq;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.Recorded;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The line of the journal at which a part of an actor's state became what it is.
 *
 * @param seq the line's number; 0 if the journal tells nothing of the actor's state
 * @param at when
 * @param event what happened; null as above
 * @param values what it became, and is
 * @param before what it was; null if the journal does not tell
 */
record LastChange(long seq, Instant at, JournalEvent event, List<JsonNode> values, List<JsonNode> before) {
    private static final LastChange NONE = new LastChange(0, null, null, null, null);

    /** Goes back through the states of this actor, until the query gives something else. */
    static LastChange of(Past past, RecordedBytes recorded, ActorId actor, Jq query) throws IOException {
        LastChange[] found = {NONE};
        ActorStates.backward(past, actor, (line, state) -> {
            List<JsonNode> values = values(recorded, state, query);
            LastChange younger = found[0];
            if (younger.event == null || younger.values.equals(values)) {
                found[0] = new LastChange(line.entry().seq(), line.entry().at(), line.event(), values, null);
                return values != null;
            }
            found[0] = new LastChange(younger.seq, younger.at, younger.event, younger.values, values);
            return false;
        });
        return found[0];
    }

    /** Null where the state is not known any more. */
    private static List<JsonNode> values(RecordedBytes recorded, Recorded state, Jq query) {
        byte[] bytes = recorded.of(state);
        return bytes == null ? null : query.apply(Json.parseExactly(bytes));
    }

    /** Whether the actor began with it. */
    boolean isBeginning() {
        return event instanceof ActorEvents.Accepted
                || event instanceof ActorEvents.Cloned
                || event instanceof ActorEvents.Revived;
    }

    /** The message whose handler did it; 0 if none did. */
    long message() {
        return event instanceof JournalEvent.OfMessage of ? of.id() : 0;
    }
}
