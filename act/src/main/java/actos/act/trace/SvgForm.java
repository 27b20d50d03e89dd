package actos.act.trace;

import actos.act.term.Output;
import actos.act.term.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The diagram as a picture: bars are handlings, arrows messages, and where one waits a dotted line leads on to its handling. */
final class SvgForm {
    private static final int LEFT = 84;
    private static final int LANE = 150;
    private static final int TOP = 64;
    private static final int BAR = 5;
    /** As far down as an arrow slants: one that waits for longer arrives where it was sent. */
    private static final int SLANT = 60;

    private static final int MAILBOX = 13;
    /** How many letters of what is marked are shown. */
    private static final int MARK = 70;

    private static final double LETTER = 5.6;
    private static final String STYLE = """
            svg { background: #fff; font: 10px "DejaVu Sans", Verdana, sans-serif; fill: #333; }
            .name { font-size: 13px; font-weight: bold; text-anchor: middle; }
            .lane { stroke: #bbb; }
            .time { fill: #888; text-anchor: end; font-size: 9px; }
            .bar { fill: #9ecae1; stroke: #3182bd; }
            .bar.returned, .bar.dead { fill: #fcbba1; stroke: #cb181d; }
            .bar.stashed { fill: #fdd49e; stroke: #d94801; }
            .bar.open { fill: #deebf7; stroke-dasharray: 3 2; }
            .arrow { stroke: #555; fill: none; marker-end: url(#head); }
            .waits { stroke: #999; fill: none; stroke-dasharray: 2 3; }
            .changed { stroke: #d94801; }
            .body { fill: #555; }
            .halo { stroke: #fff; stroke-width: 3px; paint-order: stroke; }
            .mark { font-size: 10px; }
            .bad { fill: #cb181d; }
            .idle { fill: #999; font-style: italic; text-anchor: middle; }
            .gone { stroke: #fff; stroke-width: 3px; stroke-dasharray: 4 4; }
            .again { fill: #555; font-size: 9px; }
            .cut { stroke: #fff; stroke-width: 8px; }
            """;

    private final Diagram diagram;
    private final Output output;
    private final TimeAxis axis;

    SvgForm(Diagram diagram, Output output) {
        this.diagram = diagram;
        this.output = output;
        this.axis = new TimeAxis(diagram.moments(), TOP);
    }

