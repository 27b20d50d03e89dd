package actos.supervisor.shell.sense;

import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.DirectoryMemory;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.util.Set;

/**
 * Looks for mail in {@code send/} and in the drawers: what is found goes into the inbox, oldest first. Used by the loop's
 * thread.
 */
public final class DrawerScan {
    private final Posix posix;
    private final Places places;
    private final Homes homes;
    private final Inbox inbox;
    private final Health health;
    private final Observation observation;
    private final MailSearch search;
    private final DirectoryMemory sendMemory = new DirectoryMemory();

    public DrawerScan(Shared shared, Observation observation, MailSearch search) {
        this.posix = shared.posix();
        this.places = shared.places();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.health = shared.health();
        this.observation = observation;
        this.search = search;
    }

    /** @param finished actors that may be done: all that they sent has to be seen before that */
    public void scan(Set<Home> finished, Now now) {
        long batch = inbox.newBatch();
        scanDrawer(null, places.send, sendMemory, false, batch, now);
        for (Home home : homes.living()) {
            scanDrawer(home.id, home.drawer, home.drawerMemory, finished.contains(home), batch, now);
        }
    }

    /** Somebody has left: there may be a drawer that nobody empties otherwise. */
    public void forget() {
        sendMemory.forget();
    }

    /** Notices were lost: nothing that is remembered can be relied on. */
    public void forgetAll() {
        sendMemory.forgetAll();
        for (Home home : homes.living()) {
            home.drawerMemory.forgetAll();
        }
    }

    private void scanDrawer(ActorId owner, Dir dir, DirectoryMemory memory, boolean must, long batch, Now now) {
        try {
            Posix.Stat stat = !must && inbox.isBehindWith(dir)
                    ? null
                    : owner == null ? posix.stat(dir, ".") : posix.stat(places.send, owner.value());
            if (stat == null || !must && !memory.isDue(stat.changed(), now.nanos())) {
                return;
            }
            long wall = FileTimes.now();
            search.begin(dir, batch, file -> found(owner, dir, file), count -> {
                memory.listed(stat.changed(), wall, now.nanos(), now.nanos()); // bounded per turn, so it costs nobody
                if (count > 0) {
                    memory.forget(); // some may not be complete, known or seen yet: look again
                }
            });
        } catch (IOException e) {
            memory.forget();
            health.failed(Task.LISTING, dir, e);
        }
    }

    /** Whether it is mail, or a drawer that nobody empties otherwise. */
    private boolean found(ActorId owner, Dir dir, MailSearch.Entry file) {
        if (owner == null && file.isDirectory() && ActorId.isValid(file.name())) {
            ActorId id = new ActorId(file.name());
            if (homes.has(id)) {
                return false;
            }
            scanOrphanedDrawer(id, file.batch());
            return true;
        }
        String name = file.name();
        inbox.addFound(dir, file.batch(), file.modified(), name, () -> observation.atMail(dir, owner, name, false));
        return true;
    }

    /** An ended actor's drawer lives until its last message was taken. */
    private void scanOrphanedDrawer(ActorId id, long batch) {
        Dir drawer = homes.drawer(id);
        if (!inbox.isBehindWith(drawer)) {
            search.begin(drawer, batch, file -> found(id, drawer, file), count -> {
                if (count == 0 && !homes.has(id)) {
                    removeDrawer(id, drawer);
                }
            });
        }
    }

    private void removeDrawer(ActorId id, Dir drawer) {
        try {
            FileStep.delete(drawer.path); // refuses a directory that is not empty
            homes.removeDrawer(id);
            posix.forget(drawer);
        } catch (IOException e) {
            // somebody's hidden file is in there: leave it
        }
    }

    /** Reports all that lies in an actor's drawer, oldest first, and then that this is all. */
    public void sweep(Home home) {
        Dir drawer = home.drawer;
        search.begin(
                drawer,
                inbox.newBatch(),
                file -> {
                    inbox.addFound(
                            drawer,
                            file.batch(),
                            file.modified(),
                            file.name(),
                            () -> observation.atMail(drawer, home.id, file.name(), false));
                    return true;
                },
                count -> inbox.addBehindMail(home, () -> new Event.DrawerSwept(home.id)));
    }
}
