package actos.act.look;

import actos.act.history.RecordedBytes;
import actos.act.term.JsonDiff;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.journal.Recorded;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What has changed from one state to the next, as far as the journal has both.
 *
 * @param before null if it is not known
 * @param after null if nothing has changed
 */
record ChangedState(RecordedBytes recorded, Recorded before, Recorded after) {
    private static final int LIMIT = 4000;

    /** A line for each change; the state afterwards where the one before is not known; empty if nothing has changed. */
    List<String> lines(Terminal terminal) {
        if (after == null) {
            return List.of();
        }
        JsonDiff diff = diff();
        return diff == null ? List.of("the state is now " + shown(recorded, after)) : diff.lines(terminal);
    }

    /** As JSON Patch; null if that is not known. */
    JsonNode json() {
        JsonDiff diff = after == null ? null : diff();
        return diff == null ? null : diff.json();
    }

    /** A body or a state on one line. */
    static String shown(RecordedBytes recorded, Recorded content) {
        byte[] bytes = recorded.of(content);
        return bytes == null ? "(" + content.size() + " bytes)" : Text.oneLine(bytes, LIMIT);
    }

    private JsonDiff diff() {
        byte[] old = recorded.of(before);
        byte[] now = recorded.of(after);
        return old == null || now == null ? null : JsonDiff.between(Json.parseExactly(old), Json.parseExactly(now));
    }
}
