package actos.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * A breakpoint's hit: what stands in the control file {@code paused} that it made. A person may make such a file with
 * anything in it, and then it tells nothing.
 *
 * @param breakpoint the breakpoint's name
 * @param actor whose message it was
 * @param message the message that waits because of it
 * @param at when
 */
@JsonPropertyOrder({"break", "actor", "message", "at"})
public record Hit(@JsonProperty("break") String breakpoint, ActorId actor, long message, Instant at) {

    /** What a control file of this content tells; null if no breakpoint made it. */
    public static Hit parse(byte[] content, int length) {
        if (length < 2 || content[0] != '{') {
            return null;
        }
        try {
            Hit hit = Json.read(Arrays.copyOf(content, length), Hit.class);
            return hit.breakpoint() == null || hit.actor() == null ? null : hit;
        } catch (IOException e) {
            return null;
        }
    }
}
