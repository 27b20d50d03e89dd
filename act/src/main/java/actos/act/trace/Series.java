package actos.act.trace;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A number over time. Where it changes more often than can be drawn, neighbours are put together. */
final class Series {
    private static final int MOST = 8192;

    /** @param last the value from then on, until the next point; between them it was at least min and at most max */
    record Point(Instant at, double last, double min, double max) {
        private Point and(Point next) {
            return new Point(at, next.last, Math.min(min, next.min), Math.max(max, next.max));
        }
    }

    private List<Point> points = new ArrayList<>();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** Of one that is later than those before. */
    void add(Instant at, double value) {
        points.add(new Point(at, value, value, value));
        min = Math.min(min, value);
        max = Math.max(max, value);
        if (points.size() == MOST) {
            List<Point> half = new ArrayList<>(MOST);
            for (int i = 0; i < MOST; i += 2) {
                half.add(points.get(i).and(points.get(i + 1)));
            }
            points = half;
        }
    }

    List<Point> points() {
        return points;
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    Instant begin() {
        return points.get(0).at();
    }

    Instant end() {
        return points.get(points.size() - 1).at();
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /** Where a time lies between begin and end, from 0 to 1. */
    double place(Instant at) {
        double all = end().toEpochMilli() - begin().toEpochMilli();
        return all <= 0 ? 0 : Math.min(1, Math.max(0, (at.toEpochMilli() - begin().toEpochMilli()) / all));
    }

    /** Where a value lies between the lowest and the highest, from 0 to 1; in the middle if all are the same. */
    double height(double value) {
        double range = max - min;
        return range > 0 && Double.isFinite(range) ? (value - min) / range : 0.5;
    }

    /** A value with at most six digits that count. */
    static String shown(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e12) {
            return Long.toString((long) value);
        }
        return Double.toString(new BigDecimal(value).round(new MathContext(6)).doubleValue());
    }
}
