package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Durations;
import actos.protocol.Phase;
import actos.protocol.Restart;
import actos.protocol.Supervision;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From an accepted request, or a directory that was there before, to a process that is told to end. */
final class Lifecycle {
    /** How soon a process that has waited for a processor is looked at again, at the earliest. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** How long a shutdown may take to put away what has ended, from the moment when nothing of it should live any more. */
    private static final Duration PUT_AWAY_WITHIN = Duration.ofSeconds(5);
    /** The same where somebody has asked twice. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private Lifecycle() {}

    // ---- a new actor ------------------------------------------------------------------------------------------------

    static void accepted(World world, Event.Accepted e, Now now, List<Effect> out) {
        ActorState actor = begin(world, new ActorState(e.id(), e.spec(), now.wall(), world.changes), out);
        actor.onTrial = actor.spec.supervision().parent() != null;
        Watching.greet(world, actor, now, out);
        comeIn(world, actor, now, out);
    }

    static ActorState begin(World world, ActorState actor, List<Effect> out) {
        world.actors.put(actor.id, actor);
        world.concerned = actor;
        world.setAside.remove(actor.id);
        Routing.becameKnown(world, actor.id, out);
        Tree.claim(world, actor);
        Watching.begin(world, actor);
        return actor;
    }

    /** A new actor takes its place in its tree, where its start may have to wait. */
    private static void comeIn(World world, ActorState actor, Now now, List<Effect> out) {
        Tree.join(world, actor, out);
        if (actor.spec.supervision().isAlone()) {
            raise(world, actor, now, out);
        } else {
            Tree.plant(world, actor.id, actor.spec, out);
            actor.enter(Phase.PENDING);
            Tree.stir(world, actor);
        }
    }

    /** It is an actor's turn to start, with all its children's directories there, if there is a place for its process. */
    static void raise(World world, ActorState actor, Now now, List<Effect> out) {
        Tree.plant(world, actor.id, actor.spec, out);
        if (!world.planting.isEmpty() && !actor.spec.supervision().children().isEmpty()) {
            actor.enter(Phase.PENDING);
            return;
        }
        if (actor.spec.hasProcess() && !world.starts.mayStart(actor)) {
            actor.nextStart = null;
            actor.enter(Phase.PENDING);
            return;
        }
        boolean isFirst = actor.lastEnd == null && actor.phase != Phase.RESTARTING;
        boolean keeps = actor.wanted == Wanted.RESTART || actor.spec.onRestart() == ActorSpec.OnRestart.KEEP;
        actor.wanted = Wanted.RUN;
        if (!isFirst) {
            actor.restarts.count();
            Tree.beginAnew(actor);
        }
        start(
                world,
                actor,
                isFirst ? Effect.Beginning.FIRST : keeps ? Effect.Beginning.AGAIN : Effect.Beginning.ANEW,
                now,
                out);
    }

    private static void start(World world, ActorState actor, Effect.Beginning beginning, Now now, List<Effect> out) {
        actor.startedNanos = now.nanos();
        actor.since = now.wall();
        actor.nextStart = null;
        actor.rise = ActorState.Rise.NOT_YET;
        actor.enter(Phase.STARTING);
        if (actor.spec.hasProcess()) {
            world.starts.begin(actor);
            out.add(new Effect.Start(actor.id, actor.spec, beginning));
        } else {
            becameReady(world, actor, now, out);
        }
    }

    /** Somebody has put a directory into {@code running/}. */
    static void directoryFound(World world, Event.DirectoryFound e, List<Effect> out) {
        if (world.shutdownAt != null || world.actors.containsKey(e.id())) {
            return;
        }
        String misplaced = Tree.misplaced(world, e.id(), e.spec().supervision());
        if (misplaced != null) {
            out.add(new Effect.NoteMisplaced(e.id(), misplaced));
        } else if (!Tree.hasChildrenToCome(world, e.spec().supervision())) { // they come first, each at its place
            out.add(new Effect.TakeIn(e.id(), e.spec(), e.isCopy()));
        }
    }