    void print() {
        int width = width();
        int height = axis.end() + 40;
        output.line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\">");
        output.line("<style>\n" + STYLE + "</style>");
        output.line("<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\""
                + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"#555\"/></marker></defs>");
        if (!diagram.isEmpty()) {
            text(LEFT - 12, 24, "time", "since " + Text.time(diagram.begin()));
        }
        lanes(height);
        gone();
        breaks(width);
        bars();
        for (Message message : diagram.messages()) {
            if (message.sent() != null) {
                arrow(message);
            }
        }
        diagram.moments().stream().filter(moment -> moment.mark() != null).forEach(this::mark);
        output.line("</svg>");
    }

    /** All lanes, and what is marked at the last ones. */
    private int width() {
        double width = LEFT + diagram.lanes().size() * LANE + 30;
        for (Moment moment : diagram.moments()) {
            Mark mark = moment.mark();
            if (mark != null && mark.lane() != null) {
                width = Math.max(
                        width,
                        x(mark.lane())
                                + 30
                                + LETTER * Math.min(MARK, mark.text().length()));
            }
        }
        return (int) width;
    }

    private void lanes(int height) {
        for (Lane lane : diagram.lanes()) {
            String name = Text.cut(lane.name(), 18);
            output.line("<text class=\"name\" x=\"" + x(lane) + "\" y=\"40\">" + Xml.escaped(name)
                    + (name.equals(lane.name()) ? "" : "<title>" + Xml.escaped(lane.name()) + "</title>") + "</text>");
            line("lane", x(lane), TOP - 16, x(lane), height - 12);
        }
    }

    /** Where an actor is not there, its lane is broken. */
    private void gone() {
        Map<Lane, Integer> since = new HashMap<>();
        for (Moment moment : diagram.moments()) {
            Mark mark = moment.mark();
            if (mark != null && mark.isEnd()) {
                since.put(mark.lane(), axis.of(moment));
            } else if (mark != null && mark.kind() == Mark.Kind.STARTED && since.containsKey(mark.lane())) {
                line("gone", x(mark.lane()), since.remove(mark.lane()), x(mark.lane()), axis.of(moment));
            }
        }
        since.forEach((lane, y) -> line("gone", x(lane), y, x(lane), axis.end() + 28));
    }

    private void breaks(int width) {
        Instant before = null;
        int shown = 0;
        for (Moment moment : diagram.moments()) {
            int y = axis.of(moment);
            if (axis.isBreak(moment)) {
                int middle = y - 26;
                line("cut", LEFT, middle, width, middle);
                text(LEFT - 12, middle + 3, "time", Text.span(Duration.between(before, moment.at())) + " later");
            }
            if (!moment.at().equals(before) && y - shown >= 11) {
                double seconds = Duration.between(diagram.begin(), moment.at()).toMillis() / 1000.0;
                text(LEFT - 12, y + 3, "time", String.format(Locale.ROOT, "%.3f", seconds));
                shown = y;
            }
            before = moment.at();
        }
    }

    private void bars() {
        for (Message message : diagram.messages()) {
            for (Handling handling : message.handlings()) {
                int top = axis.of(handling.begun());
                int bottom = handling.ended() == null ? axis.end() + 16 : axis.of(handling.ended());
                output.line("<rect class=\"bar " + handling.end().name().toLowerCase(Locale.ROOT) + "\" x=\""
                        + (x(handling.lane()) - BAR) + "\" y=\"" + top + "\" width=\"" + 2 * BAR + "\" height=\""
                        + Math.max(3, bottom - top) + "\"><title>" + Xml.escaped(told(handling)) + "</title></rect>");
                if (handling.begun().sent() != message) {
                    String again = message.id() + (handling.attempt() > 1 ? ", attempt " + handling.attempt() : "");
                    text(x(handling.lane()) + BAR + 4, top + 8, "again halo", again);
                }
            }
        }
    }

    private static String told(Handling handling) {
        StringBuilder told =
                new StringBuilder(Words.begins(handling)).append('\n').append(Words.ends(handling));
        if (handling.message().body() != null) {
            told.append('\n').append(handling.message().body().line(400));
        }
        if (handling.after() != null) {
            told.append("\nstate ").append(handling.after().line(400));
        }
        return told.toString();
    }

    private void arrow(Message message) {
        int y = axis.of(message.sent());
        int from = x(message.from());
        int to = x(message.to());
        Handling first =
                message.handlings().isEmpty() ? null : message.handlings().get(0);
        int begun = first == null ? y : axis.of(first.begun());
        boolean slants = begun - y <= SLANT;
        int side = to > from ? -1 : 1;
        String kind = message.isChanged() ? "arrow changed" : "arrow";
        int start = from - side * (message.sender() == null ? 0 : BAR);
        int mailbox = to + side * (slants ? BAR + 1 : MAILBOX);
        if (from == to) {
            output.line("<path class=\"" + kind + "\" d=\"M" + (to + BAR) + " " + y + " h14 v7 h-13\"/>");
        } else {
            line(kind, start, y, mailbox, slants ? begun : y);
        }
        if (!slants) {
            line("waits", mailbox, y, mailbox, begun);
            line("waits", mailbox, begun, to + side * BAR, begun);
        }
        label(message, Math.min(from, to), Math.max(from, to), y);
    }

    /** Its number and the beginning of its body, above the arrow, as far as there is room. */
    private void label(Message message, int left, int right, int y) {
        int room = Math.max(LANE, right - left) - 2 * BAR - 14;
        String number = Long.toString(message.id());
        String body = message.body() == null ? "" : message.body().line(200);
        String label = Text.cut(number + "  " + body, Math.max(number.length(), (int) (room / LETTER)));
        output.line("<text class=\"body halo\" x=\"" + (left + BAR + 6) + "\" y=\"" + (y - 3) + "\">"
                + Xml.escaped(label) + "<title>" + Xml.escaped(number + "  " + body) + "</title></text>");
    }

    private void mark(Moment moment) {
        Mark mark = moment.mark();
        int y = axis.of(moment);
        int x = mark.lane() == null ? LEFT - 4 : x(mark.lane());
        String sign = Character.toString(Glyphs.UNICODE.of(mark.kind()));
        String kind = mark.isBad() ? "mark halo bad" : "mark halo";
        text(x + 8, y + 4, kind, sign + " " + Text.cut(mark.text(), MARK));
    }

    private static int x(Lane lane) {
        return LEFT + 50 + lane.index() * LANE;
    }

    private void line(String kind, int x1, int y1, int x2, int y2) {
        output.line("<line class=\"" + kind + "\" x1=\"" + x1 + "\" y1=\"" + y1 + "\" x2=\"" + x2 + "\" y2=\"" + y2
                + "\"/>");
    }

    private void text(int x, int y, String kind, String text) {
        output.line("<text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\">" + Xml.escaped(text) + "</text>");
    }
}
