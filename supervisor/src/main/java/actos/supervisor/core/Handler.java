package actos.supervisor.core;

import java.util.List;

/** What an event leads to that is about an actor that is there. */
interface Handler<E> {
    void happens(World world, ActorState actor, E event, Now now, List<Effect> out);
}
