package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.DeadActors;
import actos.act.root.Disk;
import actos.act.root.EndedActor;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorExit;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Waits for the end of actors. An actor has ended when its directory, known by its inode, has left {@code running/}: a
 * new actor of the same id is another one.
 */
public final class ActorEnds {
    private final Workspace workspace;
    private final Root root;
    private final Map<ActorId, Object> awaited = new LinkedHashMap<>();
    private final List<EndedActor> ended = new ArrayList<>();

    public ActorEnds(Workspace workspace) {
        this.workspace = workspace;
        this.root = workspace.root();
    }

    /**
     * This actor's end is to be awaited, too. One that lives no more has ended before anybody waited.
     *
     * @return false if no actor of this id has ever been there
     */
    public boolean expect(ActorId id) throws IOException {
        Object inode = Disk.inode(root.actor(id).dir());
        if (inode != null) {
            awaited.put(id, inode);
            return true;
        }
        EndedActor grave = new DeadActors(root).latest(id);
        if (grave != null) {
            expectEnded(grave);
        }
        return grave != null;
    }

    /** An actor that ended before anybody waited. */
    public void expectEnded(EndedActor grave) {
        ended.add(grave);
        tell(grave);
    }

    /**
     * Waits until all have ended, and tells how each did.
     *
     * @param doing for the progress: what is going on
     * @return what their {@code exit.json} says, for a program; then it fails if the time is over
     */
    public Result await(Duration limit, String doing) throws IOException {
        int all = awaited.size();
        boolean done = Wait.atMost(limit, workspace)
                .showing(() -> doing + " "
                        + awaited.keySet().stream().map(ActorId::value).collect(Collectors.joining(", ")) + " ("
                        + (all - awaited.size()) + " of " + all + ")")
                .sees(() -> {
                    awaited.entrySet().removeIf(this::hasEnded);
                    return awaited.isEmpty();
                });
        ArrayNode list = Json.mapper().createArrayNode();
        ended.forEach(grave -> list.add(Disk.object(grave.home().exit())));
        return done
                ? Result.json(list)
                : Result.json(list)
                        .failing(Failure.timedOut(
                                awaited.keySet().iterator().next() + " has not ended after " + Text.span(limit)));
    }

    private boolean hasEnded(Map.Entry<ActorId, Object> actor) {
        if (actor.getValue().equals(Disk.inode(root.actor(actor.getKey()).dir()))) {
            return false;
        }
        try {
            EndedActor grave = new DeadActors(root).awaited(actor.getKey(), actor.getValue());
            if (grave == null) {
                workspace.output().note(actor.getKey() + " ended; its directory was moved away by hand");
            } else {
                ended.add(grave);
                tell(grave);
            }
        } catch (IOException e) {
            workspace.output().note(actor.getKey() + " ended");
        }
        return true;
    }

    private void tell(EndedActor grave) {
        int unread = 0;
        try {
            unread = grave.unread();
        } catch (IOException e) {
            // it is being moved
        }
        ActorExit exit = grave.exit();
        String how = Disk.isFile(grave.home().pid()) || exit.code() != null || exit.signal() != null
                ? " (" + grave.ending() + ")"
                : "";
        workspace
                .output()
                .note(grave.id() + " ended" + how + "; what it left is in dead/actors/" + grave.name()
                        + (unread == 0 ? "" : ", with " + Text.count(unread, "unread message")));
    }
}
