package actos.act.journal;

import actos.act.history.Line;
import actos.act.history.Past;
import actos.act.history.Wanted;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.SupervisorEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** How far the journal reaches back, and where it does not tell what happened. Made by one pass over all lines. */
final class JournalReach {
    /**
     * A time of which the journal does not tell.
     *
     * @param from null where that is not known: lines are missing
     * @param to when the line after it was written; null if that line does not tell
     * @param missing how many lines are missing; 0 where no supervisor ran
     * @param seq the line after it
     */
    record Gap(Instant from, Instant to, long missing, long seq) {}

    private final List<Gap> gaps = new ArrayList<>();
    private Instant begin;
    private Instant end;
    private long first;
    private long last;
    private long lines;
    private long checkpoints;

    /** @param progress is told now and then how many lines were read */
    static JournalReach of(Past past, LongConsumer progress) throws IOException {
        JournalReach reach = new JournalReach();
        past.forward(Wanted.all(), line -> {
            reach.see(line);
            if (reach.lines % 100_000 == 0) {
                progress.accept(reach.lines);
            }
            return true;
        });
        past.backward(Wanted.all(), line -> {
            reach.end = line.at();
            return reach.end == null;
        });
        return reach;
    }

    private void see(Line line) {
        long seq = line.number("seq");
        if (lines == 0) {
            first = seq;
            begin = line.at();
        } else if (seq > last + 1) {
            gaps.add(new Gap(null, line.at(), seq - last - 1, seq));
        }
        if (line.tells("checkpointed")) {
            checkpoints++;
        } else if (line.tells("supervisorStarted")) {
            started(line.event(), line.at(), seq);
        }
        last = seq;
        lines++;
    }

    private void started(JournalEvent event, Instant at, long seq) {
        if (event instanceof SupervisorEvents.SupervisorStarted started && started.before() != null) {
            gaps.add(new Gap(started.before(), at, 0, seq));
        }
    }

    /** Oldest first. */
    List<Gap> gaps() {
        return gaps;
    }

    /** When the first line was written; null if there is none, or it does not tell. */
    Instant begin() {
        return begin;
    }

    /** When the last line was written; null as in {@link #begin}. */
    Instant end() {
        return end;
    }

    /** The number of the first line; 0 if there is none. */
    long first() {
        return first;
    }

    /** The number of the last line; 0 if there is none. */
    long last() {
        return last;
    }

    /** How many lines there are. */
    long lines() {
        return lines;
    }

    /** How many moments there are from which one can look back without what was before. */
    long checkpoints() {
        return checkpoints;
    }
}
