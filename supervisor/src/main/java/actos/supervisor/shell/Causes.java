package actos.supervisor.shell;

import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that makes the loop turn: notices, signals, timers, the cycle, processes that become ready or end. Collects
 * what there is into the inbox, and says how long there will be nothing. Used by the loop's thread, but for
 * {@link #lookNow}.
 */
final class Causes {
    private final World world;
    private final Posix posix;
    private final Inbox inbox;
    private final Scanner scanner;
    private final Processes processes;
    private final Watcher watcher;
    private final AtomicBoolean lookNow = new AtomicBoolean();
    private long nextScan;

    /** @param watcher null where there are no notices */
    Causes(World world, Posix posix, Inbox inbox, Scanner scanner, Processes processes, Watcher watcher, Now now) {
        this.world = world;
        this.posix = posix;
        this.inbox = inbox;
        this.scanner = scanner;
        this.processes = processes;
        this.watcher = watcher;
        this.nextScan = now.nanos();
    }

    /** USR1 has come. For any thread. */
    void lookNow() {
        lookNow.set(true);
        posix.wake();
    }

    void collect(Now now) {
        inbox.beginTurn();
        processes.check(now.nanos());
        if (world.untilNextTimer(now) == 0) {
            inbox.add(new Event.Tick());
        }
        if (watcher != null) {
            watcher.read();
        }
        boolean asked = lookNow.getAndSet(false);
        boolean lost = watcher != null && watcher.mustRescan();
        if (lost || now.nanos() - nextScan >= 0) {
            scanner.scan(now);
            nextScan = now.nanos() + world.cycle().toNanos();
        } else if (asked) {
            scanner.lookNow();
        }
    }

    /** Nanoseconds until there is something to collect that no notice announces. */
    long untilNext(Now now) {
        long scan = Math.max(0, nextScan - now.nanos());
        return Math.min(scan, Math.min(world.untilNextTimer(now), processes.untilCheck()));
    }
}
