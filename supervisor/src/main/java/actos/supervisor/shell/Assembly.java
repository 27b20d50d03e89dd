package actos.supervisor.shell;

import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.posix.AccessTimes;
import actos.supervisor.posix.NativePosix;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.act.ActorCreation;
import actos.supervisor.shell.act.ActorImport;
import actos.supervisor.shell.act.Admission;
import actos.supervisor.shell.act.Commits;
import actos.supervisor.shell.act.ControlFiles;
import actos.supervisor.shell.act.CurrentSlot;
import actos.supervisor.shell.act.EndNotices;
import actos.supervisor.shell.act.Graveyard;
import actos.supervisor.shell.act.Intake;
import actos.supervisor.shell.act.LifeEffects;
import actos.supervisor.shell.act.MailEffects;
import actos.supervisor.shell.act.Performer;
import actos.supervisor.shell.act.ProcessOwnership;
import actos.supervisor.shell.act.Processes;
import actos.supervisor.shell.act.Removal;
import actos.supervisor.shell.act.Sequence;
import actos.supervisor.shell.act.Starting;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.JournalLimit;
import actos.supervisor.shell.base.RootPlace;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import actos.supervisor.shell.sense.ActorScan;
import actos.supervisor.shell.sense.AddedDirectories;
import actos.supervisor.shell.sense.BreakpointFiles;
import actos.supervisor.shell.sense.CopyDetection;
import actos.supervisor.shell.sense.DrawerScan;
import actos.supervisor.shell.sense.ExcusedEnds;
import actos.supervisor.shell.sense.MailSearch;
import actos.supervisor.shell.sense.Observation;
import actos.supervisor.shell.sense.RequestReader;
import actos.supervisor.shell.sense.RootScan;
import actos.supervisor.shell.sense.SpoolFiles;
import actos.supervisor.shell.sense.StateFiles;
import actos.supervisor.shell.sense.Watcher;
import actos.supervisor.shell.tell.Checkpoint;
import actos.supervisor.shell.tell.EndedByShutdown;
import actos.supervisor.shell.tell.LifeJournal;
import actos.supervisor.shell.tell.Publisher;
import actos.supervisor.shell.tell.Statuses;
import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalLong;

/**
 * All parts of a supervisor, each made by its constructor in the order in which they need each other, for a root that is
 * prepared and locked. Used once, at the start.
 */
final class Assembly {
    /** A start also waits for the disk, and for the supervisor to see that it is ready. */
    private static final int STARTS_PER_PROCESSOR = 4;

    final ProcessIdentity self = ProcessIdentity.self();
    /** How it is told what happens: by notices, or by scans only. */
    final String mode;

    final Sequence sequence;
    /** The last message number that is written down as used. */
    final OptionalLong used;

    final World world;
    final Shared shared;
    final RootPlace place;
    final Observation observation;
    /** Null where there are no notices. */
    final Watcher watcher;

    final ProcessOwnership ownership;
    final Processes processes;
    final Graveyard graveyard;
    final ActorCreation actorCreation;
    final LastRun lastRun;
    final EndedByShutdown endedByShutdown;
    final Publisher publisher;
    final AddedDirectories addedDirectories;
    final Admission admission;
    final Performer performer;
    final Bulkhead bulkhead;
    final RootClaim claim;
    final EventSources sources;
    final Checkpoint checkpoint;
    final JournalLimit journalLimit;

    private final BreakpointFiles breakpoints;
    private final StateFiles states;
    private final Commits commits;
    private final SpoolFiles spools;
    private final DrawerScan drawers;

