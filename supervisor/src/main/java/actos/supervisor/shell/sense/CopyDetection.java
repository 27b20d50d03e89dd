package actos.supervisor.shell.sense;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.ActorFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells a copy from the actor itself where a directory in {@code running/} has another inode than its status says: it is a
 * copy if the one that has that inode is still in this root, alive or dead. If not, it is the actor, in a root that was
 * copied or restored. Used by the loop's thread.
 */
public final class CopyDetection {
    private final Root root;
    private final Posix posix;
    /** The actors in {@code running/}, by the inodes in their statuses; null until it is asked for. */
    private Map<Long, List<ActorHome>> recorded;

    public CopyDetection(Root root, Posix posix) {
        this.root = root;
        this.posix = posix;
    }

    /** Look again. */
    void forget() {
        recorded = null;
    }

    /** What a supervisor has written of the directory, or of the one that it was copied from; null if that is lost. */
    ActorStatus status(ActorHome home) {
        try {
            ActorStatus status = Json.read(posix.readAll(home.status(), Json.MAX_BYTES), ActorStatus.class);
            return status == null || status.id() == null ? null : status;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Whether there is an original to the directory of this name.
     *
     * @param status what it says, or null
     * @param named the name in its specification: all that tells whose copy it can be where the status is lost
     */
    boolean hasOne(ActorId id, ActorStatus status, ActorId named) throws IOException {
        if (status == null) {
            return named != null
                    && !named.equals(id)
                    && Files.isDirectory(root.actor(named).dir(), LinkOption.NOFOLLOW_LINKS);
        }
        ActorHome copy = root.actor(id);
        for (ActorHome other : recorded().getOrDefault(status.inode(), List.of())) {
            // in a root that was copied no inode is right, but a name is
            if (!other.equals(copy) && (other.equals(root.actor(status.id())) || isWhereItWas(other, status.inode()))) {
                return true;
            }
        }
        String prefix = status.id() + "@";
        return homesIn(root.deadActors()).stream()
                .filter(grave -> grave.dir().getFileName().toString().startsWith(prefix))
                .anyMatch(grave -> isWhereItWas(grave, status.inode()));
    }

    private boolean isWhereItWas(ActorHome home, long inode) {
        try {
            ActorStatus status = status(home);
            return status != null && status.inode() == inode && ActorFiles.inode(home) == inode;
        } catch (IOException e) {
            return false; // it goes away just now
        }
    }

    private Map<Long, List<ActorHome>> recorded() throws IOException {
        if (recorded == null) {
            recorded = new HashMap<>();
            for (ActorHome home : homesIn(root.running())) {
                ActorStatus status = status(home);
                if (status != null) {
                    recorded.computeIfAbsent(status.inode(), i -> new ArrayList<>())
                            .add(home);
                }
            }
        }
        return recorded;
    }

    private static List<ActorHome> homesIn(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.map(ActorHome::new).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
