package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.DeadActors;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.root.EndedActor;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks for restarts and follows them. An actor was started again when its control file is gone, it has another process
 * than before, and that is ready; a group or a manual actor, when it has become ready anew. The actor is known by the inode of its directory: a new one of the same id is another
 * one.
 */
public final class ActorRestarts {
    private static final Duration MARGIN = Duration.ofSeconds(25);

    private final Workspace workspace;
    private final Root root;
    private final JournalReader journal;
    private final Map<ActorId, Before> awaited = new LinkedHashMap<>();
    private final Set<ActorId> ready = new HashSet<>();
    private final Map<ActorId, String> refused = new LinkedHashMap<>();
    private final List<ActorId> asked = new ArrayList<>();
    private Duration patience = Duration.ZERO;

    /** What an actor was like before. */
    private record Before(Object inode, long pid, long startTime) {}

    public ActorRestarts(Workspace workspace) throws IOException {
        this.workspace = workspace;
        this.root = workspace.root();
        this.journal = JournalReader.fromEnd(root);
    }

    /** Makes the control file. */
    public void ask(ActorView actor, byte[] content) throws IOException {
        ActorId id = actor.id();
        asked.add(id);
        awaited.put(id, new Before(Disk.inode(actor.home().dir()), actor.pid(), actor.startTime()));
        Duration its = actor.stopTimeout().plus(MARGIN);
        patience = patience.compareTo(its) >= 0 ? patience : its;
        try {
            Publish.replace(actor.home().restart(), content);
        } catch (NoSuchFileException ended) {
            // in this moment: await says how
        }
    }

    /**
     * Waits until all were started again, and tells so.
     *
     * @param given the longest to wait, or null for as long as they may need
     * @throws Failure if one of them was not, or the time is over
     */
    public void await(Duration given) throws IOException {
        Duration limit = given == null ? patience : given;
        int all = awaited.size();
        Wait wait = Wait.atMost(limit, workspace)
                .showing(() -> "restarting: " + (all - awaited.size()) + " of " + Text.count(all, "actor") + " ready");
        boolean isDone = wait.sees(() -> {
            readJournal();
            for (ActorId id : List.copyOf(awaited.keySet())) {
                look(id, awaited.get(id));
            }
            return awaited.isEmpty();
        });
        if (!isDone) {
            throw late(awaited.keySet().iterator().next(), limit);
        }
    }

    /** The status of each as it is now. */
    public ArrayNode json() throws IOException {
        ArrayNode list = Json.mapper().createArrayNode();
        for (ActorId id : asked) {
            list.add(ActorView.of(root, id).json());
        }
        return list;
    }

    private void readJournal() throws IOException {
        for (var entries = journal.poll(); !entries.isEmpty(); entries = journal.poll()) {
            for (JournalEntry entry : entries) {
                JournalEvent event = JournalEvent.of(entry);
                if (event instanceof ActorEvents.Ready again) {
                    ready.add(again.actor());
                } else if (event instanceof ActorEvents.RestartRefused wrong) {
                    refused.put(wrong.actor(), String.valueOf(wrong.detail()));
                }
            }
        }
    }

    private void look(ActorId id, Before before) throws IOException {
        if (refused.containsKey(id)) {
            throw Failure.failed(
                    "the restart of " + id + " was refused: " + Text.tame(refused.get(id)) + "; it goes on as it was");
        }
        if (isGone(id, before)) {
            EndedActor grave = new DeadActors(root).ofInode(id, before.inode());
            if (grave != null) {
                throw Failure.failed(id + " has ended and was not started again: "
                        + Text.tame(DeadItem.of(grave).reason()) + "; what it left is in dead/actors/" + grave.name());
            }
            return; // on its way there
        }
        ActorView now = ActorView.of(root, id);
        boolean isGroup = now.isIn(Phase.READY) && now.pid() == 0;
        boolean another = isGroup
                ? ready.contains(id)
                : now.pid() != 0 && (now.pid() != before.pid() || now.startTime() != before.startTime());
        if (another && now.isIn(Phase.READY) && !Disk.exists(now.home().restart())) {
            awaited.remove(id);
            workspace
                    .output()
                    .note(id + " was started again: "
                            + (now.isManual()
                                    ? "what it had in its hands waits again"
                                    : isGroup ? "all its children" : "process " + now.pid())
                            + (before.pid() == 0 ? "" : " instead of " + before.pid()));
        }
    }

    private boolean isGone(ActorId id, Before before) {
        Object inode = Disk.inode(root.actor(id).dir());
        return inode == null || !inode.equals(before.inode());
    }

    private Failure late(ActorId id, Duration limit) throws IOException {
        if (isGone(id, awaited.get(id))) {
            return Failure.failed(id + " has ended; its directory was moved away by hand");
        }
        ActorView now = ActorView.of(root, id);
        String time = " after " + Text.span(limit);
        if (Disk.exists(now.home().restart())) {
            return Failure.timedOut(id + " is " + now.phase() + time
                    + "; the file restart is still there, so it will be" + " started again");
        }
        if (now.isIn(Phase.RESTARTING) && now.lastEnd() != null) {
            return Failure.timedOut(id + " was started again but ended before it was ready: " + now.lastEnding()
                    + "; it is " + now.phase() + "; act logs " + id + " shows what it printed");
        }
        return Failure.timedOut(
                id + " was started again but is not ready" + time + "; act logs " + id + " shows what it printed");
    }
}
