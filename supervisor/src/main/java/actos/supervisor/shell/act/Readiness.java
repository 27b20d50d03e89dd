package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ProcessIdentity;
import actos.supervisor.core.Event;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.Posix;
import actos.supervisor.posix.ProcessSignals;
import actos.supervisor.posix.SchedulerWaits;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which processes have started and are not ready yet: whether they are ready by now, and how far the scheduler has let
 * them come. Used by the loop's thread.
 */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int CHECKS_PER_TURN = 64;
    private static final long TURNS_EVERY = 100_000_000;
    /** Looking at the turns takes at most one part in so many of the time. */
    private static final long TURNS_SHARE = 50;

    private static final long TURNS_ARE_FRESH = 50_000_000;

    /** One that is not ready yet. */
    private record Start(boolean byFile, SchedulerWaits waits) {}

    private final Posix posix;
    private final Inbox inbox;
    private final Map<Home, Start> starting = new LinkedHashMap<>();
    private long lookedAtTurns;
    private long nextLookAtTurns;

    Readiness(Posix posix, Inbox inbox) {
        this.posix = posix;
        this.inbox = inbox;
    }

    /** @param byFile whether it says so by making a file, rather than by catching USR1 */
    void expect(Home home, boolean byFile) {
        starting.put(home, new Start(byFile, new SchedulerWaits(home.process.pid, System.nanoTime())));
    }

    void forget(Home home) {
        starting.remove(home);
    }

    /** Whether there is anybody that is not ready. */
    boolean isAwaited() {
        return !starting.isEmpty();
    }

    /** Looks who has become ready. */
    void check(long nanos) {
        int checks = 0;
        for (Map.Entry<Home, Start> entry : List.copyOf(starting.entrySet())) {
            if (checks++ == CHECKS_PER_TURN) {
                break;
            }
            Home home = entry.getKey();
            Start start = entry.getValue();
            starting.remove(home);
            if (isReady(home, start)) {
                inbox.add(home, () -> new Event.BecameReady(home.id));
            } else if (home.process.isAlive()) {
                starting.put(home, start); // at the end: all get their turn
            }
        }
        if (!starting.isEmpty() && nanos - nextLookAtTurns >= 0) {
            lookAtTurns();
        }
    }

    private boolean isReady(Home home, Start start) {
        return start.byFile() ? posix.exists(home.dir, ActorHome.READY) : catches(home);
    }

    /**
     * Whether USR1 does not end it any more. One that this supervisor has not started may be handling a message, and
     * ignore the signal meanwhile.
     */
    private boolean catches(Home home) {
        Path status = Path.of("/proc", Long.toString(home.pid()), "status");
        long ready = ProcessSignals.mask(status, "SigCgt")
                | (!home.process.isChild() ? ProcessSignals.mask(status, "SigIgn") : 0);
        return (ready & ProcessSignals.bit(Posix.USR1)) != 0;
    }

    /** How the start of this process comes on. */
    Event atStart(Home home, long pid) {
        Start start = starting.get(home);
        if (start == null || home.pid() != pid) {
            return new Event.StartSeen(home.id, 0, 0, 0, 0); // it is none any more
        }
        if (isReady(home, start)) {
            return new Event.BecameReady(home.id);
        }
        if (System.nanoTime() - lookedAtTurns > TURNS_ARE_FRESH) {
            lookAtTurns();
        }
        SchedulerWaits waits = start.waits();
        return new Event.StartSeen(home.id, pid, waits.livedNanos(), waits.ranNanos(), waits.waitedNanos());
    }

    /** All that are starting: it takes one look at all processes to tell which are whose. */
    private void lookAtTurns() {
        long begun = System.nanoTime();
        Map<Long, List<Long>> groups = groups();
        for (Map.Entry<Home, Start> each : starting.entrySet()) {
            long pid = each.getKey().pid();
            each.getValue().waits().look(groups.getOrDefault(pid, List.of(pid)), System.nanoTime());
        }
        lookedAtTurns = System.nanoTime();
        nextLookAtTurns = lookedAtTurns + Math.max(TURNS_EVERY, TURNS_SHARE * (lookedAtTurns - begun));
    }

    /** All processes by the group that they belong to. */
    private static Map<Long, List<Long>> groups() {
        Map<Long, List<Long>> groups = new HashMap<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String name = process.getFileName().toString();
                if (Character.isDigit(name.charAt(0))) {
                    long pid = Long.parseLong(name);
                    ProcessIdentity.stat(pid)
                            .ifPresent(s -> groups.computeIfAbsent(s.group(), g -> new ArrayList<>())
                                    .add(pid));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("/proc cannot be listed: {}", Errors.sentence(e)); // then each counts for itself
        }
        return groups;
    }
}
