package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.Asker;
import actos.protocol.MessageName;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import actos.supervisor.core.World.Held;
import actos.supervisor.core.World.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From {@code send/} and the drawers into the mailboxes: what is taken, what waits, what is buried. Keeps the order of
 * each pair of sender and receiver: a file that cannot be taken yet holds back the newer ones of its pair.
 */
final class Routing {
    private Routing() {}

    static void mailSeen(World world, Event.MailSeen e, Now now, List<Effect> out) {
        if (e.content() == Event.Content.BAD_NAME || e.name() == null) {
            if (e.content() != Event.Content.GONE) {
                bury(world, e, null, reason(e.content()), e.detail(), out);
            }
            return;
        }
        Pair pair = new Pair(e.from(), e.name().to());
        Map<String, Held> queue = world.held.isEmpty() ? null : world.held.get(pair);
        if (queue == null) {
            decide(world, e, pair, null, now, out);
        } else if (first(queue).file.equals(e.file())) {
            decide(world, e, pair, first(queue), now, out);
        } else if (!queue.containsKey(e.file())) {
            queue.put(e.file(), hold(world, e, now));
        }
    }

    private static void decide(World world, Event.MailSeen e, Pair pair, Held held, Now now, List<Effect> out) {
        long waited = held == null ? 0 : now.nanos() - held.sinceNanos;
        boolean same = held != null && held.fingerprint == e.fingerprint();
        switch (e.content()) {
            case GONE -> letGo(world, e.from(), e.file(), pair.to(), out);
            case TOO_BIG, NOT_A_FILE -> bury(world, e, held, reason(e.content()), e.detail(), out);
            case NOT_JSON -> {
                if (same && waited >= 2 * world.cycle.toNanos()) {
                    bury(world, e, held, reason(e.content()), e.detail(), out);
                } else {
                    holdBack(world, e, pair, held, true, now);
                }
            }
            case OPEN_NUMBER -> {
                if (same && (held.complete || waited >= world.cycle.toNanos())) {
                    route(world, e, pair, held, now, out);
                } else {
                    holdBack(world, e, pair, held, true, now);
                }
            }
            case COMPLETE -> route(world, e, pair, held, now, out);
            case BAD_NAME -> throw new IllegalStateException(e.toString());
        }
    }

    private static void route(World world, Event.MailSeen e, Pair pair, Held held, Now now, List<Effect> out) {
        ActorState receiver = world.actors.get(pair.to());
        if (receiver != null && receiver.spec.isGroup()) {
            bury(world, e, held, "unknown-actor", "\"" + pair.to() + "\" is a group: nobody reads mail there", out);
        } else if (receiver != null && receiver.phase != Phase.ENDING) {
            take(world, e, held, now, out);
        } else if (receiver != null || world.isToCome(pair.to()) || world.planting.containsKey(pair.to())) {
            holdBack(
                    world, e, pair, held, false,
                    now); // it may be started again, or have a successor: grace comes after
            world.held.get(pair).get(e.file()).sinceNanos = now.nanos();
        } else if (graceIsOver(world, held, now)) {
            String detail = "there is no actor \"" + pair.to() + "\"";
            out.add(new Effect.LookForReceiver(burial(world, e, held, "unknown-actor", detail)));
        } else {
            holdBack(world, e, pair, held, false, now);
        }
    }

    /** At shutdown it never is: requests wait in {@code spawn/} for the next supervisor, and so does their mail. */
    private static boolean graceIsOver(World world, Held held, Now now) {
        return held != null
                && !held.unfinished
                && world.shutdownAt == null
                && now.nanos() - held.sinceNanos >= world.cycle.toNanos();
    }

    private static void take(World world, Event.MailSeen e, Held held, Now now, List<Effect> out) {
        Message cause = held == null ? currentOf(world, e.from()) : held.cause;
        Asker asker = e.name().onBehalfOf();
        boolean isQuestion = e.name().name().isAsk(); // to ask back is not to answer
        boolean answers =
                cause != null && asker == null && !isQuestion && e.name().to().equals(cause.from());
        MessageName inReplyTo =
                e.name().answers() == null && answers ? cause.name() : e.name().answers();
        long due = e.name().delay().isZero()
                ? 0
                : now.wall().toEpochMilli() + e.name().delay().toMillis();
        long id = world.nextId();
        Message message = new Message(
                id,
                SpoolName.order(id),
                asker == null || asker.name() == null ? e.name().name() : asker.name(),
                new Origin(
                        asker == null ? e.from() : asker.from(), cause == null ? 0 : cause.id(), inReplyTo, e.sentAt()),
                due,
                1,
                e.body() == null ? 0 : e.body().hash());
        out.add(new Effect.Take(e.from(), e.file(), e.name().to(), message, e.body()));
    }

    /** One that is on its way gets its mail: the file waits, and its next sight asks again. */
    static void receiverLookedFor(Event.ReceiverLookedFor e, List<Effect> out) {
        if (!e.isComing()) {
            out.add(e.burial());
        }
    }

