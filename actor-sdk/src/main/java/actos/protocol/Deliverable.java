package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * A message that is about to be delivered, as breakpoints look at it: each part is parsed when the first one asks, and
 * once. For one thread.
 */
public final class Deliverable {
    /** Reads a state when it is asked for. */
    @FunctionalInterface
    public interface StateFile {
        byte[] read() throws IOException;
    }

    private final byte[] message;
    private final byte[] envelope;
    private final StateFile stateFile;
    private final Map<BreakSpec.On, JsonNode> parsed = new EnumMap<>(BreakSpec.On.class);

    /**
     * @param message its content
     * @param envelope what {@code envelope.json} will say about it
     * @param stateFile the state that the actor will find
     */
    public Deliverable(byte[] message, byte[] envelope, StateFile stateFile) {
        this.message = message;
        this.envelope = envelope;
        this.stateFile = stateFile;
    }

    /**
     * One part of it.
     *
     * @throws Refused if that is no JSON
     */
    JsonNode part(BreakSpec.On on) throws IOException {
        JsonNode part = parsed.get(on);
        if (part == null) {
            part = Json.parse(
                    switch (on) {
                        case MESSAGE -> message;
                        case ENVELOPE -> envelope;
                        case STATE -> stateFile.read();
                    });
            parsed.put(on, part);
        }
        return part;
    }
}
