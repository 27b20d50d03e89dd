package actos.supervisor.shell.sense;

import actos.protocol.Durations;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.core.World;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Looks at what stands in the root itself: the control files {@code cycle}, {@code paused} and {@code step}, breakpoints,
 * and requests in {@code spawn/}. Used by the loop's thread.
 */
public final class RootScan {
    public static final Duration SHORTEST_CYCLE = Duration.ofMillis(10);

    private final Root root;
    private final Posix posix;
    private final Places places;
    private final Inbox inbox;
    private final Health health;
    private final World world;
    private final Observation observation;
    private final BreakpointFiles breakpoints;
    private final MailSearch search;
    private final Duration defaultCycle;
    private final byte[] cycleBytes = new byte[64];
    private String cycleText = "";

    /** @param defaultCycle the scan interval where the file {@code cycle} does not say another */
    public RootScan(
            Shared shared,
            World world,
            Observation observation,
            BreakpointFiles breakpoints,
            MailSearch search,
            Duration defaultCycle) {
        this.root = shared.root();
        this.posix = shared.posix();
        this.places = shared.places();
        this.inbox = shared.inbox();
        this.health = shared.health();
        this.world = world;
        this.observation = observation;
        this.breakpoints = breakpoints;
        this.search = search;
        this.defaultCycle = defaultCycle;
    }

    public void readCycle() {
        String text;
        try {
            int length = posix.read(places.root, root.cycle().getFileName().toString(), cycleBytes);
            text = new String(cycleBytes, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            text = "";
        }
        if (text.equals(cycleText)) {
            return;
        }
        cycleText = text;
        try {
            Duration cycle = text.isEmpty() ? defaultCycle : Durations.parse("cycle", text);
            if (cycle.compareTo(SHORTEST_CYCLE) < 0) {
                throw new Refused(
                        "cycle", "cycle \"" + text + "\" is shorter than " + Durations.format(SHORTEST_CYCLE));
            }
            world.setCycle(cycle);
            health.worked(Task.READING_CYCLE);
        } catch (Refused e) {
            health.failed(Task.READING_CYCLE, e);
        }
    }

    /** USR1 has come: looks for requests, whether the system is paused or not any more, and whether the cycle has changed. */
    public void lookNow() {
        readCycle();
        scanControl();
        scanRequests();
    }

    /** Looks for all that has not its own time, as {@link #readCycle} has. */
    public void scan() {
        scanControl();
        inbox.add(breakpoints::look);
        scanRequests();
    }

    private void scanControl() {
        inbox.add(() -> observation.atPaused(places.root, null));
        inbox.add(() -> observation.atStep(places.root, false));
    }

    private void scanRequests() {
        if (!inbox.isBehindWith(places.spawn)) {
            search.begin(places.spawn, inbox.newBatch(), this::foundRequest, count -> {});
        }
    }

    private boolean foundRequest(MailSearch.Entry file) {
        String name = file.name();
        inbox.addFound(places.spawn, file.batch(), file.modified(), name, () -> observation.atRequest(name));
        return true;
    }
}
