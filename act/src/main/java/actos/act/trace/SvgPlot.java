package actos.act.trace;

import actos.act.term.Output;
import actos.act.term.Text;

/** A series as a picture. */
final class SvgPlot {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 260;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 36;
    private static final int BOTTOM = 34;

    private final Series series;
    private final String title;

    SvgPlot(Series series, String title) {
        this.series = series;
        this.title = title;
    }

    void print(Output output) {
        output.line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + HEIGHT
                + "\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\">");
        output.line("<style>svg { background: #fff; font: 11px \"DejaVu Sans\", Verdana, sans-serif; fill: #555; }"
                + " .title { font-size: 13px; font-weight: bold; fill: #333; } .axis { stroke: #bbb; }"
                + " .line { stroke: #3182bd; stroke-width: 1.5; fill: none; } .end { text-anchor: end; }</style>");
        output.line(text("title", LEFT, 20, title));
        output.line("<path class=\"axis\" fill=\"none\" d=\"M" + LEFT + " " + TOP + " V" + (HEIGHT - BOTTOM) + " H"
                + (WIDTH - RIGHT) + "\"/>");
        output.line(text("end", LEFT - 8, y(series.max()) + 4, Series.shown(series.max())));
        if (series.max() > series.min()) {
            output.line(text("end", LEFT - 8, y(series.min()) + 4, Series.shown(series.min())));
        }
        output.line(text("begin", LEFT, HEIGHT - 12, Text.time(series.begin())));
        output.line(text("end", WIDTH - RIGHT, HEIGHT - 12, Text.time(series.end())));
        StringBuilder path = new StringBuilder();
        for (Series.Point point : series.points()) {
            path.append(path.length() == 0 ? "M" : " H").append(x(point));
            path.append(path.indexOf("H") < 0 ? " " : " V").append(y(point.min()));
            path.append(" V").append(y(point.max())).append(" V").append(y(point.last()));
        }
        output.line("<path class=\"line\" d=\"" + path + " H" + (WIDTH - RIGHT) + "\"/>");
        output.line("</svg>");
    }

    private long x(Series.Point point) {
        return LEFT + Math.round(series.place(point.at()) * (WIDTH - LEFT - RIGHT));
    }

    private long y(double value) {
        return HEIGHT - BOTTOM - Math.round(series.height(value) * (HEIGHT - BOTTOM - TOP));
    }

    private static String text(String kind, long x, long y, String text) {
        return "<text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\">" + Xml.escaped(text) + "</text>";
    }
}
