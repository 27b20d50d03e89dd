package actos.supervisor.shell.base;

import actos.protocol.ActorId;
import actos.supervisor.posix.Errors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What does not work as it should: said once when it begins, once when it is over, and shown in {@code supervisor.json}
 * in between. Used by the loop's thread.
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Map<String, String> degraded = new LinkedHashMap<>();
    private final Journal journal;
    private long version;

    public Health(Journal journal) {
        this.journal = journal;
    }

    /**
     * Something failed and will be tried again.
     *
     * @param what the task, the same text each time it fails
     * @param why the reason
     */
    public void failed(String what, Exception why) {
        String reason = Errors.sentence(why);
        String before = degraded.put(what, reason);
        if (!reason.equals(before)) {
            version++;
        }
        if (before == null) {
            LOG.warn("{}: {}", what, reason);
            journal.write("degraded", line -> line.field("what", what).field("why", reason));
        }
    }

    /**
     * ActOS itself has a fault: that is never over while this supervisor runs, and said once for each event and actor.
     *
     * @param what the event or the effect
     * @param actor whom it is about and who is set aside now, or null
     */
    public void fault(String what, ActorId actor, Throwable why) {
        try {
            String task = "a fault of ActOS in " + what + (actor == null ? "" : " of " + actor) + ", please report it";
            String reason =
                    why + (actor == null ? "" : "; " + actor + " is set aside until the supervisor is started again");
            if (degraded.put(task, reason) == null) {
                version++;
                LOG.error("{}: {}", task, reason, why);
                journal.write(
                        "fault",
                        line -> line.field("in", what).field("actor", actor).field("why", why.toString()));
            }
        } catch (RuntimeException | Error e) {
            // there is not even the memory to say so
        }
    }

    /** It worked. Costs nothing when all is well. */
    public void worked(String what) {
        if (!degraded.isEmpty() && degraded.remove(what) != null) {
            version++;
            LOG.info("{}: works again", what);
            journal.write("recovered", line -> line.field("what", what));
        }
    }

    /** This actor has left, so nothing that is done with it fails any more. */
    public void ended(ActorId id) {
        List.copyOf(degraded.keySet()).stream()
                .filter(what -> what.endsWith(" " + id))
                .forEach(this::worked);
    }

    /** Another one whenever something begins or ends to be degraded. */
    public long version() {
        return 2 * version + (journal.refusal() == null ? 0 : 1);
    }

    /** One sentence for each thing that does not work. */
    public List<String> degraded() {
        List<String> sentences = new ArrayList<>();
        degraded.forEach((what, why) -> sentences.add(what + ": " + why));
        if (journal.refusal() != null) {
            sentences.add("journal: " + journal.refusal());
        }
        return sentences;
    }
}
