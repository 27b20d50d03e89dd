package actos.act.trace;

import actos.act.term.Output;
import java.util.List;

/** A sequence diagram for Mermaid, which many web pages draw. */
final class MermaidForm {
    private static final int BODY = 60;

    private final Diagram diagram;
    private final Output output;

    MermaidForm(Diagram diagram, Output output) {
        this.diagram = diagram;
        this.output = output;
    }

    void print() {
        output.line("sequenceDiagram");
        for (Lane lane : diagram.lanes()) {
            output.line((lane.isOutside() ? "    actor " : "    participant ") + name(lane) + " as "
                    + escaped(lane.name()));
        }
        for (Moment moment : diagram.moments()) {
            moment(moment);
        }
    }

    private void moment(Moment moment) {
        Message sent = moment.sent();
        Handling begun = moment.begun();
        if (sent != null) {
            String body = sent.body() == null ? "" : " " + sent.body().line(BODY);
            output.line(
                    "    " + name(sent.from()) + arrow(moment) + name(sent.to()) + ": " + escaped(sent.id() + body));
        }
        if (begun != null && begun.message() != sent) {
            note(begun.lane(), Words.begins(begun));
        }
        if (begun != null) {
            output.line("    activate " + name(begun.lane()));
        }
        Handling ended = moment.ended();
        if (ended != null && ended.end() != Handling.End.DONE) {
            note(ended.lane(), Words.ends(ended));
        }
        if (ended != null) {
            output.line("    deactivate " + name(ended.lane()));
        }
        if (moment.mark() != null && !diagram.lanes().isEmpty()) {
            note(moment.mark().lane(), moment.mark().text());
        }
    }

    private static String arrow(Moment moment) {
        if (moment.isAtOnce()) {
            return "->>";
        }
        return switch (moment.sent().fate()) {
            case DEAD, DROPPED -> "-x";
            default -> "--)";
        };
    }

    /** @param lane null for all */
    private void note(Lane lane, String text) {
        List<Lane> all = diagram.lanes();
        String over = lane == null ? name(all.get(0)) + "," + name(all.get(all.size() - 1)) : name(lane);
        output.line("    Note over " + over + ": " + escaped(text));
    }

    private static String name(Lane lane) {
        return "p" + lane.index();
    }

    /** What Mermaid, or the HTML that it makes, might take for more than text becomes an entity. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean isPlain = Character.isLetterOrDigit(c) || " .,:_-+/()=?!'*|{}[]…†".indexOf(c) >= 0;
            if (isPlain) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append('#').append(c).append(';');
            }
        });
        boolean isWord = text.equalsIgnoreCase("end"); // which ends a block
        return isWord ? "#" + text.codePointAt(0) + ";" + text.substring(1) : escaped.toString();
    }
}
