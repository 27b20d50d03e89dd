package actos.act.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where each moment of a diagram stands on paper. Time runs downwards, but not evenly: what happens takes the room that its
 * text needs, what lasts longer takes a little more, and idle time is cut out.
 */
final class TimeAxis {
    private static final int TEXT = 17;
    private static final int NO_TEXT = 9;
    private static final int BREAK = 34;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final int[] places;
    private final boolean[] breaks;

    TimeAxis(List<Moment> moments, int top) {
        places = new int[moments.size()];
        breaks = new boolean[moments.size()];
        int y = top;
        Instant before = null;
        for (Moment moment : moments) {
            int i = moment.index();
            if (before != null) {
                Duration pause = Duration.between(before, moment.at());
                breaks[i] = pause.compareTo(IDLE) >= 0;
                y += (hasText(moment) ? TEXT : NO_TEXT) + (breaks[i] ? BREAK : longer(pause));
            }
            places[i] = y;
            before = moment.at();
        }
    }

    int of(Moment moment) {
        return places[moment.index()];
    }

    /** Whether time was cut out in front of it. */
    boolean isBreak(Moment moment) {
        return breaks[moment.index()];
    }

    int end() {
        return places.length == 0 ? 0 : places[places.length - 1];
    }

    private static boolean hasText(Moment moment) {
        return moment.sent() != null || moment.mark() != null;
    }

    private static int longer(Duration pause) {
        return pause.isNegative() ? 0 : (int) (8 * Math.log10(1 + pause.toNanos() / 1e6));
    }
}
