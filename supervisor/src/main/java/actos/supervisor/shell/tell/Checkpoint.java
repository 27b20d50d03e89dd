package actos.supervisor.shell.tell;

import actos.protocol.ActorId;
import actos.protocol.journal.CheckpointEvents;
import actos.supervisor.core.ActorState;
import actos.supervisor.core.World;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.sense.QuestionFiles;
import actos.supervisor.shell.sense.StateFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes into the journal how the whole system is, so that whoever looks back can begin there: at the start of a supervisor,
 * before which nobody has seen what happened, and at the beginning of each file. Bodies of waiting messages are not in it: they stand in the
 * lines before. Used by the loop's thread.
 */
public final class Checkpoint {
    /** What is longer lies beside the journal: as long as it stays the same, each checkpoint only names it. */
    private static final int SHORT = 1024;

    private final World world;
    private final Homes homes;
    private final Journal journal;
    private final StateFiles states;

    public Checkpoint(World world, Shared shared, StateFiles states) {
        this.world = world;
        this.homes = shared.homes();
        this.journal = shared.journal();
        this.states = states;
    }

    /** All actors, with their states, mail and questions. */
    public void write() {
        List<ActorState> there = new ArrayList<>();
        world.actors().stream().filter(actor -> homes.get(actor.id()) != null).forEach(there::add);
        journal.write(new CheckpointEvents.Checkpoint(there.size(), world.lastId(), world.isPaused()));
        for (ActorState actor : there) {
            write(actor);
        }
        journal.write(new CheckpointEvents.Checkpointed(there.size()));
    }

    private void write(ActorState actor) {
        ActorId id = actor.id();
        Home home = homes.get(id);
        journal.write(new CheckpointEvents.Snapshot(
                id,
                actor.current() == null ? null : actor.current().fileName(),
                journal.contents(actor.spec().bytes(), states.known(home), QuestionFiles.all(home), SHORT)));
        List<String> names = new ArrayList<>();
        actor.eachWaiting(message -> names.add(message.fileName()));
        actor.heldBack().forEach(held -> names.add(held.fileName()));
        journal.mail(id, names);
        journal.flushIfMuch();
    }
}
