package actos.supervisor.core;

import java.util.LinkedHashSet;
import java.util.Set;

/** Which actors have changed since their status was last published: phases are urgent, counts can wait. */
public final class Changes {
    private final Set<ActorState> phases = new LinkedHashSet<>();
    private final Set<ActorState> counts = new LinkedHashSet<>();

    void phaseOf(ActorState actor) {
        phases.add(actor);
    }

    void countsOf(ActorState actor) {
        counts.add(actor);
    }

    void forget(ActorState actor) {
        phases.remove(actor);
        counts.remove(actor);
    }

    /** Actors whose phase has changed; the caller removes those it has published. */
    public Set<ActorState> phases() {
        return phases;
    }

    /** Actors whose counts have changed; the caller removes those it has published. */
    public Set<ActorState> counts() {
        return counts;
    }
}
