package actos.supervisor.shell.sense;

import actos.protocol.ActorHome;
import actos.protocol.FileStep;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import actos.supervisor.core.ActorState;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.OutputLog;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one actor's directory, spool, state and log, and puts back what somebody has deleted of them. Used by the loop's
 * thread.
 */
public final class ActorScan {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Posix posix;
    private final Places places;
    private final Inbox inbox;
    private final Health health;
    private final World world;
    private final Observation observation;
    private final SpoolFiles spools;
    private final Watcher watcher;

    /** @param watcher null where there are no notices */
    public ActorScan(Shared shared, World world, Observation observation, SpoolFiles spools, Watcher watcher) {
        this.posix = shared.posix();
        this.places = shared.places();
        this.inbox = shared.inbox();
        this.health = shared.health();
        this.world = world;
        this.observation = observation;
        this.spools = spools;
        this.watcher = watcher;
    }

    /** Of one for whom nothing has changed, this opens no directory: it is asked for what is in it from outside. */
    public void scan(Home home, Now now, Map<Home, Event> gone) throws IOException {
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
            if (actor.isCurrentMissing()
                    || posix.exists(home.spool, actor.current().fileName())) {
                home.spoolMemory.forgetAll(); // it is about to count as done: is it not among the waiting again?
            }
            spool = posix.stat(home.dir, ActorHome.SPOOL); // it may have been put among the waiting just now
            spoolChanged = spool != null && home.spoolMemory.isDue(spool.changed(), now.nanos());
        }
        if (spoolChanged) {
            spools.follow(home, spool);
        }
        Posix.Stat state = posix.stat(places.running, home.stateInRunning);
        long looksLike = state == null ? 0 : state.fingerprint();
        if (looksLike != home.state.seen) {
            home.state.seen = looksLike;
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
        health.worked(Task.LOOKING_AT, home.id);
    }

    private void scanControl(Home home, Now now, Posix.Stat dir) throws IOException {
        long wall = FileTimes.now();
        inbox.add(home, () -> observation.atStop(home));
        inbox.add(home, () -> observation.atRestart(home)); // when its turn comes: it may be answered by then
        if (posix.stat(home.dir, ActorHome.STATUS) == null) {
            inbox.add(home, () -> new Event.StatusGone(home.id));
        }
        inbox.add(home, () -> observation.atPaused(home.dir, home.id));
        inbox.add(home, () -> observation.atAttach(home));
        home.dirMemory.listed(dir.changed(), wall, now.nanos(), now.nanos());
    }

    private void scanCurrent(Home home, ActorState actor, Map<Home, Event> gone) throws IOException {
        Posix.Stat current = posix.stat(places.running, home.currentInRunning);
        if (current != null && current.kind() != Posix.Kind.FILE) {
            spools.setAsideCurrent(home);
            current = null;
        }
        if (actor.current() == null) {
            if (current != null) {
                Posix.Stat there = current;
                inbox.add(home, () -> new Event.CurrentFound(home.id, FileTimes.instant(there.modified())));
            }
        } else if (current != null) {
            Posix.Stat there = current;
            inbox.add(home, () -> observation.seen(home, there));
        } else if (posix.exists(home.drawer, Root.STASH)) {
            return; // the drawer is looked at next
        } else if (world.immediate()) {
            gone.put(
                    home,
                    new Event.CurrentMissing(home.id)); // a notice tells an unlink from a rename; none has come yet
        } else {
            Event gap = observation.atGap(home);
            if (gap != null) {
                gone.put(home, gap);
            }
        }
    }
}
