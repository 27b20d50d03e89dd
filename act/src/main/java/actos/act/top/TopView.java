package actos.act.top;

import actos.act.look.SystemView;
import actos.act.term.Table;
import actos.act.term.Terminal;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code act top} shows of two samples, the later one and the one before it: lines, or an object. Draws nothing. */
final class TopView {
    private static final String[] HEADINGS = {
        "", "ID", "PHASE", "RATE", "WAITING", "HANDLED", "CPU%", "MIB", "RESTARTS", "CURRENT"
    };
    /** What is left of an id on the narrowest terminal. */
    private static final int SHORTEST_ID = 8;

    private final Root root;
    private final Terminal terminal;
    private final Sample now;
    private final double seconds;
    private final List<TopRow> all = new ArrayList<>();
    private final List<TopRow> rows;
    private final double rate;
    private final double cpu;

    /**
     * @param before an earlier one, or the same if there is none
     * @param part of the ids of the actors that are in the table, in small letters
     */
    TopView(Root root, Terminal terminal, Sample before, Sample now, TopRow.Order order, String part) {
        this.root = root;
        this.terminal = terminal;
        this.now = now;
        this.seconds = (now.nanos() - before.nanos()) / 1e9;
        now.actors().forEach((id, seen) -> all.add(TopRow.of(id, before.actors().get(id), seen, seconds)));
        all.sort(order.rows());
        rows = all.stream()
                .filter(row -> row.id().value().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        boolean known = seconds > 0 && now.served() && before.served();
        long done = now.system().status().done() - before.system().status().done();
        this.rate = known ? Math.max(0, done) / seconds : Double.NaN;
        this.cpu = known
                ? TopRow.percent(now.supervisor().cpuMs() - before.supervisor().cpuMs(), seconds)
                : Double.NaN;
    }

    /** The actors, in the order in which they are shown. */
    List<ActorId> order() {
        return rows.stream().map(TopRow::id).toList();
    }

    /**
     * All lines, for a printer.
     *
     * @param width of the terminal; 0 where there is none
     */
    List<String> lines(int width) throws IOException {
        List<String> lines = head();
        lines.addAll(table(null, width));
        return lines;
    }

    ObjectNode json() {
        ObjectNode json = Json.mapper().createObjectNode();
        ObjectNode system = json.putObject("system");
        system.setAll(now.system().json());
        system.put("running", now.served()).put("paused", now.pause() != null);
        system.put("rate", TopRow.known(rate)).put("cpu", TopRow.known(cpu));
        system.put("memory", now.supervisor().memory());
        rows.forEach(row -> json.withArrayProperty("actors").add(row.json()));
        return json;
    }

    /** What is above the table. */
    List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        String state = !now.served()
                ? terminal.bad("no supervisor is running")
                : now.pause() != null ? terminal.bad("PAUSED") : "running";
        lines.add(terminal.strong(Text.tame(root.dir().toString())) + "  " + state + supervisor());
        long waiting = all.stream().mapToLong(row -> row.view().waiting()).sum();
        lines.add(Text.count(all.size(), "actor") + ", " + waiting + " waiting"
                + (Double.isNaN(rate) ? "" : ", " + TopRow.shown(rate) + " handled a second") + ", "
                + Text.count(now.system().status().dead(), "dead letter"));
        for (String what : now.system().degraded()) {
            lines.add(terminal.bad("degraded: ") + Text.tame(what));
        }
        if (now.pause() != null && now.pause().isHit()) {
            lines.add(now.pause().hit(root));
        }
        for (TopRow row : all) {
            if (row.view().pause() != null && row.view().pause().isHit()) {
                lines.add(row.view().pause().hit(root));
            }
        }
        lines.add("");
        return lines;
    }

    private String supervisor() {
        if (!now.served()) {
            return "";
        }
        SystemStatus status = now.system().status();
        return ", pid " + status.pid() + up(status)
                + (Double.isNaN(cpu) ? "" : ", cpu " + TopRow.shown(cpu) + " %") + ", "
                + TopRow.mebibytes(now.supervisor().memory()) + " MiB, "
                + SystemView.word(status.mode()) + ", cycle "
                + SystemView.word(status.cycle());
    }

    private static String up(SystemStatus status) {
        Instant since = status.startedAt();
        return since == null ? "" : ", for " + Text.span(Duration.between(since, Instant.now()));
    }

    /**
     * The heading, and a line for each actor.
     *
     * @param chosen the actor that keys are about, or null
     * @param width of the terminal, for which long ids are shortened so that the numbers stay visible; 0 where there is none
     */
    List<String> table(ActorId chosen, int width) {
        return rows(chosen, width == 0 ? Integer.MAX_VALUE : Math.max(SHORTEST_ID, width - withoutId()))
                .lines(terminal);
    }

    /** How wide the other columns are, of the last one its heading. */
    private int withoutId() {
        Table table = new Table(HEADINGS);
        rows.forEach(row -> table.row(cells(row, "›", "", "")));
        return Text.columns(table.lines(Terminal.none()).get(0)) - "ID".length();
    }

    private Table rows(ActorId chosen, int longestId) {
        Table table = new Table(HEADINGS);
        for (TopRow row : rows) {
            String mark = row.id().equals(chosen) ? "›" : "";
            String id = Text.cut(row.id().value(), longestId);
            table.row(cells(row, mark, id, row.view().current()));
        }
        return table;
    }

    private static Object[] cells(TopRow row, String mark, String id, String current) {
        return new Object[] {
            mark,
            id,
            row.view().phase(),
            TopRow.shown(row.rate()),
            row.view().waiting(),
            row.view().handled(),
            TopRow.shown(row.cpu()),
            TopRow.mebibytes(row.memory()),
            row.view().restarts(),
            current
        };
    }
}
