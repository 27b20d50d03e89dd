package actos.supervisor.shell.tell;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.supervisor.core.World;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier shutdowns have ended and {@code --restore} would bring back: known from the start, and less only when somebody
 * discards it, brings it back or gives its name away. Used by the loop's thread.
 */
public final class EndedByShutdown {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Root root;
    private final Posix posix;
    private final World world;
    private final Health health;
    private Map<ActorId, Path> graves = new TreeMap<>();
    private FileTime changed;

    public EndedByShutdown(Root root, Posix posix, World world, Health health) {
        this.root = root;
        this.posix = posix;
        this.world = world;
        this.health = health;
    }

    /** Looks at all graves: at the start, and when the last actor is in its own. */
    public void look() {
        try {
            graves = restorable();
        } catch (IOException e) {
            health.failed(Task.LISTING_GRAVES, e);
        }
    }

    /** Forgets what has gone since. */
    void check() {
        graves.keySet().removeIf(id -> world.actor(id) != null);
        FileTime now = changed();
        if (!graves.isEmpty() && !Objects.equals(now, changed)) {
            changed = now;
            graves.values().removeIf(grave -> !Files.isDirectory(grave, LinkOption.NOFOLLOW_LINKS));
        }
    }

    private FileTime changed() {
        try {
            return Files.getLastModifiedTime(root.deadActors(), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }

    /** How many there are. */
    public int count() {
        return graves.size();
    }

    /** Puts all that is {@link #restorable} back into {@code running/}: as if somebody had moved it there. */
    public List<ActorId> restore() throws IOException {
        List<ActorId> restored = new ArrayList<>();
        for (Map.Entry<ActorId, Path> each : restorable().entrySet()) {
            try {
                FileStep.move(each.getValue(), root.actor(each.getKey()).dir());
                restored.add(each.getKey());
            } catch (IOException e) {
                LOG.warn("{} is not restored: {}", each.getValue(), Errors.sentence(e));
            }
        }
        return restored;
    }

    /**
     * What shutdowns have ended and nobody has brought back or discarded: of each id the last grave, if a shutdown has dug
     * it, nothing else has the name, and the parent is there or comes back as well.
     */
    private Map<ActorId, Path> restorable() throws IOException {
        Map<ActorId, Path> last = new TreeMap<>();
        for (Path grave : list(root.deadActors())) { // those of one id stand in the order of their times
            String name = grave.getFileName().toString();
            int at = name.indexOf('@');
            if (at > 0 && ActorId.isValid(name.substring(0, at))) {
                last.put(new ActorId(name.substring(0, at)), grave);
            }
        }
        Map<ActorId, ActorId> parents = new HashMap<>();
        last.entrySet().removeIf(each -> !isRestorable(each.getKey(), each.getValue(), parents));
        while (last.keySet()
                .removeIf(id ->
                        parents.containsKey(id) && !last.containsKey(parents.get(id)) && !isTaken(parents.get(id)))) {
            // whose parent does not come either, goes next
        }
        return last;
    }

    private boolean isRestorable(ActorId id, Path grave, Map<ActorId, ActorId> parents) {
        ActorHome home = new ActorHome(grave);
        try {
            if (isTaken(id) || !Files.isRegularFile(home.exit(), LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            ActorExit exit = Json.read(posix.readAll(home.exit(), Json.MAX_BYTES), ActorExit.class);
            if (exit == null || exit.shutdown() == null) {
                return false;
            }
            ActorStatus status = status(home);
            if (status != null && status.parent() != null) {
                parents.put(id, status.parent());
            }
            return true;
        } catch (IOException e) {
            LOG.warn("{} cannot be restored: {}", grave, Errors.sentence(e));
            return false;
        }
    }

    private boolean isTaken(ActorId id) {
        return Files.exists(root.actor(id).dir(), LinkOption.NOFOLLOW_LINKS);
    }

    private ActorStatus status(ActorHome home) {
        try {
            return Json.read(posix.readAll(home.status(), Json.MAX_BYTES), ActorStatus.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static List<Path> list(Path dir) throws IOException {
        try (Stream<Path> list = Files.list(dir)) {
            return list.sorted().toList();
        }
    }
}
