package actos.supervisor.core;

import actos.protocol.ActorId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose mail has to be held against a breakpoint before it goes: asked for each delivery, so prepared. */
final class Breakpoints {
    private final boolean concernAll;
    private final Set<ActorId> concerned;

    Breakpoints(List<Breakpoint> breakpoints) {
        concernAll = breakpoints.stream().anyMatch(b -> b.actor() == null);
        concerned = breakpoints.stream()
                .map(Breakpoint::actor)
                .filter(id -> id != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean concern(ActorId id) {
        return concernAll || !concerned.isEmpty() && concerned.contains(id);
    }
}
