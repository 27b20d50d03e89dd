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
    private final MailSearch search;
    private final AtomicBoolean lookNow = new AtomicBoolean();
    private long nextScan;

    /** @param watcher null where there are no notices */
    Causes(
            World world,
            Posix posix,
            Inbox inbox,
            Scanner scanner,
            Processes processes,
            Watcher watcher,
            MailSearch search,
            Now now) {
        this.world = world;
        this.posix = posix;
        this.inbox = inbox;
        this.scanner = scanner;
        this.processes = processes;
        this.watcher = watcher;
        this.search = search;
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
        if (now.nanos() - nextScan >= 0) {
            scan(now);
        }
        if (watcher != null) { // after the scan: what it finds is older than what is noticed since
            watcher.read();
            if (watcher.hasLostSome()) {
                scanner.forgetAll();
                scan(now);
                watcher.read();
            }
        }
        if (lookNow.getAndSet(false)) {
            if (watcher != null && world.isAnyPaused()) {
                scan(now); // somebody is changing things by hand, and wants to see what comes of it
            } else {
                scanner.lookNow();
            }
        }
        search.goOn();
    }

    private void scan(Now now) {
        scanner.scan(now);
        nextScan = now.nanos() + world.cycle().toNanos();
    }

    /** Nanoseconds until there is something to collect that no notice announces. */
    long untilNext(Now now) {
        long scan = Math.max(0, nextScan - now.nanos());
        return Math.min(scan, Math.min(world.untilNextTimer(now), processes.untilCheck()));
    }
}
