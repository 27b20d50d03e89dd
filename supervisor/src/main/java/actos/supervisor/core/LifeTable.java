package actos.supervisor.core;

import actos.protocol.Phase;
import actos.supervisor.core.ActorState.EndStage;
import actos.supervisor.core.ActorState.Wanted;
import java.util.List;

/**
 * An actor's life as two tables: what each event does in each phase, and what each command does with what is wanted
 * already. Whoever adds a phase has to fill a column, whoever adds an event a row; {@code nothing} is said, not forgotten.
 * {@link Kernel} asks here, and the handlers need not ask again in which phase they are. An end has steps of its own,
 * {@link EndStage}: what comes of one is looked at in that step only.
 */
final class LifeTable {
    private LifeTable() {}

    /** What an event does, by what the actor is. */
    record ByPhase<E>(
            Handler<? super E> pending,
            Handler<? super E> starting,
            Handler<? super E> ready,
            Handler<? super E> stopping,
            Handler<? super E> ending,
            Handler<? super E> restarting)
            implements Handler<E> {
        private Handler<? super E> in(Phase phase) {
            return switch (phase) {
                case PENDING -> pending;
                case STARTING -> starting;
                case READY -> ready;
                case STOPPING -> stopping;
                case ENDING -> ending;
                case RESTARTING -> restarting;
            };
        }

        @Override
        public void happens(World world, ActorState actor, E event, Now now, List<Effect> out) {
            in(actor.phase).happens(world, actor, event, now, out);
        }
    }

    /** What a command does, by what is wanted of the actor until now. */
    record ByWish<E>(
            Handler<? super E> run,
            Handler<? super E> restart,
            Handler<? super E> pend,
            Handler<? super E> leave,
            Handler<? super E> fail,
            Handler<? super E> stop)
            implements Handler<E> {
        private Handler<? super E> at(Wanted wanted) {
            return switch (wanted) {
                case RUN -> run;
                case RESTART -> restart;
                case PEND -> pend;
                case LEAVE -> leave;
                case FAIL -> fail;
                case STOP -> stop;
            };
        }

        @Override
        public void happens(World world, ActorState actor, E event, Now now, List<Effect> out) {
            at(actor.wanted).happens(world, actor, event, now, out);
        }
    }

    private static final Handler<Object> NOTHING = (world, actor, event, now, out) -> {};

    /** What comes of one step of an end; at any other moment it means nothing. */
    private static <E> Handler<E> inStep(EndStage step, Handler<E> handler) {
        Handler<E> ending = (world, actor, event, now, out) -> {
            if (actor.endStage == step) {
                handler.happens(world, actor, event, now, out);
            }
        };
        return new ByPhase<>(NOTHING, NOTHING, NOTHING, NOTHING, ending, NOTHING);
    }

    // spotless:off

    // ---- what happens to it -----------------------------------------------------------------------------------------
    //        pending,       starting,               ready,                 stopping,                 ending,                    restarting

    static final Handler<Event.Started> STARTED = new ByPhase<>(
              NOTHING,       Lifecycle::started,     Lifecycle::attached,   Lifecycle::hasProcess,    Lifecycle::hasProcess,     NOTHING);
    static final Handler<Event.StartFailed> START_FAILED = new ByPhase<>(
              NOTHING,       Lifecycle::startFailed, NOTHING,               Lifecycle::startFailed,   NOTHING,                   NOTHING);
    static final Handler<Event.StartSeen> START_SEEN = new ByPhase<>(
              NOTHING,       Lifecycle::startSeen,   NOTHING,               NOTHING,                  NOTHING,                   NOTHING);
    static final Handler<Event.BecameReady> BECAME_READY = new ByPhase<>(
              NOTHING,       Lifecycle::becameReady, NOTHING,               NOTHING,                  NOTHING,                   NOTHING);
    static final Handler<Timers.Timer> MUST_BE_READY = new ByPhase<>(
              NOTHING,       Lifecycle::mustBeReady, NOTHING,               NOTHING,                  NOTHING,                   NOTHING);
    static final Handler<Event.ProcessExited> PROCESS_EXITED = new ByPhase<>(
              NOTHING,       Ending::exitedEarly,    Ending::exited,        Ending::exited,           NOTHING,                   NOTHING);
    static final Handler<Timers.Timer> MUST_HAVE_ENDED = new ByPhase<>(
              NOTHING,       NOTHING,                NOTHING,               Lifecycle::mustHaveEnded, NOTHING,                   NOTHING);
    static final Handler<Event.DirectoryGone> DIRECTORY_GONE = new ByPhase<>(
              Commands::end, Commands::end,          Commands::end,         Commands::end,            Commands::mustNotComeBack, Commands::end);
    static final Handler<Event.DrawerSwept> DRAWER_SWEPT = new ByPhase<>(
              Ending::swept, Ending::swept,          Ending::swept,         Ending::swept,            Ending::drawerSwept,       Ending::swept);
    static final Handler<Effect.BuryActor> BURIED = new ByPhase<>(
              Ending::buried, Ending::buried,        Ending::buried,        Ending::buried,           Ending::buried,            Ending::buried);
    static final Handler<Timers.Timer> RESTART_IS_DUE = new ByPhase<>(
              NOTHING,       NOTHING,                NOTHING,               NOTHING,                  NOTHING,                   Lifecycle::restartIsDue);
    static final Handler<Event.CycleBegan> CYCLE_BEGAN = new ByPhase<>(
              NOTHING,       NOTHING,                NOTHING,               NOTHING,                  Ending::again,             NOTHING);

    // ---- what comes of the steps of its end -------------------------------------------------------------------------

    static final Handler<Event.GroupGone> GROUP_GONE         = inStep(EndStage.GROUP,  Ending::groupGone);
    static final Handler<Effect.SettleCommit> COMMIT_SETTLED = inStep(EndStage.COMMIT, Ending::commitSettled);
    static final Handler<Effect.Return> RETURNED            = inStep(EndStage.MAIL,   Ending::returned);
    static final Handler<Effect.Poison> POISONED            = inStep(EndStage.MAIL,   Ending::poisoned);
    static final Handler<Effect.Tell> TOLD                    = inStep(EndStage.NEWS,   Ending::told);

    // ---- what is asked of it ----------------------------------------------------------------------------------------
    //        wanted to run,        restart,                pend,                   leave,                  fail,                   stop

    static final Handler<Event.StopRequested> STOP_REQUESTED = new ByWish<>(
              Commands::stop,       Commands::stop,         Commands::stop,         Commands::stop,         Commands::stop,         Commands::stop);
    static final Handler<Event.OwnerEnded> OWNER_ENDED = new ByWish<>(
              Commands::ownerEnded, NOTHING,                NOTHING,                NOTHING,                NOTHING,                NOTHING);
    static final Handler<Event.RestartRequested> RESTART_REQUESTED = new ByWish<>(
              Commands::restart,    Commands::change,       Commands::change,       Commands::change,       Commands::change,       NOTHING);
    static final Handler<Event.AttachRequested> ATTACH_REQUESTED = new ByWish<>(
              Commands::attach,     Commands::cannotAttach, Commands::cannotAttach, Commands::cannotAttach, Commands::cannotAttach, Commands::cannotAttach);

    // spotless:on
}
