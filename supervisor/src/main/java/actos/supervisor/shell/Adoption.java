package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.protocol.Publish;
import actos.protocol.journal.ActorEvents;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Errors;
import actos.supervisor.shell.act.Admission;
import actos.supervisor.shell.act.ChildLinks;
import actos.supervisor.shell.act.ProcessOwnership;
import actos.supervisor.shell.act.Processes;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import actos.supervisor.shell.sense.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what a supervisor before this one has left: the actors with their processes, and what those have left behind.
 * Used once, at the start.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Shared shared;
    private final Observation observation;
    private final Processes processes;
    private final Admission admission;
    private final Bulkhead bulkhead;

    Adoption(Shared shared, Observation observation, Processes processes, Admission admission, Bulkhead bulkhead) {
        this.shared = shared;
        this.observation = observation;
        this.processes = processes;
        this.admission = admission;
        this.bulkhead = bulkhead;
    }

    /**
     * All at once, before anything else happens.
     *
     * @param relatives the processes that prove to be an actor's, by their actor
     */
    void adopt(List<Recovery.Found> actors, Map<ActorId, List<ProcessOwnership.Relative>> relatives, Now now) {
        for (Recovery.Found found : actors) {
            List<ProcessOwnership.Relative> own = relatives.getOrDefault(found.id(), List.of());
            relatives.remove(found.id());
            adopt(found, own, now);
        }
        bulkhead.happen(new Event.AllRecovered(), now);
        happen(observation.atPaused(shared.places().root, null), now);
        relatives.forEach((id, own) -> processes.killLeftBehind(id, own, 0)); // its directory was deleted or renamed
    }

    private void adopt(Recovery.Found found, List<ProcessOwnership.Relative> own, Now now) {
        Home home = shared.homes().add(found.id(), found.inode());
        if (found.lives()) {
            processes.adopt(home, found.process().pid(), found.event().spec());
            LOG.info("{}: adopted, pid {}", found.id(), home.pid());
            shared.journal().write(new ActorEvents.Adopted(found.id(), home.pid()));
            processes.killLeftBehind(found.id(), own, home.pid());
            keepPid(home);
        } else if (!own.isEmpty()) {
            processes.hasLeftSome(home, own);
        }
        admission.watch(home);
        clearLinks(home);
        bulkhead.happen(found.event(), now);
        happen(observation.atPaused(home.dir, home.id), now); // nothing was delivered yet
    }

    /** The supervisor before this one may have ended before it wrote the process down. */
    private void keepPid(Home home) {
        try {
            if (!Files.exists(home.paths.pid(), LinkOption.NOFOLLOW_LINKS)) {
                Publish.rewrite(home.paths.pid(), (home.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            shared.health().failed(Task.WRITING_PID, home.id, e);
        }
    }

    /** They are made anew; nothing depends on them. */
    private static void clearLinks(Home home) {
        try {
            ChildLinks.clear(home.paths);
        } catch (IOException e) {
            LOG.warn("{}: its children/ is left as it is: {}", home.id, Errors.sentence(e));
        }
    }

    private void happen(Event event, Now now) {
        if (event != null) {
            bulkhead.happen(event, now);
        }
    }
}
