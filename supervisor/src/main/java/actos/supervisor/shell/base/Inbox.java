package actos.supervisor.shell.base;

import actos.supervisor.core.Event;
import actos.supervisor.posix.Dir;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * What waits to be decided, in order: first what came of the last effects, then what the kernel
 * reports, then what was found in directories, a bounded number from each per turn so that no heap of files starves the
 * rest. Things are looked at when their turn comes, not before: a file may be gone by then. Used by the
 * loop's thread.
 */
public final class Inbox {
    private static final int PER_PLACE_AND_TURN = 64;
    private static final int PER_TURN = 1024;

    /**
     * Something found: of one listing the oldest first, after all of an earlier one.
     *
     * @param batch grows with each listing and with each later notice
     * @param modified the file's modification time
     */
    private record Found(long batch, long modified, String name, Supplier<Event> look) {
        static final Comparator<Found> ORDER = Comparator.comparingLong(Found::batch)
                .thenComparingLong(Found::modified)
                .thenComparing(Found::name);
    }

    /** One directory that was listed and is not all decided yet. */
    private static final class Place {
        final Dir dir;
        final PriorityQueue<Found> found = new PriorityQueue<>(Found.ORDER);
        /** How many listings of it are under way: what they find must be complete before it has an order. */
        int listings;

        int thisTurn;
        boolean queued;

        Place(Dir dir) {
            this.dir = dir;
        }
    }

    private final ArrayDeque<Event> echoes = new ArrayDeque<>();
    private final ArrayDeque<Supplier<Event>> notices = new ArrayDeque<>();
    private final ArrayDeque<Event> last = new ArrayDeque<>();
    private final Map<Dir, Place> places = new HashMap<>();
    private final PriorityQueue<Place> next =
            new PriorityQueue<>((a, b) -> Found.ORDER.compare(a.found.peek(), b.found.peek()));
    /** Those that have had their share of this turn. */
    private final List<Place> sated = new ArrayList<>();

    private long batch;
    private int budget;
    private int listings;

    /** What came of an effect: it is decided before anything else. */
    public void echo(Event event) {
        echoes.addLast(event);
    }

    /** Something that is known now. */
    public void add(Event event) {
        add(() -> event);
    }

    /** Something that is to be looked at when its turn comes. */
    public void add(Supplier<Event> look) {
        notices.addLast(look);
    }

    /** The same about an actor; nothing comes of it if that has left by then. */
    public void add(Home home, Supplier<Event> look) {
        notices.addLast(() -> home.hasLeft ? null : look.get());
    }

    /** Something that was noticed in this directory: it comes after what was found there before. */
    public void add(Dir dir, Supplier<Event> look) {
        if (places.containsKey(dir)) {
            addFound(dir, ++batch, 0, "", look);
        } else {
            notices.addLast(look);
        }
    }

    /** Something about an actor that comes after what was found in its drawer before. */
    public void addBehindMail(Home home, Supplier<Event> look) {
        add(home.drawer, () -> home.hasLeft ? null : look.get());
    }

    /** Something that comes after all else that this turn has time for. */
    public void addLast(Event event) {
        last.addLast(event);
    }

    // ---- listings ---------------------------------------------------------------------------------------------------

    /** A number for listings that are made together: what they find is put in one order. */
    public long newBatch() {
        return ++batch;
    }

    /** A listing of this directory begins: what it finds waits until it ends. */
    public void beginListing(Dir dir) {
        places.computeIfAbsent(dir, Place::new).listings++;
        listings++;
    }

    public void addFound(Dir dir, long batchOfListing, long modified, String name, Supplier<Event> look) {
        Place place = places.computeIfAbsent(dir, Place::new);
        Found found = new Found(batchOfListing, modified, name, look);
        boolean isFirst = place.queued && Found.ORDER.compare(found, place.found.peek()) < 0 && next.remove(place);
        place.found.add(found);
        if (isFirst) {
            next.add(place);
        } else {
            queue(place);
        }
    }

    public void endListing(Dir dir) {
        Place place = places.get(dir);
        place.listings--;
        listings--;
        queue(place);
    }

    private void queue(Place place) {
        if (place.listings > 0 || place.queued) {
            return;
        }
        if (place.found.isEmpty()) {
            places.remove(place.dir);
        } else {
            place.queued = true;
            next.add(place);
        }
    }

    /** Whether not all is decided that was found in this directory, so that listing it again would be in vain. */
    public boolean isBehindWith(Dir dir) {
        return places.containsKey(dir);
    }

    // ---- the loop's side --------------------------------------------------------------------------------------------

    /** A new turn: everybody's share of it is fresh. */
    public void beginTurn() {
        budget = PER_TURN;
        places.values().forEach(place -> place.thisTurn = 0);
        next.addAll(sated);
        sated.clear();
    }

    /** The next event, or null if there is none for this turn. */
    public Event next() {
        while (true) {
            Event event = echoes.pollFirst();
            if (event != null) {
                return event;
            }
            Supplier<Event> look = notices.pollFirst();
            if (look == null) {
                look = nextFound();
            }
            if (look == null) {
                return last.pollFirst();
            }
            event = look.get();
            if (event != null) {
                return event;
            }
        }
    }

    private Supplier<Event> nextFound() {
        Place place = budget == 0 ? null : next.poll();
        if (place == null) {
            return null;
        }
        budget--;
        Supplier<Event> look = place.found.poll().look();
        if (place.found.isEmpty() || place.listings > 0) {
            place.queued = false;
            queue(place);
        } else if (++place.thisTurn < PER_PLACE_AND_TURN) {
            next.add(place);
        } else {
            sated.add(place);
        }
        return look;
    }

    /** Whether something waits that no notice will announce again. */
    public boolean hasMore() {
        return !echoes.isEmpty()
                || !notices.isEmpty()
                || !last.isEmpty()
                || !next.isEmpty()
                || !sated.isEmpty()
                || listings > 0;
    }
}
