package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.FileStep;
import actos.protocol.ProcessIdentity;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.core.Event;
import actos.supervisor.posix.ActorProcess;
import actos.supervisor.posix.Environment;
import actos.supervisor.posix.ExitValue;
import actos.supervisor.posix.NativePosix;
import actos.supervisor.posix.NativeStarter;
import actos.supervisor.posix.PlainStarter;
import actos.supervisor.posix.Posix;
import actos.supervisor.posix.Signaller;
import actos.supervisor.posix.Starter;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.sense.ExcusedEnds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors' processes: starts them in sessions of their own, signals them and sees when they end; {@link Readiness} sees
 * when they are ready, {@link GroupClearing} when nothing of a group is left. Nothing here needs a thread, so that no end is missed where there is none to be had. Used by the loop's
 * thread.
 */
public final class Processes {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final long SOON = 3_000_000;
    private static final long ADOPTED_EVERY = 100_000_000;
    /** How many processes of others the kernel gives us a handle for; of the rest start times are compared. */
    private static final int MOST_HANDLES = 128;

    private final Posix posix;
    private final Starter starter;
    private final Inbox inbox;
    private final Environment environment;
    private final Signaller signaller;
    private final ExcusedEnds excusedEnds;
    private final Readiness readiness;
    private final GroupClearing clearing;
    /** Processes of ours that have not been waited for, by number. */
    private final Map<Long, Child> children = new HashMap<>();

    private final AtomicBoolean childHasEnded = new AtomicBoolean();
    /** Whose processes are not our children, so that nobody tells us when they end. */
    private final Set<Home> adopted = new LinkedHashSet<>();

    private int handles;

    private long nextLookAtAdopted;

    private record Child(Home home, ActorProcess process) {}

    /** @param distribution where ActOS is installed, for the actors' environment; null if that is not known */
    public Processes(
            Posix posix,
            Inbox inbox,
            Root root,
            ProcessOwnership ownership,
            ExcusedEnds excusedEnds,
            String distribution) {
        this.posix = posix;
        this.starter = starter(posix);
        this.inbox = inbox;
        this.environment = actors(root, distribution);
        this.excusedEnds = excusedEnds;
        this.signaller = new Signaller(posix);
        this.readiness = new Readiness(posix, inbox);
        this.clearing = new GroupClearing(inbox, ownership, signaller);
    }

    /** An older C library, or another one, may lack what it takes to do better. */
    private Starter starter(Posix posix) {
        try {
            return posix instanceof NativePosix ? new NativeStarter() : new PlainStarter(this::childHasEnded);
        } catch (LinkageError e) {
            return new PlainStarter(this::childHasEnded);
        }
    }

    // ---- starting ---------------------------------------------------------------------------------------------------

