package actos.act.look;

import actos.act.history.Link;
import actos.act.history.RecordedBytes;
import actos.act.term.Embedded;
import actos.act.term.Output;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** How a message among causes and effects is shown: what became of it, and what it changed in its receiver's state. */
final class LinkView {
    private final RecordedBytes recorded;

    LinkView(Root root) {
        recorded = new RecordedBytes(root);
    }

    /** A line, and below it what it changed. */
    void print(Output output, Link link) {
        printLine(output, "", link);
        for (String line : change(link).lines(output.terminal())) {
            output.cutLine("    " + line);
        }
    }

    /** @param indent what stands before what it is, such as the branches of a tree */
    void printLine(Output output, String indent, Link link) {
        String from = link.from() == null ? "·" : link.from().value();
        String body = link.body() == null ? "" : "  " + ChangedState.shown(recorded, link.body());
        output.cutLine(output.terminal().faint(Text.precise(link.takenAt())) + "  " + indent + link.id() + "  " + from
                + " → " + (link.to() == null ? "?" : link.to()) + "  " + times(link) + body);
    }

    private static String times(Link link) {
        String waited = link.deliveredAt() == null
                ? ""
                : "waited " + Text.span(Duration.between(link.takenAt(), link.deliveredAt())) + ", ";
        return waited
                + switch (link.fate()) {
                    case DONE -> "took " + Text.span(Duration.ofNanos(link.tookUs() * 1000));
                    case WAITS -> "it waits";
                    case HELD -> "it is held back";
                    case STASHED -> "it is stashed";
                    case IN_HAND -> "not done yet";
                    case DROPPED -> "it was dropped";
                    case DEAD -> "it is dead";
                };
    }

    private ChangedState change(Link link) {
        return new ChangedState(recorded, link.before(), link.after());
    }

    /** All of it. */
    ObjectNode json(Link link) {
        ObjectNode json = jsonLine(link);
        json.set("change", change(link).json());
        Embedded.put(json, "state", recorded.of(link.after()));
        return json;
    }

    /** Without what it changed. */
    ObjectNode jsonLine(Link link) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", link.id());
        json.put("at", link.takenAt().toString());
        json.put("from", link.from() == null ? null : link.from().value());
        json.put("to", link.to() == null ? null : link.to().value());
        json.put("cause", link.cause() == 0 ? null : (Long) link.cause());
        json.put("fate", link.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        json.put(
                "waitedUs",
                link.deliveredAt() == null
                        ? null
                        : (Long) (Duration.between(link.takenAt(), link.deliveredAt())
                                        .toNanos()
                                / 1000));
        json.put("tookUs", link.fate() == Link.Fate.DONE ? (Long) link.tookUs() : null);
        Embedded.put(json, "body", recorded.of(link.body()));
        return json;
    }
}
