package actos.act;

import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What {@code act top} shows of two glances, the later one and the one before it: lines, or an object. Draws nothing. */
final class TopView {
    private static final String KEYS = "q quit  p pause  s step  P S for one  Enter show  i r w a c m sort, by ";

    private final Root root;
    private final Terminal terminal;
    private final Glance now;
    private final double seconds;
    private final List<TopRow> rows = new ArrayList<>();
    private final double rate;
    private final double cpu;

    /** @param before an earlier one, or the same if there is none */
    TopView(Root root, Terminal terminal, Glance before, Glance now, TopRow.Order order) {
        this.root = root;
        this.terminal = terminal;
        this.now = now;
        this.seconds = (now.nanos() - before.nanos()) / 1e9;
        now.actors()
                .forEach((id, seen) -> rows.add(TopRow.of(id, before.actors().get(id), seen, seconds)));
        rows.sort(order.rows());
        boolean known = seconds > 0 && now.served() && before.served();
        long done = now.system().path("done").longValue()
                - before.system().path("done").longValue();
        this.rate = known ? Math.max(0, done) / seconds : Double.NaN;
        this.cpu = known
                ? TopRow.percent(now.supervisor().cpuMs() - before.supervisor().cpuMs(), seconds)
                : Double.NaN;
    }

    /** The actors, in the order in which they are shown. */
    List<ActorId> order() {
        return rows.stream().map(TopRow::id).toList();
    }

    /** All lines, for a printer. */
    List<String> lines() throws IOException {
        List<String> lines = head();
        lines.addAll(table(null));
        return lines;
    }

    /**
     * As many lines as there is room for, with what was said last and the keys.
     *
     * @param chosen the actor that keys are about, or null
     */
    List<String> lines(int height, ActorId chosen, List<String> said, TopRow.Order order) throws IOException {
        List<String> lines = head();
        lines.addAll(said);
        List<String> table = table(chosen);
        lines.add(table.get(0));
        int room = Math.max(1, height - lines.size() - 1);
        int at = Math.max(0, order().indexOf(chosen));
        int first = Math.max(0, Math.min(at - room / 2, rows.size() - room));
        lines.addAll(table.subList(1 + first, 1 + Math.min(rows.size(), first + room)));
        while (lines.size() < height - 1) {
            lines.add("");
        }
        lines.add(terminal.faint(KEYS + order));
        return lines;
    }

    ObjectNode json() {
        ObjectNode json = Json.mapper().createObjectNode();
        ObjectNode system = json.putObject("system");
        system.setAll(now.system());
        system.put("running", now.served()).put("paused", now.pause() != null);
        system.put("rate", TopRow.known(rate)).put("cpu", TopRow.known(cpu));
        system.put("memory", now.supervisor().memory());
        rows.forEach(row -> json.withArrayProperty("actors").add(row.json()));
        return json;
    }

    private List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        String state = !now.served()
                ? terminal.bad("no supervisor is running")
                : now.pause() != null ? terminal.bad("PAUSED") : "running";
        lines.add(terminal.strong(Text.tame(root.dir().toString())) + "  " + state + supervisor());
        long waiting = rows.stream().mapToLong(row -> row.view().waiting()).sum();
        long dead = now.system().path("dead").longValue();
        lines.add(Text.count(rows.size(), "actor") + ", " + waiting + " waiting"
                + (Double.isNaN(rate) ? "" : ", " + TopRow.shown(rate) + " handled a second") + ", "
                + Text.count(dead, "dead letter"));
        for (JsonNode what : now.system().path("degraded")) {
            lines.add(terminal.bad("degraded: ") + Text.tame(what.asText()));
        }
        if (now.pause() != null && now.pause().isHit()) {
            lines.add(now.pause().hit(root));
        }
        for (TopRow row : rows) {
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
        return ", pid " + now.system().path("pid").asText() + up()
                + (Double.isNaN(cpu) ? "" : ", cpu " + TopRow.shown(cpu) + " %") + ", "
                + TopRow.mebibytes(now.supervisor().memory()) + " MiB, "
                + Text.tame(now.system().path("mode").asText("?")) + ", cycle "
                + Text.tame(now.system().path("cycle").asText("?"));
    }

    private String up() {
        try {
            Instant since = Instant.parse(now.system().path("startedAt").asText());
            return ", for " + Text.span(Duration.between(since, Instant.now()));
        } catch (DateTimeException unknown) {
            return "";
        }
    }

    private List<String> table(ActorId chosen) {
        Table table = new Table("", "ID", "PHASE", "RATE", "WAITING", "HANDLED", "CPU%", "MIB", "RESTARTS", "CURRENT");
        for (TopRow row : rows) {
            table.row(
                    row.id().equals(chosen) ? "›" : "",
                    row.id(),
                    row.view().phase(),
                    TopRow.shown(row.rate()),
                    row.view().waiting(),
                    row.view().handled(),
                    TopRow.shown(row.cpu()),
                    TopRow.mebibytes(row.memory()),
                    row.view().restarts(),
                    row.view().current());
        }
        return table.lines(terminal);
    }
}
