package actos.supervisor.core;

import actos.protocol.ActorId;
import java.util.HashSet;
import java.util.Set;

/** Where nothing is delivered: in the whole system, or to single actors. Memory of the control files {@code paused}. */
final class Pauses {
    /** The image whose loading the changes are that are seen now, or null. */
    String load;
    /** Whether it is loaded, and only what this scan still finds is of that. */
    boolean isLoadOver;

    private boolean system;
    /** An actor may be paused before it is known, and while another one of its name is still to come. */
    private final Set<ActorId> actors = new HashSet<>();

    /** Whether nothing is delivered to this actor. */
    boolean hold(ActorId id) {
        return system || holdOnly(id);
    }

    /** Whether the actor itself is paused. */
    boolean holdOnly(ActorId id) {
        return !actors.isEmpty() && actors.contains(id);
    }

    boolean holdAll() {
        return system;
    }

    boolean holdAny() {
        return system || !actors.isEmpty();
    }

    /** @param id null for the system; whether that is new */
    boolean add(ActorId id) {
        boolean isNew = id == null ? !system : actors.add(id);
        system |= id == null;
        return isNew;
    }

    /** @param id null for the system; whether it was paused */
    boolean remove(ActorId id) {
        boolean was = id == null ? system : actors.remove(id);
        system &= id != null;
        return was;
    }
}
