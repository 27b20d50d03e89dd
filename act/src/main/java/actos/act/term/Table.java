package actos.act.term;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, each column as wide as its widest cell; numbers to the right; the last column is cut to fit. Of a
 * long table that is printed while it grows, the first rows say how wide the columns are.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int MEASURED = 1000;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();
    private final Output output;
    private int[] width;
    private boolean[] number;

    public Table(String... headings) {
        this(null, headings);
    }

    /** One that is printed while it grows, so that it may be of any length. */
    public Table(Output output, String... headings) {
        this.output = output;
        this.headings = List.of(headings);
    }

    /** Adds a row; a cell that is null stays empty. */
    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "" : cell.toString());
        }
        rows.add(row);
        if (output != null && (width != null || rows.size() == MEASURED)) {
            print(output);
        }
    }

    public boolean isEmpty() {
        return rows.isEmpty() && width == null;
    }

    /** Prints what was not printed yet. */
    public void print(Output output) {
        lines(output.terminal()).forEach(output::cutLine);
        rows.clear();
    }

    /** The headings, if they were not told yet, and the rows, not cut. */
    public List<String> lines(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        if (width == null) {
            measure();
            lines.add(terminal.strong(line(headings, width, number)));
        }
        for (List<String> row : rows) {
            lines.add(line(row, width, number));
        }
        return lines;
    }

    private void measure() {
        int columns = headings.size();
        width = new int[columns];
        number = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            width[c] = Text.columns(headings.get(c));
            number[c] = !rows.isEmpty() && c < columns - 1;
            for (List<String> row : rows) {
                width[c] = Math.max(width[c], Text.columns(row.get(c)));
                number[c] &= isNumber(row.get(c));
            }
        }
    }

    private static String line(List<String> cells, int[] width, boolean[] number) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < width.length; c++) {
            String cell = cells.get(c);
            String fill = " ".repeat(Math.max(0, width[c] - Text.columns(cell)));
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
