package actos.act.look;

import actos.act.root.Fate;
import actos.act.root.Story;
import actos.act.term.Embedded;
import actos.act.term.Output;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Everything about one message. */
final class MessagePage {
    private MessagePage() {}

    static void print(Output output, Root root, Story story) throws IOException {
        String number = story.id == 0 ? "message" : "message " + story.id;
        output.line(
                output.terminal().strong(number) + "  " + sender(story) + " → " + Text.tame(String.valueOf(story.to)));
        output.line("fate    " + new Fate(root, story).sentence());
        if (story.name != null) {
            output.line("name    " + Text.tame(story.name));
        }
        if (story.takenAt != null) {
            output.line("taken   " + Text.time(story.takenAt));
        }
        if (story.cause != 0) {
            output.line("cause   message " + story.cause);
        }
        if (story.inReplyTo != null) {
            output.line("answers " + Text.tame(story.inReplyTo));
        }
        if (story.file != null) {
            output.line("file    " + relative(root, story.file));
        }
        byte[] body = story.content();
        output.line("body    " + (body == null ? "(not kept)" : Text.oneLine(body)));
    }

    static ObjectNode json(Root root, Story story) throws IOException {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", story.id == 0 ? null : (Long) story.id);
        json.put("name", story.name);
        json.put("from", story.from);
        json.put("to", story.to);
        json.put("cause", story.cause == 0 ? null : (Long) story.cause);
        json.put("inReplyTo", story.inReplyTo);
        json.put("takenAt", text(story.takenAt));
        json.put("deliveredAt", text(story.deliveredAt));
        json.put("doneAt", text(story.doneAt));
        json.put("tookUs", story.doneAt == null ? null : (Long) story.tookUs);
        json.put("attempts", story.attempts);
        ArrayNode sent = json.putArray("sent");
        story.sent.forEach(s -> sent.add(Long.parseLong(s.substring(0, s.indexOf(' ')))));
        json.put("reason", story.deadReason);
        json.put("fate", new Fate(root, story).sentence());
        json.put("file", story.file == null ? null : relative(root, story.file));
        Embedded.put(json, "body", story.content());
        return json;
    }

    private static String sender(Story story) {
        return story.from == null ? "·" : Text.tame(story.from);
    }

    private static String relative(Root root, Path file) {
        return Text.tame(root.dir().relativize(file).toString());
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
