package actos.supervisor.core;

import actos.protocol.ActorExit;
import actos.protocol.ActorStatus;
import actos.protocol.Phase;
import actos.supervisor.core.ActorState.EndStage;
import actos.supervisor.core.ActorState.Fate;
import actos.supervisor.core.ActorState.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The end of an actor is a walk through {@link EndStage}: its process group is cleared, what it had committed is put
 * into effect, what it sent is seen, its current message goes back or is poison; then it is started again by its restart
 * rule, or its directory is moved away.
 */
final class Ending {
    private Ending() {}

    static void exitedEarly(World world, ActorState actor, Event.ProcessExited e, Now now, List<Effect> out) {
        exited(actor, e, " before it was ready", now, out);
    }

    static void exited(World world, ActorState actor, Event.ProcessExited e, Now now, List<Effect> out) {
        exited(actor, e, "", now, out);
    }

    private static void exited(ActorState actor, Event.ProcessExited e, String when, Now now, List<Effect> out) {
        if (actor.pid == e.pid()) {
            RestartRule.judge(actor, e.code(), e.excuse() != null);
            String why = actor.why != null ? actor.why : RestartRule.sentence(e, when);
            begin(actor, new Effect.End(e.pid(), e.code(), e.signal(), why), now, out);
        }
    }

    /** Its end is found by a supervisor that has not seen it end. */
    static void foundEnded(ActorState actor, ActorStatus status, Now now, List<Effect> out) {
        ActorExit known = status.phase() == Phase.ENDING ? status.lastEnd() : null;
        long pid = status.pid() == null ? 0 : status.pid();
        Effect.End end = known != null
                ? new Effect.End(pid, known.code(), known.signal(), known.why())
                : new Effect.End(pid, null, null, "it ended while no supervisor was running");
        RestartRule.judge(actor, end.code(), false);
        begin(actor, end, now, out);
    }

    /** The first step. */
    static void begin(ActorState actor, Effect.End end, Now now, List<Effect> out) {
        actor.end = end;
        actor.lastEnd = exit(actor, now.wall());
        actor.endStage = EndStage.GROUP;
        actor.enter(Phase.ENDING);
        out.add(new Effect.ClearGroup(actor.id));
    }

    private static ActorExit exit(ActorState actor, Instant at) {
        Effect.End end = actor.end;
        return new ActorExit(actor.id, end.code(), end.signal(), end.why(), at, actor.shutdown, List.of());
    }

    static void groupGone(World world, ActorState actor, Event.GroupGone e, Now now, List<Effect> out) {
        actor.endStage = EndStage.COMMIT;
        out.add(new Effect.SettleCommit(actor.id));
    }

    static void commitSettled(World world, ActorState actor, Effect.SettleCommit e, Now now, List<Effect> out) {
        actor.endStage = EndStage.DRAWER;
        out.add(new Effect.SweepDrawer(actor.id));
    }

    /** Nothing of what it sent before a supervisor was there is unseen any more. */
    static void swept(World world, ActorState actor, Event.DrawerSwept e, Now now, List<Effect> out) {
        actor.handledLast = null;
        if (actor.unswept) {
            actor.unswept = false;
            world.considerMail(actor);
        }
    }

    static void drawerSwept(World world, ActorState actor, Event.DrawerSwept e, Now now, List<Effect> out) {
        swept(world, actor, e, now, out);
        if (actor.endStage != EndStage.DRAWER) {
            return;
        }
        if (Tree.takeDown(world, actor, false, now, out)) {
            actor.endStage = EndStage.CHILDREN;
        } else {
            childrenAreDown(world, actor, now, out);
        }
    }

