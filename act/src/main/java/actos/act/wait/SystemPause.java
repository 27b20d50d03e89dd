package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Pause;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Pauser;
import actos.protocol.Publish;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A system in which nothing is delivered while a command is at work: paused, if it was not, and going on afterwards, if it
 * was not paused; also when the process is asked to end meanwhile. The control file says whose pause it is, so that it is
 * taken back by nobody else, and by the supervisor if the process is killed; but where an image is loaded it stays.
 */
public final class SystemPause {
    private static final byte[] BY_A_PERSON = {};
    private static final Duration SILENT = Duration.ofSeconds(3);

    private final Workspace workspace;
    private final Root root;
    private final DeliveryControl pausing;
    private final String command;
    private final String load;
    private final Thread onInterrupt = new Thread(this::goOn, "go on");
    /** What this has written into the control file; null if the pause is another one's. */
    private volatile byte[] mine;

    private volatile boolean goesOn;
    private volatile boolean isHalfLoaded;

    /**
     * @param command for which the system stands still, as it was called
     * @param load the image that it loads, or null
     */
    public SystemPause(Workspace workspace, String command, String load) throws IOException {
        this.workspace = workspace;
        this.root = workspace.root();
        this.command = command;
        this.load = load;
        this.pausing = new DeliveryControl(workspace);
    }

    /**
     * Pauses the system and waits until no actor has a message in its hands. A person is not waited for.
     *
     * @return the actors that still have one after this time, or are played by hand
     * @throws Failure if another command at work has paused it
     */
    public Set<ActorId> begin(Duration patience) throws IOException {
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        pause();
        pausing.awaitPaused();
        Set<ActorId> atWork = new LinkedHashSet<>(new Actors(root).living());
        atWork.removeIf(actor -> !isAtWork(actor));
        Set<ActorId> byHand = new LinkedHashSet<>();
        for (ActorId actor : atWork) {
            if (ActorView.of(root, actor).isPlayedByHand()) {
                byHand.add(actor);
            }
        }
        atWork.removeAll(byHand);
        byHand.addAll(awaitIdle(atWork, patience));
        return byHand;
    }

    private void pause() throws IOException {
        Pause there = Pause.of(root);
        Pauser other = there == null ? null : there.by();
        if (other != null && other.lives()) {
            throw Failure.failed("\"" + Text.tame(other.by()) + "\" (pid " + other.pid()
                    + ") is at work and has paused the system, so nothing was done: try again when it has ended");
        }
        isHalfLoaded = there != null && there.isBrokenLoading();
        boolean before = there != null && (other == null || other.before());
        if (load == null && (before || isHalfLoaded)) {
            return; // it is paused, and stays so
        }
        goesOn = !before;
        mine = Json.bytes(Pauser.self(command, load, before));
        if (there == null) {
            try {
                Publish.create(root.paused(), mine);
            } catch (FileAlreadyExistsException e) {
                pause(); // somebody else did so in this moment
            }
        } else {
            Publish.replace(root.paused(), mine);
        }
    }

    /** Waits for some actors; returns those that still have a message after this time. */
    public Set<ActorId> awaitIdle(Set<ActorId> actors, Duration patience) throws IOException {
        Set<ActorId> atWork = new LinkedHashSet<>(actors);
        Wait.atMost(patience, workspace)
                .tellingAfter(
                        SILENT,
                        () -> "waiting for " + atWork.iterator().next()
                                + (atWork.size() == 1 ? "" : " and " + Text.count(atWork.size() - 1, "other"))
                                + " to finish what is handled, for at most " + Text.span(patience))
                .look(() -> {
                    atWork.removeIf(actor -> !isAtWork(actor));
                    return atWork.isEmpty() ? atWork : null;
                });
        return atWork;
    }

    private boolean isAtWork(ActorId actor) {
        return Disk.isFile(home(actor).current());
    }

    /** Whether this has paused it, and it is to go on at the end. */
    public boolean isMine() {
        return mine != null && goesOn;
    }

    /** The work is done: the system goes on, if this has paused it. */
    public void end() throws IOException {
        if (isStillMine()) {
            if (goesOn) {
                pausing.resume(null);
            } else {
                Publish.replace(root.paused(), BY_A_PERSON);
            }
        }
        mustLast();
    }

    /** Nothing was changed: the same, unless it was half loaded before this. */
    public void giveUp() throws IOException {
        if (isHalfLoaded) {
            mustLast();
        } else {
            end();
        }
    }

    /** From now on it stays paused if the process is asked to end. */
    public void mustLast() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException interrupted) {
            // it goes on already
        }
    }

    private void goOn() {
        try {
            if (isHalfLoaded || !isStillMine()) {
                return;
            }
            if (goesOn) {
                FileStep.delete(root.paused());
            } else {
                Publish.replace(root.paused(), BY_A_PERSON);
            }
        } catch (IOException e) {
            workspace.output().note("the system is still paused: act resume");
        }
    }

    /** A person who pauses the system meanwhile makes the pause their own. */
    private boolean isStillMine() {
        return mine != null && Arrays.equals(mine, Disk.bytes(root.paused()));
    }

    private ActorHome home(ActorId actor) {
        return root.actor(actor);
    }
}
