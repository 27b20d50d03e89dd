package actos.supervisor.shell;

import actos.protocol.Signals;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.posix.Posix;
import actos.supervisor.posix.ProcessSignals;
import actos.supervisor.shell.act.Processes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.sense.MailSearch;
import actos.supervisor.shell.sense.Watcher;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Everything that makes the loop turn: notices, signals, timers, the cycle, processes that become ready or end. Collects
 * what there is into the inbox, and says how long there will be nothing. Used by the loop's thread.
 */
final class EventSources {
    /** How much longer than its actors the supervisor has to end. */
    private static final Duration BEYOND_ACTORS = Duration.ofSeconds(30);
    /** How long when it was told twice. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final World world;
    private final Posix posix;
    private final Inbox inbox;
    private final Scanner scanner;
    private final Processes processes;
    private final Watcher watcher;
    private final MailSearch search;
    /** What Java's threads have caught. */
    private final Queue<Integer> caught = new ConcurrentLinkedQueue<>();

    private boolean lookNow;
    /** Whether the supervisor was told to end. */
    private boolean isToEnd;
    /** When it ends whatever fails. */
    private long endsAt;

    private boolean isOverdue;
    private long nextScan;

    /** @param watcher null where there are no notices */
    EventSources(
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

    /** From now on signals are seen: those that wait until they are asked for, or those that Java has to catch. */
    void openSignals() throws IOException {
        if (!posix.openSignals()) {
            ProcessSignals.CAUGHT.forEach((number, name) -> Signals.on(name, () -> {
                caught.add(number);
                posix.wake();
            }));
        }
    }

    private void takeSignals(Now now) {
        for (int signal; (signal = nextSignal()) != 0; ) {
            switch (ProcessSignals.CAUGHT.get(signal)) {
                case "USR1" -> lookNow = true;
                case "CHLD" -> processes.reap();
                default -> {
                    toldToEnd(now);
                    inbox.add(new Event.ShutdownRequested()); // last: even this may fail
                }
            }
        }
        isOverdue = isToEnd && now.nanos() - endsAt >= 0;
    }

    private void toldToEnd(Now now) {
        long atOnce = now.nanos() + AT_ONCE.toNanos();
        if (!isToEnd) {
            endsAt = now.nanos() + world.stopTimeout().plus(BEYOND_ACTORS).toNanos();
        } else if (endsAt - atOnce > 0) { // to tell it again and again gives it no more time
            endsAt = atOnce;
        }
        isToEnd = true;
    }

    /** Whether the supervisor should have ended by now: something is broken that the core does not know of. */
    boolean isOverdue() {
        return isOverdue;
    }

    private int nextSignal() {
        Integer one = caught.poll();
        return one == null ? posix.nextSignal() : one;
    }

    void collect(Now now) {
        inbox.beginTurn();
        takeSignals(now);
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
        if (lookNow) {
            lookNow = false;
            if (watcher != null && world.isAnyPaused()) {
                scanner.askedForMailboxes();
                scan(now);
            } else {
                scanner.lookNow();
            }
        }
        search.goOn();
    }

    private void scan(Now now) {
        processes.reap(); // complete by itself, here too
        scanner.scan(now);
        nextScan = now.nanos() + world.cycle().toNanos();
    }

    /** Nanoseconds until there is something to collect that no notice announces. */
    long untilNext(Now now) {
        long scan = Math.max(0, nextScan - now.nanos());
        return Math.min(scan, Math.min(world.untilNextTimer(now), processes.untilCheck()));
    }
}
