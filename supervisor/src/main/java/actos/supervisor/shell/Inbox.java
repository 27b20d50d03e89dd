package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.supervisor.core.Event;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * What waits to be decided, in order: first what came of the last effects, then what other threads and the kernel
 * report, then what the last scan found, a bounded number per turn so that no heap of files starves the rest. Things are
 * looked at when their turn comes, not before: a file may be gone by then. All but {@link #fromThread} is for the loop's
 * thread.
 */
final class Inbox {
    private static final int FOUND_PER_TURN = 256;

    /** Mail found by a scan. Its drawer's later notices must not overtake it. */
    record Found(ActorId drawer, Supplier<Event> look) {}

    private final Posix posix;
    private final ArrayDeque<Event> echoes = new ArrayDeque<>();
    private final Queue<Event> fromThreads = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Supplier<Event>> notices = new ArrayDeque<>();
    private final ArrayDeque<Found> found = new ArrayDeque<>();
    private final Map<ActorId, Integer> foundInDrawer = new HashMap<>();
    private int budget;

    Inbox(Posix posix) {
        this.posix = posix;
    }

    /** What came of an effect: it is decided before anything else. */
    void echo(Event event) {
        echoes.addLast(event);
    }

    /** From any thread: ends the loop's waiting. */
    void fromThread(Event event) {
        fromThreads.add(event);
        posix.wake();
    }

    /** Something that is known now. */
    void add(Event event) {
        add(() -> event);
    }

    /** Something that is to be looked at when its turn comes. */
    void add(Supplier<Event> look) {
        notices.addLast(look);
    }

    /** A notice about mail in a drawer, null being {@code send/} itself. */
    void addMail(ActorId drawer, Supplier<Event> look) {
        if (foundInDrawer.containsKey(drawer)) {
            addFound(drawer, look);
        } else {
            notices.addLast(look);
        }
    }

    /** The actor's message is done; all that it sent before is decided first. */
    void addAfterMailOf(ActorId drawer, Supplier<Event> look) {
        if (foundInDrawer.containsKey(drawer)) {
            for (Found f : found) {
                if (drawer.equals(f.drawer())) {
                    notices.addLast(f.look()); // it stays found as well, and will be gone then
                }
            }
        }
        notices.addLast(look);
    }

    /** Mail that a scan found. */
    void addFound(ActorId drawer, Supplier<Event> look) {
        found.addLast(new Found(drawer, look));
        foundInDrawer.merge(drawer, 1, Integer::sum);
    }

    /** Whether the last scan's mail of this drawer is not all decided yet, so that listing it again would be in vain. */
    boolean isBehindWith(ActorId drawer) {
        return foundInDrawer.containsKey(drawer);
    }

    /** A new turn: the budget for what scans found is fresh. */
    void beginTurn() {
        budget = FOUND_PER_TURN;
    }

    /** The next event, or null if there is none for this turn. */
    Event next() {
        while (true) {
            Event event = echoes.pollFirst();
            if (event == null) {
                event = fromThreads.poll();
            }
            if (event != null) {
                return event;
            }
            Supplier<Event> look = notices.pollFirst();
            if (look == null) {
                look = nextFound();
            }
            if (look == null) {
                return null;
            }
            event = look.get();
            if (event != null) {
                return event;
            }
        }
    }

    private Supplier<Event> nextFound() {
        if (budget == 0 || found.isEmpty()) {
            return null;
        }
        budget--;
        Found f = found.removeFirst();
        foundInDrawer.computeIfPresent(f.drawer(), (d, n) -> n == 1 ? null : n - 1);
        return f.look();
    }

    /** Whether something waits that no notice will announce again. */
    boolean hasMore() {
        return !echoes.isEmpty() || !fromThreads.isEmpty() || !notices.isEmpty() || !found.isEmpty();
    }
}
