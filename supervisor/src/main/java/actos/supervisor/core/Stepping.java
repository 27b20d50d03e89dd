package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import actos.supervisor.core.ActorState.Wanted;
import java.util.List;

/** The control file {@code step}: one delivery where nothing is delivered otherwise. It asks no breakpoint. */
final class Stepping {
    /** The next in order, whoever it is for. */
    static final String NEXT = "*";

    private Stepping() {}

    /** The file goes first, and what people have changed in spools is looked at: the step itself is an event of its own. */
    static void found(Event.StepFound e, List<Effect> out) {
        out.add(new Effect.TakeStep(e.what().isEmpty() ? NEXT : e.what(), e.token()));
    }

    static void requested(World world, Event.StepRequested e, List<Effect> out) {
        if (!world.pauses.holdAny()) {
            refuse(e, "nothing is paused", out);
        } else if (e.what().equals(NEXT)) {
            next(world, e, out);
        } else if (ActorId.isValid(e.what())) {
            ofActor(world, e, out);
        } else {
            message(world, e, out);
        }
    }

    private static void next(World world, Event.StepRequested e, List<Effect> out) {
        ActorState first = null;
        for (ActorState actor : world.actors.values()) {
            if (actor.mailbox.first() != null
                    && whyNot(world, actor) == null
                    && (first == null || Mailbox.BY_NAME.compare(actor.mailbox.first(), first.mailbox.first()) < 0)) {
                first = actor;
            }
        }
        if (first == null) {
            refuse(e, "no message waits for an actor that could take it now", out);
        } else {
            deliver(first, first.mailbox.first(), e, out);
        }
    }

    private static void ofActor(World world, Event.StepRequested e, List<Effect> out) {
        ActorState actor = world.actors.get(new ActorId(e.what()));
        if (actor == null) {
            refuse(e, "there is no actor \"" + e.what() + "\"", out);
            return;
        }
        String why = whyNot(world, actor);
        if (why == null && actor.mailbox.first() == null) {
            why = "no message waits for " + actor.id + " that is due";
        }
        if (why == null) {
            deliver(actor, actor.mailbox.first(), e, out);
        } else {
            refuse(e, why, out);
        }
    }

    private static void message(World world, Event.StepRequested e, List<Effect> out) {
        long id = SpoolName.isNumber(e.what()) && e.what().length() <= 16 ? Long.parseLong(e.what()) : 0;
        for (ActorState actor : world.actors.values()) {
            if (actor.current != null && actor.current.id() == id) {
                refuse(e, actor.id + " is handling message " + id + " already", out);
                return;
            } else if (actor.held.containsKey(id)) {
                String ending = actor.held.get(id).why().ending();
                refuse(e, "message " + id + " is held back: its file name ends in " + ending, out);
                return;
            }
            Message waiting = actor.mailbox.find(id);
            if (waiting != null) {
                String why = whyNot(world, actor);
                if (why == null) {
                    deliver(actor, waiting, e, out);
                } else {
                    refuse(e, why, out);
                }
                return;
            }
        }
        refuse(e, "no message " + e.what() + " waits", out);
    }

    /** Why the actor cannot be given a message now; null if it can. */
    private static String whyNot(World world, ActorState actor) {
        if (!world.pauses.hold(actor.id)) {
            return actor.id + " is not paused";
        } else if (actor.current != null) {
            return actor.id + " is handling message " + actor.current.id();
        } else if (actor.phase != Phase.READY || actor.wanted != Wanted.RUN) {
            return actor.id + " is not ready: it is " + actor.phase;
        } else if (!world.isFree(actor)) {
            return "what " + actor.id + " has sent is not all taken yet";
        }
        return null;
    }

    private static void deliver(ActorState actor, Message message, Event.StepRequested e, List<Effect> out) {
        actor.delivering = true;
        actor.step = e;
        out.add(new Effect.Deliver(actor.id, message));
    }

    private static void refuse(Event.StepRequested e, String why, List<Effect> out) {
        out.add(new Effect.NoteStep(e.what(), e.token(), null, 0, why));
    }

    /** A delivery has come to its end; if a step had asked for it, that is told. */
    static void delivered(ActorState actor, Message message, List<Effect> out) {
        if (actor.step != null) {
            out.add(new Effect.NoteStep(actor.step.what(), actor.step.token(), actor.id, message.id(), null));
            actor.step = null;
        }
    }

    static void notDelivered(ActorState actor, String why, List<Effect> out) {
        if (actor.step != null) {
            refuse(actor.step, why, out);
            actor.step = null;
        }
    }
}