    /** Starts the process. */
    void start(Home home, ActorSpec spec) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                spec.path(),
                home.id.value(),
                home.paths.state().toString(),
                home.paths.current().toString(),
                home.drawer.toString()));
        command.addAll(spec.args());
        FileStep.vacate(home.paths.ready());
        FileStep.vacate(home.paths.pid());
        Posix.Stat log = posix.stat(home.dir, ActorHome.LOG);
        if (log != null && log.kind() != Posix.Kind.FILE) {
            FileStep.vacate(home.paths.log()); // a FIFO would stop the loop, a link would lead away
        }
        forget(home);
        Path directory = spec.cwd() == null ? home.paths.dir() : Path.of(spec.cwd());
        long pid = starter.start(command, environment(home, spec), directory, home.paths.log());
        know(home, new ActorProcess(pid, ActorProcess.Origin.CHILD), spec);
        children.put(pid, new Child(home, home.process));
    }

    /** What all actors get: the user's environment, and where they are. */
    private static Environment actors(Root root, String distribution) {
        Map<String, String> own = new HashMap<>();
        own.put("ACTOS_ROOT", root.dir().toString());
        if (distribution != null) {
            own.put("ACTOS_HOME", distribution);
        }
        return Environment.ofUser().with(own);
    }

    private Environment environment(Home home, ActorSpec spec) {
        return environment.with(Map.of("ACTOS_ID", home.id.value())).with(spec.env());
    }

    /**
     * KILLs the process that a directory's status names, if it proves by what it prints to that it has been the actor's: it
     * had the directory under another name, while no supervisor ran. Whether there is one.
     */
    public boolean killFormer(ActorHome home, ProcessIdentity former) {
        boolean lives = former.isAlive() && ProcessOwnership.printsTo(former.pid(), home.log());
        if (lives) {
            LOG.info("process {} has run in {} under its old name", former.pid(), home.dir());
            signaller.kill(former);
        }
        return lives;
    }

    /** A process that a supervisor before this one has started, or attached. */
    public void adopt(Home home, long pid, ActorSpec spec) {
        ActorProcess.Origin origin = spec.manual() ? ActorProcess.Origin.ATTACHED : ActorProcess.Origin.ADOPTED;
        know(home, new ActorProcess(pid, origin), spec);
        adopted.add(home);
        if (handles < MOST_HANDLES) {
            home.process.handle = posix.openProcess(pid);
            handles += home.process.handle >= 0 ? 1 : 0;
        }
    }

    /**
     * A process that was started elsewhere plays the manual actor from now on.
     *
     * @throws Refused if it cannot be one of ours
     */
    void attach(Home home, long pid, ActorSpec spec, Collection<Home> others) {
        if (pid <= 1) {
            throw new Refused("attach", "process " + pid + " is the system's: name one of your own");
        } else if (ProcessIdentity.of(pid).isEmpty()) {
            throw new Refused("attach", "there is no process " + pid);
        } else if (!ProcessOwnership.isOurs(pid)) {
            throw new Refused("attach", "process " + pid + " belongs to another user");
        } else if (pid == ProcessHandle.current().pid()) {
            throw new Refused("attach", "process " + pid + " is the supervisor");
        }
        for (Home other : others) {
            if (other.pid() == pid) {
                throw new Refused("attach", "process " + pid + " plays " + other.id + " already");
            }
        }
        adopt(home, pid, spec);
    }

    private void know(Home home, ActorProcess process, ActorSpec spec) {
        home.process = process;
        readiness.expect(home, spec.readyByFile());
    }

    // ---- what the loop asks each turn -------------------------------------------------------------------------------

    private void childHasEnded() {
        childHasEnded.set(true);
        posix.wake();
    }

    /** Looks who has ended, who has become ready, and whose group is gone. */
    public void check(long nanos) {
        if (childHasEnded.getAndSet(false)) {
            reap();
        }
        readiness.check(nanos);
        if (!adopted.isEmpty() && nanos - nextLookAtAdopted >= 0) {
            nextLookAtAdopted = nanos + ADOPTED_EVERY;
            for (Home home : adopted) {
                if (home.process.handle >= 0 ? posix.hasEnded(home.process.handle) : !home.process.isAlive()) {
                    Event end = new Event.ProcessExited(home.id, home.pid(), null, null, excusedEnds.of(home, null));
                    inbox.add(home, () -> end);
                }
            }
        }
        clearing.check(nanos);
    }

    /** Takes leave of children that have ended, but first, while their numbers are theirs, of their groups. */
    public void reap() {
        for (long pid; (pid = starter.ended()) != Starter.NONE; ) {
            Child child = children.remove(pid);
            if (child != null) {
                signaller.clearGroup(child.process());
                child.process().reaped = true;
                inbox.add(ended(child.home(), pid, starter.reap(pid)));
            } else {
                starter.reap(pid); // an orphan that process 1 has inherited
            }
        }
    }

    private Event ended(Home home, long pid, int value) {
        ExitValue exit = ExitValue.of(value);
        return new Event.ProcessExited(home.id, pid, exit.code(), exit.signal(), excusedEnds.of(home, exit.code()));
    }

    /** How long the loop may wait before {@link #check} is due again. */
    public long untilCheck() {
        if (readiness.isAwaited() || clearing.isUnderWay()) {
            return SOON;
        }
        return adopted.isEmpty() ? Long.MAX_VALUE : ADOPTED_EVERY;
    }

    /** How the start of this process comes on. */
    Event atStart(Home home, long pid) {
        return readiness.atStart(home, pid);
    }

    /** A process of this actor has ended and left others behind, before this supervisor. */
    public void hasLeftSome(Home home, List<ProcessOwnership.Relative> own) {
        clearing.hasLeftSome(home, own);
    }

    /** As {@link GroupClearing#killLeftBehind}. */
    public void killLeftBehind(ActorId id, List<ProcessOwnership.Relative> own, long group) {
        clearing.killLeftBehind(id, own, group);
    }

    // ---- signals ----------------------------------------------------------------------------------------------------

    /** USR1 to the actor. */
    void signal(Home home) {
        if (home.process != null) {
            signaller.look(home.process);
        }
    }

    /** TERM to its group. */
    void terminate(Home home) {
        if (home.process != null) {
            signaller.terminate(home.process);
        }
    }

    /** KILL to its group. */
    void kill(Home home) {
        if (home.process != null) {
            signaller.kill(home.process);
        }
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /** KILLs what is left of the group; {@link #check} says when nothing is. */
    void clearGroup(Home home, long nanos) {
        readiness.forget(home);
        adopted.remove(home);
        clearing.begin(home, nanos);
    }

    /** It has no process any more. */
    void forget(Home home) {
        readiness.forget(home);
        adopted.remove(home);
        clearing.forget(home);
        if (home.process != null && home.process.handle >= 0) {
            posix.closeProcess(home.process.handle);
            handles--;
        }
        home.process = null;
    }
}
