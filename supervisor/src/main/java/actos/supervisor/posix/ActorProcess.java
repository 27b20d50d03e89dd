package actos.supervisor.posix;

import actos.protocol.ProcessIdentity;

/**
 * The process that plays an actor: its number together with what tells it from every other process that has had or will
 * have this number. Used by the loop's thread.
 */
public final class ActorProcess {
    /** How it came to play the actor, which decides what may be done to it. */
    public enum Origin {
        /** This supervisor has started it: the number is its own until it is reaped. */
        CHILD,
        /** A supervisor before this one has started it, and it has proved that. */
        ADOPTED,
        /** Somebody else has started it: it is told to look, and never ended. */
        ATTACHED
    }

    static final int NO_HANDLE = -1;

    public final long pid;
    /** In clock ticks since boot; 0 if it had ended before that could be read. */
    public final long startTime;

    final Origin origin;

    /** What the kernel gives for a process that is not our child; {@link #NO_HANDLE} if there is none. */
    public int handle = NO_HANDLE;

    /** Whether it was a child and has been waited for: from then on its number may become somebody else's. */
    public boolean reaped;

    /** Whether it was KILLed, and that was said. */
    boolean killed;

    public ActorProcess(long pid, Origin origin) {
        this.pid = pid;
        this.origin = origin;
        this.startTime =
                ProcessIdentity.stat(pid).map(ProcessIdentity.Stat::startTime).orElse(0L);
    }

    /** Whether this supervisor has started it. */
    public boolean isChild() {
        return origin == Origin.CHILD;
    }

    public boolean isAttached() {
        return origin == Origin.ATTACHED;
    }

    /** A zombie does not live. */
    public boolean isAlive() {
        return ProcessIdentity.stat(pid)
                .filter(s -> !s.isZombie() && s.startTime() == startTime)
                .isPresent();
    }

    /**
     * Whether the group of its number is the one that it has led. The kernel gives no number to a new process as long as a
     * group has it: so if a process of this number lives that is another one, the group is gone.
     */
    boolean ownsGroup() {
        return origin == Origin.CHILD && !reaped
                || ProcessIdentity.stat(pid)
                        .map(s -> s.startTime() == startTime)
                        .orElse(true);
    }
}
