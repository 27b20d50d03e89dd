package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.FileStep;
import actos.protocol.ProcessIdentity;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.core.ActorState;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all directories once a cycle: complete by itself, so that nothing depends on a notice or a signal. Thin: a
 * directory is listed only if its change time says so. Used by the loop's thread.
 */
final class Scanner {
    static final Duration SHORTEST_CYCLE = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Posix posix;
    private final Root root;
    private final World world;
    private final Homes homes;
    private final Looks looks;
    private final Inbox inbox;
    private final MailRoom mail;
    private final Health health;
    private final Watcher watcher;
    private final MailSearch search;
    private final Newcomers newcomers;
    private final Seat seat;
    private final BreakpointFiles breakpoints;
    private final SpoolFiles spools;
    private final Journal journal;
    private final RootPlace place;
    private final Duration defaultCycle;
    private final Places places;
    private final DirectoryMemory sendMemory = new DirectoryMemory();
    private final byte[] cycleBytes = new byte[64];
    private String cycleText = "";

    /**
     * @param watcher null where there are no notices
     * @param defaultCycle the scan interval where the file {@code cycle} does not say another
     */
    Scanner(
            Posix posix,
            Root root,
            Places places,
            World world,
            Homes homes,
            Looks looks,
            Inbox inbox,
            MailRoom mail,
            Health health,
            Watcher watcher,
            MailSearch search,
            Newcomers newcomers,
            Seat seat,
            BreakpointFiles breakpoints,
            SpoolFiles spools,
            Journal journal,
            RootPlace place,
            Duration defaultCycle) {
        this.posix = posix;
        this.root = root;
        this.world = world;
        this.homes = homes;
        this.looks = looks;
        this.inbox = inbox;
        this.mail = mail;
        this.health = health;
        this.watcher = watcher;
        this.search = search;
        this.newcomers = newcomers;
        this.seat = seat;
        this.breakpoints = breakpoints;
        this.spools = spools;
        this.journal = journal;
        this.place = place;
        this.defaultCycle = defaultCycle;
        this.places = places;
    }

    /** Looks at everything; what it finds goes into the inbox. */
    void scan(Now now) {
        readCycle();
        if (!place.keep()) {
            return; // what lies at its path now is not the root: nothing is made there, nothing is found there
        }
        inbox.add(new Event.CycleBegan());
        sayShortage();
        seat.keep();
        mail.keepNumbers();
        keepDirectories();
        scanControl();
        inbox.add(breakpoints::look);
        keepPlace(places.spawn);
        keepPlace(places.send);
        keepPlace(places.running);
        keepPlace(places.breaks);
        scanRequests();
        Map<Home, Event> gone = new LinkedHashMap<>();
        for (Home home : homes.living()) {
            posix.release();
            try {
                scanActor(home, now, gone);
            } catch (IOException e) {
                health.failed("looking at " + home.id, e);
            } catch (RuntimeException e) {
                health.fault("looking at " + home.id, null, e); // the others are looked at all the same
            }
        }
        if (homes.hasSomeoneLeft()) {
            sendMemory.forget(); // there may be a drawer that nobody empties otherwise
            newcomers.forget(); // and another directory of its name
        }
        newcomers.scan(now, world.cycle().toNanos());
        scanMail(gone.keySet(), now);
        // what an actor sent belongs to the message that it has finished, so that comes after
        gone.forEach((home, event) -> inbox.addBehindMail(home, () -> event));
        if (!world.immediate()) {
            inbox.addLast(new Event.DeliveryTurn());
        }
    }

    /** Much that cannot be opened is only looked at again, so this is said here for all of it. */
    private void sayShortage() {
        IOException shortage = posix.shortage();
        if (shortage == null) {
            health.worked("opening files");
        } else {
            health.failed("opening files", shortage);
        }
    }

    /** What was deleted of the layout is made again. */
    private void keepDirectories() {
        try {
            RootDirectory.makeAll(root);
            health.worked("keeping the root's directories");
        } catch (IOException | Refused e) {
            health.failed("keeping the root's directories", e);
        }
        journal.keep();
    }

    /** A directory that was deleted is made again; one that was replaced is used from now on. */
    private void keepPlace(Dir place) {
        String task = "looking at " + place.path.getFileName();
        try {
            Posix.Stat there = posix.stat(places.root, place.path.getFileName().toString());
            if (there == null) {
                FileStep.createDirectory(place.path);
                posix.forget(place);
            } else if (there.kind() != Posix.Kind.DIRECTORY) {
                throw new NotDirectoryException(place.toString());
            } else if (there.inode() != posix.stat(place, ".").inode()) {
                posix.forget(place);
            } else {
                health.worked(task);
                return;
            }
            if (watcher != null) {
                watcher.watchPlaces();
            }
        } catch (IOException e) {
            health.failed(task, e);
        }
    }

