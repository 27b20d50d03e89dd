package actos.act.step;

import actos.act.root.Disk;
import actos.act.root.EndedActor;
import actos.act.root.Message;
import actos.act.term.JsonDiff;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import actos.protocol.journal.JournalEntry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One delivery and what came of it, put together from the disk before it and the journal's lines after it. */
public final class StepResult {
    private static final int SHOWN = 4000;
    private static final String UNDECIDED = "undecided";
    private static final String[] SENT = {
        "id", "name", "to", "due", "body", "bodySize", "bodySha256", "reason", UNDECIDED
    };

    private final Message message;
    private final JsonNode body;
    private final JsonNode before;
    private final List<Long> overtaken;
    /** What the journal tells of each message that was sent; those that find no receiver come last. */
    private final List<ObjectNode> sent = new ArrayList<>();

    private final List<ObjectNode> undeliverable = new ArrayList<>();
    private JsonNode after;
    private boolean stateKnown;
    private int attempt = 1;
    private long tookUs;
    private boolean over;
    private boolean handled;
    private boolean stashed;
    private JournalEntry exited;
    private long returned;
    private String dead;
    private String grave;
    private JsonNode overwritten;

    /**
     * @param before the state before it, or null if there is none that is JSON
     * @param overtaken the messages of the same sender that it overtakes
     */
    StepResult(Message message, JsonNode before, List<Long> overtaken) {
        this.message = message;
        this.body = value(message.body());
        this.before = before;
        this.overtaken = overtaken;
    }

    /** Takes in what the journal tells after the delivery. */
    void see(JournalEntry entry) {
        boolean own = entry.number("id") == message.id();
        boolean ofActor = message.to().value().equals(entry.text("actor"));
        switch (entry.event()) {
            case "delivered" -> attempt = own ? (int) entry.number("attempt") : attempt;
            case "taken" -> addIfCaused(entry, sent);
            case "dead" -> {
                dead = own ? entry.text("reason") : dead;
                addIfCaused(entry, undeliverable);
            }
            case "done", "stashed" -> {
                if (own) {
                    handled = true;
                    stashed = entry.event().equals("stashed");
                    over = true;
                    tookUs = entry.number("tookUs");
                    after = entry.line().get("state");
                    stateKnown = after != null;
                }
            }
            case "overwritten" -> overwritten = own ? entry.line().path("state") : overwritten;
            case "returned" -> returned = own ? entry.number("attempt") : returned;
            case "exited" -> exited = ofActor ? entry : exited;
            case "restarting", "pending" -> over |= ofActor && exited != null;
            case "buried" -> {
                over |= ofActor && exited != null;
                grave = ofActor ? entry.text("grave") : grave;
            }
            default -> {}
        }
    }

    /** Whether the handler is done, or has ended. */
    boolean isOver() {
        return over;
    }

    /** Whether the journal has told the state after it. */
    boolean knowsState() {
        return stateKnown;
    }

    /** The state after it, where the journal does not hold it. */
    void setAfter(byte[] state) {
        after = value(state);
    }

