package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Root;
import actos.protocol.journal.SupervisorEvents;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Descriptors;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.NativeOpenFiles;
import actos.supervisor.posix.NativePosix;
import actos.supervisor.posix.PlainPosix;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.act.ProcessOwnership;
import actos.supervisor.shell.act.UnfinishedGraves;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.RootPlace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a supervisor on a root that is prepared and locked: takes over what is there, turns the loop, leaves. The thread
 * that calls {@link #run} is the loop's thread.
 */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int SHOWN = 10;

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

    private boolean run(Posix posix, Journal journal) throws IOException {
        Now now = Loop.now();
        Assembly parts = new Assembly(root, lock, options, posix, journal, now);
        journal.write(new SupervisorEvents.SupervisorStarted(
                parts.self.pid(), options.version(), parts.mode, journal.before()));
        if (parts.watcher != null) {
            parts.watcher.watchPlaces();
        }
        parts.actorCreation.clear();
        new UnfinishedGraves(parts.shared.root(), posix).finish();
        adopt(parts, now);
        if (options.restore()) {
            restore(parts);
        }
        parts.endedByShutdown.look();
        parts.checkpoint.write();
        journal.beginFilesWith(() -> {
            parts.checkpoint.write();
            journal.flush();
            parts.journalLimit.apply(); // nothing is deleted before what follows it is on the disk
        });
        open(parts, now);
        Loop loop = new Loop(
                posix, parts.shared.inbox(), parts.sources, parts.performer, parts.bulkhead, parts.publisher, journal);
        loop.run();
        if (!parts.performer.isExit()) {
            LOG.error(
                    "faults have kept this supervisor from ending as it should: what still runs is left to the next one");
            return false;
        }
        settle(parts);
        return leave(parts.performer.left(), parts.place, parts.shared.health(), journal);
    }

    private void adopt(Assembly parts, Now now) throws IOException {
        Map<ActorId, List<ProcessOwnership.Relative>> relatives = parts.ownership.all();
        Recovery recovery = new Recovery(
                root, parts.shared.posix(), relatives, parts.lastRun.unfinished(), options.restore(), parts.used);
        List<Recovery.Found> before = recovery.actors();
        parts.world.numbersAreUsedUpTo(recovery.highestNumber());
        new Adoption(parts.shared, parts.observation, parts.processes, parts.admission, parts.bulkhead)
                .adopt(before, relatives, now);
    }

    private static void restore(Assembly parts) throws IOException {
        List<ActorId> restored = parts.endedByShutdown.restore();
        restored.forEach(id -> LOG.info("{}: restored", id));
        parts.addedDirectories.judgeAll(restored);
    }

    /** From now on everybody can see that this supervisor has the root, and signal it. */
    private void open(Assembly parts, Now now) throws IOException {
        parts.sources.openSignals();
        parts.publisher.publishSystem(now);
        parts.claim.take();
        LOG.info(
                "supervising {} (pid {}, {}, cycle {} ms)",
                root.dir(),
                parts.self.pid(),
                parts.mode,
                parts.world.cycle().toMillis());
        int left = parts.endedByShutdown.count();
        if (left > 0) {
            LOG.info(
                    "{} that earlier shutdowns have ended {} in dead/actors: supervisor --restore brings back what lies"
                            + " there, act dead revive one actor; act dead rm discards it",
                    left == 1 ? "1 actor" : left + " actors",
                    left == 1 ? "lies" : "lie");
        }
    }

    private static void settle(Assembly parts) {
        try {
            parts.sequence.settle(parts.world.lastId());
        } catch (IOException e) {
            LOG.warn(".seq: {}: some numbers are skipped", Errors.sentence(e));
        }
        parts.endedByShutdown.look();
        parts.publisher.publishSystem(Loop.now());
    }

    /** Whatever the disk refuses by now, the supervisor ends. */
    private boolean leave(List<ActorId> left, RootPlace place, Health health, Journal journal) {
        journal.write(new SupervisorEvents.SupervisorStopped(left.size()));
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
