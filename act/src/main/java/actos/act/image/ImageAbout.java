package actos.act.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * What {@code image.json} says of an image.
 *
 * @param format how its directory is laid out; 0 if the file says nothing
 * @param version of ActOS
 * @param savedAt when
 * @param actors how many there are in it
 * @param messages how many wait in their mailboxes
 * @param sent how many were not taken yet
 * @param loading in that of {@code before-load}: the image that is loaded, until that is done; else null
 * @param passing whether {@code act goto} has made it to load it, and takes it away afterwards; else null
 */
@JsonPropertyOrder({"format", "version", "savedAt", "actors", "messages", "sent", "loading", "passing"})
record ImageAbout(
        int format,
        String version,
        Instant savedAt,
        Integer actors,
        Integer messages,
        Integer sent,
        @JsonInclude(JsonInclude.Include.NON_NULL) String loading,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean passing) {
    /** The form of an image's directory that this version writes and reads. */
    static final int FORMAT = 1;

    /** The same when nothing is being loaded. */
    ImageAbout withoutLoading() {
        return new ImageAbout(format, version, savedAt, actors, messages, sent, null, passing);
    }
}
