package actos.actor;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.Json;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code state.json}, read before every message because a person may have edited it meanwhile. The parsed state is used
 * again as long as the file has the same bytes, and the file is left as it is (with a person's own layout) as long as
 * the state says the same. Used by the actor's thread.
 */
final class StateFile<S> {
    private final WholeFile file;
    private final StateType<S> type;
    private final Patience patience;

    private S state;
    private byte[] onDisk;
    private byte[] written;

    StateFile(ActorHome home, StateType<S> type, Patience patience) {
        this.file = new WholeFile(home.state());
        this.type = type;
        this.patience = patience;
    }

    /** The state as the file has it now. */
    S read() {
        return patience.read(ActorExit.BAD_STATE, "state.json", () -> {
            byte[] now = file.read();
            if (!Arrays.equals(now, onDisk)) {
                onDisk = null;
                state = type.read(now);
                written = type.write(state);
                onDisk = now;
            }
            return state;
        });
    }

    /** The bytes to write for this state, or null if it says what the file says already. */
    byte[] ifChanged(S next) throws IOException {
        byte[] json = type.write(next);
        return Arrays.equals(json, written) ? null : Json.accepted("the new state", json);
    }

    /** The file has this content now. */
    void wrote(S next, byte[] json) {
        state = next;
        onDisk = json;
        written = json;
    }

    /** What the handler did to the state object was in vain: read it anew. */
    void forget() {
        onDisk = null;
    }
}
