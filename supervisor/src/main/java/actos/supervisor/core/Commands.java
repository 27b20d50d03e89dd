package actos.supervisor.core;

import actos.protocol.Phase;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.util.List;

/** What people want of an actor, by control files or by taking its directory away, and what its specification's owner does. */
final class Commands {
    private Commands() {}

    static void stop(World world, ActorState actor, Event.StopRequested e, Now now, List<Effect> out) {
        Duration patience = e.atOnce() ? Duration.ZERO : actor.spec.stopTimeout();
        Lifecycle.end(world, actor, Wanted.STOP, "stop was asked for", patience, now, out);
    }

    static void ownerEnded(World world, ActorState actor, Event.OwnerEnded e, Now now, List<Effect> out) {
        String why = "its owner, process " + e.pid() + ", has ended";
        Lifecycle.end(world, actor, Wanted.STOP, why, actor.spec.stopTimeout(), now, out);
    }

    // ---- restart ----------------------------------------------------------------------------------------------------

    /** A manual actor's restart gives its message back to its mailbox. */
    static void restart(World world, ActorState actor, Event.RestartRequested e, Now now, List<Effect> out) {
        if (isChanged(actor, e, out)) {
            Lifecycle.end(world, actor, Wanted.RESTART, "restart was asked for", actor.spec.stopTimeout(), now, out);
        }
    }

    /** It ends already, and if it is started again, then with this program. */
    static void change(World world, ActorState actor, Event.RestartRequested e, Now now, List<Effect> out) {
        var unused = isChanged(actor, e, out);
    }

    /** Its next process runs the program that is asked for; false if there can be none. */
    private static boolean isChanged(ActorState actor, Event.RestartRequested e, List<Effect> out) {
        String why = null;
        if (actor.isAttached()) {
            why = "only who has started process " + actor.pid + ", which plays it, can start that again";
        } else if (!actor.spec.hasProcess() && e.path() != null) {
            why = "it is " + (actor.spec.manual() ? "a manual actor" : "a group") + ": it has no process";
        }
        if (why != null) {
            out.add(new Effect.RefuseRestart(e.id(), why));
        } else if (e.path() != null) {
            actor.spec = actor.spec.resolved(actor.id, e.path());
        }
        return why == null;
    }

    // ---- attach -----------------------------------------------------------------------------------------------------

    /** A process that was started elsewhere is to play a manual actor. */
    static void attach(World world, ActorState actor, Event.AttachRequested e, Now now, List<Effect> out) {
        String fault = whyNotAttached(actor);
        if (fault != null || actor.phase != Phase.READY) {
            refuseAttach(actor, e, fault, out);
        } else {
            out.add(new Effect.Attach(e.id(), e.pid(), actor.spec));
        }
    }

    static void cannotAttach(World world, ActorState actor, Event.AttachRequested e, Now now, List<Effect> out) {
        refuseAttach(actor, e, whyNotAttached(actor), out);
    }

    /** Null if nothing but its phase is in the way. */
    private static String whyNotAttached(ActorState actor) {
        if (!actor.spec.manual()) {
            return "only a manual actor can be played by a process that was started elsewhere";
        }
        return actor.pid == 0 ? null : "process " + actor.pid + " plays it already";
    }

    private static void refuseAttach(ActorState actor, Event.AttachRequested e, String fault, List<Effect> out) {
        out.add(new Effect.RefuseAttach(e.id(), e.pid(), fault == null ? "it is " + actor.phase : fault));
    }

    // ---- its directory was deleted or moved away --------------------------------------------------------------------

    static void mustNotComeBack(World world, ActorState actor, Event.DirectoryGone e, Now now, List<Effect> out) {
        actor.wanted = Wanted.STOP;
    }

    /** It is KILLed by the first step of its end: from now on no mail goes into a directory that is not its own any more. */
    static void end(World world, ActorState actor, Event.DirectoryGone e, Now now, List<Effect> out) {
        actor.wanted = Wanted.STOP;
        actor.excused = true;
        long pid = actor.isAttached() ? 0 : actor.pid;
        String why = "its directory was deleted or moved away";
        Ending.begin(actor, new Effect.End(pid, null, pid == 0 ? null : "KILL", why), now, out);
    }
}
