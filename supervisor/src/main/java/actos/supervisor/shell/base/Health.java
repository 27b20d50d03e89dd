package actos.supervisor.shell.base;

import actos.protocol.ActorId;
import actos.protocol.journal.SupervisorEvents;
import actos.supervisor.posix.Dir;
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

    /** A task that fails at a place. */
    private record Trouble(Task task, Object place) {
        @Override
        public String toString() {
            return task.at(place instanceof Dir dir ? dir.path.getFileName() : place);
        }
    }

    /** What does not work because of ActOS itself. */
    private record Fault(String what, ActorId actor) {
        @Override
        public String toString() {
            return "a fault of ActOS in " + what + (actor == null ? "" : " of " + actor) + ", please report it";
        }
    }

    /** Why each {@link Trouble} and {@link Fault} is one, oldest first. */
    private final Map<Record, String> degraded = new LinkedHashMap<>();

    private final Journal journal;
    private long version;

    public Health(Journal journal) {
        this.journal = journal;
    }

    /** Something failed and will be tried again. */
    public void failed(Task task, Exception why) {
        failed(task, null, why);
    }

    /** @param place which of several it is that fails: an actor, a directory or a name */
    public void failed(Task task, Object place, Exception why) {
        Trouble trouble = new Trouble(task, place);
        String reason = Errors.sentence(why);
        String before = degraded.put(trouble, reason);
        if (!reason.equals(before)) {
            version++;
        }
        if (before == null) {
            LOG.warn("{}: {}", trouble, reason);
            journal.write(new SupervisorEvents.Degraded(trouble.toString(), reason));
        }
    }

    /** It worked. Costs nothing when all is well. */
    public void worked(Task task) {
        worked(task, null);
    }

    /** @param place as in {@link #failed} */
    public void worked(Task task, Object place) {
        if (!degraded.isEmpty()) {
            isOver(new Trouble(task, place));
        }
    }

    private void isOver(Trouble trouble) {
        if (degraded.remove(trouble) != null) {
            version++;
            LOG.info("{}: works again", trouble);
            journal.write(new SupervisorEvents.Recovered(trouble.toString()));
        }
    }

    /** This actor has left, so nothing that is done with it, its spool or its drawer fails any more. */
    public void ended(Home home) {
        List<Object> places = List.of(home.id, home.spool, home.drawer);
        for (Record what : List.copyOf(degraded.keySet())) {
            if (what instanceof Trouble trouble && trouble.place() != null && places.contains(trouble.place())) {
                isOver(trouble);
            }
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
            Fault fault = new Fault(what, actor);
            String reason =
                    why + (actor == null ? "" : "; " + actor + " is set aside until the supervisor is started again");
            if (degraded.put(fault, reason) == null) {
                version++;
                LOG.error("{}: {}", fault, reason, why);
                journal.write(new SupervisorEvents.Fault(what, actor, why.toString()));
            }
        } catch (RuntimeException | Error e) {
            // there is not even the memory to say so
        }
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
