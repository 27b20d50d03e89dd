package actos.act.history;

import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import actos.protocol.journal.Recorded;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Why a message was sent: it, the message whose handler sent it, and so on back to what came from outside. Each cause is
 * looked for in front of what it led to, so a number that was given twice means the right one.
 *
 * @param links the outermost first
 * @param missing the cause of the first of which the journal tells nothing; 0 if it came from outside
 */
public record Chain(List<Link> links, long missing) {
    /** The chain to this message; empty if the journal tells nothing of it. */
    public static Chain to(Past past, long id) throws IOException {
        ArrayDeque<Link> links = new ArrayDeque<>();
        long wanted = id;
        for (Place before = past.end(); wanted != 0; before = links.getFirst().position) {
            Link link = introduced(past, wanted, before);
            if (link == null) {
                break;
            }
            tellRest(past, link);
            links.addFirst(link);
            wanted = link.cause;
        }
        return new Chain(List.copyOf(links), wanted);
    }

    private static Link introduced(Past past, long id, Place before) throws IOException {
        Link[] found = new Link[1];
        past.backward(before, Wanted.message(id), line -> {
            boolean isAbout = line.number("id") == id;
            if (isAbout && isIntroduction(line) && line.event() instanceof JournalEvent.OfMessage event) {
                found[0] = new Link(line.place());
                introduce(found[0], event);
                found[0].takenAt = line.entry().at();
            }
            return found[0] == null;
        });
        return found[0];
    }

    private static boolean isIntroduction(Line line) {
        return line.tells("taken") || line.tells("added") || line.tells("dead") && line.has("file");
    }

    private static void introduce(Link link, JournalEvent.OfMessage event) {
        link.id = event.id();
        link.to = event.actor();
        if (event instanceof MessageEvents.Taken taken) {
            link.from = taken.from();
            link.cause = taken.cause();
            link.body = taken.body();
        } else if (event instanceof ChangeEvents.Added added) {
            link.from = added.from();
            link.cause = added.cause();
            link.body = added.body();
        } else if (event instanceof MessageEvents.Dead dead) {
            link.from = dead.from();
            link.cause = dead.cause();
            link.fate = Link.Fate.DEAD;
        }
    }

    /** What became of it, and what it changed. */
    private static void tellRest(Past past, Link link) throws IOException {
        Place[] handled = new Place[1];
        past.forward(link.position, Wanted.message(link.id), line -> {
            boolean isItself = line.place().equals(link.position);
            if (isItself || line.number("id") != link.id || line.entry() == null) {
                return true;
            }
            if (isIntroduction(line)) {
                return false; // the number was given again
            }
            tell(link, line);
            handled[0] = line.place();
            return link.fate != Link.Fate.DONE;
        });
        if (link.after != null) {
            link.before = stateBefore(past, link, handled[0]);
        }
    }

    private static void tell(Link link, Line line) {
        JournalEvent event = line.event();
        if (event instanceof MessageEvents.Delivered) {
            link.deliveredAt = line.entry().at();
            link.fate = Link.Fate.IN_HAND;
        } else if (event instanceof MessageEvents.Done done) {
            link.tookUs = done.tookUs();
            link.after = done.handled().state();
            link.fate = Link.Fate.DONE;
        } else if (event instanceof ChangeEvents.MailEdited edited) {
            link.body = edited.body();
        } else if (event instanceof MessageEvents.Stashed) {
            link.fate = Link.Fate.STASHED;
        } else if (event instanceof ChangeEvents.Held) {
            link.fate = Link.Fate.HELD;
        } else if (event instanceof ChangeEvents.Dropped) {
            link.fate = Link.Fate.DROPPED;
        } else if (event instanceof MessageEvents.Dead) {
            link.fate = Link.Fate.DEAD;
        } else if (event instanceof MessageEvents.Returned
                || event instanceof MessageEvents.Unstashed
                || event instanceof ChangeEvents.Released) {
            link.fate = Link.Fate.WAITS;
        }
    }

    private static Recorded stateBefore(Past past, Link link, Place handled) throws IOException {
        Recorded[] state = new Recorded[1];
        String actor = link.to.value();
        past.backward(handled, StateLine.wanted(actor), line -> {
            state[0] = StateLine.of(line, actor);
            return state[0] == null && !StateLine.isFirst(line, actor);
        });
        return state[0];
    }
}
