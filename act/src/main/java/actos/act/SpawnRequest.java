package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import actos.protocol.Publish;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One request to start an actor, from its publication to what became of it. The file is known by its inode, which stays
 * the same wherever the supervisor moves it: names are used again, by others too.
 */
final class SpawnRequest {
    private static final int MOST_NAMES = 10_000;

    private final Workspace workspace;
    private final Root root;
    private final String name;
    private final Object inode;
    private final JournalReader journal;
    private ActorId id;
    private Object home;

    private SpawnRequest(Workspace workspace, String name, Object inode, JournalReader journal) {
        this.workspace = workspace;
        this.root = workspace.root();
        this.name = name;
        this.inode = inode;
        this.journal = journal;
    }

    /** Writes the request under this name, or the next free one ({@code NAME-2}…), and tells the supervisor. */
    static SpawnRequest publish(Workspace workspace, String wanted, byte[] content) throws IOException {
        workspace.supervisor();
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        for (int n = 1; n < MOST_NAMES; n++) {
            String name = n == 1 ? wanted : wanted + "-" + n;
            Path request = workspace.root().request(name);
            try {
                Object inode = Publish.create(request, content);
                workspace.lookNow();
                return new SpawnRequest(workspace, name, inode, journal);
            } catch (FileAlreadyExistsException taken) {
                // somebody else's request waits under this name
            }
        }
        throw Failure.failed("there are too many requests named " + wanted + " in spawn/");
    }

    /**
     * Moves a request that lies elsewhere below the root back into {@code spawn/} by one rename, under this name or the
     * next free one, and tells the supervisor.
     */
    static SpawnRequest submit(Workspace workspace, String wanted, Path file) throws IOException {
        workspace.supervisor();
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        for (int n = 1; n < MOST_NAMES; n++) {
            String name = n == 1 ? wanted : wanted + "-" + n;
            Path request = workspace.root().request(name);
            if (!Disk.exists(request)) {
                Object inode = Disk.inode(file);
                FileStep.move(file, request);
                workspace.lookNow();
                return new SpawnRequest(workspace, name, inode, journal);
            }
        }
        throw Failure.failed("there are too many requests named " + wanted + " in spawn/");
    }

    /**
     * Waits until there is an actor, and with {@code ready} until it gets mail.
     *
     * @throws Failure if the request was refused, the actor has ended, or the time is over
     */
    ActorId await(Duration limit, boolean ready) throws IOException {
        Optional<ActorId> actor = workspace.await(limit, () -> look(ready));
        if (actor.isPresent()) {
            return actor.get();
        }
        if (id == null) {
            throw Failure.timedOut("the supervisor has not looked at spawn/" + name + ".json for " + Text.span(limit)
                    + "; the request stays there");
        }
        ActorView view = ActorView.of(root, id);
        if (view.lastEnd() != null) {
            throw Failure.timedOut(id + " was started, but ends each time before it is ready: " + view.lastEnding()
                    + "; its restart rule lets it be tried again; act logs " + id + " shows what it printed");
        }
        throw Failure.timedOut(id + " was started but is not ready after " + Text.span(limit)
                + ": it has to catch USR1, or to make the file ready if its specification says so; act logs " + id
                + " shows what it printed");
    }

    /** The actor, as soon as it is known. */
    ActorId actor() {
        return id;
    }

    private ActorId look(boolean ready) throws IOException {
        if (id == null && !find()) {
            return null;
        }
        ActorHome living = root.actor(id);
        if (home.equals(Disk.inode(living.dir()))) {
            return !ready || isReady(living) ? id : null;
        }
        Grave grave = new Graves(root).ofInode(id, home);
        if (grave == null) {
            return null; // on its way
        }
        if (!ready || wasReady()) {
            return id;
        }
        throw ended(grave);
    }

    /** Finds out which actor came of the request; false if it waits still. */
    private boolean find() throws IOException {
        if (inode.equals(Disk.inode(root.request(name)))) {
            return false;
        }
        for (Path dir : Disk.list(root.running())) {
            if (ActorId.isValid(Disk.name(dir)) && isMine(new ActorHome(dir).request())) {
                return found(Disk.name(dir), dir);
            }
        }
        for (Path dead : Disk.list(root.deadSpawn())) {
            if (Disk.name(dead).startsWith(name + "@") && isMine(dead)) {
                throw refused(Disk.object(Root.why(dead)));
            }
        }
        for (Grave grave : new Graves(root).all()) {
            if (isMine(grave.home().request())) {
                return found(grave.id().value(), grave.dir());
            }
        }
        return false;
    }

    private boolean found(String actor, Path dir) {
        home = Disk.inode(dir);
        id = home == null ? null : new ActorId(actor);
        return id != null;
    }

    private boolean isMine(Path file) {
        return inode.equals(Disk.inode(file));
    }

    private static boolean isReady(ActorHome living) {
        return "ready".equals(Disk.text(Disk.object(living.status()), "phase"));
    }

    private boolean wasReady() throws IOException {
        for (var entries = journal.poll(); !entries.isEmpty(); entries = journal.poll()) {
            for (JournalEntry entry : entries) {
                if (entry.event().equals("ready") && id.value().equals(entry.text("actor"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Failure refused(ObjectNode why) {
        String detail = Disk.text(why, "detail");
        return Failure.failed(
                "the supervisor refused the request: " + (detail == null ? "it does not say why" : detail));
    }

    private static Failure ended(Grave grave) {
        ObjectNode exit = grave.exit();
        String why = Disk.text(exit, "why");
        StringBuilder sentence = new StringBuilder(grave.id() + " was not started: ")
                .append(why == null ? Grave.ending(exit) : Text.tame(why));
        if (grave.lastOutput().isEmpty()) {
            sentence.append("; it printed nothing");
        }
        for (String line : grave.lastOutput()) {
            sentence.append("\n  ").append(Text.tame(line));
        }
        return Failure.failed(sentence.toString());
    }
}
