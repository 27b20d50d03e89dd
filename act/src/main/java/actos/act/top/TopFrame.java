package actos.act.top;

import actos.act.term.Terminal;
import actos.protocol.ActorId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code act top} shows on a terminal of this size: the head, as many rows as there is room for, a line that says which
 * these are, and the keys. Nothing that is said moves them.
 */
final class TopFrame {
    private static final String KEYS = "q quit  ? help  / find  p pause  s step  P S for one  Enter show";
    /** The heading of the table, and the two lines below it. */
    private static final int AROUND = 3;

    private static final List<String> HELP = List.of(
            "q               quit",
            "↑ ↓, k j        choose the actor before, the next one",
            "PgUp PgDn       one screenful up or down",
            "Home End, g G   the first, the last actor",
            "/               show only actors whose id contains what is typed; Enter keeps that, Esc ends it",
            "Enter           show the chosen actor, and go back",
            "p               pause the system, or resume it",
            "P               pause the chosen actor, or resume it",
            "s               deliver one message in a pause",
            "S               deliver one message to the chosen actor",
            "i r w a c m     sort by id, rate, waiting, age of the current message, cpu, memory",
            "",
            "any key goes back");

    private final TopView view;
    private final Terminal terminal;
    private final List<String> head;
    private final int height;
    private final int width;

    TopFrame(TopView view, Terminal terminal, int height, int width) throws IOException {
        this.view = view;
        this.terminal = terminal;
        this.head = view.head();
        this.height = height;
        this.width = width;
    }

    /** How many rows are shown at once. */
    int room() {
        return Math.max(1, height - head.size() - AROUND);
    }

    /**
     * The rows around the chosen one.
     *
     * @param said what came of the last key; covers the rows at the bottom, or where the chosen one is there, at the top
     * @param status what is shown beside the position
     */
    List<String> lines(ActorId chosen, List<String> said, String status) {
        List<String> table = view.table(chosen, width);
        List<ActorId> order = view.order();
        int at = Math.max(0, order.indexOf(chosen));
        int first = Math.max(0, Math.min(at - room() / 2, order.size() - room()));
        int last = Math.min(order.size(), first + room());
        List<String> rows = filled(table.subList(1 + first, 1 + last));
        String position = order.isEmpty() ? "none" : (first + 1) + "-" + last + " of " + order.size();
        List<String> seen = said.subList(0, Math.min(said.size(), room()));
        boolean isAtTop = at - first >= room() - seen.size();
        int covered = isAtTop ? 0 : room() - seen.size();
        for (int i = 0; i < seen.size(); i++) {
            rows.set(covered + i, seen.get(i));
        }
        return framed(table.get(0), rows, position + status);
    }

    /** The keys, in the place of the table. */
    List<String> help() {
        return framed("", filled(HELP.subList(0, Math.min(HELP.size(), room()))), "");
    }

    private List<String> filled(List<String> some) {
        List<String> rows = new ArrayList<>(some);
        while (rows.size() < room()) {
            rows.add("");
        }
        return rows;
    }

    private List<String> framed(String heading, List<String> rows, String status) {
        List<String> lines = new ArrayList<>(head);
        lines.add(heading);
        lines.addAll(rows);
        lines.add(status);
        lines.add(terminal.faint(KEYS));
        return lines;
    }
}
