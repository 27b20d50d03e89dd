package actos.act.mail;

import actos.act.root.Disk;
import actos.act.root.Message;
import actos.act.root.Pause;
import actos.act.term.Embedded;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.Json;
import actos.protocol.SpoolName;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;

/** How a waiting message is shown. */
public final class MailView {
    private static final int BODY_SHOWN = 2000;

    private MailView() {}

    /** As an object, with the names that envelopes have. */
    public static ObjectNode json(Message waiting, ActorId to) {
        ObjectNode json = Json.mapper().createObjectNode();
        SpoolName parts = waiting.parts();
        if (parts == null) {
            json.putNull("id").putNull("name").putNull("from");
        } else {
            json.put("id", parts.id()).put("name", parts.name().value());
            json.put("from", parts.from() == null ? null : parts.from().value());
        }
        json.put("to", to.value());
        json.put("cause", parts == null || parts.cause() == 0 ? null : (Long) parts.cause());
        json.put("order", parts == null ? null : parts.order());
        json.put("attempt", parts == null ? 1 : parts.attempt());
        json.put("due", waiting.due() == 0 ? null : (Long) waiting.due());
        json.put("held", waiting.aside() == Aside.HELD);
        json.put("stashed", waiting.aside() == Aside.STASHED);
        json.put("file", waiting.fileName());
        Embedded.put(json, "body", waiting.body());
        return json;
    }

    /**
     * As a row: receiver, number, sender, name, how long and for what it waits, body.
     *
     * @param pause its receiver's, or null
     */
    static void row(Table table, Message waiting, ActorId to, Pause pause) {
        SpoolName parts = waiting.parts();
        byte[] body = waiting.body();
        table.row(
                to,
                waiting.id() == 0 ? "" : waiting.id(),
                parts == null || parts.from() == null ? "·" : parts.from(),
                parts == null ? Text.tame(waiting.fileName()) : parts.name(),
                waits(waiting, pause),
                body == null ? "(gone)" : Text.oneLine(body, BODY_SHOWN));
    }

    private static String waits(Message waiting, Pause pause) {
        if (waiting.due() != 0) {
            return "until " + Text.time(Instant.ofEpochMilli(waiting.due()));
        }
        BasicFileAttributes attributes = Disk.attributes(waiting.file());
        String age = attributes == null
                ? "?"
                : Text.span(Duration.between(attributes.lastModifiedTime().toInstant(), Instant.now()));
        String attempt = waiting.parts() != null && waiting.parts().attempt() > 1
                ? ", attempt " + waiting.parts().attempt()
                : "";
        String hit =
                pause != null && pause.holds(waiting.id()) ? ", at breakpoint " + Text.tame(pause.breakpoint()) : "";
        return age + (waiting.held() ? ", " + waiting.aside().word() : "") + attempt + hit;
    }
}
