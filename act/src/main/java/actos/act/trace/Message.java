package actos.act.trace;

import actos.act.history.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A message in a diagram. Filled by {@link DiagramBuilder}. */
public final class Message {
    private final long id;
    final List<Handling> handlings = new ArrayList<>();
    Lane from;
    Lane to;
    long cause;
    Handling sender;
    Moment sent;
    Content body;
    Link.Fate fate = Link.Fate.WAITS;
    boolean isChanged;

    Message(long id) {
        this.id = id;
    }

    public long id() {
        return id;
    }

    /** Null if it was sent before the diagram begins. */
    public Lane from() {
        return from;
    }

    public Lane to() {
        return to;
    }

    /** The number of the message whose handler has sent it; 0 if there was none, or it is not known. */
    public long cause() {
        return cause;
    }

    /** The handling that has sent it; null if there was none, or it is not in the diagram. */
    public Handling sender() {
        return sender;
    }

    /** When it was sent; null if that was before the diagram begins. */
    public Moment sent() {
        return sent;
    }

    /** As it was delivered last; null if it is not known. */
    public Content body() {
        return body;
    }

    /** What became of it. */
    public Link.Fate fate() {
        return fate;
    }

    /** Whether somebody has changed, moved, added or dropped it by hand. */
    public boolean isChanged() {
        return isChanged;
    }

    /** Each time that it was delivered. */
    public List<Handling> handlings() {
        return Collections.unmodifiableList(handlings);
    }

    /** How long it waited until it was delivered first; null if that is not known. */
    public Duration waited() {
        if (sent == null || handlings.isEmpty()) {
            return null;
        }
        Duration waited = Duration.between(sent.at(), handlings.get(0).begun().at());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    Handling last() {
        return handlings.isEmpty() ? null : handlings.get(handlings.size() - 1);
    }
}
