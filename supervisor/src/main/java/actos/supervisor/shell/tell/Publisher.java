package actos.supervisor.shell.tell;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.supervisor.core.ActorState;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.RootPlace;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import actos.supervisor.shell.sense.BreakpointFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes {@code status.json} of the actors and {@code supervisor.json}: phases at once, counts a few times a second and
 * never for more than a small share of the time. Where the disk has no room for another file, what is there is written
 * over, so that people see what is wrong; that is tried again properly. Used by the loop's thread.
 */
public final class Publisher {
    private static final long COUNTS_EVERY = 250_000_000;
    private static final int SHARE = 50;
    private static final long AT_LEAST_EVERY = 2_000_000_000;
    private static final long RETRY_AFTER = 1_000_000_000;
    /** However little happens, {@code supervisor.json} is written so often: its age says whether anybody still reports. */
    private static final long BEAT_EVERY = 10_000_000_000L;

    /** What {@code supervisor.json} says that changes without any actor's counts. */
    private record Shown(
            int actors,
            long dead,
            long health,
            Duration cycle,
            Instant shutdown,
            boolean paused,
            int restorable,
            long breakpoints,
            long hits) {}

    private final Root root;
    private final RootPlace place;
    private final Posix posix;
    private final World world;
    private final Homes homes;
    private final Health health;
    private final BreakpointFiles breakpoints;
    private final EndedByShutdown endedByShutdown;
    private final Statuses statuses;
    private long countsAt;
    private boolean refused;
    private long ratedAt;
    private long ratedDone;
    private double rate;
    private Shown published;
    private Object written;
    private long writtenAt;
    private long lookAt;

    /** @param now when this supervisor began */
    public Publisher(
            Shared shared,
            RootPlace place,
            World world,
            BreakpointFiles breakpoints,
            EndedByShutdown endedByShutdown,
            Statuses statuses,
            Now now) {
        this.root = shared.root();
        this.posix = shared.posix();
        this.homes = shared.homes();
        this.health = shared.health();
        this.place = place;
        this.world = world;
        this.breakpoints = breakpoints;
        this.endedByShutdown = endedByShutdown;
        this.statuses = statuses;
        this.countsAt = now.nanos();
        this.ratedAt = now.nanos();
    }

    /** Writes what has changed, as far as it is time. */
    public void publish(Now now) {
        if (published != null && now.nanos() - lookAt >= 0) {
            lookAt = now.nanos() + world.cycle().toNanos();
            endedByShutdown.check();
            if (!Objects.equals(onDisk(), written)) {
                publishSystem(now); // somebody has deleted it, or put another one there
            }
        }
        if (published != null
                && (published.paused() != world.isPaused()
                        || published.hits() != breakpoints.hits()
                        || untilBeat(now) == 0
                        || world.shutdownAt() != null && published.shutdown() == null)) {
            publishSystem(now); // a shutdown before anything tells of what it ends
        }
        Set<ActorState> phases = world.changes().phases();
        boolean due = now.nanos() - countsAt >= 0;
        if (!phases.isEmpty() && (due || !refused)) {
            publish(phases, now);
        }
        if (due && (hasCounts() || rate > 0)) {
            long begin = System.nanoTime();
            publish(world.changes().counts(), now);
            publishSystem(now);
            countsAt = begin + Math.min(AT_LEAST_EVERY, Math.max(COUNTS_EVERY, SHARE * (System.nanoTime() - begin)));
        }
        if (refused && due) {
            countsAt = now.nanos() + RETRY_AFTER;
        }
    }

    private boolean hasCounts() {
        return !world.changes().counts().isEmpty() || !shown().equals(published);
    }

    private Shown shown() {
        return new Shown(
                world.actors().size(),
                world.counts().dead,
                health.version(),
                world.cycle(),
                world.shutdownAt(),
                world.isPaused(),
                endedByShutdown.count(),
                breakpoints.version(),
                breakpoints.hits());
    }

    /** How long the loop may wait until there is something to publish. */
    public long untilDue(Now now) {
        long beat = untilBeat(now);
        return hasCounts() || rate > 0 ? Math.min(beat, Math.max(0, countsAt - now.nanos())) : beat;
    }

    private long untilBeat(Now now) {
        return Math.max(0, writtenAt + BEAT_EVERY - now.nanos());
    }

    /** Those that the disk refuses stay in the set. */
    private void publish(Set<ActorState> changed, Now now) {
        IOException failed = null;
        for (Iterator<ActorState> each = changed.iterator(); each.hasNext(); ) {
            ActorState actor = each.next();
            Home home = homes.get(actor.id());
            try {
                if (home != null) {
                    publish(place(home), Json.bytes(statuses.of(actor, home, now)));
                    posix.release();
                }
                each.remove();
            } catch (NoSuchFileException e) {
                each.remove(); // somebody has deleted or moved the actor's directory: the next scan will say so
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            refused = true;
            health.failed(Task.PUBLISHING_STATUSES, failed);
        } else if (world.changes().phases().isEmpty()) {
            refused = false;
            health.worked(Task.PUBLISHING_STATUSES);
        }
    }

    private static void publish(Path file, byte[] content) throws IOException {
        try {
            Publish.rewrite(file, content);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            writeOver(file, content);
            throw e;
        }
    }

    private static void writeOver(Path file, byte[] content) {
        try {
            FileStep.writeOver(file, content);
        } catch (IOException e) {
            // then people see what was so before
        }
    }

    /** In the actor's own directory, whatever stands at its place by now. */
    private Path place(Home home) throws IOException {
        return new ActorHome(posix.open(home.dir)).status();
    }

    /** Before an actor's directory is moved away. */
    public void publishLast(Home home, Now now) throws IOException {
        Publish.rewrite(place(home), Json.bytes(statuses.of(world.actor(home.id), home, now)));
    }

    /** Writes {@code supervisor.json}. */
    public void publishSystem(Now now) {
        long elapsed = now.nanos() - ratedAt;
        if (elapsed >= 2 * COUNTS_EVERY) {
            rate = Math.round((world.counts().done - ratedDone) * 1e10 / elapsed) / 10.0;
            ratedAt = now.nanos();
            ratedDone = world.counts().done;
        }
        try {
            Publish.rewrite(systemStatus(), Json.bytes(statuses.ofSystem(rate)));
            published = shown();
            health.worked(Task.PUBLISHING_SYSTEM);
        } catch (IOException e) {
            health.failed(Task.PUBLISHING_SYSTEM, e);
            writeOverSystem();
        }
        written = onDisk();
        writtenAt = now.nanos();
    }

    private void writeOverSystem() {
        try {
            writeOver(systemStatus(), Json.bytes(statuses.ofSystem(rate)));
        } catch (IOException e) {
            // then people see what was so before
        }
    }

    /** In the root itself, wherever that is by now. */
    private Path systemStatus() throws IOException {
        return place.dir().resolve(root.systemStatus().getFileName());
    }

    /** What tells one {@code supervisor.json} from another; null if there is none. */
    private Object onDisk() {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(systemStatus(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return List.of(file.fileKey(), file.lastModifiedTime(), file.size());
        } catch (IOException e) {
            return null;
        }
    }
}
