package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.supervisor.core.Effect;
import actos.supervisor.core.Event;
import actos.supervisor.core.Kernel;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.shell.act.Performer;
import actos.supervisor.shell.base.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the core decide what has happened and the performer act on it, and keeps a fault in either from sinking the ship: the
 * actor that it is about is set aside, and the rest goes on. Any exception counts that nobody else has dealt with, and any
 * error: what comes of too deep a recursion, a missing class or a full heap is one event's as much as a null is. With the
 * system property {@code actos.test.fault=EVENT}, or {@code EVENT@ACTOR}, such events fail. Used by the loop's thread.
 */
final class Bulkhead {
    private static final String PLAYED = System.getProperty("actos.test.fault");
    /** What fails in each turn must not take all of the processor. */
    private static final long PAUSE = 100_000_000;

    private final World world;
    private final Performer performer;
    private final Health health;

    Bulkhead(World world, Performer performer, Health health) {
        this.world = world;
        this.performer = performer;
        this.health = health;
    }

    /** What was decided before the decision failed is done: memory has changed with it. */
    void happen(Event event, Now now) {
        List<Effect> effects = new ArrayList<>(4);
        Throwable fault = null;
        try {
            play(event);
            Kernel.step(world, event, now, effects);
        } catch (RuntimeException | Error e) {
            fault = e;
        }
        ActorId concerned = fault == null ? null : event instanceof Event.About e ? e.id() : world.concerned();
        for (Effect effect : effects) {
            perform(effect, now);
        }
        if (fault != null) {
            failed(name(event), concerned, fault, now);
        }
    }

    private void perform(Effect effect, Now now) {
        try {
            performer.perform(effect, now);
        } catch (RuntimeException | Error e) {
            failed(name(effect), effect instanceof Effect.OfActor of ? of.id() : null, e, now);
        }
    }

    private static String name(Object what) {
        return (what instanceof Event.Done done ? done.effect() : what)
                .getClass()
                .getSimpleName();
    }

    private void failed(String what, ActorId actor, Throwable fault, Now now) {
        health.fault(what, actor, fault);
        if (actor != null && !world.isSetAside(actor)) {
            happen(new Event.SetAside(actor), now);
        }
    }

    /** Something that the loop does in each turn and that is about no actor. */
    void keep(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            health.fault(what, null, e);
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static void play(Event event) {
        if (PLAYED != null) {
            String of = event instanceof Event.About e ? "@" + e.id() : "";
            if (PLAYED.equals(name(event) + of) || PLAYED.equals(name(event))) {
                throw new AssertionError("a test has asked for this fault");
            }
        }
    }
}
