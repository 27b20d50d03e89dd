package actos.supervisor.shell.sense;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.Root;
import actos.supervisor.core.Event;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.NativePosix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the kernel's notices (inotify) into looks: each names a place where something may have changed, and is believed
 * only after looking there. One inotify instance, so that notices of all directories come in the order in which things
 * happened. Used by the loop's thread. Without the native library there is none, and the scan finds everything.
 */
public final class Watcher {
    private static final int IN_CLOSE_WRITE = 0x8;
    private static final int IN_MOVED_FROM = 0x40;
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_DELETE = 0x200;
    private static final int IN_Q_OVERFLOW = 0x4000;
    private static final int IN_IGNORED = 0x8000;
    private static final int IN_ISDIR = 0x40000000;
    private static final int IN_ONLYDIR = 0x1000000;
    private static final int IN_DONT_FOLLOW = 0x2000000;
    private static final int HEADER = 16;
    /** What the names of the files begin with that matter in an actor's directory: those that it writes for each message are hidden. */
    private static final String CONTROLS = "aprs";

    private static final byte[] CURRENT = Root.CURRENT.getBytes(StandardCharsets.US_ASCII);

    /** What shows that a file has come: whoever writes it has closed it, or moved it there. */
    private static final int COMES = IN_MOVED_TO | IN_CLOSE_WRITE;

    private static final int GOES = IN_MOVED_FROM | IN_DELETE;

    /** One thing to be said, however many directories it is about. */
    private enum Place {
        ROOT,
        BREAKS,
        SPAWN,
        SEND,
        RUNNING,
        DRAWER,
        SPOOL,
        ACTOR
    }

    private record Watch(Place place, Dir dir, Home home, ActorId owner) {}

    private final NativePosix posix;
    private final Inbox inbox;
    private final Observation observation;
    private final Places places;
    private final Homes homes;
    private final BreakpointFiles breakpoints;
    private final Health health;
    private final Map<Integer, Watch> watches = new HashMap<>();
    private final Map<ActorId, Set<Integer>> byActor = new HashMap<>();
    /** What the kernel does not watch for us: the scan finds what happens there. */
    private final Set<Dir> refused = new HashSet<>();

    private boolean lostSome;
    /** Notices from behind a gap; null if there are none. */
    private ByteBuffer rest;

    public Watcher(NativePosix posix, Shared shared, Observation observation, BreakpointFiles breakpoints) {
        this.posix = posix;
        this.inbox = shared.inbox();
        this.observation = observation;
        this.places = shared.places();
        this.homes = shared.homes();
        this.breakpoints = breakpoints;
        this.health = shared.health();
    }

    /** Watches the directories of the root; again after one was replaced. */
    public void watchPlaces() {
        watch(new Watch(Place.ROOT, places.root, null, null), COMES | GOES | IN_CREATE);
        watch(new Watch(Place.BREAKS, places.breaks, null, null), COMES | GOES);
        watch(new Watch(Place.SPAWN, places.spawn, null, null), COMES);
        watch(new Watch(Place.SEND, places.send, null, null), COMES);
        watch(new Watch(Place.RUNNING, places.running, null, null), GOES);
    }

    /** From now on this actor's doings are noticed. */
    public void watch(Home home) {
        boolean drawer = watch(new Watch(Place.DRAWER, home.drawer, home, home.id), COMES);
        boolean spool = watch(new Watch(Place.SPOOL, home.spool, home, home.id), IN_DELETE);
        boolean dir = watch(new Watch(Place.ACTOR, home.dir, home, home.id), COMES);
        home.isWatched = drawer && spool && dir;
    }

    /** While an actor is paused, it matters which files go: for others that would be a notice for each message. */
    public void watchWhatGoes(Home home, boolean isPaused) {
        if (home.isWatched) {
            watch(new Watch(Place.ACTOR, home.dir, home, home.id), isPaused ? COMES | GOES : COMES);
        }
    }

    /** The actor has ended. Its drawer is left to the scan. */
    public void unwatch(Home home) {
        Set<Integer> own = byActor.remove(home.id);
        if (own != null) {
            for (int watch : own) {
                watches.remove(watch);
                posix.unwatch(watch);
            }
        }
        List.of(home.drawer, home.spool, home.dir).forEach(this::isNotRefused);
    }

