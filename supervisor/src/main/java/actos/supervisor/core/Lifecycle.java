package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Phase;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From an accepted request, or a directory that was there before, to a process that is told to end. */
final class Lifecycle {
    private static final Duration READY_WITHIN = Duration.ofSeconds(10);

    private Lifecycle() {}

    // ---- a new actor ------------------------------------------------------------------------------------------------

    static void accepted(World world, Event.Accepted e, Now now, List<Effect> out) {
        ActorState actor = begin(world, new ActorState(e.id(), e.spec(), now.wall(), world.changes), out);
        startOrPlay(world, actor, Effect.Beginning.FIRST, now, out);
    }

    private static ActorState begin(World world, ActorState actor, List<Effect> out) {
        world.actors.put(actor.id, actor);
        Routing.becameKnown(world, actor.id, out);
        return actor;
    }

    private static void startOrPlay(
            World world, ActorState actor, Effect.Beginning beginning, Now now, List<Effect> out) {
        if (actor.spec.manual()) {
            actor.startedNanos = now.nanos();
            becameReady(world, actor.id, now, out);
        } else {
            start(actor, beginning, now, out);
        }
    }

    /** A process for an actor that has none. */
    static void start(ActorState actor, Effect.Beginning beginning, Now now, List<Effect> out) {
        actor.startedNanos = now.nanos();
        actor.since = now.wall();
        actor.nextStart = null;
        actor.enter(Phase.STARTING);
        out.add(new Effect.Start(actor.id, actor.spec, beginning));
    }

    /** Somebody has put a directory into {@code running/}. */
    static void directoryFound(World world, Event.DirectoryFound e, List<Effect> out) {
        if (world.shutdownAt == null && !world.actors.containsKey(e.id())) {
            out.add(new Effect.TakeIn(e.id(), e.spec(), e.isCopy()));
        }
    }