    Assembly(Root root, RootLock lock, Options options, Posix posix, Journal journal, Now now) throws IOException {
        IOException noNotices = options.scanOnly() ? null : openNotices(posix);
        boolean isImmediate = posix instanceof NativePosix && !options.scanOnly() && noNotices == null;
        mode = isImmediate ? "notices" : "scan-only";
        int owner = (Integer) Files.getAttribute(root.dir(), "unix:uid");
        sequence = new Sequence(root, posix);
        used = sequence.read();
        world = world(isImmediate, options, used);
        shared = Shared.of(root, posix, journal);
        Health health = shared.health();
        if (noNotices != null) {
            health.failed(Task.NO_NOTICES, noNotices);
        }
        place = new RootPlace(root, posix, shared.places().root, health);
        observation = looks(owner);
        breakpoints = new BreakpointFiles(posix, shared.places().breaks, health, journal);
        watcher = isImmediate ? new Watcher((NativePosix) posix, shared, observation, breakpoints) : null;
        ownership = new ProcessOwnership(root);
        states = new StateFiles(posix, journal, health);
        ExcusedEnds excusedEnds = new ExcusedEnds(root, place, states);
        processes = new Processes(posix, shared.inbox(), root, ownership, excusedEnds, options.distribution());
        graveyard = new Graveyard(root, posix);
        commits = new Commits(posix, shared.places(), journal);
        actorCreation = new ActorCreation(root, posix);
        spools = new SpoolFiles(shared);
        lastRun = LastRun.of(root, posix);
        endedByShutdown = new EndedByShutdown(root, posix, world, health);
        Statuses.Run run = new Statuses.Run(self, options.version(), mode, lastRun.shutdown());
        Statuses statuses = new Statuses(world, health, breakpoints, endedByShutdown, run, now.wall());
        publisher = new Publisher(shared, place, world, breakpoints, endedByShutdown, statuses, now);
        addedDirectories = new AddedDirectories(shared, new CopyDetection(root, posix), processes::killFormer);
        ActorImport actorImport = new ActorImport(root, posix, commits);
        admission = new Admission(
                shared, observation, actorCreation, actorImport, graveyard, states, watcher, addedDirectories);
        MailSearch search = new MailSearch(posix, shared.inbox(), health);
        drawers = new DrawerScan(shared, observation, search);
        performer = new Performer(shared, place, mail(), life(), controls());
        bulkhead = new Bulkhead(world, performer, health);
        checkpoint = new Checkpoint(world, shared, states);
        journalLimit = new JournalLimit(root, health, journal, options.journalKeep());
        claim = new RootClaim(root, posix, lock, self, health);
        Scanner scanner = scanner(search, options);
        sources = new EventSources(world, posix, shared.inbox(), scanner, processes, watcher, search, now);
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

    private static World world(boolean isImmediate, Options options, OptionalLong used) {
        int startsAtOnce = STARTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        return new World(isImmediate, options.cycle(), options.stopTimeout(), used.orElse(0), startsAtOnce);
    }

    /** @param owner the user of the supervisor */
    private Observation looks(int owner) {
        Posix posix = shared.posix();
        RequestReader requests = new RequestReader(posix, shared.places().spawn, owner);
        return new Observation(
                posix, requests, AccessTimes.work(posix, shared.root().dir()));
    }

    private MailEffects mail() {
        Intake intake = new Intake(shared, observation, sequence, graveyard, spools);
        CurrentSlot slot = new CurrentSlot(shared, processes, sequence, graveyard, breakpoints, spools, states);
        EndNotices endNotices = new EndNotices(shared, sequence);
        return new MailEffects(shared, intake, slot, states, spools, drawers, endNotices, observation);
    }

    private LifeEffects life() {
        LifeJournal lifeJournal = new LifeJournal(shared.journal());
        Starting starting = new Starting(shared, actorCreation, processes, states, place);
        Removal removal = new Removal(shared, graveyard, commits, processes, watcher, publisher, lifeJournal);
        return new LifeEffects(shared.inbox(), admission, starting, processes, removal, lifeJournal);
    }

    private ControlFiles controls() {
        return new ControlFiles(shared, spools, processes, watcher, breakpoints);
    }

    private Scanner scanner(MailSearch search, Options options) {
        LayoutRepair layoutRepair = new LayoutRepair(shared, journalLimit, sequence, claim, watcher);
        RootScan rootScan = new RootScan(shared, world, observation, breakpoints, search, options.cycle());
        ActorScan actorScan = new ActorScan(shared, world, observation, spools, watcher);
        return new Scanner(shared, world, place, layoutRepair, rootScan, actorScan, drawers, addedDirectories);
    }
}
