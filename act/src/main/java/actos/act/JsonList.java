package actos.act;

import actos.protocol.Json;
import java.nio.charset.StandardCharsets;

/** A JSON array of any length that is printed while it grows; nothing of it is kept. */
final class JsonList {
    private final Output output;
    private boolean begun;

    JsonList(Output output) {
        this.output = output;
    }

    void add(Object value) {
        output.bytes(((begun ? "," : "[") + Json.text(value)).getBytes(StandardCharsets.UTF_8));
        begun = true;
    }

    /** Ends it; an empty one too. */
    void end() {
        output.line(begun ? "]" : "[]");
    }
}
