package actos.act.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a message led to: what its handler sent, what the handlers of that sent, and so on. Made by one pass forwards. */
public final class Effects {
    /** By their numbers, those that lines may still be about. */
    private final Map<Long, Link> links = new HashMap<>();
    /** In the order of the journal. */
    private final List<Link> all = new ArrayList<>();

    private final Map<Link, List<Link>> sent = new HashMap<>();
    private final int most;
    private boolean isCut;

    private Effects(int most) {
        this.most = most;
    }

    /**
     * What a message led to.
     *
     * @param message the last of its {@link Chain}
     * @param most how many messages may be found, it included
     */
    public static Effects of(Past past, Link message, int most) throws IOException {
        Effects effects = new Effects(most);
        effects.add(message);
        past.forward(message.position, Wanted.all(), line -> {
            if (!line.place().equals(message.position)) {
                effects.see(line);
            }
            return true;
        });
        effects.sort();
        return effects;
    }

    private void see(Line line) {
        Link known = links.get(line.number("id"));
        if (Link.isIntroduction(line)) {
            if (known != null) {
                links.remove(known.id); // the number was given again
            }
            Link cause = links.get(line.number("cause"));
            Link link = cause == null ? null : Link.introducedBy(line);
            isCut |= link != null && all.size() == most;
            if (link != null && !isCut) {
                sent.computeIfAbsent(cause, none -> new ArrayList<>()).add(link);
                add(link);
            }
        } else if (known != null && line.entry() != null) {
            known.tell(line);
        }
    }

    private void add(Link link) {
        links.put(link.id, link);
        all.add(link);
    }

    private void sort() {
        Map<Link, Integer> sizes = new HashMap<>();
        for (int i = all.size() - 1; i >= 0; i--) { // effects stand behind causes
            Link link = all.get(i);
            int size = 1;
            for (Link each : of(link)) {
                size += sizes.get(each);
            }
            sizes.put(link, size);
        }
        sent.values().forEach(some -> some.sort(Comparator.comparing(sizes::get)));
    }

    /** The message, and all that it led to, in the order of the journal. */
    public List<Link> all() {
        return all;
    }

    /**
     * What its handler has sent. What led to most is the last: where that is no branch of the tree, but goes on with it, no
     * tree is deeper than the logarithm of its size.
     */
    public List<Link> of(Link message) {
        return sent.getOrDefault(message, List.of());
    }

    /** Whether there were more than may be found. */
    public boolean isCut() {
        return isCut;
    }
}
