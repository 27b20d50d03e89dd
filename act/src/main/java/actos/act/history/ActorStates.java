package actos.act.history;

import actos.protocol.ActorId;
import actos.protocol.journal.Recorded;
import java.io.IOException;

/** The states that an actor had, the last first. */
public final class ActorStates {
    /** What is done with each state. */
    public interface Visitor {
        /** Looks at the state that a line tells, which is another one when this returns; false if that is enough. */
        boolean visit(Line line, Recorded state);
    }

    private ActorStates() {}

    /** From the one that the youngest line tells back to the one that the actor began with. */
    public static void backward(Past past, ActorId actor, Visitor visitor) throws IOException {
        backward(past, past.end(), actor, visitor);
    }

    /** The last one that is told before this place; null if there is none. */
    static Recorded before(Past past, Place place, ActorId actor) throws IOException {
        Recorded[] found = new Recorded[1];
        backward(past, place, actor, (line, state) -> {
            found[0] = state;
            return false;
        });
        return found[0];
    }

    private static void backward(Past past, Place end, ActorId actor, Visitor visitor) throws IOException {
        String id = actor.value();
        past.backward(end, StateLine.wanted(id), line -> {
            Recorded state = StateLine.of(line, id);
            boolean goesOn = state == null || visitor.visit(line, state);
            return goesOn && !StateLine.isFirst(line, id);
        });
    }
}
