package actos.act.trace;

import actos.act.term.Output;
import actos.act.term.Text;
import java.util.ArrayList;
import java.util.List;

/** A series as a line in the terminal: in dots of Braille, of which a character has two by four, or in stars. */
final class CharacterPlot {
    private static final int ROWS = 12;
    /** The bits of a Braille character by column and row. */
    private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private static final int BRAILLE = 0x2800;

    private final Series series;
    private final boolean isBraille;

    CharacterPlot(Series series, boolean isBraille) {
        this.series = series;
        this.isBraille = isBraille;
    }

    void print(Output output) {
        String top = Series.shown(series.max());
        String bottom = Series.shown(series.min());
        int margin = Math.max(top.length(), bottom.length()) + 1;
        int columns = Math.max(10, output.terminal().width() - margin - 2);
        List<String> rows = rows(columns);
        boolean isFlat = series.max() <= series.min();
        int topRow = isFlat ? ROWS / 2 - 1 : 0;
        int bottomRow = isFlat ? topRow : ROWS - 1;
        for (int row = 0; row < ROWS; row++) {
            String label = row == topRow ? top : row == bottomRow ? bottom : "";
            output.cutLine(" ".repeat(margin - 1 - label.length())
                    + label
                    + (isBraille ? " │" : " |")
                    + rows.get(row).stripTrailing());
        }
        String begin = Text.time(series.begin());
        String end = Text.time(series.end());
        int between = Math.max(1, columns - begin.length() - end.length());
        output.cutLine(" ".repeat(margin + 1) + begin + " ".repeat(between) + end);
    }

    private List<String> rows(int columns) {
        int across = isBraille ? 2 : 1;
        int down = isBraille ? 4 : 1;
        boolean[][] dots = dots(columns * across, ROWS * down);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int bits = 0;
                for (int x = 0; x < across; x++) {
                    for (int y = 0; y < down; y++) {
                        bits |= dots[column * across + x][row * down + y] ? DOTS[x][y] : 0;
                    }
                }
                line.append((char) (bits == 0 ? ' ' : isBraille ? BRAILLE + bits : '*'));
            }
            rows.add(line.toString());
        }
        return rows;
    }

    /** Each column from the lowest to the highest value of its time, joined to the one before. */
    private boolean[][] dots(int width, int height) {
        boolean[][] dots = new boolean[width][height];
        Series.Point before = series.points().get(0);
        int x = 0;
        for (Series.Point point : series.points()) {
            int at = (int) Math.round(series.place(point.at()) * (width - 1));
            for (; x < at; x++) {
                fill(dots[x], before.last(), before.last());
            }
            fill(dots[at], Math.min(before.last(), point.min()), Math.max(before.last(), point.max()));
            before = point;
        }
        for (; x < width; x++) {
            fill(dots[x], before.last(), before.last());
        }
        return dots;
    }

    private void fill(boolean[] column, double low, double high) {
        int last = column.length - 1;
        int top = last - (int) Math.round(series.height(high) * last);
        int bottom = last - (int) Math.round(series.height(low) * last);
        for (int y = top; y <= bottom; y++) {
            column[y] = true;
        }
    }
}
