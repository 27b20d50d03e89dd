package actos.supervisor.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The messages that wait for one actor, in the order of their file names. Adding at the end, putting back at the front
 * and taking the first cost the same however many wait. Messages that are not due yet wait apart.
 */
final class Mailbox {
    static final Comparator<Message> BY_NAME = Mailbox::compareNames;

    private final ArrayDeque<Message> queue = new ArrayDeque<>();
    private final Map<Long, Message> delayed = new HashMap<>();

    /** As the file names compare; where ORDER alone decides, as it nearly always does, no name is put together. */
    private static int compareNames(Message a, Message b) {
        boolean orderDecides =
                a.order().length() == b.order().length() && !a.order().equals(b.order());
        return orderDecides ? a.order().compareTo(b.order()) : a.fileName().compareTo(b.fileName());
    }

    Message first() {
        return queue.peekFirst();
    }

    int size() {
        return queue.size() + delayed.size();
    }

    void add(Message message) {
        if (message.due() != 0) {
            delayed.put(message.id(), message);
        } else if (queue.isEmpty() || BY_NAME.compare(queue.peekLast(), message) < 0) {
            queue.addLast(message);
        } else if (BY_NAME.compare(message, queue.peekFirst()) < 0) {
            queue.addFirst(message);
        } else {
            List<Message> sorted = new ArrayList<>(queue);
            int at = Collections.binarySearch(sorted, message, BY_NAME);
            sorted.add(at < 0 ? -at - 1 : at, message);
            queue.clear();
            queue.addAll(sorted);
        }
    }

    /** The first message leaves: it was delivered, or its file is gone. */
    void remove(Message message) {
        if (message.due() != 0) {
            delayed.remove(message.id());
        } else if (!queue.isEmpty() && queue.peekFirst().id() == message.id()) {
            queue.removeFirst();
        } else {
            queue.remove(message);
        }
    }

    /** The message of this number, due or not; null if it does not wait here. */
    Message find(long id) {
        Message message = delayed.get(id);
        return message != null
                ? message
                : queue.stream().filter(m -> m.id() == id).findFirst().orElse(null);
    }

    Message delayed(long id) {
        return delayed.get(id);
    }

    void forEach(Consumer<Message> to) {
        queue.forEach(to);
        delayed.values().forEach(to);
    }

    /** All waiting messages by the names of their files. */
    Map<String, Message> byFileName() {
        Map<String, Message> all = new HashMap<>((size() + 1) * 2);
        queue.forEach(m -> all.put(m.fileName(), m));
        delayed.values().forEach(m -> all.put(m.fileName(), m));
        return all;
    }

    void removeIf(Predicate<Message> gone) {
        queue.removeIf(gone);
        delayed.values().removeIf(gone);
    }

    /** Puts many messages in, in any order. */
    void addAll(List<Message> messages) {
        List<Message> all = new ArrayList<>(queue);
        for (Message message : messages) {
            if (message.due() != 0) {
                delayed.put(message.id(), message);
            } else {
                all.add(message);
            }
        }
        all.sort(BY_NAME);
        queue.clear();
        queue.addAll(all);
    }
}
