package actos.act.trace;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The messages that led to one, and those to which it led: found as the journal is read, since causes stand before effects. */
final class Cone {
    private final Set<Long> past;
    private final Set<Long> future = new HashSet<>();

    /** @param past the messages that led to it */
    Cone(long message, Collection<Long> past) {
        this.past = new HashSet<>(past);
        future.add(message);
    }

    /** A message appears; whether it belongs to this. */
    boolean introduce(long id, long cause) {
        if (cause != 0 && future.contains(cause)) {
            future.add(id);
        }
        return has(id);
    }

    boolean has(long id) {
        return future.contains(id) || past.contains(id);
    }
}
