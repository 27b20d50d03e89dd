package actos.act.history;

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
            if (line.number("id") == id) {
                found[0] = Link.introducedBy(line);
            }
            return found[0] == null;
        });
        return found[0];
    }

    /** What became of it, and what it changed. */
    private static void tellRest(Past past, Link link) throws IOException {
        Place[] handled = new Place[1];
        past.forward(link.position, Wanted.message(link.id), line -> {
            boolean isItself = line.place().equals(link.position);
            if (isItself || line.number("id") != link.id || line.entry() == null) {
                return true;
            }
            if (Link.isIntroduction(line)) {
                return false; // the number was given again
            }
            link.tell(line);
            handled[0] = line.place();
            return link.fate != Link.Fate.DONE;
        });
        if (link.after != null) {
            link.before = ActorStates.before(past, handled[0], link.to);
        }
    }
}
