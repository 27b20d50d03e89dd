package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.Message;
import actos.act.root.Pause;
import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import actos.protocol.journal.PausingEvents;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes and removes what holds mail back: the control files {@code paused}, and names that end in {@code .held}. Each
 * method returns when the supervisor has seen it; each can be repeated. Used by one thread.
 */
public final class DeliveryControl {
    private final Workspace workspace;
    private final Root root;
    private final JournalReader journal;
    private final ArrayNode done = Json.mapper().createArrayNode();

    public DeliveryControl(Workspace workspace) throws IOException {
        workspace.supervisor();
        this.workspace = workspace;
        this.root = workspace.root();
        this.journal = JournalReader.fromEnd(root);
    }

    /** Pauses an actor, or the system for null; false if it was paused already. */
    public boolean pause(ActorId actor) throws IOException {
        boolean fresh = true;
        try {
            Publish.create(file(actor), new byte[0]);
        } catch (FileAlreadyExistsException before) {
            fresh = actor == null && isOfCommand();
            if (fresh) {
                Publish.replace(file(actor), new byte[0]);
            }
        } catch (NoSuchFileException gone) {
            throw Failure.failed(actor + " ended just now, so there is nothing to pause");
        }
        await(actor, true);
        return fresh;
    }

    /** A command at work has paused the system and would let it go on: from now on the pause is a person's. */
    private boolean isOfCommand() {
        Pause pause = Pause.of(root);
        return pause != null && pause.by() != null && pause.by().load() == null;
    }

    /** Waits until the supervisor has seen that the system is paused. */
    void awaitPaused() throws IOException {
        await(null, true);
    }

    /** Resumes an actor, or the system for null; false if it was not paused. */
    public boolean resume(ActorId actor) throws IOException {
        if (!Disk.exists(file(actor))) {
            return false;
        }
        FileStep.delete(file(actor));
        await(actor, false);
        return true;
    }

    /** Holds a waiting message back; false if it is held already. */
    public boolean hold(Message message) throws IOException {
        done.addObject()
                .put("id", message.id())
                .put("actor", message.to().value())
                .put("held", true);
        if (message.held()) {
            return false;
        }
        Path file = message.file();
        rename(message, file, file.resolveSibling(Disk.name(file) + Aside.HELD.ending()));
        return true;
    }

    /** Lets a message go that was held back, also by its actor; false if it was not. */
    public boolean release(Message message) throws IOException {
        if (!message.held()) {
            return false;
        }
        done.addObject()
                .put("id", message.id())
                .put("actor", message.to().value())
                .put("held", false);
        Path file = message.file();
        rename(message, file, file.resolveSibling(Aside.plain(Disk.name(file))));
        workspace.lookNow();
        return true;
    }

    /** What was done, for {@code --json}. */
    public ArrayNode json() {
        return done;
    }

    /** The actors that are paused themselves. */
    public List<ActorId> pausedActors() throws IOException {
        List<ActorId> paused = new ArrayList<>();
        for (ActorId actor : new Actors(root).living()) {
            if (Disk.exists(file(actor))) {
                paused.add(actor);
            }
        }
        return paused;
    }

    private Path file(ActorId actor) {
        return actor == null ? root.paused() : root.actor(actor).paused();
    }

    private static void rename(Message message, Path from, Path to) throws IOException {
        try {
            if (!Disk.exists(to)) {
                FileStep.move(from, to);
                return;
            }
        } catch (NoSuchFileException gone) {
            // said below
        }
        throw Failure.failed("message " + message.id() + " was delivered, renamed or deleted just now, so nothing was"
                + " changed; act show " + message.id() + " tells where it is");
    }

    private void await(ActorId actor, boolean paused) throws IOException {
        String who = actor == null ? "the system" : actor.value();
        Wait.forNotice(workspace)
                .until(
                        () -> {
                            if (actor != null && !Disk.exists(root.actor(actor).dir())) {
                                throw Failure.failed(actor + " ended just now");
                            }
                            return isSeen(actor, paused);
                        },
                        () -> Wait.unnoticed("the file paused of " + who + " was " + (paused ? "made" : "removed")));
        done.addObject().put("actor", actor == null ? null : actor.value()).put("paused", paused);
    }

    /** By its status; by the journal where a breakpoint has paused it anew meanwhile. */
    private boolean isSeen(ActorId actor, boolean paused) throws IOException {
        boolean shown = actor == null
                ? Document.read(root.systemStatus(), SystemStatus.class).paused()
                : Document.read(root.actor(actor).status(), ActorStatus.class).paused();
        boolean seen = shown == paused;
        for (JournalEntry entry : journal.poll()) {
            JournalEvent event = JournalEvent.of(entry);
            seen |= paused
                    ? event instanceof PausingEvents.Paused made && Objects.equals(made.actor(), actor)
                    : event instanceof PausingEvents.Resumed gone && Objects.equals(gone.actor(), actor);
        }
        return seen;
    }
}
