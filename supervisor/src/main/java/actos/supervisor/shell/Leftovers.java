package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.protocol.Root;
import actos.supervisor.core.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What earlier shutdowns have ended and {@code --restore} would bring back: known from the start, and less only when somebody
 * discards it, brings it back or gives its name away. Used by the loop's thread.
 */
final class Leftovers {
    private final Graveyard graveyard;
    private final World world;
    private final Health health;
    private final Path deadActors;
    private Map<ActorId, Path> graves = new TreeMap<>();
    private FileTime changed;

    Leftovers(Root root, Graveyard graveyard, World world, Health health) {
        this.deadActors = root.deadActors();
        this.graveyard = graveyard;
        this.world = world;
        this.health = health;
    }

    /** Looks at all graves: at the start, and when the last actor is in its own. */
    void look() {
        try {
            graves = graveyard.restorable();
        } catch (IOException e) {
            health.failed("looking for what shutdowns have ended", e);
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
            return Files.getLastModifiedTime(deadActors, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }

    /** How many there are. */
    int count() {
        return graves.size();
    }
}
