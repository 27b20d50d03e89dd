package actos.act.top;

import actos.act.call.Workspace;
import actos.act.look.SystemView;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.Pause;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The system at one moment.
 *
 * @param nanos when, on the monotonic clock
 * @param served whether a supervisor runs
 * @param pause whether the system is paused: what its control file says, or null
 * @param system what the supervisor says of itself
 * @param supervisor what its process has used
 * @param actors the living ones, by name
 */
record Sample(long nanos, boolean served, Pause pause, SystemView system, Usage supervisor, Map<ActorId, Seen> actors) {

    /** An actor, and what its process has used. */
    record Seen(ActorView view, Usage usage) {
        /** How many messages it has handled. */
        long handled() {
            return view.handled();
        }
    }

    static Sample at(Workspace workspace) throws IOException {
        ProcessIdentity supervisor =
                workspace.surroundings().liveness().look(workspace.root()).supervisor();
        Map<ActorId, Seen> actors = new LinkedHashMap<>();
        for (ActorId id : new Actors(workspace.root()).living()) {
            ActorView view = ActorView.of(workspace.root(), id);
            actors.put(id, new Seen(view, view.process().isPresent() ? Usage.of(view.pid()) : Usage.NONE));
        }
        return new Sample(
                System.nanoTime(),
                supervisor != null,
                Pause.of(workspace.root()),
                SystemView.of(workspace.root(), supervisor != null),
                supervisor == null || supervisor.isElsewhere() ? Usage.NONE : Usage.of(supervisor.pid()),
                actors);
    }
}
