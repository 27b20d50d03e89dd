package actos.supervisor.core;

import actos.protocol.Phase;
import actos.protocol.SpoolName;
import java.util.List;

/** A message comes into a mailbox, and waits there until it is due. */
final class Queueing {
    /** The monotonic clock counts no further: a message that is due later is looked at then, and waits on. */
    private static final long LONGEST_WAIT_MS = 1000L * 86_400 * 365 * 50;

    private Queueing() {}

    /** A message has come into the mailbox's directory. */
    static void enqueue(World world, ActorState actor, Message message, Now now) {
        actor.mailbox.add(message);
        actor.touch();
        awaitDue(world, actor, message, now);
        world.considerMail(actor);
    }

    /** From here on a delayed message's waiting is measured on the monotonic clock. */
    static void awaitDue(World world, ActorState actor, Message message, Now now) {
        if (message.due() != 0) {
            long wait = Math.max(0, message.due() - now.wall().toEpochMilli());
            setDue(world, actor, message, now.nanos() + Math.min(wait, LONGEST_WAIT_MS) * 1_000_000);
        }
    }

    private static void setDue(World world, ActorState actor, Message message, long nanos) {
        actor.dueNanos.put(message.id(), nanos);
        world.timers.set(nanos, Timers.Kind.DUE, actor.id, message.id());
    }

    static void due(World world, ActorState actor, Timers.Timer timer, Now now, List<Effect> out) {
        if (!actor.dueNanos.remove(timer.subject(), timer.nanos())) {
            return;
        }
        Message waiting = actor.mailbox.delayed(timer.subject());
        if (waiting != null && actor.phase == Phase.ENDING) {
            setDue(world, actor, waiting, now.nanos() + world.cycle.toNanos()); // it may be started again
        } else if (waiting != null) {
            out.add(new Effect.Release(actor.id, waiting, waiting.released(SpoolName.order(world.nextId()))));
        }
    }

    static void released(World world, ActorState actor, Effect.Release e) {
        actor.mailbox.remove(e.waiting());
        actor.mailbox.add(e.released());
        world.considerMail(actor);
    }

    static void notReleased(World world, ActorState actor, Effect.Release e, Now now) {
        setDue(world, actor, e.waiting(), now.nanos() + world.cycle.toNanos());
    }
}