    /** False if the kernel refuses it. */
    private boolean watch(Watch watch, int mask) {
        try {
            int number = posix.watch(watch.dir(), mask | IN_ONLYDIR | IN_DONT_FOLLOW);
            watches.put(number, watch);
            if (watch.owner() != null) {
                byActor.computeIfAbsent(watch.owner(), id -> new HashSet<>()).add(number);
            }
            isNotRefused(watch.dir());
            return true;
        } catch (IOException e) {
            refused.add(watch.dir());
            health.failed(Task.NOTICES, e);
            return false;
        }
    }

    private void isNotRefused(Dir dir) {
        refused.remove(dir);
        if (refused.isEmpty()) {
            health.worked(Task.NOTICES);
        }
    }

    /** Puts what the kernel has reported into the inbox. */
    public void read() {
        ByteBuffer events = rest == null ? posix.readNotices() : rest;
        rest = null;
        int at = 0;
        while (at < events.limit()) {
            int number = events.getInt(at);
            int mask = events.getInt(at + 4);
            int length = events.getInt(at + 12);
            if ((mask & IN_Q_OVERFLOW) != 0) {
                lostSome = true;
                byte[] later = new byte[events.limit() - at - HEADER - length];
                events.get(at + HEADER + length, later);
                rest = ByteBuffer.wrap(later).order(ByteOrder.nativeOrder());
                return;
            } else if ((mask & IN_IGNORED) == 0) {
                Watch watch = watches.get(number);
                if (watch != null) {
                    notice(watch, mask, events, at + HEADER, length);
                }
            }
            at += HEADER + length;
        }
    }

    /**
     * Whether the kernel had to drop notices, so that everything must be looked at before the next {@link #read}, which
     * goes on behind the gap.
     */
    public boolean hasLostSome() {
        boolean lost = lostSome;
        lostSome = false;
        return lost;
    }

    private void notice(Watch watch, int mask, ByteBuffer events, int at, int length) {
        switch (watch.place()) {
            case SPOOL -> {
                if (isCurrent(events, at, length)) {
                    Home home = watch.home();
                    inbox.addBehindMail(home, () -> observation.atGap(home));
                } else {
                    watch.home().spoolMemory.forget();
                }
            }
            case ACTOR -> {
                if (length > 0 && CONTROLS.indexOf(events.get(at)) >= 0) {
                    control(watch.home(), name(events, at, length));
                }
            }
            case ROOT -> control(watch.dir(), name(events, at, length), mask);
            case BREAKS -> inbox.add(breakpoints::look);
            case RUNNING -> {
                String actor = name(events, at, length);
                if (ActorId.isValid(actor)) {
                    inbox.add(() -> observation.atHome(homes.get(new ActorId(actor))));
                }
            }
            case SPAWN -> {
                String file = name(events, at, length);
                if (!Names.leftAlone(file)) {
                    inbox.add(watch.dir(), () -> observation.atRequest(file));
                }
            }
            case SEND, DRAWER -> {
                String file = name(events, at, length);
                if (!Names.leftAlone(file) && (mask & IN_ISDIR) == 0) {
                    inbox.add(watch.dir(), () -> observation.atMail(watch.dir(), watch.owner(), file, true));
                }
            }
        }
    }

    private void control(Home home, String name) {
        if (name.equals(ActorHome.STOP)) {
            inbox.add(home, () -> observation.atStop(home)); // not now: reading it would overwrite the notices
        } else if (name.equals(ActorHome.RESTART)) {
            inbox.add(home, () -> observation.atRestart(home));
        } else if (name.equals(ActorHome.PAUSED)) {
            inbox.add(home, () -> observation.atPaused(home.dir, home.id));
        } else if (name.equals(ActorHome.ATTACH)) {
            inbox.add(home, () -> observation.atAttach(home));
        } else if (name.equals(ActorHome.STATE)) {
            inbox.add(home, () -> new Event.StateWritten(home.id));
        }
    }

    private void control(Dir root, String name, int mask) {
        if (name.equals(ActorHome.PAUSED)) {
            inbox.add(() -> observation.atPaused(root, null));
        } else if (name.equals(Root.STEP) && (mask & COMES) != 0) {
            inbox.add(() -> observation.atStep(root, true));
        }
    }

    private static boolean isCurrent(ByteBuffer events, int at, int length) {
        if (length <= CURRENT.length || events.get(at + CURRENT.length) != 0) {
            return false;
        }
        for (int i = 0; i < CURRENT.length; i++) {
            if (events.get(at + i) != CURRENT[i]) {
                return false;
            }
        }
        return true;
    }

    /** The name is padded with zeros. */
    private static String name(ByteBuffer events, int at, int length) {
        int end = length;
        while (end > 0 && events.get(at + end - 1) == 0) {
            end--;
        }
        byte[] bytes = new byte[end];
        events.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
