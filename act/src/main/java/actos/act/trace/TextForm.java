package actos.act.trace;

import actos.act.term.Output;
import actos.act.term.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The diagram in characters: a line for each moment, with its time, a column for each lane, and in words what happens. Where
 * there are more lanes than fit, a list.
 */
final class TextForm {
    private static final int TIME = 10;
    private static final int NARROWEST = 6;
    private static final int WIDEST = 16;
    private static final int WORDS = 24;
    private static final int SCREENFUL = 50;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Diagram diagram;
    private final Output output;
    private final Glyphs glyphs;
    private final int lane;
    private final Set<Lane> busy = new HashSet<>();
    private final Set<Lane> gone = new HashSet<>();

    TextForm(Diagram diagram, Output output, Glyphs glyphs) {
        this.diagram = diagram;
        this.output = output;
        this.glyphs = glyphs;
        int lanes = Math.max(1, diagram.lanes().size());
        this.lane = Math.min(WIDEST, (output.terminal().width() - TIME - WORDS) / lanes);
    }

    void print() {
        if (diagram.isEmpty()) {
            output.line("nothing has happened");
            return;
        }
        output.line("since " + Text.precise(diagram.begin()) + ", in seconds");
        boolean isList = lane < NARROWEST;
        Instant before = null;
        for (Moment moment : diagram.moments()) {
            if (!isList && moment.index() % SCREENFUL == 0) {
                output.cutLine(output.terminal().strong(names()));
            }
            Duration pause = before == null ? Duration.ZERO : Duration.between(before, moment.at());
            if (pause.compareTo(IDLE) >= 0) {
                later(isList, pause);
            }
            String time = moment.at().equals(before) ? " ".repeat(TIME) : time(moment.at());
            before = moment.at();
            output.cutLine(time + (isList ? listed(moment) : drawn(moment)));
        }
        if (!diagram.quiet().isEmpty()) {
            output.line("quiet: " + Text.some(diagram.quiet()));
        }
    }

    private String time(Instant at) {
        double seconds = Duration.between(diagram.begin(), at).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%" + (TIME - 2) + ".3f  ", seconds);
    }

    private void later(boolean isList, Duration pause) {
        StringBuilder line = new StringBuilder(" ".repeat(TIME));
        for (int i = 0; !isList && i < diagram.lanes().size(); i++) {
            Lane at = diagram.lanes().get(i);
            char axis = busy.contains(at) ? glyphs.at(Glyphs.BUSY) : glyphs.at(Glyphs.LATER);
            line.append(gone.contains(at) ? ' ' : axis).append(" ".repeat(lane - 1));
        }
        output.cutLine(output.terminal().faint(line + Text.span(pause) + " later"));
    }

    private String names() {
        StringBuilder line = new StringBuilder(" ".repeat(TIME));
        for (Lane each : diagram.lanes()) {
            String name = Text.cut(each.name(), lane - 1);
            line.append(name).append(" ".repeat(lane - Text.columns(name)));
        }
        return line.toString().stripTrailing();
    }

    private String listed(Moment moment) {
        Message sent = moment.sent();
        String way = sent == null ? "" : sent.from().name() + " → " + sent.to().name() + "  ";
        return bad(moment, way + Words.of(moment, true));
    }

    private String drawn(Moment moment) {
        List<Lane> lanes = diagram.lanes();
        char[] line = new char[lanes.size() * lane];
        for (int i = 0; i < line.length; i++) {
            line[i] = ' ';
        }
        if (moment.begun() != null) {
            busy.add(moment.begun().lane());
        }
        lanes.forEach(each -> line[axis(each)] = axisOf(each));
        boolean isNumbered = moment.sent() != null && !arrow(line, moment.sent(), moment);
        if (moment.begun() != null) {
            line[axis(moment.begun().lane())] = glyphs.at(Glyphs.BEGIN);
        }
        if (moment.ended() != null) {
            Lane of = moment.ended().lane();
            busy.remove(of);
            boolean isSender = moment.sent() != null && moment.sent().from() == of;
            line[axis(of)] = isSender ? line[axis(of)] : glyphs.at(Glyphs.END);
        }
        if (moment.mark() != null) {
            mark(line, moment.mark());
        }
        return bad(moment, new String(line) + Words.of(moment, isNumbered));
    }

    private void mark(char[] line, Mark mark) {
        if (mark.lane() == null) {
            for (int i = 0; i < line.length - 1; i++) {
                line[i] = glyphs.of(mark.kind());
            }
            return;
        }
        line[axis(mark.lane())] = glyphs.of(mark.kind());
        if (mark.isEnd()) {
            gone.add(mark.lane());
        } else if (mark.kind() == Mark.Kind.STARTED) {
            gone.remove(mark.lane());
        }
    }

    private char axisOf(Lane each) {
        if (gone.contains(each)) {
            return ' ';
        }
        return glyphs.at(busy.contains(each) ? Glyphs.BUSY : Glyphs.LINE);
    }

    /** Draws it with its number, if there is room for that; whether there is. */
    private boolean arrow(char[] line, Message sent, Moment moment) {
        int from = axis(sent.from());
        int to = axis(sent.to());
        String number = Long.toString(sent.id());
        if (from == to) {
            String self = glyphs.at(Glyphs.SELF) + number;
            boolean fits = self.length() < lane;
            self.getChars(0, fits ? self.length() : 1, line, from + 1);
            return fits;
        }
        boolean isAtOnce = moment.isAtOnce();
        boolean isRight = to > from;
        int left = Math.min(from, to);
        int right = Math.max(from, to);
        for (int i = left + 1; i < right; i++) {
            line[i] = i % lane == 0
                    ? glyphs.at(Glyphs.CROSSING)
                    : glyphs.at(isAtOnce ? Glyphs.DASH : Glyphs.WAITING_DASH);
        }
        boolean isBusy = busy.contains(sent.from());
        int start = isRight ? Glyphs.RIGHT_FROM : Glyphs.LEFT_FROM;
        int busyStart = isRight ? Glyphs.BUSY_RIGHT_FROM : Glyphs.BUSY_LEFT_FROM;
        line[from] = glyphs.at(isBusy ? busyStart : start);
        int head = isRight ? Glyphs.RIGHT : Glyphs.LEFT;
        int waitingHead = isRight ? Glyphs.RIGHT_WAITING : Glyphs.LEFT_WAITING;
        line[isRight ? to - 1 : to + 1] = glyphs.at(isAtOnce ? head : waitingHead);
        boolean fits = number.length() <= lane - 4;
        if (fits) {
            number.getChars(0, number.length(), line, isRight ? from + 2 : from - 1 - number.length());
        }
        return fits;
    }

    private int axis(Lane of) {
        return of.index() * lane;
    }

    private String bad(Moment moment, String line) {
        boolean isBad = moment.mark() != null && moment.mark().isBad();
        return isBad ? output.terminal().bad(line) : line;
    }
}
