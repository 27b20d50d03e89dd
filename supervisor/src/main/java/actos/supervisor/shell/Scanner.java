package actos.supervisor.shell;

import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.RootPlace;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import actos.supervisor.shell.sense.ActorScan;
import actos.supervisor.shell.sense.AddedDirectories;
import actos.supervisor.shell.sense.DrawerScan;
import actos.supervisor.shell.sense.RootScan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks at all directories once a cycle: complete by itself, so that nothing depends on a notice or a signal. Thin: a
 * directory is listed only if its change time says so. Used by the loop's thread.
 */
final class Scanner {
    private final Posix posix;
    private final Homes homes;
    private final Inbox inbox;
    private final Health health;
    private final World world;
    private final RootPlace place;
    private final LayoutRepair layoutRepair;
    private final RootScan rootScan;
    private final ActorScan actorScan;
    private final DrawerScan drawers;
    private final AddedDirectories addedDirectories;

    Scanner(
            Shared shared,
            World world,
            RootPlace place,
            LayoutRepair layoutRepair,
            RootScan rootScan,
            ActorScan actorScan,
            DrawerScan drawers,
            AddedDirectories addedDirectories) {
        this.posix = shared.posix();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.health = shared.health();
        this.world = world;
        this.place = place;
        this.layoutRepair = layoutRepair;
        this.rootScan = rootScan;
        this.actorScan = actorScan;
        this.drawers = drawers;
        this.addedDirectories = addedDirectories;
    }

    /** Looks at everything; what it finds goes into the inbox. */
    void scan(Now now) {
        rootScan.readCycle();
        if (!place.keep()) {
            return; // what lies at its path now is not the root: nothing is made there, nothing is found there
        }
        inbox.add(new Event.CycleBegan());
        layoutRepair.keep();
        rootScan.scan();
        Map<Home, Event> gone = scanActors(now);
        if (homes.hasSomeoneLeft()) {
            drawers.forget();
            addedDirectories.forget(); // and there may be another directory of its name
        }
        addedDirectories.scan(now, world.cycle().toNanos());
        drawers.scan(gone.keySet(), now);
        // what an actor sent belongs to the message that it has finished, so that comes after
        gone.forEach((home, event) -> inbox.addBehindMail(home, () -> event));
        if (!world.immediate()) {
            inbox.addLast(new Event.DeliveryTurn());
        }
    }

    /** Whose message is not there any more, and what is to be said of it when all that they sent is seen. */
    private Map<Home, Event> scanActors(Now now) {
        Map<Home, Event> gone = new LinkedHashMap<>();
        for (Home home : homes.living()) {
            posix.release();
            try {
                actorScan.scan(home, now, gone);
            } catch (IOException e) {
                health.failed(Task.LOOKING_AT, home.id, e);
            } catch (RuntimeException e) {
                health.fault("looking at " + home.id, null, e); // the others are looked at all the same
            }
        }
        return gone;
    }

    /** Somebody is changing things by hand, and wants to see what comes of it: long mailboxes, too, are listed soon. */
    void askedForMailboxes() {
        homes.living().forEach(home -> home.spoolMemory.ask());
    }

    /** USR1 has come. */
    void lookNow() {
        rootScan.lookNow();
    }

    /** Notices were lost: nothing that is remembered of the directories can be relied on. */
    void forgetAll() {
        drawers.forgetAll();
        for (Home home : homes.living()) {
            home.dirMemory.forgetAll();
            home.spoolMemory.forgetAll();
        }
    }
}