    private void readCycle() {
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
            health.worked("reading the file cycle");
        } catch (Refused e) {
            health.failed("reading the file cycle", e);
        }
    }

    /** USR1 has come: looks for requests, whether the system is paused or not any more, and whether the cycle has changed. */
    void lookNow() {
        readCycle();
        scanControl();
        scanRequests();
    }

    private void scanControl() {
        inbox.add(() -> looks.atPaused(places.root, null));
        inbox.add(() -> looks.atStep(places.root, false));
    }

    private void scanRequests() {
        if (!inbox.isBehindWith(places.spawn)) {
            search.begin(places.spawn, inbox.newBatch(), this::foundRequest, count -> {});
        }
    }

    private boolean foundRequest(MailSearch.Entry file) {
        String name = file.name();
        inbox.addFound(places.spawn, file.batch(), file.modified(), name, () -> looks.atRequest(name));
        return true;
    }

    // ---- one actor --------------------------------------------------------------------------------------------------

    /** Of one for whom nothing has changed, this opens no directory: it is asked for what is in it from outside. */
    private void scanActor(Home home, Now now, Map<Home, Event> gone) throws IOException {
        ActorState actor = world.actor(home.id);
        if (actor == null) {
            return; // the core is about to learn of it, or that it has left
        }
        Posix.Stat dir = posix.stat(places.running, home.id.value());
        if (dir == null || dir.inode() != home.inode) {
            inbox.add(home, () -> new Event.DirectoryGone(home.id));
            return;
        }
        if (home.dirMemory.isDue(dir.changed(), now.nanos())) {
            scanControl(home, now, dir);
        }
        ProcessIdentity owner = actor.spec().owner();
        if (owner != null && !owner.isElsewhere() && !owner.isAlive()) {
            inbox.add(home, () -> new Event.OwnerEnded(home.id, owner.pid()));
        }
        if (posix.stat(places.send, home.id.value()) == null) {
            // somebody has deleted it: the actor has nowhere to send from. Not by its path, which may lead elsewhere by
            // now
            FileStep.createDirectory(new Dir(posix.open(places.send)).file(home.id.value()));
            posix.forget(home.drawer);
            home.isWatched = false;
        }
        Posix.Stat spool = posix.stat(places.running, home.spoolInRunning);
        if (spool == null) {
            LOG.warn("{}: its spool was deleted, made again", home.id);
            FileStep.createDirectory(new Dir(posix.open(home.dir)).file(ActorHome.SPOOL));
            posix.forget(home.spool);
            home.isWatched = false;
            spool = posix.stat(home.dir, ActorHome.SPOOL);
        }
        boolean spoolChanged = spool != null && home.spoolMemory.isDue(spool.changed(), now.nanos());
        if (spool != null && spool.kind() == Posix.Kind.DIRECTORY && (actor.current() != null || spoolChanged)) {
            scanCurrent(home, actor, gone);
        }
        if (gone.containsKey(home)) {
            spool = posix.stat(home.dir, ActorHome.SPOOL); // it may have been put among the waiting just now
            spoolChanged = spool != null && home.spoolMemory.isDue(spool.changed(), now.nanos());
        }
        if (spoolChanged) {
            spools.follow(home, spool);
        }
        Posix.Stat state = posix.stat(places.running, home.stateInRunning);
        long looksLike = state == null ? 0 : state.fingerprint();
        if (looksLike != home.stateSeen) {
            home.stateSeen = looksLike;
            inbox.add(home, () -> new Event.StateWritten(home.id));
        }
        if (watcher != null && !home.isWatched) {
            watcher.watch(home);
        }
        Posix.Stat log = posix.stat(places.running, home.logInRunning);
        if (log != null && log.kind() == Posix.Kind.FILE && log.size() > OutputLog.LIMIT) {
            OutputLog.cut(home.paths.log());
            LOG.info("{}: out.log had {} MiB, cut", home.id, log.size() >> 20);
        }
        health.worked("looking at " + home.id);
    }

    private void scanControl(Home home, Now now, Posix.Stat dir) throws IOException {
        long wall = FileTimes.now();
        inbox.add(home, () -> looks.atStop(home));
        inbox.add(home, () -> looks.atRestart(home)); // when its turn comes: it may be answered by then
        if (posix.stat(home.dir, ActorHome.STATUS) == null) {
            inbox.add(home, () -> new Event.StatusGone(home.id));
        }
        inbox.add(home, () -> looks.atPaused(home.dir, home.id));
        inbox.add(home, () -> looks.atAttach(home));
        home.dirMemory.listed(dir.changed(), wall, now.nanos(), now.nanos());
    }

    private void scanCurrent(Home home, ActorState actor, Map<Home, Event> gone) throws IOException {
        Posix.Stat current = posix.stat(places.running, home.currentInRunning);
        if (current != null && current.kind() != Posix.Kind.FILE) {
            mail.setAsideCurrent(home);
            current = null;
        }
        if (actor.current() == null) {
            if (current != null) {
                Posix.Stat there = current;
                inbox.add(home, () -> new Event.CurrentFound(home.id, FileTimes.instant(there.modified())));
            }
        } else if (current != null) {
            Posix.Stat there = current;
            inbox.add(home, () -> looks.seen(home, there));
        } else if (posix.exists(home.drawer, Root.STASH)) {
            return; // the drawer is looked at next
        } else if (world.immediate()) {
            gone.put(
                    home,
                    new Event.CurrentMissing(home.id)); // a notice tells an unlink from a rename; none has come yet
        } else {
            Event gap = looks.atGap(home);
            if (gap != null) {
                gone.put(home, gap);
            }
        }
    }

    // ---- mail -------------------------------------------------------------------------------------------------------

    /** @param finished actors that may be done: all that they sent has to be seen before that */
    private void scanMail(Set<Home> finished, Now now) {
        long batch = inbox.newBatch();
        scanDrawer(null, places.send, sendMemory, false, batch, now);
        for (Home home : homes.living()) {
            scanDrawer(home.id, home.drawer, home.drawerMemory, finished.contains(home), batch, now);
        }
    }

    /** Notices were lost: nothing that is remembered of the directories can be relied on. */
    void forgetAll() {
        sendMemory.forgetAll();
        for (Home home : homes.living()) {
            home.dirMemory.forgetAll();
            home.spoolMemory.forgetAll();
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
            health.failed("listing " + dir.path.getFileName(), e);
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
        inbox.addFound(dir, file.batch(), file.modified(), name, () -> looks.atMail(dir, owner, name, false));
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
}
