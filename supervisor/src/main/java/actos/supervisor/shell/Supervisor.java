package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the supervisor together, every part by its constructor, and runs it on a root that is prepared and locked. The
 * thread that calls {@link #run} is the loop's thread.
 */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int SHOWN = 10;
    /** A start also waits for the disk, and for the supervisor to see that it is ready. */
    private static final int STARTS_PER_PROCESSOR = 4;

    /**
     * What was asked for on the command line.
     *
     * @param cycle the scan interval
     * @param scanOnly no notices: the slow motion of the original
     * @param stopTimeout how long actors have to end at shutdown
     * @param restore whether what the last shutdown ended is to live on
     * @param version of ActOS
     * @param distribution where ActOS is installed, or null
     */
    record Options(
            Duration cycle,
            boolean scanOnly,
            Duration stopTimeout,
            boolean restore,
            String version,
            String distribution) {}

    private final Root root;
    private final Options options;
    private final RootLock lock;

    Supervisor(Root root, RootLock lock, Options options) {
        this.root = root;
        this.lock = lock;
        this.options = options;
    }

    /** Serves the root until TERM or INT and until all actors have ended; false if some are left to the next supervisor. */
    boolean run() throws IOException {
        try (Posix posix = posix();
                Journal journal = new Journal(root, Loop.now())) {
            return run(posix, journal);
        }
    }

    private static Posix posix() throws IOException {
        try {
            NativeOpenFiles.raise();
            return new NativePosix(Descriptors.forDirectories());
        } catch (LinkageError e) {
            LOG.warn(
                    "the native library cannot be loaded ({}): working as --scan-only, with a forked kill",
                    e.getMessage());
            return new PlainPosix();
        }
    }

    /** Null if there will be notices, or none are to be had anyway. */
    private static IOException openNotices(Posix posix) {
        try {
            if (posix instanceof NativePosix kernel) {
                kernel.openNotices();
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** The supervisor before this one may have ended before it wrote the process down. */
    private static void keepPid(Home home, Health health) {
        try {
            if (!Files.exists(home.paths.pid(), LinkOption.NOFOLLOW_LINKS)) {
                Publish.rewrite(home.paths.pid(), (home.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            health.failed("writing the pid of " + home.id, e);
        }
    }

    /** They are made anew; nothing depends on them. */
    private static void clearLinks(Home home) {
        try {
            Links.clear(home.paths);
        } catch (IOException e) {
            LOG.warn("{}: its children/ is left as it is: {}", home.id, Errors.sentence(e));
        }
    }

    private static void happen(Event event, Bulkhead bulkhead, Now now) {
        if (event != null) {
            bulkhead.happen(event, now);
        }
    }

    /** What the supervisor before this one has said of itself; null if there was none. */
    private SystemStatus statusBefore(Posix posix) {
        try {
            return Json.read(posix.readAll(root.systemStatus(), Json.MAX_BYTES), SystemStatus.class);
        } catch (IOException e) {
            return null;
        }
    }

    private boolean run(Posix posix, Journal journal) throws IOException {
        Now now = Loop.now();
        ProcessIdentity self = ProcessIdentity.self();
        IOException noNotices = options.scanOnly() ? null : openNotices(posix);
        boolean immediate = posix instanceof NativePosix && !options.scanOnly() && noNotices == null;
        int owner = (Integer) Files.getAttribute(root.dir(), "unix:uid");

        Sequence sequence = new Sequence(root, posix);
        OptionalLong used = sequence.read();
        int startsAtOnce = STARTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        World world = new World(immediate, options.cycle(), options.stopTimeout(), used.orElse(0), startsAtOnce);
        Places places = new Places(root);
        Homes homes = new Homes(root, places);
        Inbox inbox = new Inbox();
        Health health = new Health(journal);
        if (noNotices != null) {
            health.failed("notices from the kernel, so working as --scan-only", noNotices);
        }
        RequestReader requests = new RequestReader(
                posix, places.spawn, owner, () -> 2 * world.cycle().toNanos());
        RootPlace place = new RootPlace(root, posix, places.root, health);
        Looks looks = new Looks(posix, requests, AccessTimes.work(posix, root));
        BreakpointFiles breakpoints = new BreakpointFiles(posix, places.breaks, health, journal);
        Watcher watcher =
                immediate ? new Watcher((NativePosix) posix, inbox, looks, places, homes, breakpoints, health) : null;
        Relatives kinship = new Relatives(root);
        StateFiles states = new StateFiles(posix, journal, health);
        Processes processes =
                new Processes(posix, inbox, root, kinship, new Excuses(root, place, states), options.distribution());
        Graveyard graveyard = new Graveyard(root, posix);
        Commits commits = new Commits(posix, places, journal);
        Cradle cradle = new Cradle(root, posix, commits);
        MailSearch search = new MailSearch(posix, inbox, health);
        SpoolFiles spools = new SpoolFiles(posix, homes, inbox, journal, health);
        MailRoom mail = new MailRoom(
                posix,
                places,
                homes,
                looks,
                inbox,
                processes,
                journal,
                sequence,
                graveyard,
                health,
                search,
                breakpoints,
                spools,
                states);
        Controls controls =
                new Controls(root, posix, homes, inbox, spools, processes, watcher, breakpoints, journal, health);
        SystemStatus statusBefore = statusBefore(posix);
        Instant shutdownBefore = statusBefore == null ? null : statusBefore.lastShutdown();
        boolean wasCutShort = shutdownBefore != null
                && statusBefore.startedAt() != null
                && !shutdownBefore.isBefore(statusBefore.startedAt()); // it was that supervisor's own
        Leftovers leftovers = new Leftovers(root, graveyard, world, health);
        Publisher publisher = new Publisher(
                root,
                place,
                posix,
                world,
                homes,
                health,
                breakpoints,
                leftovers,
                self,
                options.version(),
                immediate ? "notices" : "scan-only",
                shutdownBefore,
                now);
        Newcomers newcomers = new Newcomers(posix, places, homes, inbox, health, processes, new Originals(root, posix));
        Herald herald = new Herald(posix, homes, inbox, journal, sequence, health);
        Performer performer = new Performer(
                root, places, posix, homes, looks, inbox, mail, cradle, graveyard, processes, watcher, publisher,
                journal, health, commits, controls, spools, states, herald, newcomers, place);
        Bulkhead bulkhead = new Bulkhead(world, performer, health);
        Seat seat = new Seat(root, posix, lock, self, health);
        Scanner scanner = new Scanner(
                posix,
                root,
                places,
                world,
                homes,
                looks,
                inbox,
                mail,
                health,
                watcher,
                search,
                newcomers,
                seat,
                breakpoints,
                spools,
                journal,
                place,
                options.cycle());
        Causes causes = new Causes(world, posix, inbox, scanner, processes, watcher, search, now);

        journal.write(
                "supervisorStarted",
                line -> line.field("pid", self.pid())
                        .field("version", options.version())
                        .field("mode", immediate ? "notices" : "scan-only"));
        if (watcher != null) {
            watcher.watchPlaces();
        }
        cradle.clear();
        graveyard.finish();
        Map<ActorId, List<Relatives.Relative>> relatives = kinship.all();
        Recovery recovery =
                new Recovery(root, posix, relatives, wasCutShort ? shutdownBefore : null, options.restore(), used);
        List<Recovery.Found> before = recovery.actors();
        world.numbersAreUsedUpTo(recovery.highestNumber());
        for (Recovery.Found found : before) {
            List<Relatives.Relative> own = relatives.getOrDefault(found.id(), List.of());
            relatives.remove(found.id());
            Home home = homes.add(found.id(), found.inode());
            if (found.lives()) {
                processes.adopt(home, found.process().pid(), found.event().spec());
                LOG.info("{}: adopted, pid {}", found.id(), home.pid());
                journal.write("adopted", line -> line.field("actor", found.id()).field("pid", home.pid()));
                processes.killLeftBehind(found.id(), own, home.pid());
                keepPid(home, health);
            } else if (!own.isEmpty()) {
                processes.hasLeftSome(home, own);
            }
            performer.watch(home);
            clearLinks(home);
            bulkhead.happen(found.event(), now);
            happen(looks.atPaused(home.dir, home.id), bulkhead, now); // nothing was delivered yet
        }
        bulkhead.happen(new Event.AllRecovered(), now);
        happen(looks.atPaused(places.root, null), bulkhead, now);
        relatives.forEach((id, own) -> processes.killLeftBehind(id, own, 0)); // its directory was deleted or renamed
        if (options.restore()) {
            List<ActorId> restored = graveyard.restore();
            restored.forEach(id -> LOG.info("{}: restored", id));
            newcomers.judgeAll(restored);
        }

        leftovers.look();

        causes.openSignals();
        publisher.publishSystem(now);
        seat.take();
        LOG.info(
                "supervising {} (pid {}, {}, cycle {} ms)",
                root.dir(),
                self.pid(),
                immediate ? "notices" : "scan-only",
                world.cycle().toMillis());

        if (leftovers.count() > 0) {
            LOG.info(
                    "{} that earlier shutdowns have ended {} in dead/actors: supervisor --restore brings back what lies"
                            + " there, act dead revive one actor; act dead rm discards it",
                    leftovers.count() == 1 ? "1 actor" : leftovers.count() + " actors",
                    leftovers.count() == 1 ? "lies" : "lie");
        }
        new Loop(posix, inbox, causes, performer, bulkhead, publisher, journal).run();

        try {
            sequence.settle(world.lastId());
        } catch (IOException e) {
            LOG.warn(".seq: {}: some numbers are skipped", Errors.sentence(e));
        }
        leftovers.look();
        publisher.publishSystem(Loop.now());
        return leave(performer.left(), place, health, journal);
    }

    /** Whatever the disk refuses by now, the supervisor ends. */
    private boolean leave(List<ActorId> left, RootPlace place, Health health, Journal journal) {
        journal.write("supervisorStopped", line -> line.field("left", left.size()));
        try {
            FileStep.delete(place.dir().resolve(root.pid().getFileName()));
        } catch (IOException e) {
            LOG.warn(".pid stays: {}", Errors.sentence(e));
        }
        if (left.isEmpty()) {
            LOG.info("all actors have ended");
            return true;
        }
        health.degraded().forEach(LOG::error);
        LOG.error(
                "left in running/ as they are, for the next supervisor: {}{}",
                left.stream().limit(SHOWN).map(ActorId::value).collect(Collectors.joining(", ")),
                left.size() > SHOWN ? " and " + (left.size() - SHOWN) + " more" : "");
        return false;
    }
}
