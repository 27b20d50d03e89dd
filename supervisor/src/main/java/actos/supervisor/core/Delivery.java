package actos.supervisor.core;

import actos.protocol.MessageName;
import actos.protocol.Phase;
import java.util.List;

/**
 * From a mailbox to the actor and until the message is done. {@link #settle} and {@link #turn} are where it is decided that
 * a message goes.
 */
final class Delivery {
    /** A state that is written this long after the delivery may have been changed by hand while a handler is at work. */
    private static final long SLOW_HANDLER = 50_000_000;

    /**
     * When it is first asked whether a message was read. A shell that waits in a loop misses some of the signals that come
     * as it falls asleep, and that is when the next message tends to come.
     */
    private static final long READ_AFTER = 100_000_000;

    private Delivery() {}

    /** What may go by now goes: decided once, after all else that an event leads to. With {@code --scan-only}, see {@link #turn}. */
    static void settle(World world, List<Effect> out) {
        for (ActorState actor; (actor = world.mail.poll()) != null; ) {
            if (world.immediate) {
                world.concerned = actor;
                deliver(world, actor, out);
            }
        }
    }

    /** {@code --scan-only}: one delivery for each actor, of what was taken in an earlier cycle. */
    static void turn(World world, List<Effect> out) {
        for (ActorState actor : world.actors.values()) {
            world.concerned = actor;
            Message first = actor.mailbox.first();
            if (first != null && first.id() <= world.sealedId) {
                deliver(world, actor, out);
            }
        }
    }

    private static void deliver(World world, ActorState actor, List<Effect> out) {
        Message first = actor.mailbox.first();
        if (first != null && world.isFree(actor) && !world.pauses.hold(actor.id)) {
            actor.delivering = true;
            boolean mustBeChecked = world.breakpoints.concern(actor.id) && actor.passing != first.id();
            out.add(mustBeChecked ? new Effect.Check(actor.id, first) : new Effect.Deliver(actor.id, first));
        }
    }

    static void delivered(World world, ActorState actor, Event.Delivered e, Now now, List<Effect> out) {
        actor.mailbox.remove(e.message());
        world.counts.delivered++;
        actor.becameCurrent(e.message(), now);
        if (world.immediate) {
            world.timers.set(
                    now.nanos() + READ_AFTER,
                    Timers.Kind.READ,
                    actor.id,
                    e.message().id());
        }
        Stepping.delivered(actor, e.message(), out);
    }

    /** Its file was deleted, renamed or held back by somebody: memory is wrong, the directory is right. */
    static void messageMissing(ActorState actor, List<Effect> out) {
        actor.delivering = false;
        Stepping.notDelivered(actor, "its file was taken away, renamed or held just now", out);
        out.add(new Effect.ListSpool(actor.id));
    }

    static void notDelivered(ActorState actor, String why, List<Effect> out) {
        actor.delivering = false;
        Stepping.notDelivered(actor, why, out);
    }

    /** Somebody put a file there: it is a message, and it is current. */
    static void currentFound(World world, ActorState actor, Event.CurrentFound e, Now now, List<Effect> out) {
        if (actor.current != null || actor.phase == Phase.ENDING) {
            return;
        }
        long id = world.nextId();
        Message message = Message.of(id, new MessageName("by-hand-" + id), new Origin(null, 0, null, e.modified()));
        actor.becameCurrent(message, now);
        Stepping.notDelivered(actor, "somebody has put a message into its slot", out);
        out.add(new Effect.Introduce(actor.id, message));
        if (actor.phase == Phase.READY) {
            out.add(new Effect.Signal(actor.id));
        }
    }

    // ---- while it is current ----------------------------------------------------------------------------------------

    static void mustBeRead(World world, ActorState actor, Timers.Timer timer, Now now, List<Effect> out) {
        if (actor.current != null && actor.current.id() == timer.subject()) {
            out.add(new Effect.LookAtCurrent(actor.id));
        }
    }

    /**
     * A moment after the delivery, and once a cycle for each busy actor: an unread message may mean a lost signal, a message
     * that is back a lost glance.
     */
    static void currentSeen(ActorState actor, Event.CurrentSeen e, Now now, List<Effect> out) {
        if (actor.current == null || actor.phase != Phase.READY) {
            return;
        }
        boolean wasMissing = actor.missingSinceNanos != 0;
        boolean unread = !e.read() && now.nanos() - actor.deliveredNanos >= READ_AFTER;
        actor.missingSinceNanos = 0;
        if (wasMissing || unread) {
            out.add(new Effect.Signal(actor.id));
        }
    }

    static void currentMissing(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.current == null) {
            return;
        }
        if (actor.missingSinceNanos == 0) {
            actor.missingSinceNanos = now.nanos();
        } else if (now.nanos() - actor.missingSinceNanos >= world.cycle.toNanos()) {
            done(world, actor, now, out);
        }
    }

    static void done(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.current == null) {
            return;
        }
        out.add(new Effect.Finish(actor.id, actor.current, now.nanos() - actor.deliveredNanos));
        world.counts.done++;
        actor.handled++;
        leftTheSlot(world, actor, now, out);
    }

    /** What was current is so no more, since its actor wants it so. */
    static void leftTheSlot(World world, ActorState actor, Now now, List<Effect> out) {
        actor.current = null;
        actor.missingSinceNanos = 0;
        actor.touch();
        if (actor.phase == Phase.ENDING) {
            Ending.doneAtTheEnd(world, actor, now, out);
        } else {
            world.considerMail(actor);
        }
    }

    static void cycleBegan(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.isStalled(now) && !actor.reminded && actor.phase == Phase.READY) {
            actor.reminded = true;
            actor.touch();
            out.add(new Effect.Signal(actor.id));
        }
        world.considerMail(actor); // what the disk refused is tried again
    }

    /** {@code state.json} was written, by the actor or by a person. */
    static void stateWritten(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.current == null) {
            out.add(new Effect.ReadState(actor.id, null));
            world.considerMail(actor); // mail may have waited for it
        } else if (now.nanos() - actor.deliveredNanos > SLOW_HANDLER) {
            out.add(new Effect.ReadState(actor.id, actor.current));
        }
    }
}
