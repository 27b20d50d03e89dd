package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A system in which nothing is delivered: paused, if it was not, and going on afterwards, if it was not paused; also when
 * the process is asked to end meanwhile.
 */
final class StandStill {
    private final Workspace workspace;
    private final Root root;
    private final Pausing pausing;
    private final Thread onInterrupt = new Thread(this::goOn, "go on");
    private volatile boolean isMine;

    StandStill(Workspace workspace) throws IOException {
        this.workspace = workspace;
        this.root = workspace.root();
        this.pausing = new Pausing(workspace);
    }

    /**
     * Pauses the system and waits until no actor has a message in its hands.
     *
     * @return the actors that still have one after this time
     */
    Set<ActorId> begin(Duration patience) throws IOException {
        isMine = !Disk.exists(root.paused());
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        isMine = pausing.pause(null);
        return awaitIdle(new LinkedHashSet<>(new Actors(root).living()), patience);
    }

    /** Waits for some actors; returns those that still have a message after this time. */
    Set<ActorId> awaitIdle(Set<ActorId> actors, Duration patience) throws IOException {
        Set<ActorId> atWork = new LinkedHashSet<>(actors);
        workspace.await(patience, () -> {
            atWork.removeIf(actor -> !Disk.isFile(home(actor).current()));
            workspace.output().progress("waiting for " + Text.count(atWork.size(), "message") + " to be handled");
            return atWork.isEmpty() ? true : null;
        });
        return atWork;
    }

    /** Whether this has paused it, and it is to go on at the end. */
    boolean isMine() {
        return isMine;
    }

    /** Lets the system go on, if this has paused it. */
    void end() throws IOException {
        if (isMine) {
            pausing.resume(null);
        }
        mustLast();
    }

    /** From now on it stays paused if the process is asked to end. */
    void mustLast() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException interrupted) {
            // it goes on already
        }
    }

    private void goOn() {
        if (isMine) {
            try {
                FileStep.delete(root.paused());
            } catch (IOException e) {
                workspace.output().note("the system is still paused: act resume");
            }
        }
    }

    private ActorHome home(ActorId actor) {
        return root.actor(actor);
    }
}