    static void takenIn(World world, Event.TakenIn e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), now.wall(), world.changes);
        actor.isOld = true;
        actor.comesBack = !e.isCopy();
        hasMail(world, actor, e.waiting(), e.held(), now);
        if (e.before() != null) {
            hasHistory(actor, e.before(), now);
        }
        begin(world, actor, out);
        ActorState parent = Tree.parent(world, actor);
        actor.onTrial = parent != null && parent.phase == Phase.READY;
        out.add(new Effect.ListSpool(actor.id));
        Watching.greet(world, actor, now, out);
        Tree.joinChildren(world, actor, out);
        comeIn(world, actor, now, out);
    }

    private static void hasHistory(ActorState actor, ActorStatus before, Now now) {
        actor.restarts.recover(before.restarts(), before.restartedAt(), now);
        actor.childRestarts.recover(0, before.childRestarts(), now);
    }

    private static void hasMail(World world, ActorState actor, List<Message> waiting, List<HeldBack> held, Now now) {
        actor.mailbox.addAll(waiting);
        held.forEach(h -> actor.held.put(h.message().id(), h));
        waiting.forEach(m -> Queueing.awaitDue(world, actor, m, now));
    }

    // ---- an actor of a supervisor before this one -------------------------------------------------------------------

    /** Its process goes on, or its end is found now, or it waits for its start. What it sent meanwhile comes first. */
    static void recovered(World world, Event.Recovered e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), e.status().since(), world.changes);
        actor.startedNanos = now.nanos();
        actor.handled = e.status().handled();
        actor.lastEnd = e.status().lastEnd();
        actor.isOld = true;
        actor.shutdown = e.shutdown();
        hasHistory(actor, e.status(), now);
        hasMail(world, actor, e.waiting(), e.held(), now);
        if (e.isCurrent()) {
            actor.becameCurrent(e.last(), now);
        } else {
            actor.handledLast = e.last();
        }
        begin(world, actor, out);
        if (e.pid() != 0 || actor.spec.manual()) {
            actor.unswept = true;
            out.add(new Effect.SweepDrawer(actor.id));
        }
        goOn(world, actor, e, now, out);
    }

    private static void goOn(World world, ActorState actor, Event.Recovered e, Now now, List<Effect> out) {
        Phase before = e.status().phase();
        actor.onTrial = actor.lastEnd == null && (before == Phase.STARTING || before == Phase.PENDING);
        actor.comesBack = before == Phase.RESTARTING && actor.spec.restart() == Restart.TEMPORARY;
        boolean stopped = "stop".equals(e.control());
        actor.wanted = stopped
                ? Wanted.STOP
                : "restart".equals(e.control())
                        ? Wanted.RESTART
                        : ActorState.wantedByTree(e.status().wanted());
        actor.why = actor.wantedByTree() == null ? null : e.status().why();
        if (before == Phase.PENDING && !stopped && e.pid() == 0) {
            actor.enter(Phase.PENDING);
        } else if (actor.spec.manual() && e.pid() == 0 && e.status().pid() != null) {
            actor.wanted = stopped ? Wanted.STOP : Wanted.RUN;
            actor.pid = e.status().pid(); // a process was attached, and has ended meanwhile
            Ending.foundEnded(actor, e.status(), now, out);
        } else if (e.pid() != 0 || !actor.spec.hasProcess() && before != Phase.ENDING && before != Phase.RESTARTING) {
            livesOn(world, actor, e, now, out);
        } else if (stopped || e.wasStarted() && before != Phase.RESTARTING) {
            Ending.foundEnded(actor, e.status(), now, out);
        } else if (before == Phase.RESTARTING) {
            Ending.await(world, actor, remaining(actor, e.status().nextStart(), now), now, out);
        } else if (actor.spec.supervision().isAlone()) {
            raise(world, actor, now, out);
        } else {
            actor.enter(Phase.PENDING); // its turn comes once all are known again
        }
    }

    private static void livesOn(World world, ActorState actor, Event.Recovered e, Now now, List<Effect> out) {
        if (actor.wanted == Wanted.STOP || actor.wanted == Wanted.RESTART) {
            actor.wanted = Wanted.RUN; // the scan finds the control file
        }
        if (e.pid() != 0) {
            started(world, actor, new Event.Started(e.id(), e.pid()), now);
            if (!actor.isAttached()) {
                world.starts.begin(actor);
            }
        }
        boolean hasChildren = !actor.spec.supervision().children().isEmpty();
        if (hasChildren && e.status().phase() != Phase.STARTING && e.status().phase() != Phase.PENDING) {
            actor.rise = ActorState.Rise.ITSELF;
            isUp(world, actor, now, out); // they were ready with it, whatever has become of them since
        } else if (e.pid() == 0) {
            becameReady(world, actor, now, out);
        }
    }

    /** The clock may have been set since the time was noted, but no wait is longer than the longest. */
    private static Duration remaining(ActorState actor, Instant nextStart, Now now) {
        if (actor.wanted != Wanted.RUN || nextStart == null || !nextStart.isAfter(now.wall())) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(now.wall(), nextStart);
        return wait.compareTo(actor.spec.backoff().max()) < 0
                ? wait
                : actor.spec.backoff().max();
    }

    // ---- starting ---------------------------------------------------------------------------------------------------

    static void started(World world, ActorState actor, Event.Started e, Now now) {
        boolean isExpected = actor.phase == Phase.STARTING || actor.phase == Phase.READY && actor.spec.manual();
        boolean hasProcess = actor.phase != Phase.RESTARTING && actor.phase != Phase.PENDING;
        actor.pid = hasProcess ? e.pid() : actor.pid; // what it was told meanwhile is about this process, too
        if (!isExpected) {
            return;
        }
        actor.rise = actor.isAttached() ? ActorState.Rise.NOT_YET : actor.rise;
        actor.mustBeReady = false;
        actor.enter(Phase.STARTING);
        world.timers.set(now.nanos() + actor.spec.readyTimeout().toNanos(), Timers.Kind.READY, e.id(), e.pid());
    }

    static void startFailed(ActorState actor, Event.StartFailed e, Now now, List<Effect> out) {
        if (actor.phase == Phase.STARTING || actor.phase == Phase.STOPPING) {
            actor.excused = e.passing() || actor.wanted != Wanted.RUN;
            actor.normal = false;
            Ending.begin(actor, new Effect.End(0, null, null, e.why()), now, out); // something may have been started
        }
    }

    /** It is ready itself; mail it gets when its children are, too. */
    static void becameReady(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.phase == Phase.STARTING && actor.rise == ActorState.Rise.NOT_YET) {
            actor.rise = ActorState.Rise.ITSELF;
            actor.comesBack = false;
            if (actor.spec.supervision().children().isEmpty()) {
                isUp(world, actor, now, out);
            } else {
                Tree.stir(world, actor);
            }
        }
    }

    static void isUp(World world, ActorState actor, Now now, List<Effect> out) {
        actor.rise = ActorState.Rise.ALL;
        actor.onTrial = false;
        actor.enter(Phase.READY);
        out.add(new Effect.NoteReady(actor.id, now.nanos() - actor.startedNanos));
        if (actor.isAttached() && actor.current != null) {
            out.add(new Effect.Signal(actor.id)); // it was in the slot before
        }
        world.considerMail(actor);
        Tree.stir(world, Tree.parent(world, actor));
        if (!actor.dynamics.isEmpty()) {
            Tree.stir(world, actor);
        }
    }

    /** Its time to get ready is over, unless it has spent some of that waiting for a processor. */
    static void mustBeReady(World world, Timers.Timer timer, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor == null || !isStarting(actor, timer.subject())) {
            return;
        }
        if (!actor.isAttached()) {
            actor.mustBeReady = true;
            out.add(new Effect.LookAtStart(actor.id, actor.pid));
            return;
        }
        actor.excused = true;
        Ending.begin(actor, new Effect.End(actor.pid, null, null, notReady(actor)), now, out);
    }

    private static boolean isStarting(ActorState actor, long pid) {
        return actor.pid == pid && actor.phase == Phase.STARTING && actor.rise == ActorState.Rise.NOT_YET;
    }

    private static String notReady(ActorState actor) {
        return "not ready within " + Durations.format(actor.spec.readyTimeout()) + ": "
                + (actor.spec.readyByFile() ? "it did not make the file \"ready\"" : "it does not catch USR1");
    }

    static void startSeen(World world, ActorState actor, Event.StartSeen e, Now now, List<Effect> out) {
        if (!isStarting(actor, e.pid())) {
            return;
        }
        world.starts.seen(actor, e);
        long left = actor.spec.readyTimeout().toNanos() - (e.livedNanos() - e.waitedNanos());
        if (left > 0) {
            if (actor.mustBeReady) {
                actor.mustBeReady = false;
                long next = Math.max(left, LOOK_AGAIN.toNanos());
                world.timers.set(now.nanos() + next, Timers.Kind.READY, actor.id, actor.pid);
            }
            return;
        }
        actor.why = notReady(actor);
        actor.late = true;
        actor.enter(Phase.STOPPING);
        actor.told = true;
        out.add(new Effect.Kill(actor.id));
    }

    // ---- attached ---------------------------------------------------------------------------------------------------

    /** A process that was started elsewhere is to play a manual actor. */
    static void attachRequested(ActorState actor, Event.AttachRequested e, List<Effect> out) {
        String why = null;
        if (!actor.spec.manual()) {
            why = "only a manual actor can be played by a process that was started elsewhere";
        } else if (actor.pid != 0) {
            why = "process " + actor.pid + " plays it already";
        } else if (actor.phase != Phase.READY || actor.wanted != Wanted.RUN) {
            why = "it is " + actor.phase;
        }
        out.add(
                why == null
                        ? new Effect.Attach(e.id(), e.pid(), actor.spec)
                        : new Effect.RefuseAttach(e.id(), e.pid(), why));
    }

    // ---- told to end ------------------------------------------------------------------------------------------------

    static void stopRequested(World world, ActorState actor, Event.StopRequested e, Now now, List<Effect> out) {
        Duration patience = e.atOnce() ? Duration.ZERO : actor.spec.stopTimeout();
        end(world, actor, Wanted.STOP, "stop was asked for", patience, now, out);
    }

    static void ownerEnded(World world, ActorState actor, Event.OwnerEnded e, Now now, List<Effect> out) {
        if (actor.wanted == Wanted.RUN) {
            String why = "its owner, process " + e.pid() + ", has ended";
            end(world, actor, Wanted.STOP, why, actor.spec.stopTimeout(), now, out);
        }
    }

    /** A manual actor's restart gives its message back to its mailbox. */
    static void restartRequested(World world, ActorState actor, Event.RestartRequested e, Now now, List<Effect> out) {
        if (actor.wanted == Wanted.STOP) {
            return;
        }
        String why = null;
        if (actor.isAttached()) {
            why = "only who has started process " + actor.pid + ", which plays it, can start that again";
        } else if (!actor.spec.hasProcess() && e.path() != null) {
            why = "it is " + (actor.spec.manual() ? "a manual actor" : "a group") + ": it has no process";
        }
        if (why != null) {
            out.add(new Effect.RefuseRestart(e.id(), why));
            return;
        }
        if (e.path() != null) {
            actor.spec = actor.spec.resolved(actor.id, e.path());
        }
        if (actor.wanted == Wanted.RUN) {
            end(world, actor, Wanted.RESTART, "restart was asked for", actor.spec.stopTimeout(), now, out);
        }
    }

    static void shutdownRequested(World world, Now now, List<Effect> out) {
        boolean isFirst = world.shutdownAt == null;
        Duration patience = isFirst ? world.stopTimeout : Duration.ZERO;
        world.shutdownNanos = now.nanos() + patience.toNanos();
        long over = world.shutdownNanos + (isFirst ? PUT_AWAY_WITHIN : AT_ONCE).toNanos();
        world.timers.set(over, Timers.Kind.SHUTDOWN, null, 0);
        world.shutdownAt = isFirst ? now.wall() : world.shutdownAt;
        List<ActorState> youngestFirst = new ArrayList<>(world.actors.values());
        Collections.reverse(youngestFirst);
        for (ActorState actor : youngestFirst) {
            if (actor.wanted != Wanted.STOP && Ending.wouldLiveOn(actor)) {
                actor.shutdown = world.shutdownAt;
            }
            if (Tree.parent(world, actor) == null) { // children are taken down by their parents
                end(world, actor, Wanted.STOP, "the supervisor was told to end", patience, now, out);
            } else if (actor.pid != 0 && (actor.told || !isFirst) && Tree.isOrphaned(world, actor)) {
                tell(world, actor, patience, now, out); // its parent has told it already, or will not any more
            }
        }
        Ending.exitIfEmpty(world, out);
    }

    /** Whatever has failed, the supervisor ends: what could not be put away by now is left to the next one. */
    static void shutdownIsOver(World world, List<Effect> out) {
        for (ActorState actor : world.actors.values()) {
            if (actor.pid != 0 && actor.phase != Phase.ENDING && !actor.isAttached()) {
                out.add(new Effect.Kill(actor.id));
            }
        }
        List<ActorId> left = new ArrayList<>(world.actors.keySet());
        left.addAll(world.setAside);
        out.add(new Effect.Exit(left));
    }

    /** It is to end, and does so now, its children before it. */
    static void end(
            World world, ActorState actor, Wanted wanted, String why, Duration patience, Now now, List<Effect> out) {
        mark(actor, wanted, why, out);
        if (actor.phase != Phase.ENDING) { // else only what comes after that has changed
            goDown(world, actor, patience, now, out);
        }
    }

    /** It is to end; from now on it gets no mail. */
    static void mark(ActorState actor, Wanted wanted, String why, List<Effect> out) {
        boolean isNew = actor.wanted == Wanted.RUN && actor.phase != Phase.ENDING;
        if (actor.wanted != Wanted.STOP) {
            actor.wanted = wanted;
            actor.enter(actor.phase);
        }
        if (isNew) {
            actor.why = actor.why == null ? why : actor.why;
        }
        if (isNew && actor.phase != Phase.PENDING) {
            out.add(new Effect.NoteStopping(actor.id, why));
        }
    }

    /** Its children go down first, if it has any that are up. */
    static void goDown(World world, ActorState actor, Duration patience, Now now, List<Effect> out) {
        boolean waits = Tree.takeDown(world, actor, patience.isZero(), now, out);
        if (!waits || patience.isZero() && actor.pid != 0) {
            tell(world, actor, patience, now, out);
            return;
        }
        actor.enter(Phase.STOPPING);
        boolean hasOwnTime = !patience.isZero() && !patience.equals(Supervision.FOREVER) && world.shutdownAt == null;
        if (actor.pid == 0 && hasOwnTime) {
            world.timers.set(now.nanos() + patience.toNanos(), Timers.Kind.ENDED, actor.id, life(actor));
        }
    }

    /** TERM, or KILL where there is no time. */
    static void tell(World world, ActorState actor, Duration patience, Now now, List<Effect> out) {
        if (actor.pid == 0 || actor.isAttached()) {
            actor.excused = true;
            Ending.begin(actor, new Effect.End(0, null, null, actor.why), now, out);
            return;
        }
        actor.enter(Phase.STOPPING);
        if (patience.isZero()) {
            actor.told = true;
            out.add(new Effect.Kill(actor.id));
            return;
        }
        if (!actor.told) {
            actor.told = true;
            out.add(new Effect.Terminate(actor.id));
        }
        world.timers.set(now.nanos() + patience.toNanos(), Timers.Kind.ENDED, actor.id, actor.pid);
    }

    /** Tells one start of an actor from the next: its process, or how many starts there were. */
    private static long life(ActorState actor) {
        return actor.pid != 0 ? actor.pid : -actor.restarts.total();
    }

    /** How long it has between TERM and KILL. */
    static Duration patience(World world, ActorState actor, Now now) {
        return world.shutdownAt == null
                ? actor.spec.stopTimeout()
                : Duration.ofNanos(Math.max(0, world.shutdownNanos - now.nanos()));
    }

    static void notEndedInTime(World world, Timers.Timer timer, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor != null && life(actor) == timer.subject() && actor.phase == Phase.STOPPING) {
            if (actor.pid == 0) {
                Tree.takeDown(world, actor, true, now, out);
            } else {
                out.add(new Effect.Kill(actor.id));
            }
        }
    }

    /**
     * This supervisor has a fault that concerns it: what is remembered of it may be wrong, so all of that is forgotten. To
     * the others it is as if it was waiting to start, until the next supervisor finds its directory and its process.
     */
    static void setAside(World world, ActorId id, List<Effect> out) {
        world.setAside.add(id);
        ActorState actor = world.actors.remove(id);
        if (actor != null) {
            world.changes.forget(actor);
            world.timers.forget(id);
            world.starts.forget(actor);
            Tree.leave(world, actor);
        }
        out.add(new Effect.SetAside(id));
        Ending.exitIfEmpty(world, out);
    }

    /** It is KILLed by the first step of its end: from now on no mail goes into a directory that is not its own any more. */
    static void directoryGone(ActorState actor, Now now, List<Effect> out) {
        actor.wanted = Wanted.STOP;
        if (actor.phase != Phase.ENDING) {
            actor.excused = true;
            long pid = actor.isAttached() ? 0 : actor.pid;
            String why = "its directory was deleted or moved away";
            Ending.begin(actor, new Effect.End(pid, null, pid == 0 ? null : "KILL", why), now, out);
        }
    }
}
