package actos.supervisor.core;

import actos.protocol.MessageName;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import actos.supervisor.core.ActorState.Wanted;
import java.util.List;

/**
 * From a mailbox to the actor and until the message is done. {@link #next} is the one place where it is decided that a
 * message goes.
 */
final class Delivery {
    /** The monotonic clock counts no further: a message that is due later is looked at then, and waits on. */
    private static final long LONGEST_WAIT_MS = 1000L * 86_400 * 365 * 50;

    /** A state that is written this long after the delivery may have been changed by hand while a handler is at work. */
    private static final long SLOW_HANDLER = 50_000_000;

    /**
     * When it is first asked whether a message was read. A shell that waits in a loop misses some of the signals that come
     * as it falls asleep, and that is when the next message tends to come.
     */
    private static final long READ_AFTER = 100_000_000;

    private Delivery() {}

    /** A message has come into the mailbox's directory. */
    static void enqueue(World world, ActorState actor, Message message, Now now, List<Effect> out) {
        actor.mailbox.add(message);
        actor.touch();
        awaitDue(world, actor, message, now);
        next(world, actor, out);
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

    /** The actor's first message goes if it can go now. With {@code --scan-only} that is for {@link #turn} to say. */
    static void next(World world, ActorState actor, List<Effect> out) {
        if (world.immediate) {
            deliver(world, actor, out);
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
        if (first != null && isFree(world, actor) && !world.pauses.hold(actor.id)) {
            actor.delivering = true;
            boolean mustBeChecked = world.breakpoints.concern(actor.id) && actor.passing != first.id();
            out.add(mustBeChecked ? new Effect.Check(actor.id, first) : new Effect.Deliver(actor.id, first));
        }
    }

    /** Whether the actor can be given a message. */
    static boolean isFree(World world, ActorState actor) {
        return actor.phase == Phase.READY
                && actor.wanted == Wanted.RUN
                && actor.current == null
                && !actor.delivering
                && !actor.unswept
                && !Routing.isUnfinished(world, actor.id);
    }

    static void delivered(World world, ActorState actor, Event.Delivered e, Now now, List<Effect> out) {
        actor.mailbox.remove(e.message());
        world.counts.delivered++;
        becameCurrent(actor, e.message(), now);
        if (world.immediate) {
            world.timers.set(
                    now.nanos() + READ_AFTER,
                    Timers.Kind.READ,
                    actor.id,
                    e.message().id());
        }
        Stepping.delivered(actor, e.message(), out);
    }

    /** From now on this is what the actor handles. */
    static void becameCurrent(ActorState actor, Message message, Now now) {
        actor.delivering = false;
        actor.current = message;
        actor.deliveredNanos = now.nanos();
        actor.deliveredAt = now.wall();
        actor.missingSinceNanos = 0;
        actor.reminded = false;
        actor.passing = 0;
        actor.touch();
    }

    /** Its file was deleted, renamed or held back by somebody: memory is wrong, the directory is right. */
    static void messageMissing(ActorState actor, List<Effect> out) {
        actor.delivering = false;
        Stepping.notDelivered(actor, "its file was taken away, renamed or held just now", out);
        out.add(new Effect.ListSpool(actor.id));
    }

    static void notDelivered(ActorState actor, Event.NotDelivered e, List<Effect> out) {
        actor.delivering = false;
        Stepping.notDelivered(actor, e.why(), out);
    }

    /** Somebody put a file there: it is a message, and it is current. */
    static void currentFound(World world, ActorState actor, Event.CurrentFound e, Now now, List<Effect> out) {
        if (actor.current != null || actor.phase == Phase.ENDING) {
            return;
        }
        long id = world.nextId();
        Message message = new Message(
                id, SpoolName.order(id), null, 0, new MessageName("by-hand-" + id), null, e.modified(), 0, 1);
        becameCurrent(actor, message, now);
        Stepping.notDelivered(actor, "somebody has put a message into its slot", out);
        out.add(new Effect.Introduce(actor.id, message));
        if (actor.phase == Phase.READY) {
            out.add(new Effect.Signal(actor.id));
        }
    }

    // ---- while it is current ----------------------------------------------------------------------------------------

    static void mustBeRead(World world, Timers.Timer timer, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor != null && actor.current != null && actor.current.id() == timer.subject()) {
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
            next(world, actor, out);
        }
    }

    static void cycleBegan(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.isStalled(now) && !actor.reminded && actor.phase == Phase.READY) {
            actor.reminded = true;
            actor.touch();
            out.add(new Effect.Signal(actor.id));
        }
        next(world, actor, out); // what the disk refused is tried again
    }

    /** {@code state.json} was written, by the actor or by a person. */
    static void stateWritten(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.current == null) {
            out.add(new Effect.ReadState(actor.id, null));
            next(world, actor, out); // mail may have waited for it
        } else if (now.nanos() - actor.deliveredNanos > SLOW_HANDLER) {
            out.add(new Effect.ReadState(actor.id, actor.current));
        }
    }

    // ---- delayed messages -------------------------------------------------------------------------------------------

    static void due(World world, Timers.Timer timer, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(timer.id());
        if (actor == null || !actor.dueNanos.remove(timer.subject(), timer.nanos())) {
            return;
        }
        Message waiting = actor.mailbox.delayed(timer.subject());
        if (waiting != null && actor.phase == Phase.ENDING) {
            setDue(world, actor, waiting, now.nanos() + world.cycle.toNanos()); // it may be started again
        } else if (waiting != null) {
            out.add(new Effect.Release(actor.id, waiting, waiting.released(SpoolName.order(world.nextId()))));
        }
    }

    static void released(World world, ActorState actor, Event.Released e, List<Effect> out) {
        actor.mailbox.remove(e.waiting());
        actor.mailbox.add(e.released());
        next(world, actor, out);
    }

    static void notReleased(World world, ActorState actor, Event.NotReleased e, Now now) {
        setDue(world, actor, e.waiting(), now.nanos() + world.cycle.toNanos());
    }
}
