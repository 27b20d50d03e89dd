package actos.supervisor.shell.tell;

import actos.protocol.ActorStatus;
import actos.protocol.Durations;
import actos.protocol.ProcessIdentity;
import actos.protocol.SystemStatus;
import actos.supervisor.core.ActorState;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.core.World;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.sense.BreakpointFiles;
import java.time.Instant;

/** What {@code status.json} and {@code supervisor.json} say, from what is remembered. Used by the loop's thread. */
public final class Statuses {
    /**
     * What {@code supervisor.json} says of this supervisor as long as it runs.
     *
     * @param shutdownBefore when the last shutdown before it began, or null
     */
    public record Run(ProcessIdentity self, String version, String mode, Instant shutdownBefore) {}

    private final World world;
    private final Health health;
    private final BreakpointFiles breakpoints;
    private final EndedByShutdown endedByShutdown;
    private final Run run;
    private final Instant startedAt;

    /** @param startedAt when this supervisor began */
    public Statuses(
            World world,
            Health health,
            BreakpointFiles breakpoints,
            EndedByShutdown endedByShutdown,
            Run run,
            Instant startedAt) {
        this.world = world;
        this.health = health;
        this.breakpoints = breakpoints;
        this.endedByShutdown = endedByShutdown;
        this.run = run;
        this.startedAt = startedAt;
    }

    ActorStatus of(ActorState actor, Home home, Now now) {
        Message current = actor.current();
        ActorStatus.Builder status = ActorStatus.of(actor.id(), actor.phase(), actor.since());
        if (actor.pid() != 0) {
            Long startTime = home.process == null ? null : (Long) home.process.startTime;
            status.process(actor.pid(), startTime, run.self().bootId());
        }
        if (current != null) {
            status.current(new ActorStatus.Current(current.id(), actor.deliveredAt(), actor.isStalled(now)));
        }
        return status.inode(home.inode)
                .manual(actor.spec().manual())
                .paused(world.isPaused(actor.id()))
                .restarts(actor.restarts(), actor.restartedAt(now))
                .nextStart(actor.nextStart())
                .mail(actor.waiting(), actor.handled())
                .lastEnd(actor.lastEnd())
                .parent(actor.spec().supervision().parent())
                .wanted(actor.wantedByTree(), actor.why())
                .childRestarts(actor.childRestarts(now))
                .build();
    }

    SystemStatus ofSystem(double rate) {
        World.Counts counts = world.counts();
        return new SystemStatus(
                run.version(),
                run.self().pid(),
                run.self().startTime(),
                run.self().bootId(),
                startedAt,
                Durations.format(world.cycle()),
                run.mode(),
                world.isPaused(),
                world.actors().size(),
                world.actors().stream().mapToLong(ActorState::waiting).sum(),
                counts.taken,
                counts.delivered,
                counts.done,
                counts.dead,
                rate,
                world.shutdownAt() == null ? run.shutdownBefore() : world.shutdownAt(),
                endedByShutdown.count(),
                breakpoints.status(),
                health.degraded());
    }
}
