package actos.act.root;

import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.journal.JournalEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One message: what the journal tells of it, and where it lies now. The journal may have been rotated away and the
 * message deleted: each part may be missing. Filled by {@link MessageSearch}.
 */
public final class MessageTrace {
    /** The reason of a dead letter that somebody has taken out of its mailbox by hand. */
    public static final String DROPPED = "dropped";

    /** Its number, or 0 for one that was not taken yet. */
    public long id;

    public String name;
    public String from;
    public String to;
    public long cause;
    public String inReplyTo;
    public Instant takenAt;
    /** The body as the journal has it, or null. */
    public JsonNode body;

    /** The hash of a body that is too large for the journal, or null. */
    public String bodySha256;

    /** The body with which it was delivered, if somebody had changed it by then; else null. */
    JsonNode edited;

    /** Whether its first place is not that of its number: it was delayed, or put there by hand. */
    public boolean hasOtherPlace;

    /** The places that it was given by hand. */
    public final List<String> orders = new ArrayList<>();

    public Instant movedAt;
    public Instant heldAt;

    public int attempts;
    public Instant deliveredAt;
    public Instant doneAt;
    public long tookUs;
    /** What its receiver sent while it handled this one: {@code 43 to shop}. */
    public final List<String> sent = new ArrayList<>();

    public String deadReason;
    String deadDetail;
    boolean dropped;
    /** Who has taken it out of its mailbox, if it was dropped, and who holds it back: {@code by hand}. */
    String droppedBy = "by hand";

    String heldBy = "by hand";
    /** The number of a later message of its name, under which it was put back after it was dropped, or sent again; or 0. */
    public long backAs;
    /** The directory of the receiver that ended before it handled this message. */
    String grave;

    /** Where its file lies now, or null. */
    public Path file;
    /** In its receiver's mailbox, or null. */
    public Message waiting;
    /** In its receiver's hands. */
    boolean current;

    /** Takes in a line of the journal that has to do with this message. */
    void tell(JournalEntry entry) {
        switch (entry.event()) {
            case "taken", "dead", "added" -> introduce(entry);
            case "delivered" -> {
                deliveredAt = entry.at();
                attempts = (int) Math.max(attempts + 1L, entry.number("attempt"));
                grave = null;
            }
            case "returned", "stashed" -> deliveredAt = null;
            case "done" -> {
                doneAt = entry.at();
                tookUs = entry.number("tookUs");
            }
            case "dropped" -> {
                dropped = true;
                droppedBy = by(entry);
            }
            case "edited" -> edited = entry.line().get("body");
            case "held" -> {
                heldAt = entry.at();
                heldBy = by(entry);
            }
            case "moved" -> {
                orders.add(entry.text("order"));
                movedAt = entry.at();
            }
            default -> {}
        }
    }

    /** Who has changed what an actor or a sender has not. */
    public static String by(JournalEntry entry) {
        return entry.text("load") == null
                ? "by hand"
                : "by loading image " + Text.tame(entry.line().path("load").asText("?"));
    }

    private void introduce(JournalEntry entry) {
        id = entry.number("id");
        name = entry.text("name");
        from = entry.text("from");
        to = entry.text("to") == null ? entry.text("actor") : entry.text("to");
        cause = entry.number("cause");
        inReplyTo = entry.text("inReplyTo") == null ? inReplyTo : entry.text("inReplyTo");
        body = entry.line().has("body") ? entry.line().get("body") : body;
        bodySha256 = entry.text("bodySha256");
        hasOtherPlace = entry.line().has("due") || entry.event().equals("added");
        if (entry.event().equals("dead")) {
            deadReason = entry.text("reason");
            deadDetail = entry.text("detail");
        } else {
            takenAt = entry.at();
        }
    }

    /** Whether it was taken out of its mailbox by hand. */
    public boolean isGone() {
        return name != null && (dropped || DROPPED.equals(deadReason));
    }

    /** Its content: the file's if there is one, else the journal's; null if neither has it. */
    public byte[] content() {
        byte[] content = file == null ? null : Disk.bytes(file);
        JsonNode told = edited == null ? body : edited;
        return content != null || told == null ? content : Json.bytes(told);
    }
}
