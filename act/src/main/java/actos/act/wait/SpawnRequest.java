package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.DeadActors;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.EndedActor;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.FileStep;
import actos.protocol.Phase;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.Why;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One request to start an actor, from its publication to what became of it. The file is known by its inode, which stays
 * the same wherever the supervisor moves it: names are used again, by others too.
 */
public final class SpawnRequest {
    private static final int MOST_NAMES = 10_000;
    /** The journal comes a moment after what it tells of. */
    private static final Duration JOURNAL = Duration.ofSeconds(2);

    private final Workspace workspace;
    private final Root root;
    private final String name;
    private final Object inode;
    private final JournalReader journal;
    private final List<JournalEvent.OfActor> happened = new ArrayList<>();
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
    public static SpawnRequest publish(Workspace workspace, String wanted, byte[] content) throws IOException {
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
    public static SpawnRequest submit(Workspace workspace, String wanted, Path file) throws IOException {
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
     * Waits until there is an actor, and with {@code ready} until it gets mail; longer than the limit while it starts for the
     * first time.
     *
     * @throws Failure if the request was refused, the actor has ended, or the time is over
     */
    public ActorId await(Duration limit, boolean ready) throws IOException {
        Optional<ActorId> actor = Wait.atMost(limit, workspace).look(() -> look(ready));
        if (actor.isEmpty() && isOnItsWay()) {
            workspace
                    .output()
                    .note("act: " + id + " is " + ActorView.of(root, id).phase()
                            + "; still waiting until it is ready or has ended");
            actor = Wait.atMost(Polling.ENDLESS, workspace).look(() -> {
                ActorId seen = look(true);
                return seen != null || isOnItsWay() ? seen : id;
            });
            actor = actor.filter(found -> isReady(root.actor(found)));
        }
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

    /** Whether it starts for the first time, and is to be ready or to end in a time that the supervisor keeps. */
    private boolean isOnItsWay() throws IOException {
        return id != null && ActorView.of(root, id).lastEnd() == null;
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
        EndedActor grave = new DeadActors(root).ofInode(id, home);
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
                throw refused(Document.read(Root.why(dead), Why.class));
            }
        }
        for (EndedActor grave : new DeadActors(root).all()) {
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
        return Document.read(living.status(), ActorStatus.class).phase() == Phase.READY;
    }

    private boolean wasReady() throws IOException {
        read();
        return happened.stream().anyMatch(event -> event instanceof ActorEvents.Ready && id.equals(event.actor()));
    }

    private void read() throws IOException {
        for (var entries = journal.poll(); !entries.isEmpty(); entries = journal.poll()) {
            for (JournalEntry entry : entries) {
                JournalEvent event = JournalEvent.of(entry);
                if (event instanceof JournalEvent.OfActor happening) {
                    happened.add(happening);
                }
            }
        }
    }

    private static Failure refused(Why why) {
        return Failure.failed(
                "the supervisor refused the request: " + (why.detail() == null ? "it does not say why" : why.detail()));
    }

    private Failure ended(EndedActor grave) throws IOException {
        ActorExit exit = grave.exit();
        StringBuilder sentence = new StringBuilder(grave.id() + " was not started: ")
                .append(exit.why() == null ? EndedActor.ending(exit) : Text.tame(exit.why()));
        EndedActor first = firstOfTree(grave);
        if (first.lastOutput().isEmpty()) {
            sentence.append("; ")
                    .append(first.equals(grave) ? "it" : first.id())
                    .append(" printed nothing");
        } else if (!first.equals(grave)) {
            sentence.append("; ").append(first.id()).append(" printed:");
        }
        for (String line : first.lastOutput()) {
            sentence.append("\n  ").append(Text.tame(line));
        }
        return Failure.failed(sentence.toString());
    }

    /** Who of a tree was the first to end: what it printed says why the tree did. Of an actor without children itself. */
    private EndedActor firstOfTree(EndedActor grave) throws IOException {
        Set<ActorId> children = new HashSet<>();
        ActorSpec spec = Disk.spec(grave.home());
        if (spec != null) {
            collect(spec, children);
        }
        if (!children.isEmpty()) {
            Polling.until(JOURNAL, () -> {
                read();
                return happened.stream()
                                .anyMatch(event -> event instanceof ActorEvents.Buried && id.equals(event.actor()))
                        ? Boolean.TRUE
                        : null;
            });
        }
        for (JournalEvent.OfActor event : happened) {
            EndedActor child = event instanceof ActorEvents.Exited && children.contains(event.actor())
                    ? new DeadActors(root).latest(event.actor())
                    : null;
            if (child != null) {
                return child;
            }
        }
        return grave;
    }

    private static void collect(ActorSpec spec, Set<ActorId> ids) {
        for (ActorSpec child : spec.supervision().children()) {
            ids.add(child.id());
            collect(child, ids);
        }
    }
}
