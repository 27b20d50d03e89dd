package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Phase;
import actos.supervisor.core.ActorState.Wanted;
import java.util.List;
import java.util.Objects;

/**
 * Control files {@code paused}, made by people or by a breakpoint's hit. What waits because of a breakpoint goes once
 * without being held against any, when the file is gone.
 */
final class Pausing {
    private Pausing() {}

    static void paused(World world, Event.Paused e, List<Effect> out) {
        if (e.id() == null) {
            loading(world, e.load(), out);
        }
        if (world.pauses.add(e.id())) {
            ActorState stopped = e.actor() == null ? null : world.actors.get(e.actor());
            if (stopped != null) {
                stopped.passing = e.message();
            }
            publish(world, e.id());
            out.add(new Effect.NotePaused(e.id()));
        }
    }

    /** Nobody else will take it back. Until that is done nothing is delivered. */
    static void left(World world, Event.PauseLeft e, List<Effect> out) {
        paused(world, new Event.Paused(null, null, 0, null), out);
        out.add(new Effect.EndPause(e.by()));
    }

    static void resumed(World world, ActorId id, List<Effect> out) {
        if (!world.pauses.remove(id)) {
            return;
        }
        publish(world, id);
        out.add(new Effect.NoteResumed(id));
        if (id == null) {
            loading(world, null, out);
            world.actors.values().forEach(actor -> world.considerMail(actor));
        } else if (world.actors.containsKey(id)) {
            world.considerMail(world.actors.get(id));
        }
    }

    /** With {@code --scan-only}, what a loading did last is seen behind its end, in the same scan. */
    private static void loading(World world, String image, List<Effect> out) {
        world.pauses.isLoadOver = image == null && world.pauses.load != null && !world.immediate;
        if (!world.pauses.isLoadOver) {
            tellLoading(world, image, out);
        }
    }

    static void cycleBegan(World world, List<Effect> out) {
        if (world.pauses.isLoadOver) {
            world.pauses.isLoadOver = false;
            tellLoading(world, null, out);
        }
    }

    private static void tellLoading(World world, String image, List<Effect> out) {
        if (!Objects.equals(world.pauses.load, image)) {
            world.pauses.load = image;
            out.add(new Effect.NoteLoading(image));
        }
    }

    /** The system's status is compared by whoever publishes it. */
    private static void publish(World world, ActorId id) {
        if (id != null && world.actors.containsKey(id)) {
            world.changes.phaseOf(world.actors.get(id));
        }
    }

    // ---- breakpoints ------------------------------------------------------------------------------------------------

    static void breakpointsChanged(World world, Event.BreakpointsChanged e) {
        world.breakpoints = new Breakpoints(e.breakpoints());
    }

    static void checked(World world, ActorState actor, Event.Checked e, List<Effect> out) {
        boolean isPaused = world.pauses.hold(e.id()); // another one's hit may have paused all in this moment
        if (actor.phase != Phase.READY || actor.wanted != Wanted.RUN || actor.current != null) {
            actor.delivering = false; // it is to end since
            return;
        }
        if (e.hit() == null && !isPaused) {
            out.add(new Effect.Deliver(e.id(), e.message()));
            return;
        }
        actor.delivering = false;
        if (isPaused) {
            return; // it is checked again when that is over
        }
        actor.passing = e.message().id();
        ActorId paused = e.hit().all() ? null : e.id();
        world.pauses.add(paused);
        publish(world, paused);
        out.add(new Effect.Pause(paused, e.hit().name(), e.id(), e.message()));
    }

    /** The disk has refused the control file, so nothing would hold the message: it is checked again at the next scan. */
    static void notPaused(World world, Effect.Pause e) {
        ActorState stopped = world.actors.get(e.actor());
        if (stopped != null) {
            stopped.passing = 0;
        }
        world.pauses.remove(e.id());
        publish(world, e.id());
    }
}
