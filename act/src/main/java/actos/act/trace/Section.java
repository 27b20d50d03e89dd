package actos.act.trace;

import actos.act.history.Past;
import actos.act.history.Place;
import actos.act.history.Wanted;
import java.io.IOException;
import java.time.Instant;

/**
 * The youngest part of the journal.
 *
 * @param start where it begins
 * @param isCut whether it would begin earlier, if it might have more lines
 */
record Section(Place start, boolean isCut) {
    /**
     * What happened since then.
     *
     * @param since null for since the supervisor was started last
     * @param most how many lines it may have
     */
    static Section since(Past past, Instant since, int most) throws IOException {
        Place[] start = {past.end()};
        int[] lines = {0};
        past.backward(Wanted.all(), line -> {
            Instant at = since == null ? null : line.at();
            if (at != null && at.isBefore(since) || lines[0] == most) {
                lines[0] = at != null && at.isBefore(since) ? 0 : most + 1;
                return false;
            }
            lines[0]++;
            start[0] = line.place();
            return since != null || !line.tells("supervisorStarted");
        });
        return new Section(start[0], lines[0] > most);
    }

    /**
     * The same, however long it is.
     *
     * @param since null for since the supervisor was started last
     */
    static Section all(Past past, Instant since) throws IOException {
        if (since != null) {
            return since(past, since, Integer.MAX_VALUE);
        }
        Place[] start = {Place.START};
        past.backward(Wanted.text("event", "supervisorStarted"), line -> {
            boolean isStart = line.tells("supervisorStarted");
            start[0] = isStart ? line.place() : start[0];
            return !isStart;
        });
        return new Section(start[0], false);
    }
}
