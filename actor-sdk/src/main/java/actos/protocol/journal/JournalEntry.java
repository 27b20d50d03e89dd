package actos.protocol.journal;

import actos.protocol.Json;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;

/**
 * One line of the journal.
 *
 * @param seq the line's number, one higher than the line before
 * @param at when it happened
 * @param event what happened: {@code taken}, {@code delivered}, {@code done}…
 * @param line the whole line, with the event's own fields
 */
public record JournalEntry(long seq, Instant at, String event, ObjectNode line) {

    /** @throws Refused if the text is no journal line: torn by a crash, or changed by hand */
    public static JournalEntry parse(byte[] text) {
        return of(Json.parse(text));
    }

    /** The same, and its numbers keep all their digits. */
    public static JournalEntry parseExactly(byte[] text) {
        return of(Json.parseExactly(text));
    }

    private static JournalEntry of(JsonNode node) {
        try {
            return new JournalEntry(
                    node.required("seq").longValue(),
                    Instant.parse(node.required("at").textValue()),
                    Objects.requireNonNull(node.required("event").textValue(), "event is no text"),
                    (ObjectNode) node);
        } catch (RuntimeException e) {
            throw new Refused(null, "no journal line: " + e.getMessage());
        }
    }

    /** A text field, or null. */
    public String text(String field) {
        return line.path(field).textValue();
    }

    /** A number field, or 0. */
    public long number(String field) {
        return line.path(field).longValue();
    }
}
