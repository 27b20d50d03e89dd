package actos.act.look;

import actos.act.root.Fate;
import actos.act.root.MessageTrace;
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

    static void print(Output output, Root root, MessageTrace trace) throws IOException {
        String number = trace.id == 0 ? "message" : "message " + trace.id;
        output.line(
                output.terminal().strong(number) + "  " + sender(trace) + " → " + Text.tame(String.valueOf(trace.to)));
        output.line("fate    " + new Fate(root, trace).sentence());
        if (trace.name != null) {
            output.line("name    " + Text.tame(trace.name));
        }
        if (trace.takenAt != null) {
            output.line("taken   " + Text.time(trace.takenAt));
        }
        if (trace.cause != 0) {
            output.line("cause   message " + trace.cause);
        }
        if (trace.inReplyTo != null) {
            output.line("answers " + Text.tame(trace.inReplyTo));
        }
        if (trace.file != null) {
            output.line("file    " + relative(root, trace.file));
        }
        byte[] body = trace.content();
        output.line("body    " + (body == null ? "(not kept)" : Text.oneLine(body)));
    }

    static ObjectNode json(Root root, MessageTrace trace) throws IOException {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", trace.id == 0 ? null : (Long) trace.id);
        json.put("name", trace.name);
        json.put("from", trace.from);
        json.put("to", trace.to);
        json.put("cause", trace.cause == 0 ? null : (Long) trace.cause);
        json.put("inReplyTo", trace.inReplyTo);
        json.put("takenAt", text(trace.takenAt));
        json.put("deliveredAt", text(trace.deliveredAt));
        json.put("doneAt", text(trace.doneAt));
        json.put("tookUs", trace.doneAt == null ? null : (Long) trace.tookUs);
        json.put("attempts", trace.attempts);
        ArrayNode sent = json.putArray("sent");
        trace.sent.forEach(s -> sent.add(Long.parseLong(s.substring(0, s.indexOf(' ')))));
        json.put("reason", trace.deadReason);
        json.put("fate", new Fate(root, trace).sentence());
        json.put("file", trace.file == null ? null : relative(root, trace.file));
        Embedded.put(json, "body", trace.content());
        return json;
    }

    private static String sender(MessageTrace trace) {
        return trace.from == null ? "·" : Text.tame(trace.from);
    }

    private static String relative(Root root, Path file) {
        return Text.tame(root.dir().relativize(file).toString());
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