    private static void bury(World world, Event.MailSeen e, Held held, String reason, String detail, List<Effect> out) {
        out.add(burial(world, e, held, reason, detail));
    }

    private static Effect.Bury burial(World world, Event.MailSeen e, Held held, String reason, String detail) {
        Message cause = held == null ? currentOf(world, e.from()) : held.cause;
        return new Effect.Bury(
                e.from(),
                e.file(),
                e.name() == null ? null : e.name().to(),
                world.nextId(),
                e.name() == null ? null : e.name().name().value(),
                cause == null ? 0 : cause.id(),
                reason,
                detail);
    }

    private static String reason(Event.Content content) {
        return switch (content) {
            case TOO_BIG -> "too-big";
            case NOT_A_FILE -> "not-a-file";
            case BAD_NAME -> "bad-name";
            default -> "malformed";
        };
    }

    private static Message currentOf(World world, ActorId from) {
        ActorState sender = from == null ? null : world.actors.get(from);
        if (sender == null) {
            return null;
        }
        return sender.current != null ? sender.current : sender.handledLast;
    }

    // ---- what is held back ------------------------------------------------------------------------------------------

    private static Held first(Map<String, Held> queue) {
        return queue.values().iterator().next();
    }

    private static Held hold(World world, Event.MailSeen e, Now now) {
        Held held = new Held(e.file(), currentOf(world, e.from()));
        held.fingerprint = e.fingerprint();
        held.complete = e.content() == Event.Content.COMPLETE;
        held.sinceNanos = now.nanos();
        return held;
    }

    private static void holdBack(World world, Event.MailSeen e, Pair pair, Held known, boolean unfinished, Now now) {
        Held held = known;
        if (held == null) {
            held = hold(world, e, now);
            world.held.computeIfAbsent(pair, p -> new LinkedHashMap<>()).put(e.file(), held);
        } else if (held.fingerprint != e.fingerprint() || held.unfinished != unfinished) {
            held.sinceNanos = now.nanos();
        }
        held.complete = e.content() == Event.Content.COMPLETE || held.complete && held.fingerprint == e.fingerprint();
        held.fingerprint = e.fingerprint();
        markUnfinished(world, e.from(), held, unfinished);
    }

    private static void markUnfinished(World world, ActorId from, Held held, boolean unfinished) {
        if (from != null && held.unfinished != unfinished) {
            world.unfinished.merge(from, unfinished ? 1 : -1, Integer::sum);
            world.unfinished.remove(from, 0);
        }
        held.unfinished = unfinished;
    }

    /** The first file of its pair is out of the way: the next one's turn. */
    private static void letGo(World world, ActorId from, String file, ActorId to, List<Effect> out) {
        if (to == null || world.held.isEmpty()) {
            return;
        }
        Pair pair = new Pair(from, to);
        Map<String, Held> queue = world.held.get(pair);
        if (queue == null || !first(queue).file.equals(file)) {
            return;
        }
        markUnfinished(world, from, queue.remove(file), false);
        if (queue.isEmpty()) {
            world.held.remove(pair);
        } else {
            out.add(new Effect.Examine(from, first(queue).file));
        }
        ActorState sender = from == null ? null : world.actors.get(from);
        if (sender != null) {
            world.considerMail(sender);
        }
    }

    /** An actor of this id exists now: what waited for it can go. */
    static void becameKnown(World world, ActorId id, List<Effect> out) {
        for (Map.Entry<Pair, Map<String, Held>> entry : world.held.entrySet()) {
            if (entry.getKey().to().equals(id)) {
                out.add(new Effect.Examine(entry.getKey().from(), first(entry.getValue()).file));
            }
        }
    }

    // ---- what came of it --------------------------------------------------------------------------------------------

    static void taken(World world, Effect.Take e, Now now, List<Effect> out) {
        world.counts.taken++;
        letGo(world, e.from(), e.file(), e.to(), out);
        ActorState receiver = world.actors.get(e.to());
        if (receiver != null) { // else it lies in its grave by now
            Queueing.enqueue(world, receiver, e.message(), now);
        }
    }

    /** It waits where it is, for the cause that it has now, and is tried again when a scan sees it. */
    static void notTaken(World world, ActorId from, String file, ActorId to, Now now) {
        Map<String, Held> queue = world.held.computeIfAbsent(new Pair(from, to), p -> new LinkedHashMap<>());
        if (queue.isEmpty()) {
            Held held = new Held(file, currentOf(world, from));
            held.sinceNanos = now.nanos();
            queue.put(file, held);
            markUnfinished(world, from, held, true);
        }
    }

    static void letterBuried(World world, Effect.Bury e, Now now, List<Effect> out) {
        world.counts.dead++;
        letGo(world, e.from(), e.file(), e.to(), out);
    }
}
