package actos.act;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell; numbers to the right; the last column is cut to fit. */
final class Table {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row; a cell that is null stays empty. */
    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : cell.toString());
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Output output) {
        lines(output.terminal()).forEach(output::cutLine);
    }

    /** The headings and the rows, not cut. */
    List<String> lines(Terminal terminal) {
        int columns = headings.size();
        int[] width = new int[columns];
        boolean[] number = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            width[c] = Text.columns(headings.get(c));
            number[c] = !rows.isEmpty() && c < columns - 1;
            for (List<String> row : rows) {
                width[c] = Math.max(width[c], Text.columns(row.get(c)));
                number[c] &= isNumber(row.get(c));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(terminal.strong(line(headings, width, number)));
        for (List<String> row : rows) {
            lines.add(line(row, width, number));
        }
        return lines;
    }

    private static String line(List<String> cells, int[] width, boolean[] number) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < width.length; c++) {
            String cell = cells.get(c);
            String fill = " ".repeat(width[c] - Text.columns(cell));
            line.append(c == 0 ? "" : GAP).append(number[c] ? fill + cell : cell + fill);
        }
        return line.toString().stripTrailing();
    }

    private static boolean isNumber(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if ((cell.charAt(i) < '0' || cell.charAt(i) > '9') && cell.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }
}
