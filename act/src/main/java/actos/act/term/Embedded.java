package actos.act.term;

import actos.protocol.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;

/** Puts JSON that somebody else wrote into an object that is printed: unchanged, so that no digit of a number is lost. */
public final class Embedded {
    private Embedded() {}

    /** Sets the field to the value; to null if there is none; and {@code FIELDText} to the text if it is no JSON. */
    public static void put(ObjectNode object, String field, byte[] content) {
        if (content == null) {
            object.putNull(field);
        } else if (content.length > Json.MAX_BYTES) {
            object.put(field + "Text", "(more than 16 MiB)");
        } else if (Json.inspect(content, content.length) == Json.Verdict.NOT_JSON) {
            object.put(field + "Text", new String(content, StandardCharsets.UTF_8));
        } else {
            object.putRawValue(field, new RawValue(Text.oneLine(content)));
        }
    }
}
