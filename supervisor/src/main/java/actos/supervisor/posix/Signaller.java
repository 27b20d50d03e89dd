package actos.supervisor.posix;

import actos.protocol.ProcessIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place that signals. Whoever is signalled is known by more than a number: a child that was not waited for yet,
 * the kernel's handle for a process, or its start time, compared right before. Only what a supervisor has started is ever
 * told to end, a process that was attached never is, and neither are process 1, the supervisor and its group, whatever
 * they are called. Each KILL of something that lives is logged. Used by the loop's thread.
 */
public final class Signaller {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int NOTHING = 0;

    private final Posix posix;
    private final long self = ProcessHandle.current().pid();
    private final long ownGroup =
            ProcessIdentity.stat(self).map(ProcessIdentity.Stat::group).orElse(self);

    public Signaller(Posix posix) {
        this.posix = posix;
    }

    /** USR1 to the process alone: look now. */
    public void look(ActorProcess process) {
        alone(process, Posix.USR1);
    }

    /** TERM to its group, the process included. */
    public void terminate(ActorProcess process) {
        group(process, Posix.TERM);
    }

    /** KILL to its group and to the process itself, which may not lead it yet. */
    public void kill(ActorProcess process) {
        if (!process.isAttached()) {
            if (!process.killed && process.isAlive()) {
                process.killed = true;
                LOG.info("process {} and its group are killed", process.pid);
            }
            group(process, Posix.KILL);
            alone(process, Posix.KILL);
        }
    }

    /**
     * KILL to what is left of a child's group, when the child has ended and was not waited for: until then the group's number
     * can be nobody else's.
     */
    public void clearGroup(ActorProcess ended) {
        group(ended, Posix.KILL);
    }

    /** Whether there is a process in its group, be it a zombie. */
    public boolean hasGroup(ActorProcess process) {
        return mayBeSignalled(process.pid) && process.ownsGroup() && posix.signal(-process.pid, NOTHING);
    }

    /** KILL to one process that has proved to be a descendant of an actor. */
    public void kill(ProcessIdentity proved) {
        if (!mayBeSignalled(proved.pid())) {
            return;
        }
        int handle = posix.openProcess(proved.pid());
        if (proved.isAlive()) { // asked when the handle, if there is one, is this very process's
            LOG.info("process {} is killed", proved.pid());
            if (handle >= 0) {
                posix.signalOpen(handle, Posix.KILL);
            } else {
                posix.signal(proved.pid(), Posix.KILL);
            }
        }
        if (handle >= 0) {
            posix.closeProcess(handle);
        }
    }

    private void alone(ActorProcess process, int signal) {
        if (process.handle >= 0) {
            posix.signalOpen(process.handle, signal);
        } else if (mayBeSignalled(process.pid) && isStillThere(process)) {
            posix.signal(process.pid, signal);
        }
    }

    /** The number of a child is its own until it is reaped: no need to look. */
    private static boolean isStillThere(ActorProcess process) {
        return process.origin == ActorProcess.Origin.CHILD ? !process.reaped : process.isAlive();
    }

    private void group(ActorProcess process, int signal) {
        if (!process.isAttached() && mayBeSignalled(process.pid) && process.ownsGroup()) {
            posix.signal(-process.pid, signal);
        }
    }

    /** For kill(2), 0 is the caller's own group, and the group 1 is everybody. */
    private boolean mayBeSignalled(long pid) {
        return pid > 1 && pid != self && pid != ownGroup;
    }
}
