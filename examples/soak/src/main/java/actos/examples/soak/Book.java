package actos.examples.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A teller's state. {@code seen} holds every number that was handled, in the order of handling, as runs:
 * {@code {"outside": [[1, 7], [9, 9], [8, 8]]}}.
 *
 * @param balance its money
 * @param sent how many messages it has sent to the next teller
 * @param seen the numbers that were handled, for each sender
 */
record Book(long balance, long sent, Map<String, List<List<Long>>> seen) {
    /** The same book with this number entered. */
    Book entered(String src, long n) {
        Map<String, List<List<Long>>> all = new TreeMap<>(seen);
        List<List<Long>> runs = new ArrayList<>(all.getOrDefault(src, List.of()));
        List<Long> last = runs.isEmpty() ? List.of(0L, -1L) : runs.get(runs.size() - 1);
        if (last.get(1) == n - 1) {
            runs.set(runs.size() - 1, List.of(last.get(0), n));
        } else {
            runs.add(List.of(n, n));
        }
        all.put(src, runs);
        return new Book(balance, sent, all);
    }

    /** The same book with so much more money. */
    Book plus(long amount) {
        return new Book(balance + amount, sent, seen);
    }

    /** The same book with one more message sent. */
    Book oneMoreSent() {
        return new Book(balance, sent + 1, seen);
    }
}
