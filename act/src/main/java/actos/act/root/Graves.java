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
public final class Graves {
    private static final Duration BURIAL = Duration.ofSeconds(15);

    private final Root root;

    public Graves(Root root) {
        this.root = root;
    }

    /** All of them, the oldest first. */
    public List<Grave> all() throws IOException {
        List<Grave> graves = new ArrayList<>();
        for (Path dir : Disk.list(root.deadActors())) {
            Grave grave = Grave.parse(dir);
            if (grave != null) {
                graves.add(grave);
            }
        }
        graves.sort(Comparator.comparing(Grave::time).thenComparing(Grave::id));
        return graves;
    }

    /** The one of this id that ended last, or null. One that is just being buried is waited for. */
    public Grave latest(ActorId id) throws IOException {
        Patience.until(BURIAL, () -> isBeingBuried(id) ? null : Boolean.TRUE);
        Grave latest = null;
        for (Grave grave : all()) {
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
    public Grave ofInode(ActorId id, Object inode) throws IOException {
        for (Grave grave : all()) {
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
    public Grave awaited(ActorId id, Object inode) throws IOException {
        return Patience.until(BURIAL, () -> {
                    boolean isBeingBuried = isBeingBuried(id); // asked first: it may get its name in between
                    Grave grave = ofInode(id, inode);
                    return grave == null && isBeingBuried ? null : Optional.ofNullable(grave);
                })
                .flatMap(grave -> grave)
                .orElse(null);
    }
}
