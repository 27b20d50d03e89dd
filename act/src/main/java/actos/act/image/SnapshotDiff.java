package actos.act.image;

import actos.act.root.AnswerWaits;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.act.term.Embedded;
import actos.act.term.JsonDiff;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Refused;
import actos.protocol.SpoolName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What leads from one snapshot to another. A message is the same as long as sender, cause and name are: loading an image
 * gives it another number.
 */
final class SnapshotDiff {
    private static final int BODY_SHOWN = 200;

    private final Snapshot before;
    private final Snapshot after;
    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();
    private final ArrayNode json = Json.mapper().createArrayNode();

    private SnapshotDiff(Snapshot before, Snapshot after, Terminal terminal) {
        this.before = before;
        this.after = after;
        this.terminal = terminal;
    }

    static SnapshotDiff between(Snapshot before, Snapshot after, Terminal terminal) throws IOException {
        SnapshotDiff diff = new SnapshotDiff(before, after, terminal);
        Set<ActorId> all = new TreeSet<>(before.actors().keySet());
        all.addAll(after.actors().keySet());
        for (ActorId actor : all) {
            diff.compare(actor);
        }
        diff.compareSent();
        return diff;
    }

    boolean isEmpty() {
        return json.isEmpty();
    }

    List<String> lines() {
        return lines;
    }

    ArrayNode json() {
        return json;
    }

    private void compare(ActorId actor) throws IOException {
        ActorHome old = before.actors().get(actor);
        ActorHome now = after.actors().get(actor);
        if (old == null || now == null) {
            boolean added = old == null;
            lines.add(added ? terminal.good("+ actor " + actor) : terminal.bad("- actor " + actor));
            told(actor, "actor").put("change", added ? "added" : "removed");
            return;
        }
        compareValues(actor, "spec", Disk.whole(old.spec()), Disk.whole(now.spec()));
        compareValues(actor, "state", Disk.whole(old.state()), Disk.whole(now.state()));
        compareMail(actor);
        compareFiles(
                actor + "  question ",
                AnswerWaits.questions(old),
                AnswerWaits.questions(now),
                () -> told(actor, "question"));
    }

    private ObjectNode told(ActorId actor, String what) {
        return json.addObject().put("actor", actor.value()).put("what", what);
    }

    private void compareValues(ActorId actor, String what, byte[] old, byte[] now) {
        if (Arrays.equals(old, now)) {
            return;
        }
        JsonDiff diff = JsonDiff.between(parsed(old), parsed(now));
        if (!diff.isEmpty()) {
            diff.lines(terminal).forEach(line -> lines.add(actor + "  " + what + "  " + line));
            told(actor, what).set("changes", diff.json());
        }
    }

    private void compareMail(ActorId actor) throws IOException {
        Map<String, Message> old = byName(before.mail(actor));
        Map<String, Message> now = byName(after.mail(actor));
        for (Map.Entry<String, Message> one : old.entrySet()) {
            if (!now.containsKey(one.getKey())) {
                message(actor, one.getValue(), "removed");
            }
        }
        for (Map.Entry<String, Message> one : now.entrySet()) {
            Message was = old.get(one.getKey());
            if (was == null) {
                message(actor, one.getValue(), "added");
            } else {
                compareBodies(actor, was, one.getValue());
            }
        }
        List<String> oldOrder = common(old, now);
        List<String> newOrder = common(now, old);
        if (!oldOrder.equals(newOrder)) {
            String order = newOrder.stream()
                    .map(key -> number(now.get(key)))
                    .reduce((a, b) -> a + ", " + b)
                    .get();
            lines.add(actor + "  mail   the order is " + order);
            told(actor, "order").put("order", order);
        }
    }

    private static List<String> common(Map<String, Message> of, Map<String, Message> with) {
        return of.keySet().stream().filter(with::containsKey).toList();
    }

    /** By what loading does not change; several that are alike are counted. */
    private static Map<String, Message> byName(List<Message> mail) {
        Map<String, Message> named = new LinkedHashMap<>();
        for (Message waiting : mail) {
            SpoolName parts = waiting.parts();
            String key = parts == null
                    ? waiting.fileName()
                    : (parts.from() == null ? "" : parts.from()) + "~" + parts.cause() + "~" + parts.name();
            for (int n = 1; named.putIfAbsent(n == 1 ? key : key + "~" + n, waiting) != null; n++) {
                // the next one
            }
        }
        return named;
    }

    private void compareBodies(ActorId actor, Message was, Message is) {
        byte[] old = was.body();
        byte[] now = is.body();
        JsonDiff diff = Arrays.equals(old, now) ? null : JsonDiff.between(parsed(old), parsed(now));
        if (diff != null && !diff.isEmpty()) {
            diff.lines(terminal).forEach(line -> lines.add(actor + "  message " + number(is) + "  " + line));
            told(actor, "message").put("id", is.id()).set("changes", diff.json());
        }
        if (was.aside() != is.aside()) {
            String change = is.held()
                    ? "is " + is.aside().word()
                    : "is not " + was.aside().word() + " any more";
            lines.add(actor + "  message " + number(is) + "  " + change);
            told(actor, "message").put("id", is.id()).put("held", is.held());
        }
    }

    private void message(ActorId actor, Message waiting, String change) {
        byte[] body = waiting.body();
        SpoolName parts = waiting.parts();
        String from = parts == null || parts.from() == null ? "·" : parts.from().value();
        String line = "message " + number(waiting) + " from " + from + "  "
                + (body == null ? "(gone)" : Text.oneLine(body, BODY_SHOWN));
        lines.add(actor + "  " + (change.equals("added") ? terminal.good("+ " + line) : terminal.bad("- " + line)));
        ObjectNode told = told(actor, "message").put("id", waiting.id()).put("change", change);
        Embedded.put(told, "body", body);
    }

    private static String number(Message waiting) {
        return waiting.id() == 0 ? Text.tame(waiting.fileName()) : Long.toString(waiting.id());
    }

    private void compareSent() throws IOException {
        compareFiles(
                "send/", before.sent(), after.sent(), () -> json.addObject().put("what", "send"));
    }

    private void compareFiles(String what, Map<String, Path> old, Map<String, Path> now, Supplier<ObjectNode> told) {
        Set<String> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        for (String name : all) {
            byte[] was = old.containsKey(name) ? Disk.bytes(old.get(name)) : null;
            byte[] is = now.containsKey(name) ? Disk.bytes(now.get(name)) : null;
            if (!Arrays.equals(was, is)) {
                String sign = was == null ? "+ " : is == null ? "- " : "~ ";
                lines.add(sign + what + Text.tame(name));
                told.get().put("file", name).put("change", was == null ? "added" : is == null ? "removed" : "changed");
            }
        }
    }

    /** A value; a text that tells so where it is no JSON. */
    private static JsonNode parsed(byte[] content) {
        if (content == null) {
            return null;
        }
        try {
            return Json.parseExactly(content);
        } catch (Refused broken) {
            return Json.mapper().valueToTree("(no JSON) " + Text.oneLine(content, BODY_SHOWN));
        }
    }
}