    static void takenIn(World world, Event.TakenIn e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), now.wall(), world.changes);
        hasMail(world, actor, e.waiting(), e.held(), now);
        begin(world, actor, out);
        out.add(new Effect.ListSpool(actor.id));
        startOrPlay(world, actor, Effect.Beginning.FIRST, now, out);
    }

    private static void hasMail(World world, ActorState actor, List<Message> waiting, List<Message> held, Now now) {
        actor.mailbox.addAll(waiting);
        held.forEach(m -> actor.held.put(m.id(), m));
        waiting.forEach(m -> Delivery.awaitDue(world, actor, m, now));
    }

    // ---- an actor of a supervisor before this one -------------------------------------------------------------------

    /** Its process goes on, or its end is found now, or it waits for its start. What it sent meanwhile comes first. */
    static void recovered(World world, Event.Recovered e, Now now, List<Effect> out) {
        ActorState actor = new ActorState(e.id(), e.spec(), e.status().since(), world.changes);
        actor.startedNanos = now.nanos();
        actor.handled = e.status().handled();
        actor.lastEnd = e.status().lastEnd();
        actor.shutdown = e.shutdown();
        actor.restarts.recover(e.status().restarts(), e.status().restartedAt(), now);
        hasMail(world, actor, e.waiting(), e.held(), now);
        if (e.isCurrent()) {
            Delivery.becameCurrent(actor, e.last(), now);
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
        actor.wanted =
                "stop".equals(e.control()) ? Wanted.STOP : "restart".equals(e.control()) ? Wanted.RESTART : Wanted.RUN;
        if (e.pid() != 0) {
            actor.wanted = Wanted.RUN; // the scan finds the control file
            started(world, new Event.Started(e.id(), e.pid()), now);
        } else if (actor.spec.manual()) {
            actor.wanted = Wanted.RUN;
            if (e.status().pid() == null) {
                becameReady(world, actor.id, now, out);
            } else {
                actor.pid = e.status().pid(); // it was attached
                Ending.foundEnded(actor, e.status(), now, out);
            }
        } else if (actor.wanted == Wanted.STOP || e.wasStarted() && e.status().phase() != Phase.RESTARTING) {
            Ending.foundEnded(actor, e.status(), now, out);
        } else if (e.status().phase() == Phase.RESTARTING) {
            Ending.await(world, actor, remaining(actor, e.status().nextStart(), now), now, out);
        } else {
            start(actor, Effect.Beginning.FIRST, now, out);
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

    static void started(World world, Event.Started e, Now now) {
        ActorState actor = world.actors.get(e.id());
        actor.pid = e.pid();
        actor.enter(Phase.STARTING);
        world.timers.set(now.nanos() + READY_WITHIN.toNanos(), Timers.Kind.READY, e.id(), e.pid());
    }

    static void startFailed(World world, Event.StartFailed e, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        actor.excused = e.passing();
        actor.normal = false;
        Ending.begin(actor, new Effect.End(0, null, null, e.why()), now, out); // something may have been started
    }

    static void becameReady(World world, ActorId id, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(id);
        if (actor != null && actor.phase == Phase.STARTING) {
            actor.enter(Phase.READY);
            out.add(new Effect.NoteReady(id, now.nanos() - actor.startedNanos));
            if (actor.isAttached() && actor.current != null) {
                out.add(new Effect.Signal(id)); // it was in the slot before
            }
            Delivery.next(world, actor, out);
        }
    }

    static void notReadyInTime(World world, Timers.Timer timer, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor != null && actor.pid == timer.subject() && actor.phase == Phase.STARTING) {
            actor.why = "not ready within " + READY_WITHIN.toSeconds() + " s: "
                    + (actor.spec.readyByFile() ? "it did not make the file \"ready\"" : "it does not catch USR1");
            if (actor.isAttached()) {
                actor.excused = true;
                Ending.begin(actor, new Effect.End(actor.pid, null, null, actor.why), now, out);
                return;
            }
            actor.enter(Phase.STOPPING);
            out.add(new Effect.Kill(actor.id));
        }
    }

    // ---- attached ---------------------------------------------------------------------------------------------------

    /** A process that was started elsewhere is to play a manual actor. */
    static void attachRequested(World world, Event.AttachRequested e, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        if (actor == null) {
            return;
        }
        String why = null;
        if (!actor.spec.manual()) {
            why = "it has a process of its own; only a manual actor can be played by another one";
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

    static void stopRequested(World world, Event.StopRequested e, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        if (actor != null) {
            Duration patience = e.atOnce() ? Duration.ZERO : actor.spec.stopTimeout();
            end(world, actor, Wanted.STOP, "stop was asked for", patience, now, out);
        }
    }

    static void restartRequested(World world, Event.RestartRequested e, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(e.id());
        if (actor == null || actor.wanted == Wanted.STOP) {
            return;
        }
        if (actor.spec.manual()) {
            out.add(new Effect.RefuseRestart(e.id(), "it is a manual actor: it has no process"));
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
        Duration patience = world.shutdownAt == null ? world.stopTimeout : Duration.ZERO;
        if (world.shutdownAt == null) {
            world.shutdownAt = now.wall();
        }
        List<ActorState> youngestFirst = new ArrayList<>(world.actors.values());
        Collections.reverse(youngestFirst);
        for (ActorState actor : youngestFirst) {
            if (actor.wanted != Wanted.STOP && Ending.wouldLiveOn(actor)) {
                actor.shutdown = world.shutdownAt;
            }
            end(world, actor, Wanted.STOP, "the supervisor was told to end", patience, now, out);
        }
        Ending.exitIfEmpty(world, out);
    }

    private static void end(
            World world, ActorState actor, Wanted wanted, String why, Duration patience, Now now, List<Effect> out) {
        boolean asked = actor.wanted != Wanted.RUN;
        actor.wanted = wanted;
        if (actor.phase == Phase.ENDING) {
            return; // only what comes after that has changed
        }
        if (!asked) {
            actor.why = actor.why == null ? why : actor.why;
            out.add(new Effect.NoteStopping(actor.id, why));
        }
        if (actor.phase == Phase.RESTARTING || actor.pid == 0 || actor.isAttached()) {
            actor.excused = true;
            Ending.begin(actor, new Effect.End(0, null, null, why), now, out);
            return;
        }
        actor.enter(Phase.STOPPING);
        if (patience.isZero()) {
            out.add(new Effect.Kill(actor.id));
            return;
        }
        if (!asked) {
            out.add(new Effect.Terminate(actor.id));
        }
        world.timers.set(now.nanos() + patience.toNanos(), Timers.Kind.ENDED, actor.id, actor.pid);
    }

    static void notEndedInTime(World world, Timers.Timer timer, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor != null && actor.pid == timer.subject() && actor.phase == Phase.STOPPING) {
            out.add(new Effect.Kill(actor.id));
        }
    }

    /** It is KILLed by the first step of its end: from now on no mail goes into a directory that is not its own any more. */
    static void directoryGone(World world, ActorId id, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(id);
        if (actor == null) {
            return;
        }
        actor.wanted = Wanted.STOP;
        if (actor.phase != Phase.ENDING) {
            actor.excused = true;
            long pid = actor.isAttached() ? 0 : actor.pid;
            String why = "its directory was deleted or moved away";
            Ending.begin(actor, new Effect.End(pid, null, pid == 0 ? null : "KILL", why), now, out);
        }
    }
}
