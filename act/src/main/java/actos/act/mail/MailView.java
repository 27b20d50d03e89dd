package actos.act.mail;

import actos.act.replay.Moment;
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
        return json(waiting.fileName(), waiting.body(), to);
    }

    /** The same of one that waited in the past. */
    public static ObjectNode json(Moment.Mail waiting, ActorId to) {
        return json(waiting.fileName(), waiting.body(), to);
    }

    private static ObjectNode json(String fileName, byte[] body, ActorId to) {
        ObjectNode json = Json.mapper().createObjectNode();
        SpoolName parts = SpoolName.parse(Aside.plain(fileName));
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
        json.put("due", parts == null || parts.due() == 0 ? null : (Long) parts.due());
        json.put("held", Aside.of(fileName) == Aside.HELD);
        json.put("stashed", Aside.of(fileName) == Aside.STASHED);
        json.put("file", fileName);
        Embedded.put(json, "body", body);
        return json;
    }

    /**
     * As a row: receiver, number, sender, name, how long and for what it waits, body.
     *
     * @param pause its receiver's, or null
     */
    static void row(Table table, Message waiting, ActorId to, Pause pause) {
        String hit =
                pause != null && pause.holds(waiting.id()) ? ", at breakpoint " + Text.tame(pause.breakpoint()) : "";
        row(table, waiting.fileName(), waiting.body(), to, age(waiting), hit);
    }

    /** The same of one that waited in the past; since when is not known. */
    static void row(Table table, Moment.Mail waiting, ActorId to) {
        row(table, waiting.fileName(), waiting.body(), to, "", "");
    }

    private static void row(Table table, String fileName, byte[] body, ActorId to, String age, String hit) {
        SpoolName parts = SpoolName.parse(Aside.plain(fileName));
        table.row(
                to,
                parts == null || parts.id() == 0 ? "" : parts.id(),
                parts == null || parts.from() == null ? "·" : parts.from(),
                parts == null ? Text.tame(fileName) : parts.name(),
                waits(fileName, parts, age, hit),
                body == null ? "(gone)" : Text.oneLine(body, BODY_SHOWN));
    }

    private static String waits(String fileName, SpoolName parts, String age, String hit) {
        if (parts != null && parts.due() != 0) {
            return "until " + Text.time(Instant.ofEpochMilli(parts.due()));
        }
        Aside aside = Aside.of(fileName);
        String attempt = parts != null && parts.attempt() > 1 ? ", attempt " + parts.attempt() : "";
        String waits = age + (aside == null ? "" : ", " + aside.word()) + attempt + hit;
        return waits.startsWith(", ") ? waits.substring(2) : waits;
    }

    private static String age(Message waiting) {
        BasicFileAttributes attributes = Disk.attributes(waiting.file());
        return attributes == null
                ? "?"
                : Text.span(Duration.between(attributes.lastModifiedTime().toInstant(), Instant.now()));
    }
}
