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
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.NativePosix;
import actos.supervisor.posix.NativeStarter;
import actos.supervisor.posix.PlainStarter;
import actos.supervisor.posix.Posix;
import actos.supervisor.posix.ProcessSignals;
import actos.supervisor.posix.SchedulerWaits;
import actos.supervisor.posix.Signaller;
import actos.supervisor.posix.Starter;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.sense.ExcusedEnds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors' processes: starts them in sessions of their own, sees when they are ready, when they end and when nothing of a
 * group is left. Nothing here needs a thread, so that no end is missed where there is none to be had. Used by the loop's
 * thread.
 */
public final class Processes {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int CHECKS_PER_TURN = 64;
    private static final long SOON = 3_000_000;
    private static final long TURNS_EVERY = 100_000_000;
    /** Looking at the turns takes at most one part in so many of the time. */
    private static final long TURNS_SHARE = 50;

    private static final long TURNS_ARE_FRESH = 50_000_000;
    private static final long ADOPTED_EVERY = 100_000_000;
    /** How many processes of others the kernel gives us a handle for; of the rest start times are compared. */
    private static final int MOST_HANDLES = 128;

    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "HUP"),
            Map.entry(2, "INT"),
            Map.entry(3, "QUIT"),
            Map.entry(4, "ILL"),
            Map.entry(5, "TRAP"),
            Map.entry(6, "ABRT"),
            Map.entry(7, "BUS"),
            Map.entry(8, "FPE"),
            Map.entry(9, "KILL"),
            Map.entry(10, "USR1"),
            Map.entry(11, "SEGV"),
            Map.entry(12, "USR2"),
            Map.entry(13, "PIPE"),
            Map.entry(14, "ALRM"),
            Map.entry(15, "TERM"),
            Map.entry(24, "XCPU"),
            Map.entry(25, "XFSZ"),
            Map.entry(31, "SYS"));

    private final Posix posix;
    private final Starter starter;
    private final Inbox inbox;
    private final Environment environment;
    private final ProcessOwnership ownership;
    private final Signaller signaller;
    private final ExcusedEnds excusedEnds;
    private final Map<Home, Start> starting = new LinkedHashMap<>();
    /** Processes of ours that have not been waited for, by number. */
    private final Map<Long, Child> children = new HashMap<>();

    private final AtomicBoolean childHasEnded = new AtomicBoolean();
    /** Whose processes are not our children, so that nobody tells us when they end. */
    private final Set<Home> adopted = new LinkedHashSet<>();

    private int handles;

    private long nextLookAtAdopted;

    /** What the last turn that asked for it has found. */
    private Map<ActorId, List<ProcessOwnership.Relative>> found = Map.of();

    private long lookedForRelatives;
    private final Map<Home, Long> clearing = new LinkedHashMap<>();

    private long lookedAtTurns;
    private long nextLookAtTurns;

    private record Child(Home home, ActorProcess process) {}

    /** One that is not ready yet. */
    private record Start(boolean byFile, SchedulerWaits waits) {}

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
        this.ownership = ownership;
        this.excusedEnds = excusedEnds;
        this.signaller = new Signaller(posix);
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

    /** A process of this actor has ended and left others behind, before this supervisor. */
    public void hasLeftSome(Home home, List<ProcessOwnership.Relative> own) {
        home.leftSome = true;
        killLeftBehind(home.id, own, 0);
    }

    /**
     * KILLs what an actor has left behind before this supervisor; whether there was anything.
     *
     * @param own all processes that prove to be this actor's
     * @param group the one of its living process, or 0 if it has none
     */
    public boolean killLeftBehind(ActorId id, List<ProcessOwnership.Relative> own, long group) {
        List<ProcessOwnership.Relative> left = ProcessOwnership.leftBehind(own, group);
        for (ProcessOwnership.Relative each : left) {
            LOG.info("{}: process {} was left behind", id, each.pid());
            signaller.kill(each.identity());
        }
        return !left.isEmpty();
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
        starting.put(home, new Start(spec.readyByFile(), new SchedulerWaits(process.pid, System.nanoTime())));
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
        int checks = 0;
        for (Map.Entry<Home, Start> entry : List.copyOf(starting.entrySet())) {
            if (checks++ == CHECKS_PER_TURN) {
                break;
            }
            Home home = entry.getKey();
            Start start = entry.getValue();
            starting.remove(home);
            if (isReady(home, start)) {
                inbox.add(home, () -> new Event.BecameReady(home.id));
            } else if (home.process.isAlive()) {
                starting.put(home, start); // at the end: all get their turn
            }
        }
        if (!starting.isEmpty() && nanos - nextLookAtTurns >= 0) {
            lookAtTurns();
        }
        if (!adopted.isEmpty() && nanos - nextLookAtAdopted >= 0) {
            nextLookAtAdopted = nanos + ADOPTED_EVERY;
            for (Home home : adopted) {
                if (home.process.handle >= 0 ? posix.hasEnded(home.process.handle) : !home.process.isAlive()) {
                    Event end = new Event.ProcessExited(home.id, home.pid(), null, null, excusedEnds.of(home, null));
                    inbox.add(home, () -> end);
                }
            }
        }
        for (Map.Entry<Home, Long> entry : List.copyOf(clearing.entrySet())) {
            if (nanos - entry.getValue() >= 0) {
                clear(entry.getKey(), nanos);
            }
        }
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
        String signal = SIGNALS.get(value - 128);
        Integer code = signal == null ? value : null;
        return new Event.ProcessExited(home.id, pid, code, signal, excusedEnds.of(home, code));
    }

    /** How long the loop may wait before {@link #check} is due again. */
    public long untilCheck() {
        if (!starting.isEmpty() || !clearing.isEmpty()) {
            return SOON;
        }
        return adopted.isEmpty() ? Long.MAX_VALUE : ADOPTED_EVERY;
    }

    private boolean isReady(Home home, Start start) {
        return start.byFile() ? posix.exists(home.dir, ActorHome.READY) : catches(home);
    }

    /**
     * Whether USR1 does not end it any more. One that this supervisor has not started may be handling a message, and
     * ignore the signal meanwhile.
     */
    private boolean catches(Home home) {
        Path status = Path.of("/proc", Long.toString(home.pid()), "status");
        long ready = ProcessSignals.mask(status, "SigCgt")
                | (adopted.contains(home) ? ProcessSignals.mask(status, "SigIgn") : 0);
        return (ready & ProcessSignals.bit(Posix.USR1)) != 0;
    }

    /** How the start of this process comes on. */
    Event atStart(Home home, long pid) {
        Start start = starting.get(home);
        if (start == null || home.pid() != pid) {
            return new Event.StartSeen(home.id, 0, 0, 0, 0); // it is none any more
        }
        if (isReady(home, start)) {
            return new Event.BecameReady(home.id);
        }
        if (System.nanoTime() - lookedAtTurns > TURNS_ARE_FRESH) {
            lookAtTurns();
        }
        SchedulerWaits waits = start.waits();
        return new Event.StartSeen(home.id, pid, waits.livedNanos(), waits.ranNanos(), waits.waitedNanos());
    }

    /** All that are starting: it takes one look at all processes to tell which are whose. */
    private void lookAtTurns() {
        long begun = System.nanoTime();
        Map<Long, List<Long>> groups = groups();
        for (Map.Entry<Home, Start> each : starting.entrySet()) {
            long pid = each.getKey().pid();
            each.getValue().waits().look(groups.getOrDefault(pid, List.of(pid)), System.nanoTime());
        }
        lookedAtTurns = System.nanoTime();
        nextLookAtTurns = lookedAtTurns + Math.max(TURNS_EVERY, TURNS_SHARE * (lookedAtTurns - begun));
    }

    /** All processes by the group that they belong to. */
    private static Map<Long, List<Long>> groups() {
        Map<Long, List<Long>> groups = new HashMap<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String name = process.getFileName().toString();
                if (Character.isDigit(name.charAt(0))) {
                    long pid = Long.parseLong(name);
                    ProcessIdentity.stat(pid)
                            .ifPresent(s -> groups.computeIfAbsent(s.group(), g -> new ArrayList<>())
                                    .add(pid));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("/proc cannot be listed: {}", Errors.sentence(e)); // then each counts for itself
        }
        return groups;
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
        starting.remove(home);
        adopted.remove(home);
        if (home.process != null && home.process.isAttached()) {
            inbox.add(home, () -> new Event.GroupGone(home.id));
        } else {
            clear(home, nanos);
        }
    }

    private void clear(Home home, long nanos) {
        boolean isPatient = !clearing.containsKey(home); // what was KILLed just now is mostly gone a moment later
        if (home.leftSome ? killLeftBehind(home.id, relativesOf(home.id, nanos), 0) : killGroup(home, isPatient)) {
            clearing.put(home, nanos + 5_000_000);
        } else {
            clearing.remove(home);
            inbox.add(home, () -> new Event.GroupGone(home.id));
        }
    }

    /** All actors' are looked for at once: after a crash there may be a thousand that have left something. */
    private List<ProcessOwnership.Relative> relativesOf(ActorId id, long nanos) {
        if (lookedForRelatives != nanos) {
            lookedForRelatives = nanos;
            found = ownership.all();
        }
        return found.getOrDefault(id, List.of());
    }

    /**
     * KILLs the process, which may not lead its group yet, and the group; whether any of them lives.
     *
     * @param isPatient whether a zombie counts as alive, since telling it takes a look at all processes
     */
    private boolean killGroup(Home home, boolean isPatient) {
        ActorProcess process = home.process;
        if (process == null) {
            return false;
        }
        signaller.kill(process);
        return process.isAlive() || signaller.hasGroup(process) && (isPatient || isAnyAlive(process.pid));
    }

    /** A signal reaches zombies too, so ask each process. */
    private static boolean isAnyAlive(long group) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(p -> p.getFileName().toString())
                    .filter(n -> Character.isDigit(n.charAt(0)))
                    .flatMap(n -> ProcessIdentity.stat(Long.parseLong(n)).stream())
                    .anyMatch(s -> s.group() == group && !s.isZombie());
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
    }

    /** It has no process any more. */
    void forget(Home home) {
        home.leftSome = false;
        starting.remove(home);
        adopted.remove(home);
        clearing.remove(home);
        if (home.process != null && home.process.handle >= 0) {
            posix.closeProcess(home.process.handle);
            handles--;
        }
        home.process = null;
    }
}
