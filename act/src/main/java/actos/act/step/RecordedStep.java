package actos.act.step;

import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.act.term.JsonDiff;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * One line of a record of steps: the choice, in words that hold in another run, where numbers and names of messages are
 * others; and what came of it.
 *
 * @param number which step it is, from 1
 * @param line {@code {"step","from","to","nth","body","state","sent","end"}}
 */
record RecordedStep(long number, ObjectNode line) {

    /**
     * Reads a line.
     *
     * @throws Failure if it is none
     */
    static RecordedStep parse(long number, String text, String source) {
        try {
            JsonNode line = Json.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            if (line instanceof ObjectNode object
                    && object.path("to").isTextual()
                    && object.path("nth").canConvertToInt()) {
                return new RecordedStep(number, object);
            }
        } catch (Refused notJson) {
            // said below
        }
        throw Failure.failed("line " + number + " of " + source + " is no step: \"" + Names.printable(text)
                + "\"; act step --record writes such lines");
    }

    /**
     * The choice of a message, told before it is delivered.
     *
     * @param waiting the mail of its receiver
     */
    static RecordedStep choice(long number, Message message, List<Message> waiting) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("step", number);
        line.put("from", message.from() == null ? null : message.from().value());
        line.put("to", message.to().value());
        long nth = waiting.stream()
                .filter(p -> p.id() != 0 && Objects.equals(p.from(), message.from()))
                .takeWhile(p -> p.id() != message.id())
                .count();
        line.put("nth", nth + 1);
        line.set("body", StepResult.value(message.body()));
        return new RecordedStep(number, line);
    }

    /** The same with what came of it. */
    RecordedStep with(StepResult step) {
        ObjectNode whole = line.deepCopy();
        whole.set("state", step.after());
        whole.set("sent", byReceiver(step.sent()));
        whole.put("end", step.end());
        return new RecordedStep(number, whole);
    }

    /**
     * The message that this means here.
     *
     * @throws Failure if there is none, or its body is another one
     */
    Message find(Root root) throws IOException {
        String from = Disk.text(line, "from");
        String to = Disk.text(line, "to");
        int nth = line.path("nth").asInt();
        List<Message> mail = new Mailbox(root.actor(new Actors(root).living(to)))
                .waiting().stream()
                        .filter(p -> p.id() != 0
                                && Objects.equals(
                                        from, p.from() == null ? null : p.from().value()))
                        .toList();
        if (nth < 1 || nth > mail.size()) {
            throw differs(
                    "there " + (mail.size() == 1 ? "waits 1 message" : "wait " + mail.size() + " messages") + " from "
                            + (from == null ? "·" : Text.tame(from)) + " to " + to
                            + ", and the record has the choice fall on number "
                            + nth);
        }
        return mail.get(nth - 1);
    }

    /** In what the reality, told in the same way, is another one: a sentence, or null if it is the same. */
    String difference(RecordedStep real) {
        String to = Disk.text(line, "to");
        if (isOther(real, "body")) {
            return "the message that " + to + " gets has another body";
        }
        if (isOther(real, "end")) {
            return end(real, to) + ", in the record " + end(this, "it");
        }
        if (isOther(real, "sent")) {
            return to + " sent something else";
        }
        return isOther(real, "state") ? "the state of " + to + " is another one afterwards" : null;
    }

    /** The difference as a change from the record to the reality. */
    JsonDiff diff(RecordedStep real) {
        ObjectNode recorded = Json.mapper().createObjectNode();
        ObjectNode happened = Json.mapper().createObjectNode();
        for (String field : List.of("body", "sent", "state", "end")) {
            if (line.has(field) && real.line.has(field)) {
                recorded.set(field, compared(field));
                happened.set(field, real.compared(field));
            }
        }
        return JsonDiff.between(recorded, happened);
    }

    Failure differs(String how) {
        return Failure.failed("step " + number + " differs from the record: " + how);
    }

    private boolean isOther(RecordedStep real, String field) {
        return line.has(field)
                && real.line.has(field)
                && !JsonDiff.between(compared(field), real.compared(field)).isEmpty();
    }

    private JsonNode compared(String field) {
        return field.equals("sent") ? byReceiver(line.get(field)) : line.get(field);
    }

    /** Of what is sent to one receiver the order is kept; of what is sent to several none is promised. */
    private static ArrayNode byReceiver(JsonNode sent) {
        List<JsonNode> sorted = new ArrayList<>();
        sent.forEach(sorted::add);
        sorted.sort(Comparator.comparing(each -> each.path("to").asText()));
        return Json.mapper().createArrayNode().addAll(sorted);
    }

    private static String end(RecordedStep recording, String who) {
        String end = Disk.text(recording.line, "end");
        return who + (end == null ? " was done with it" : " ended (" + Text.tame(end) + ")");
    }
}
