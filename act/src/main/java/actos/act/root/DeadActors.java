package actos.act.root;

import actos.protocol.ActorId;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The actors that have ended, as {@code dead/actors} shows them. */
public final class DeadActors {
    private static final Duration BURIAL = Duration.ofSeconds(15);

    private final Root root;

    public DeadActors(Root root) {
        this.root = root;
    }

    /** All of them, the oldest first. */
    public List<EndedActor> all() throws IOException {
        List<EndedActor> graves = new ArrayList<>();
        for (Path dir : Disk.list(root.deadActors())) {
            EndedActor grave = EndedActor.parse(dir);
            if (grave != null) {
                graves.add(grave);
            }
        }
        graves.sort(Comparator.comparing(EndedActor::time).thenComparing(EndedActor::id));
        return graves;
    }

    /** The one of this id that ended last, or null. One that is just being buried is waited for. */
    public EndedActor latest(ActorId id) throws IOException {
        Polling.until(BURIAL, () -> isBeingBuried(id) ? null : Boolean.TRUE);
        EndedActor latest = null;
        for (EndedActor grave : all()) {
            latest = grave.id().equals(id) ? grave : latest;
        }
        return latest;
    }

    private boolean isBeingBuried(ActorId id) throws IOException {
        for (Path dir : Disk.list(root.deadActors())) {
            if (Disk.name(dir).startsWith("." + id + "@")) {
                return true;
            }
        }
        return false;
    }

    /** The one whose directory is this inode, which was the actor's in its life; null if it is not there (any more). */
    public EndedActor ofInode(ActorId id, Object inode) throws IOException {
        for (EndedActor grave : all()) {
            if (grave.id().equals(id) && inode != null && inode.equals(Disk.inode(grave.dir()))) {
                return grave;
            }
        }
        return null;
    }

    /**
     * The same of an actor that has just left {@code running/}: its burial takes more than one rename, so it is waited
     * for. Null if the directory was not buried but taken away by hand.
     */
    public EndedActor awaited(ActorId id, Object inode) throws IOException {
        return Polling.until(BURIAL, () -> {
                    boolean isBeingBuried = isBeingBuried(id); // asked first: it may get its name in between
                    EndedActor grave = ofInode(id, inode);
                    return grave == null && isBeingBuried ? null : Optional.ofNullable(grave);
                })
                .flatMap(grave -> grave)
                .orElse(null);
    }
}
