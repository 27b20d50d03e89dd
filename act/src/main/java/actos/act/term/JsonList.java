package actos.act.term;

import actos.protocol.Json;
import java.nio.charset.StandardCharsets;

/** A JSON array of any length that is printed while it grows; nothing of it is kept. */
public final class JsonList {
    private final Output output;
    private boolean begun;

    public JsonList(Output output) {
        this.output = output;
    }

    public void add(Object value) {
        output.bytes(((begun ? "," : "[") + Json.text(value)).getBytes(StandardCharsets.UTF_8));
        begun = true;
    }

    /** Ends it; an empty one too. */
    public void end() {
        output.line(begun ? "]" : "[]");
    }
}
