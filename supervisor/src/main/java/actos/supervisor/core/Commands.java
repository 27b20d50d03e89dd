package actos.supervisor.core;

import actos.protocol.Phase;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.util.List;

/** What people want of an actor, by control files or by taking its directory away, and what its specification's owner does. */
final class Commands {
    private Commands() {}

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

    static void stopRequested(World world, ActorState actor, Event.StopRequested e, Now now, List<Effect> out) {
        Duration patience = e.atOnce() ? Duration.ZERO : actor.spec.stopTimeout();
        Lifecycle.end(world, actor, Wanted.STOP, "stop was asked for", patience, now, out);
    }

    static void ownerEnded(World world, ActorState actor, Event.OwnerEnded e, Now now, List<Effect> out) {
        if (actor.wanted == Wanted.RUN) {
            String why = "its owner, process " + e.pid() + ", has ended";
            Lifecycle.end(world, actor, Wanted.STOP, why, actor.spec.stopTimeout(), now, out);
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
            Lifecycle.end(world, actor, Wanted.RESTART, "restart was asked for", actor.spec.stopTimeout(), now, out);
        }
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
