package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.FileStep;
import actos.protocol.ProcessIdentity;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.supervisor.core.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors' processes: starts them in sessions of their own, sees when they are ready and when nothing of a group is
 * left, signals them. No process is signalled on its number alone: the kernel's handle for it is used, or its start time
 * compared. Used by the loop's thread; ends of processes are reported by the JVM's reaper threads to the inbox.
 */
final class Processes {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final long USR1 = 1L << (Posix.USR1 - 1);
    private static final String LAUNCHER_LOCALE = "ACTOS_LC_ALL";
    private static final int CHECKS_PER_TURN = 64;
    private static final long SOON = 3_000_000;
    private static final long ADOPTED_EVERY = 100_000_000;

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
    private final Root root;
    private final String distribution;
    private final Relatives relatives;
    private final Map<Home, Boolean> starting = new LinkedHashMap<>();
    /** Processes that are not our children, so that nobody tells us when they end. */
    private final Set<Home> adopted = new LinkedHashSet<>();

    private long nextLookAtAdopted;

    /** What the last turn that asked for it has found. */
    private Map<ActorId, List<Relatives.Relative>> found = Map.of();

    private long lookedForRelatives;
    private final Map<Home, Long> clearing = new LinkedHashMap<>();

    /** @param distribution where ActOS is installed, for the actors' environment; null if that is not known */
    Processes(Posix posix, Starter starter, Inbox inbox, Root root, String distribution) {
        this.posix = posix;
        this.starter = starter;
        this.inbox = inbox;
        this.root = root;
        this.distribution = distribution;
        this.relatives = new Relatives(root);
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
        FileStep.delete(home.paths.ready());
        FileStep.delete(home.paths.pid());
        Posix.Stat log = posix.stat(home.dir, ActorHome.LOG);
        if (log != null && log.kind() == Posix.Kind.OTHER) {
            FileStep.delete(home.paths.log()); // a FIFO would stop the loop, a link would lead away
        }
        forget(home);
        Map<String, String> environment = new HashMap<>(System.getenv());
        extend(environment, home, spec);
        Path directory = spec.cwd() == null ? home.paths.dir() : Path.of(spec.cwd());
        Starter.Started process = starter.start(command, environment, directory, home.paths.log());
        know(home, process.pid(), spec);
        var unused = process.end().thenAccept(value -> inbox.fromThread(ended(home, process.pid(), value)));
    }

    private void extend(Map<String, String> env, Home home, ActorSpec spec) {
        String users =
                env.remove(LAUNCHER_LOCALE); // the launcher runs this JVM in UTF-8; the actors get the user's locale
        if (users != null) {
            if (users.isEmpty()) {
                env.remove("LC_ALL");
            } else {
                env.put("LC_ALL", users);
            }
        }
        env.put("ACTOS_ROOT", root.dir().toString());
        env.put("ACTOS_ID", home.id.value());
        if (distribution != null) {
            env.put("ACTOS_HOME", distribution);
        }
        env.putAll(spec.env());
    }

    private Event ended(Home home, long pid, int value) {
        int signal = value > 128 ? value - 128 : 0;
        boolean full = !FileStep.hasRoom(root.dir());
        return SIGNALS.containsKey(signal)
                ? new Event.ProcessExited(home.id, pid, null, SIGNALS.get(signal), full)
                : new Event.ProcessExited(home.id, pid, value, null, full);
    }

    /** A process of this actor has ended and left others behind, before this supervisor. */
    void hasLeftSome(Home home, List<Relatives.Relative> own) {
        home.leftSome = true;
        killLeftBehind(home.id, own, 0);
    }

    /**
     * KILLs what an actor has left behind before this supervisor; whether there was anything.
     *
     * @param own all processes that prove to be this actor's
     * @param group the one of its living process, or 0 if it has none
     */
    boolean killLeftBehind(ActorId id, List<Relatives.Relative> own, long group) {
        List<Relatives.Relative> left = Relatives.leftBehind(own, group);
        for (Relatives.Relative each : left) {
            int process = posix.openProcess(each.pid());
            if (each.identity().isAlive()) {
                LOG.info("{}: process {} was left behind, killed", id, each.pid());
                if (process >= 0) {
                    posix.signalOpen(process, Posix.KILL);
                } else {
                    posix.signal(each.pid(), Posix.KILL);
                }
            }
            if (process >= 0) {
                posix.closeProcess(process);
            }
        }
        return !left.isEmpty();
    }

    /** A process that runs already is this actor's. */
    void adopt(Home home, long pid, ActorSpec spec) {
        know(home, pid, spec);
        adopted.add(home);
    }

    /**
     * A process that was started elsewhere plays the manual actor from now on.
     *
     * @throws Refused if it cannot be one of ours
     */
    void attach(Home home, long pid, ActorSpec spec, Collection<Home> others) {
        if (ProcessIdentity.of(pid).filter(ProcessIdentity::isAlive).isEmpty()) {
            throw new Refused("attach", "there is no process " + pid);
        } else if (!isOurs(pid)) {
            throw new Refused("attach", "process " + pid + " belongs to another user");
        } else if (pid == ProcessHandle.current().pid()) {
            throw new Refused("attach", "process " + pid + " is the supervisor");
        }
        for (Home other : others) {
            if (other.pid == pid) {
                throw new Refused("attach", "process " + pid + " plays " + other.id + " already");
            }
        }
        adopt(home, pid, spec);
    }