    /** What lies in its drawer, although it is done: nobody of this name is there to take it. That may change for a cycle. */
    void addUntaken(OutgoingName name, byte[] content) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("name", name.name().value()).put("to", name.to().value());
        line.set("body", value(content));
        undeliverable.add(line.put(UNDECIDED, true));
    }

    Message message() {
        return message;
    }

    ActorId actor() {
        return message.to();
    }

    JsonNode body() {
        return body;
    }

    JsonNode after() {
        return after;
    }

    /** How the handler ended, if it did instead of being done: {@code exit code 3}; else null. */
    String end() {
        return handled || exited == null ? null : EndedActor.ending(exited);
    }

    /** What was sent, in order, each as {@code {"to","body"}}, in words that hold in another run. */
    ArrayNode sent() {
        ArrayNode list = Json.mapper().createArrayNode();
        for (ObjectNode one : allSent()) {
            ObjectNode json = list.addObject();
            copy(one, json, "to", "body", "bodySize", "bodySha256", "reason");
            if (one.has(UNDECIDED)) {
                json.put("reason", "unknown-actor"); // whether that is decided by now differs from run to run
            }
            if (one.has("due")) {
                json.put("delayed", true);
            }
        }
        return list;
    }

    /** Everything, as an object. */
    ObjectNode json(long number) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("step", number).put("id", message.id());
        json.put("name", message.parts().name().value());
        json.put("from", from()).put("to", actor().value());
        json.put(
                "cause",
                message.parts().cause() == 0 ? null : (Long) message.parts().cause());
        json.put("attempt", attempt);
        json.set("body", body);
        ArrayNode others = json.putArray("overtakes");
        overtaken.forEach(others::add);
        json.put("done", handled && !stashed);
        json.put("stashed", stashed);
        json.put("tookUs", handled ? (Long) tookUs : null);
        json.set("before", before);
        json.set("after", after);
        json.set("diff", JsonDiff.between(before, after).json());
        ArrayNode list = json.putArray("sent");
        for (ObjectNode one : allSent()) {
            copy(one, list.addObject(), SENT);
        }
        if (exited == null || handled) {
            json.putNull("exited");
        } else {
            copy(exited.line(), json.putObject("exited"), "code", "signal", "why");
        }
        json.put("returned", returned > 0);
        json.put("reason", dead);
        return json;
    }

    /** What a person reads. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.strong(message.id() + "  " + (from() == null ? "·" : from()) + " → " + actor())
                + (attempt > 1 ? " (attempt " + attempt + ")" : "") + "  " + shown(body));
        JsonDiff.between(before, after).lines(terminal).forEach(line -> lines.add("    " + line));
        if (overwritten != null) {
            lines.add("    " + terminal.bad("it wrote over a state that was changed by hand meanwhile: ")
                    + shown(overwritten));
        }
        for (ObjectNode one : allSent()) {
            String reason = Disk.text(one, "reason");
            lines.add("    → " + (one.has("id") ? one.path("id").asText() + " " : "") + "to "
                    + Text.tame(one.path("to").asText("?")) + (one.has("due") ? " (delayed)" : "")
                    + (reason == null ? "" : terminal.bad(" (" + Text.tame(reason) + ")"))
                    + (one.has(UNDECIDED) ? " (there is no such actor yet)" : "") + "  "
                    + (one.has("body")
                            ? shown(one.get("body"))
                            : one.path("bodySize").asText() + " bytes"));
        }
        lines.add("    " + ending(terminal));
        return lines;
    }

    private String ending(Terminal terminal) {
        if (handled) {
            return terminal.faint(
                    (stashed ? "stashed after " : "done in ") + Text.span(Duration.ofNanos(tookUs * 1000)));
        }
        if (exited == null) {
            return "in its hands: act show " + actor() + "/current, act done " + actor();
        }
        String why = exited.text("why");
        String fate = dead != null
                ? "; the message is dead: " + Text.tame(dead)
                : grave != null
                        ? "; what it left, with the message, is in dead/actors/" + Text.tame(grave)
                        : returned > 0 ? "; the message waits again, for attempt " + returned : "";
        return terminal.bad(actor() + " ended: ") + (why == null ? end() : Text.tame(why)) + fate + "; act logs "
                + actor() + " shows what it printed";
    }

    private void addIfCaused(JournalEntry entry, List<ObjectNode> to) {
        if (entry.number("cause") == message.id()) {
            to.add(entry.line());
        }
    }

    private List<ObjectNode> allSent() {
        List<ObjectNode> all = new ArrayList<>(sent);
        all.addAll(undeliverable);
        return all;
    }

    private String from() {
        return message.from() == null ? null : message.from().value();
    }

    private static String shown(JsonNode value) {
        return value == null ? "" : Text.oneLine(value.toString().getBytes(StandardCharsets.UTF_8), SHOWN);
    }

    private static void copy(ObjectNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            if (from.has(field)) {
                to.set(field, from.get(field));
            }
        }
    }

    /** The JSON value, or null if there is none. */
    public static JsonNode value(byte[] content) {
        try {
            return content == null ? null : Json.parse(content);
        } catch (Refused half) {
            return null;
        }
    }
}
