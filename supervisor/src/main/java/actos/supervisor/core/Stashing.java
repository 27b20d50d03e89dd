package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Aside;
import java.util.Comparator;
import java.util.List;

/**
 * An actor puts the message that it was given back, in its place, until it asks for what it has stashed. The stash is the
 * directory: a message in it is a file of the mailbox whose name ends in {@code .stashed}.
 */
final class Stashing {
    private Stashing() {}

    static void seen(World world, Event.StashSeen e, Now now, List<Effect> out) {
        ActorState actor = world.actors.get(e.from());
        if (actor != null && actor.current != null) {
            out.add(new Effect.Stash(actor.id, e.file(), actor.current, now.nanos() - actor.deliveredNanos));
        } else if (actor != null && actor.handledLast != null) { // put back while no supervisor was there
            out.add(new Effect.Stash(actor.id, e.file(), actor.handledLast, 0));
        } else {
            bury(world, e.from(), e.file(), e.from() + " was given no message that it could put back", out);
        }
    }

    static void stashed(World world, ActorState actor, Event.Stashed e, Now now, List<Effect> out) {
        actor.held.put(e.message().id(), new HeldBack(e.message(), Aside.STASHED));
        if (actor.current != null && actor.current.id() == e.message().id()) {
            Delivery.leftTheSlot(world, actor, now, out);
        }
    }

    static void unstashAsked(World world, Event.UnstashAsked e, List<Effect> out) {
        ActorState actor = world.actors.get(e.from());
        if (actor == null) {
            bury(world, e.from(), e.file(), e.from() + " has ended, and its stash with it", out);
            return;
        }
        List<HeldBack> stashed = actor.held.values().stream()
                .filter(held -> held.why() == Aside.STASHED)
                .sorted(Comparator.comparing(HeldBack::message, Mailbox.BY_NAME))
                .toList();
        out.add(new Effect.Unstash(actor.id, e.file(), stashed));
    }

    static void unstashed(World world, ActorState actor, Event.Unstashed e, List<Effect> out) {
        e.messages().forEach(m -> actor.held.remove(m.id()));
        actor.mailbox.addAll(e.messages());
        actor.touch();
        world.considerMail(actor);
    }

    private static void bury(World world, ActorId from, String file, String detail, List<Effect> out) {
        out.add(new Effect.Bury(from, file, from, world.nextId(), null, 0, "dropped", detail));
    }
}