    private static boolean isOurs(long pid) {
        try {
            return Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid")
                    .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    private void know(Home home, long pid, ActorSpec spec) {
        home.isAttached = spec.manual();
        home.pid = pid;
        home.startTime =
                ProcessIdentity.stat(pid).map(ProcessIdentity.Stat::startTime).orElse(0L);
        home.process = posix.openProcess(pid);
        starting.put(home, spec.readyByFile());
    }

    // ---- what the loop asks each turn -------------------------------------------------------------------------------

    /** Looks who has become ready and whose group is gone. */
    void check(long nanos) {
        int checks = 0;
        for (Map.Entry<Home, Boolean> entry : List.copyOf(starting.entrySet())) {
            if (checks++ == CHECKS_PER_TURN) {
                break;
            }
            Home home = entry.getKey();
            boolean byFile = entry.getValue();
            starting.remove(home);
            if (byFile ? posix.exists(home.dir, ActorHome.READY) : isReady(home)) {
                inbox.add(new Event.BecameReady(home.id));
            } else if (isAlive(home)) {
                starting.put(home, byFile); // at the end: all get their turn
            }
        }
        if (!adopted.isEmpty() && nanos - nextLookAtAdopted >= 0) {
            nextLookAtAdopted = nanos + ADOPTED_EVERY;
            for (Home home : adopted) {
                if (home.process >= 0 ? posix.hasEnded(home.process) : !isAlive(home)) {
                    inbox.add(new Event.ProcessExited(home.id, home.pid, null, null, !FileStep.hasRoom(root.dir())));
                }
            }
        }
        for (Map.Entry<Home, Long> entry : List.copyOf(clearing.entrySet())) {
            if (nanos - entry.getValue() >= 0) {
                clear(entry.getKey(), nanos);
            }
        }
    }

    /** How long the loop may wait before {@link #check} is due again. */
    long untilCheck() {
        if (!starting.isEmpty() || !clearing.isEmpty()) {
            return SOON;
        }
        return adopted.isEmpty() ? Long.MAX_VALUE : ADOPTED_EVERY;
    }

    /**
     * Whether USR1 does not end it any more. One that this supervisor has not started may be handling a message, and
     * ignore the signal meanwhile.
     */
    private boolean isReady(Home home) {
        try {
            String status =
                    Files.readString(Path.of("/proc", Long.toString(home.pid), "status"), StandardCharsets.ISO_8859_1);
            return hasUsr1(status, "\nSigCgt:") || adopted.contains(home) && hasUsr1(status, "\nSigIgn:");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasUsr1(String status, String mask) {
        int at = status.indexOf(mask);
        if (at < 0) {
            return false;
        }
        String bits = status.substring(at + mask.length(), status.indexOf('\n', at + 1));
        return (Long.parseUnsignedLong(bits.strip(), 16) & USR1) != 0;
    }

    // ---- signals ----------------------------------------------------------------------------------------------------

    /** USR1 to the actor. */
    void signal(Home home) {
        signalAlone(home, Posix.USR1);
    }

    private void signalAlone(Home home, int signal) {
        if (home.process >= 0) {
            posix.signalOpen(home.process, signal);
        } else if (isAlive(home)) {
            posix.signal(home.pid, signal);
        }
    }

    /** A signal to the actor's process group. */
    void signalGroup(Home home, int signal) {
        if (!home.isAttached && isGroupOurs(home)) {
            posix.signal(-home.pid, signal);
        }
    }

    boolean isAlive(Home home) {
        return home.pid > 0
                && ProcessIdentity.stat(home.pid)
                        .filter(s -> !s.isZombie() && s.startTime() == home.startTime)
                        .isPresent();
    }

    /**
     * A number that names a group is not given to a new process while the group has members. So if a process of this
     * number lives that is not ours, our group is gone.
     */
    private static boolean isGroupOurs(Home home) {
        return home.pid > 0
                && ProcessIdentity.stat(home.pid)
                        .map(s -> s.startTime() == home.startTime)
                        .orElse(true);
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /** KILLs what is left of the group; {@link #check} says when nothing is. */
    void clearGroup(Home home, long nanos) {
        starting.remove(home);
        adopted.remove(home);
        if (home.isAttached) {
            inbox.add(new Event.GroupGone(home.id));
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
            inbox.add(new Event.GroupGone(home.id));
        }
    }

    /** All actors' are looked for at once: after a crash there may be a thousand that have left something. */
    private List<Relatives.Relative> relativesOf(ActorId id, long nanos) {
        if (lookedForRelatives != nanos) {
            lookedForRelatives = nanos;
            found = relatives.all();
        }
        return found.getOrDefault(id, List.of());
    }

    /**
     * KILLs the process, which may not lead its group yet, and the group; whether any of them lives.
     *
     * @param isPatient whether a zombie counts as alive, since telling it takes a look at all processes
     */
    private boolean killGroup(Home home, boolean isPatient) {
        signalGroup(home, Posix.KILL);
        boolean lives = isAlive(home);
        if (lives) {
            signalAlone(home, Posix.KILL);
        }
        return lives || isGroupOurs(home) && posix.signal(-home.pid, 0) && (isPatient || isAnyAlive(home.pid));
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
        home.isAttached = false;
        home.pid = 0;
        starting.remove(home);
        adopted.remove(home);
        clearing.remove(home);
        if (home.process >= 0) {
            posix.closeProcess(home.process);
            home.process = Home.NO_PROCESS;
        }
    }
}
