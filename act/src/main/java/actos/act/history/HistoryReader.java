package actos.act.history;

import actos.protocol.ActorId;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists what happened, the youngest first, in one pass backwards: what a line does not say itself (who sent the message, what
 * the state was before) stands in lines further back, so an entry is told when these were read. Used once, by one thread.
 */
public final class HistoryReader {
    private static final Set<String> HANDLINGS = Set.of("done", "stashed", "returned", "dead");
    private static final Set<String> MARKS = Set.of(
            "supervisorStarted",
            "restarting",
            "gaveUp",
            "edited",
            "overwritten",
            "dropped",
            "moved",
            "added",
            "held",
            "released");

    /** Where entries go. */
    public interface Sink {
        void accept(HistoryEntry entry) throws IOException;
    }

    private final String actor;
    private final int most;
    private final ArrayDeque<HistoryEntry> entries = new ArrayDeque<>();
    private final Map<Long, List<HistoryEntry>> unnamed = new HashMap<>();
    private final Map<String, HistoryEntry> changed = new HashMap<>();
    private HistoryEntry loading;
    private int count;
    private boolean hasMore;
    private IOException failure;

    /**
     * @param actor whose handlings and changes are listed; null for all
     * @param most how many entries
     */
    public HistoryReader(ActorId actor, int most) {
        this.actor = actor == null ? null : actor.value();
        this.most = most;
    }

    /** Tells them; whether there are more. */
    public boolean read(Past past, Sink sink) throws IOException {
        Wanted wanted = actor == null ? Wanted.all() : StateLine.wanted(actor).or("event", "supervisorStarted");
        past.backward(wanted, line -> {
            tellMore(line);
            if (isListed(line)) {
                add(line);
            }
            return tell(sink) && !(hasMore && entries.isEmpty());
        });
        entries.forEach(entry -> entry.needsName = entry.needsState = entry.needsBegin = false);
        tell(sink);
        if (failure != null) {
            throw failure;
        }
        return hasMore;
    }

    /** Completes entries that stand behind this line. */
    private void tellMore(Line line) {
        if (line.tells("taken") || line.tells("added")) {
            List<HistoryEntry> its = unnamed.remove(line.number("id"));
            if (its != null) {
                JournalEvent event = line.event();
                its.forEach(entry -> introduce(entry, event));
            }
        }
        String its = line.text(line.tells("dead") ? "to" : "actor");
        HistoryEntry entry = its == null ? null : changed.get(its);
        if (entry != null) {
            entry.before = StateLine.of(line, its);
            if (entry.before != null || StateLine.isFirst(line, its)) {
                entry.needsState = false;
                changed.remove(its);
            }
        }
    }

    private static void introduce(HistoryEntry entry, JournalEvent event) {
        entry.needsName = false;
        if (event instanceof MessageEvents.Taken taken) {
            entry.name = taken.name().value();
            entry.from = taken.from();
        } else if (event instanceof ChangeEvents.Added added && added.name() != null) {
            entry.name = added.name().value();
            entry.from = added.from();
        }
    }

    private boolean isListed(Line line) {
        String event = line.text("event");
        boolean isHandling = HANDLINGS.contains(event) && (!line.tells("dead") || line.has("attempts"));
        boolean isIts =
                actor == null || line.is(line.tells("dead") ? "to" : "actor", actor) || line.tells("supervisorStarted");
        return isIts && (isHandling || MARKS.contains(event)) && line.entry() != null;
    }

    private void add(Line line) {
        JournalEvent event = line.event();
        String load = line.entry().text("load");
        if (load != null && loading != null && load.equals(loading.load)) {
            loading.at = line.entry().at();
            return;
        }
        if (loading != null && !line.tells("restarting")) { // loading an image starts actors again, too
            loading.needsBegin = false;
            loading.since = line.entry().at();
            loading = null;
        }
        hasMore = count == most;
        if (hasMore) {
            return;
        }
        count++;
        HistoryEntry entry = new HistoryEntry(line.entry());
        entries.add(entry);
        if (load != null) {
            entry.load = load;
            entry.needsBegin = true;
            loading = entry;
        } else {
            fill(entry, event);
        }
    }

    private void fill(HistoryEntry entry, JournalEvent event) {
        if (event instanceof JournalEvent.OfMessage message) {
            entry.actor = message.actor();
            entry.after = StateLine.of(event);
            if (HANDLINGS.contains(event.event())) {
                entry.id = message.id();
                entry.needsName = true;
                unnamed.computeIfAbsent(entry.id, id -> new ArrayList<>()).add(entry);
            }
        }
        if (entry.after != null && entry.actor != null) {
            entry.needsState = true;
            changed.put(entry.actor.value(), entry);
        }
    }

    /** False if that fails. */
    private boolean tell(Sink sink) {
        try {
            while (!entries.isEmpty() && entries.peek().isComplete()) {
                sink.accept(entries.remove());
            }
            return failure == null;
        } catch (IOException e) {
            failure = e;
            return false;
        }
    }
}
