package actos.script;

import actos.protocol.Json;
import java.nio.charset.StandardCharsets;

/** What a message or a state may have at most, told where it is made and not when it lies in {@code dead/}. */
final class Sizes {
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private Sizes() {}

    /** @throws IllegalArgumentException if it is too big */
    static String checked(String json) {
        if (json.length() > Json.MAX_BYTES / MOST_BYTES_OF_A_CHARACTER
                && json.getBytes(StandardCharsets.UTF_8).length > Json.MAX_BYTES) {
            throw new IllegalArgumentException("it has " + json.length() + " characters, but 16 MiB are the most");
        }
        return json;
    }
}
