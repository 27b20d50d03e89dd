package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Durations;
import actos.protocol.FileStep;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.core.ActorState;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all directories once a cycle: complete by itself, so that nothing depends on a notice or a signal. Thin: a
 * directory is listed only if its modification time says that it changed. Used by the loop's thread.
 */
final class Scanner {
    static final Duration SHORTEST_CYCLE = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    /** A message that was found, with its drawer's owner. */
    private record Find(ActorId owner, Dir dir, DrawerListing.Entry entry) {}

    private final Posix posix;
    private final Root root;
    private final World world;
    private final Homes homes;
    private final Looks looks;
    private final Inbox inbox;
    private final MailRoom mail;
    private final Health health;
    private final Watcher watcher;
    private final Duration defaultCycle;
    private final boolean accessTimesWork;
    private final Places places;
    private final DirectoryMemory sendMemory = new DirectoryMemory();
    private String cycleText = "";

    /**
     * @param watcher null where there are no notices
     * @param defaultCycle the scan interval where the file {@code cycle} does not say another
     * @param accessTimesWork whether reading a file can be told from its access time here
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
            Duration defaultCycle,
            boolean accessTimesWork) {
        this.posix = posix;
        this.root = root;
        this.world = world;
        this.homes = homes;
        this.looks = looks;
        this.inbox = inbox;
        this.mail = mail;
        this.health = health;
        this.watcher = watcher;
        this.defaultCycle = defaultCycle;
        this.accessTimesWork = accessTimesWork;
        this.places = places;
    }

    /** Looks at everything; what it finds goes into the inbox. */
    void scan(Now now) {
        readCycle();
        inbox.add(new Event.CycleBegan());
        keepPlace(places.spawn);
        keepPlace(places.send);
        scanRequests();
        List<Event> gone = new ArrayList<>();
        for (Home home : homes.living()) {
            try {
                scanActor(home, now, gone);
            } catch (IOException e) {
                health.failed("looking at " + home.id, e);
            }
        }
        scanMail(now);
        if (!world.immediate()) {
            // what an actor sent belongs to the message that it has finished, so that comes after
            gone.forEach(event -> inbox.addFound(null, () -> event));
            inbox.addFound(null, Event.DeliveryTurn::new);
        } else {
            gone.forEach(inbox::add);
        }
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
            text = Files.readString(root.cycle(), StandardCharsets.UTF_8).strip();
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

    /** USR1 has come: looks for requests, and whether the cycle has changed. */
    void lookNow() {
        readCycle();
        scanRequests();
    }

    private void scanRequests() {
        try (Stream<Path> list = Files.list(posix.open(places.spawn))) {
            list.map(p -> p.getFileName().toString())
                    .filter(name -> !Names.leftAlone(name))
                    .sorted()
                    .forEach(name -> inbox.add(() -> looks.atRequest(name)));
            health.worked("listing spawn");
        } catch (IOException | UncheckedIOException e) {
            health.failed("listing spawn", e);
        }
    }

    // ---- one actor --------------------------------------------------------------------------------------------------

    private void scanActor(Home home, Now now, List<Event> gone) throws IOException {
        ActorState actor = world.actor(home.id);
        Posix.Stat dir = posix.stat(places.running, home.id.value());
        if (dir == null || dir.inode() != home.inode) {
            inbox.add(new Event.DirectoryGone(home.id));
            return;
        }
        if (home.dirMemory.isDue(dir.modified(), now.nanos())) {
            scanControl(home, now, dir);
        }
        if (posix.stat(places.send, home.id.value()) == null) {
            FileStep.createDirectory(home.drawer.path); // somebody has deleted it: the actor has nowhere to send from
            posix.forget(home.drawer);
            if (watcher != null) {
                watcher.watch(home);
            }
        }
        Posix.Stat spool = posix.stat(home.dir, ActorHome.SPOOL);
        boolean spoolChanged = spool != null && home.spoolMemory.isDue(spool.modified(), now.nanos());
        if (actor.current() != null || spoolChanged) {
            scanCurrent(home, actor, gone);
        }
        if (spoolChanged) {
            long wall = wallNanos();
            long start = System.nanoTime();
            mail.listSpool(home);
            home.spoolMemory.listed(spool.modified(), wall, start, System.nanoTime());
        }
        Posix.Stat log = posix.stat(home.dir, ActorHome.LOG);
        if (log != null && log.size() > OutputLog.LIMIT) {
            OutputLog.cut(home.paths.log());
            LOG.info("{}: out.log had {} MiB, cut", home.id, log.size() >> 20);
        }
        health.worked("looking at " + home.id);
    }

    private void scanControl(Home home, Now now, Posix.Stat dir) {
        long wall = wallNanos();
        Event stop = looks.atStop(home);
        if (stop != null) {
            inbox.add(stop);
        }
        home.dirMemory.listed(dir.modified(), wall, now.nanos(), now.nanos());
    }

    private void scanCurrent(Home home, ActorState actor, List<Event> gone) throws IOException {
        Posix.Stat current = posix.stat(home.spool, Root.CURRENT);
        if (actor.current() == null) {
            if (current != null) {
                inbox.add(new Event.CurrentFound(home.id, Looks.instant(current.modified())));
            }
        } else if (current != null) {
            inbox.add(new Event.CurrentSeen(home.id, !accessTimesWork || current.accessed() != 0));
        } else if (world.immediate()) {
            gone.add(new Event.CurrentMissing(home.id)); // a notice tells an unlink from a rename; none has come yet
        } else {
            Event gap = looks.atGap(home);
            if (gap != null) {
                gone.add(gap);
            }
        }
    }

    // ---- mail -------------------------------------------------------------------------------------------------------

    private void scanMail(Now now) {
        List<Find> finds = new ArrayList<>();
        for (DrawerListing.Entry entry : listSend(now)) {
            if (!entry.isDirectory()) {
                finds.add(new Find(null, places.send, entry));
            } else if (ActorId.isValid(entry.name())) {
                ActorId id = new ActorId(entry.name());
                if (homes.get(id) == null) {
                    scanOrphanedDrawer(id, finds);
                }
            } else {
                finds.add(new Find(null, places.send, entry));
            }
        }
        for (Home home : homes.living()) {
            scanDrawer(home, now, finds);
        }
        finds.sort((a, b) -> DrawerListing.BY_TIME.compare(a.entry(), b.entry()));
        for (Find find : finds) {
            String file = find.entry().name();
            inbox.addFound(find.owner(), () -> looks.atMail(find.dir(), find.owner(), file, false));
        }
    }

    private List<DrawerListing.Entry> listSend(Now now) {
        return inbox.isBehindWith(null) ? List.of() : list(places.send, sendMemory, now);
    }

    private void scanDrawer(Home home, Now now, List<Find> finds) {
        if (!inbox.isBehindWith(home.id)) {
            for (DrawerListing.Entry entry : list(home.drawer, home.drawerMemory, now)) {
                finds.add(new Find(home.id, home.drawer, entry));
            }
        }
    }

    private List<DrawerListing.Entry> list(Dir dir, DirectoryMemory memory, Now now) {
        try {
            Posix.Stat stat = posix.stat(dir, ".");
            if (stat == null || !memory.isDue(stat.modified(), now.nanos())) {
                return List.of();
            }
            long wall = wallNanos();
            long start = System.nanoTime();
            List<DrawerListing.Entry> entries = DrawerListing.of(posix, dir, health);
            memory.listed(stat.modified(), wall, start, System.nanoTime());
            if (!entries.isEmpty()) {
                memory.forget(); // some may not be complete or known yet: look again
            }
            return entries;
        } catch (IOException e) {
            health.failed("listing " + dir.path.getFileName(), e);
            return List.of();
        }
    }

    /** An ended actor's drawer lives until its last message was taken. */
    private void scanOrphanedDrawer(ActorId id, List<Find> finds) {
        Dir drawer = homes.drawer(id);
        List<DrawerListing.Entry> entries = DrawerListing.of(posix, drawer, health);
        for (DrawerListing.Entry entry : entries) {
            finds.add(new Find(id, drawer, entry));
        }
        if (entries.isEmpty()) {
            try {
                FileStep.delete(drawer.path); // refuses a directory that is not empty
                homes.removeDrawer(id);
                posix.forget(drawer);
            } catch (IOException e) {
                // somebody's hidden file is in there: leave it
            }
        }
    }

    private static long wallNanos() {
        java.time.Instant wall = java.time.Instant.now();
        return wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
    }

    /** Whether reading a file shows in its access time: not on file systems mounted with {@code noatime}. */
    static boolean accessTimesWork(Posix posix, Root root) throws IOException {
        Dir dir = new Dir(root.dir());
        String probe = ".atime";
        Path file = dir.file(probe);
        FileStep.delete(file);
        FileStep.write(file, new byte[] {'1'});
        try {
            posix.markUnread(dir, probe);
            try (var in = Files.newByteChannel(file, LinkOption.NOFOLLOW_LINKS)) {
                in.read(java.nio.ByteBuffer.allocate(1));
            }
            Posix.Stat stat = posix.stat(dir, probe);
            return stat != null && stat.accessed() != 0;
        } finally {
            FileStep.delete(file);
            posix.forget(dir);
        }
    }
}
