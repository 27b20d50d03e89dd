package actos.act.trace;

import actos.act.history.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What actors have done, in numbers, made of lines of the journal, which it gets in their order and does not keep. */
final class Figures {
    /** Those of one actor; times in microseconds. */
    static final class OfActor {
        final Histogram waited = new Histogram();
        final Histogram took = new Histogram();
        long handled;
        long restarts;
        long dead;
    }

    private final Map<String, OfActor> actors = new TreeMap<>();
    /** Since when each message waits: as many as there are in mailboxes. */
    private final Map<Long, Instant> waiting = new HashMap<>();

    private Instant begin;
    private Instant end;

    /** By their ids. */
    Map<String, OfActor> actors() {
        return actors;
    }

    /** When the first line was written; null if there was none. */
    Instant begin() {
        return begin;
    }

    /** When the last line was written; null if there was none. */
    Instant end() {
        return end;
    }

    void add(Line line) {
        Instant at = line.at();
        if (at == null) {
            return;
        }
        begin = begin == null ? at : begin;
        end = at;
        long id = line.number("id");
        if (line.tells("taken") && !line.has("due") || line.tells("added") || isBack(line)) {
            waiting.put(id, at);
        } else if (line.tells("delivered")) {
            Instant since = waiting.remove(id);
            if (since != null && line.text("actor") != null) {
                of(line, "actor").waited.add(Duration.between(since, at).toNanos() / 1000);
            }
        } else if (line.tells("done") || line.tells("stashed")) {
            worked(line);
        } else if (line.tells("dropped")) {
            waiting.remove(id);
        } else if (line.tells("dead")) {
            waiting.remove(id);
            of(line, "to").dead++;
        } else if (line.tells("restarting")) {
            of(line, "actor").restarts++;
        }
    }

    /** Whether it waits again, or begins to be one that waits. */
    private static boolean isBack(Line line) {
        return line.tells("due") || line.tells("returned") || line.tells("unstashed");
    }

    private void worked(Line line) {
        OfActor actor = of(line, "actor");
        actor.handled += line.tells("done") ? 1 : 0;
        if (line.has("tookUs")) {
            actor.took.add(line.number("tookUs"));
        }
    }

    private OfActor of(Line line, String field) {
        String name = line.text(field);
        return actors.computeIfAbsent(name == null ? "?" : name, made -> new OfActor());
    }
}
