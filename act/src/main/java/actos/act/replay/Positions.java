package actos.act.replay;

import actos.act.history.Line;
import actos.act.history.Past;
import actos.act.history.Place;
import actos.act.history.Wanted;
import actos.act.root.Pause;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Instant;

/**
 * At which line of the journal a position is. Where somebody has gone back, or has loaded an image, the history of the
 * present goes on at the line where that moment was: what happened after it belongs to a branch that was left. Used by one
 * thread.
 */
final class Positions {
    private final Root root;
    private final Past journal;
    /** The image whose loading was broken off, which the same command goes on with: it has not gone anywhere yet. */
    private final String pending;

    Positions(Root root, Past journal) {
        this.root = root;
        this.journal = journal;
        Pause pause = Pause.of(root);
        this.pending = pause != null && pause.isBrokenLoading() ? pause.by().load() : null;
    }

    /** The line just after which the system was there. */
    long line(Position.InJournal position) throws IOException {
        if (position instanceof Position.Line line) {
            return line.seq();
        } else if (position instanceof Position.Message message) {
            return handled(message.id());
        } else if (position instanceof Position.Delivery delivery) {
            return before(delivery.back());
        } else if (position instanceof Position.Ahead ahead) {
            return ahead(ahead.deliveries());
        }
        return until(((Position.Time) position).at());
    }

    private long handled(long id) throws IOException {
        long[] last = {0};
        journal.backward(Wanted.message(id), line -> {
            boolean isEnd = line.tells("done") || line.tells("stashed") || line.tells("dead");
            last[0] = isEnd && line.number("id") == id ? line.number("seq") : 0;
            return last[0] == 0;
        });
        if (last[0] == 0) {
            throw Failure.unknown("the journal does not tell that message " + id + " was handled; act show " + id
                    + " shows what became of it");
        }
        return last[0];
    }

    /** Back along the history of the present. */
    private long before(int back) throws IOException {
        long[] found = {0, 0};
        Load load = new Load(journal.end(), Long.MAX_VALUE, null);
        for (long limit = Long.MAX_VALUE; load != null && found[0] < back; ) {
            long last = limit;
            load = lastLoad(load.place, line -> {
                if (line.number("seq") <= last && line.tells("delivered") && found[0] < back) {
                    found[0]++;
                    found[1] = line.number("seq");
                }
                return found[0] < back;
            });
            limit = load == null ? 0 : load.seq > last ? last : Math.min(load.seq, origin(load.image));
        }
        if (back == 0 || found[0] < back) {
            throw Failure.failed("there is no delivery -" + back + ": the journal tells of " + found[0]);
        }
        return found[1] - 1;
    }

    /** Forwards along the branch that was left last, as long as nothing was delivered since. */
    private long ahead(int deliveries) throws IOException {
        Load load = lastLoad(journal.end(), line -> !line.tells("delivered"));
        long origin = load == null ? Long.MAX_VALUE : origin(load.image);
        if (origin == Long.MAX_VALUE) {
            throw Failure.failed(
                    "nothing lies ahead: act back and act goto leave a branch, until the next delivery; act"
                            + " image ls lists the branches that were left, act goto returns to one");
        }
        long[] found = {0, 0};
        journal.forward(deliveriesAndLoads(), line -> {
            boolean isAhead = line.number("seq") > origin;
            found[0] += isAhead && line.tells("delivered") ? 1 : 0;
            found[1] = line.number("seq");
            return !isAhead || load(line) == null && found[0] <= deliveries;
        });
        if (found[0] < deliveries) {
            throw Failure.failed(
                    found[0] == 0
                            ? "this is the end of the branch that was left"
                            : "only " + Text.count(found[0], "more message")
                                    + " lie ahead on the branch that was left, not " + deliveries);
        }
        return found[1] - 1;
    }

    /** A line that tells that an image was loaded. */
    private record Load(Place place, long seq, String image) {}

    /** The last one before this place, if the visitor, who sees what is behind it, goes on as far as that; else null. */
    private Load lastLoad(Place before, Past.Visitor visitor) throws IOException {
        Load[] found = new Load[1];
        boolean[] isPending = {pending != null && before.equals(journal.end())};
        journal.backward(before, deliveriesAndLoads(), line -> {
            String image = load(line);
            isPending[0] &= image == null ? !line.tells("delivered") : image.equals(pending);
            if (image != null && isPending[0]) {
                return true;
            }
            if (image != null) {
                found[0] = new Load(line.place(), line.number("seq"), image);
            }
            return image == null && visitor.visit(line);
        });
        return found[0];
    }

    private static Wanted deliveriesAndLoads() {
        return Wanted.text("event", "delivered").orHas("load");
    }

    /** The image that was loaded when this line was written, or null. It stands behind a body or a state. */
    private static String load(Line line) {
        return line.tells("delivered") || line.entry() == null
                ? null
                : line.entry().text("load");
    }

    /** At which line the moment is that an image has; the last line there is where nobody knows any more. */
    private long origin(String image) throws IOException {
        Instant saved = ImageMoment.savedAt(root, image);
        if (saved != null) {
            return until(saved);
        }
        long line = ImageMoment.line(image);
        return line == 0 ? Long.MAX_VALUE : line;
    }

    private long until(Instant time) throws IOException {
        long[] last = {0};
        journal.backward(Wanted.all(), line -> {
            Instant at = line.at();
            last[0] = at != null && !at.isAfter(time) ? line.number("seq") : 0;
            return last[0] == 0;
        });
        if (last[0] == 0) {
            throw Failure.failed("the journal begins after " + Text.precise(time));
        }
        return last[0];
    }
}