    static void childrenAreDown(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.current == null) {
            mailIsBack(world, actor, false, now, out);
        } else {
            actor.endStage = EndStage.MAIL;
            out.add(returning(actor));
        }
    }

    /** An end that was asked for, or that a full disk or a bad state has caused, is not the message's fault. */
    private static Effect returning(ActorState actor) {
        int attempt = actor.current.attempt() + (actor.excused ? 0 : 1);
        return attempt > actor.spec.maxAttempts()
                ? new Effect.Poison(
                        actor.id,
                        actor.current,
                        "it ended " + actor.id + " " + actor.current.attempt() + " times; the last time: "
                                + actor.end.why())
                : new Effect.Return(actor.id, actor.current.returned(attempt));
    }

    static void returned(World world, ActorState actor, Effect.Return e, Now now, List<Effect> out) {
        actor.mailbox.add(e.message());
        leftTheSlot(world, actor, now, out);
    }

    static void poisoned(World world, ActorState actor, Effect.Poison e, Now now, List<Effect> out) {
        world.counts.dead++;
        leftTheSlot(world, actor, now, out);
    }

    private static void leftTheSlot(World world, ActorState actor, Now now, List<Effect> out) {
        boolean again = actor.current.attempt() > 1;
        actor.current = null;
        actor.touch();
        mailIsBack(world, actor, again, now, out);
    }

    /** The current message of an ended actor turned out to be done. */
    static void doneAtTheEnd(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.endStage == EndStage.MAIL) {
            mailIsBack(world, actor, false, now, out);
        }
    }

    // ---- and then ---------------------------------------------------------------------------------------------------

    /**
     * Nothing of it is left but its directory.
     *
     * @param sameMessage whether a message ended it that had done so before: for the intensity that is one end
     */
    private static void mailIsBack(World world, ActorState actor, boolean sameMessage, Now now, List<Effect> out) {
        actor.fate = RestartRule.fate(world, actor, sameMessage, now);
        if (actor.fate != Fate.DETACHED && Watching.isWatched(world, actor.id)) {
            actor.endStage = EndStage.NEWS;
            Watching.tell(world, actor, RestartRule.willRestart(world, actor), now, out);
        } else {
            carryOut(world, actor, now, out);
        }
    }

    static void told(World world, ActorState actor, Effect.Tell e, Now now, List<Effect> out) {
        carryOut(world, actor, now, out);
    }

    private static void carryOut(World world, ActorState actor, Now now, List<Effect> out) {
        ActorState parent = Family.parent(world, actor);
        switch (actor.fate) {
            case AGAIN -> {
                if (parent != null && actor.wanted != Wanted.RESTART) {
                    Tree.spread(world, parent, actor, out);
                }
                await(world, actor, actor.delay, now, out);
            }
            case PENDING -> pend(world, actor, out);
            case DETACHED -> detach(world, actor, out);
            case FAILURE -> {
                if (parent == null) {
                    giveUp(world, actor, now, out);
                } else {
                    Tree.fail(world, parent, RestartRule.why(actor, parent), now, out);
                    if (actor.wanted == Wanted.STOP) {
                        bury(world, actor, now, out);
                    } else {
                        pend(world, actor, out);
                    }
                }
            }
            case GRAVE -> {
                if (parent != null && actor.wanted != Wanted.STOP && !actor.onTrial) {
                    if (RestartRule.failsToStart(actor, parent) && !RestartRule.isNormal(actor)) {
                        Tree.fail(world, parent, RestartRule.why(actor, parent), now, out);
                    } else {
                        Tree.considerLeaving(world, parent, actor, now, out);
                    }
                }
                bury(world, actor, now, out);
            }
        }
    }

    /** The process that has played it has ended: it is a manual actor as before. */
    private static void detach(World world, ActorState actor, List<Effect> out) {
        out.add(new Effect.Detach(actor.id, actor.pid, actor.end.why()));
        actor.pid = 0;
        actor.end = null;
        actor.why = null;
        actor.endStage = EndStage.NOT_YET;
        actor.rise = ActorState.Rise.ALL;
        actor.enter(Phase.READY);
        Routing.becameKnown(world, actor.id, out);
        world.considerMail(actor);
    }

    private static void giveUp(World world, ActorState actor, Now now, List<Effect> out) {
        if (actor.wanted != Wanted.RUN) {
            bury(world, actor, now, out); // why is said already
            return;
        }
        String why = RestartRule.why(actor);
        actor.end = new Effect.End(actor.end.pid(), actor.end.code(), actor.end.signal(), why);
        out.add(new Effect.NoteGivenUp(actor.id, why));
        bury(world, actor, now, out);
    }

    /** It will be started again; until then its mail waits. */
    static void await(World world, ActorState actor, Duration delay, Now now, List<Effect> out) {
        if (actor.end != null) {
            answerRestart(actor, out);
            out.add(new Effect.NoteRestart(actor.id, actor.end, delay.toNanos(), actor.restarts.total() + 1));
        }
        hasEnded(actor);
        actor.wanted = actor.wanted == Wanted.RESTART ? Wanted.RESTART : Wanted.RUN;
        actor.nextStart = now.wall().plus(delay);
        actor.enter(Phase.RESTARTING);
        Routing.becameKnown(world, actor.id, out);
        if (delay.isZero()) {
            Lifecycle.isDue(world, actor, now, out);
        } else {
            world.timers.set(now.nanos() + delay.toNanos(), Timers.Kind.RESTART, actor.id, actor.restarts.total());
        }
    }

    /** It will be started again when its tree lets it; until then its mail waits. */
    private static void pend(World world, ActorState actor, List<Effect> out) {
        answerRestart(actor, out);
        out.add(new Effect.NotePending(actor.id, actor.end));
        hasEnded(actor);
        actor.wanted = Wanted.RUN;
        actor.enter(Phase.PENDING);
        Routing.becameKnown(world, actor.id, out);
        Family.stir(world, Family.parent(world, actor));
    }

    /** Where a process is started that answers the wish; where there is none it is answered now. */
    private static void answerRestart(ActorState actor, List<Effect> out) {
        if (actor.end.pid() == 0) {
            out.add(new Effect.AnswerRestart(actor.id));
        }
    }

    private static void hasEnded(ActorState actor) {
        actor.pid = 0;
        actor.shutdown = null;
        actor.end = null;
        actor.why = null;
        actor.told = false;
        actor.late = false;
        actor.endStage = EndStage.NOT_YET;
    }

    static void bury(World world, ActorState actor, Now now, List<Effect> out) {
        actor.endStage = EndStage.HEIRS;
        if (Tree.buryChildren(world, actor, now, out)) {
            return;
        }
        actor.endStage = EndStage.GRAVE;
        actor.lastEnd = exit(actor, actor.lastEnd.at());
        out.add(new Effect.BuryActor(actor.id, actor.end, actor.shutdown));
    }

    static void buried(World world, ActorState actor, Effect.BuryActor e, Now now, List<Effect> out) {
        world.actors.remove(actor.id);
        world.changes.forget(actor);
        world.timers.forget(actor.id); // the next one of its name has its own
        world.pauses.remove(actor.id);
        Watching.end(world, actor);
        Family.left(world, actor, out);
        exitIfEmpty(world, out);
    }

    static void exitIfEmpty(World world, List<Effect> out) {
        if (world.shutdownAt != null && world.actors.isEmpty()) {
            out.add(new Effect.Exit(List.copyOf(world.setAside)));
        }
    }

    /** A step of the end that the disk refused is tried again. */
    static void again(World world, ActorState actor, Event.CycleBegan e, Now now, List<Effect> out) {
        switch (actor.endStage) {
            case COMMIT -> out.add(new Effect.SettleCommit(actor.id));
            case MAIL -> out.add(returning(actor));
            case NEWS -> {
                if (actor.wanted == Wanted.STOP || world.shutdownAt != null) {
                    actor.fate = Fate.GRAVE; // said meanwhile
                }
                Watching.tell(world, actor, RestartRule.willRestart(world, actor), now, out);
            }
            case GRAVE -> bury(world, actor, now, out);
            case NOT_YET, GROUP, DRAWER, CHILDREN, HEIRS -> {
                // nothing was refused, or it reports by itself
            }
        }
    }
}
