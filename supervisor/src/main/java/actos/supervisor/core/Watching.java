package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Ended;
import actos.protocol.MessageName;
import actos.supervisor.core.ActorState.EndStage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who hears of whose end. What an actor watches stands in its specification, so that it outlives the supervisor. The news of
 * an end are put together as files in the directory of the one that has ended, shown by one rename, and each then moves
 * into its receiver's spool by another: so each is told once, whenever the supervisor crashes.
 */
final class Watching {
    private Watching() {}

    static void begin(World world, ActorState watcher) {
        for (ActorId id : watcher.spec.supervision().watch()) {
            world.watchers.computeIfAbsent(id, i -> new LinkedHashSet<>()).add(watcher.id);
        }
    }

    static void end(World world, ActorState watcher) {
        for (ActorId id : watcher.spec.supervision().watch()) {
            world.watchers.computeIfPresent(id, (i, all) -> {
                all.remove(watcher.id);
                return all.isEmpty() ? null : all;
            });
        }
    }

    // ---- an end -----------------------------------------------------------------------------------------------------

    static boolean isWatched(World world, ActorId id) {
        return !watchersOf(world, id).isEmpty();
    }

    /** Nobody hears of its own end. */
    private static List<ActorId> watchersOf(World world, ActorId id) {
        return world.watchers.getOrDefault(id, Set.of()).stream()
                .filter(watcher -> !watcher.equals(id))
                .toList();
    }

    /** Its end is to be told; {@link Effect.Tell} is done when it was. */
    static void tell(World world, ActorState actor, boolean willRestart, Now now, List<Effect> out) {
        Ended ended = new Ended(actor.id, actor.end.why(), actor.end.code(), willRestart);
        List<Effect.News> news = new ArrayList<>();
        for (ActorId watcher : watchersOf(world, actor.id)) {
            news.add(new Effect.News(watcher, message(world, "ended-" + actor.id + "-" + (world.lastId + 1), now)));
        }
        out.add(new Effect.Tell(actor.id, actor.since, ended, news));
    }

    static void heard(World world, ActorState watcher, Event.Heard e, Now now, List<Effect> out) {
        world.counts.taken++;
        Queueing.enqueue(world, watcher, e.message(), now);
    }

    private static Message message(World world, String name, Now now) {
        long id = world.nextId();
        return Message.of(id, new MessageName(name), new Origin(ActorId.SUPERVISOR, 0, null, now.wall()));
    }

    // ---- a watch begins ---------------------------------------------------------------------------------------------

    /** A new actor hears at once of those that it watches and that are not there. */
    static void greet(World world, ActorState watcher, Now now, List<Effect> out) {
        for (ActorId id : watcher.spec.supervision().watch()) {
            if (isGone(world, id)) {
                out.add(new Effect.TellGone(watcher.id, gone(id), message(world, "gone-" + id, now)));
            }
        }
    }

    /** An actor asks to hear of another's ends. */
    static void asked(World world, Event.WatchAsked e, Now now, List<Effect> out) {
        ActorState watcher = world.actors.get(e.from());
        if (watcher == null) {
            out.add(new Effect.Bury(
                    e.from(),
                    e.file(),
                    ActorId.SUPERVISOR,
                    world.nextId(),
                    e.name().value(),
                    0,
                    "dropped",
                    e.from() + " has ended, so it cannot watch " + e.id()));
            return;
        }
        ActorSpec spec = watcher.spec;
        if (!spec.supervision().watch().contains(e.id())) {
            spec = spec.resolved(spec.id(), spec.path(), spec.supervision().watching(e.id()));
        }
        boolean isGone = e.answered() || isGone(world, e.id());
        Message answer = isGone ? message(world, e.name().value(), now) : null;
        out.add(new Effect.Watch(e.from(), e.file(), spec, isGone ? gone(e.id()) : null, answer));
    }

    static void watches(World world, ActorState watcher, Effect.Watch e) {
        watcher.spec = e.spec();
        begin(world, watcher);
    }

    private static Ended gone(ActorId id) {
        return new Ended(id, "there is no actor \"" + id + "\"", null, false);
    }

    private static boolean isGone(World world, ActorId id) {
        ActorState actor = world.actors.get(id);
        return actor == null
                ? !world.planting.containsKey(id) && !world.isToCome(id)
                : actor.endStage == EndStage.GRAVE;
    }
}
