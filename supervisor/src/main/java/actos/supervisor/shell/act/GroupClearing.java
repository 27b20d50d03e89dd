package actos.supervisor.shell.act;

import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import actos.supervisor.core.Event;
import actos.supervisor.posix.ActorProcess;
import actos.supervisor.posix.Signaller;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Inbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * KILLs what actors' processes leave behind when they end, and says when nothing of a group is left. Used by the loop's
 * thread.
 */
final class GroupClearing {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Inbox inbox;
    private final ProcessOwnership ownership;
    private final Signaller signaller;
    /** Those that ended while no supervisor was there to see it, and left processes: each has to prove that it is its actor's own. */
    private final Set<Home> leftSome = new HashSet<>();
    /** When those are looked at again of whom something was still there. */
    private final Map<Home, Long> underWay = new LinkedHashMap<>();
    /** What the last turn that asked for it has found. */
    private Map<ActorId, List<ProcessOwnership.Relative>> found = Map.of();

    private long lookedForRelatives;

    GroupClearing(Inbox inbox, ProcessOwnership ownership, Signaller signaller) {
        this.inbox = inbox;
        this.ownership = ownership;
        this.signaller = signaller;
    }

    /** Whether something of a group is still there. */
    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    void forget(Home home) {
        leftSome.remove(home);
        underWay.remove(home);
    }

    /** What was started elsewhere is left alone. */
    void begin(Home home, long nanos) {
        if (home.process != null && home.process.isAttached()) {
            inbox.add(home, () -> new Event.GroupGone(home.id));
        } else {
            clear(home, nanos);
        }
    }

    /** Looks again at those of whom something was there. */
    void check(long nanos) {
        for (Map.Entry<Home, Long> entry : List.copyOf(underWay.entrySet())) {
            if (nanos - entry.getValue() >= 0) {
                clear(entry.getKey(), nanos);
            }
        }
    }

    /** A process of this actor has ended and left others behind, before this supervisor. */
    void hasLeftSome(Home home, List<ProcessOwnership.Relative> own) {
        leftSome.add(home);
        killLeftBehind(home.id, own, 0);
    }

    /**
     * KILLs what an actor has left behind before this supervisor; whether there was anything.
     *
     * @param own all processes that prove to be this actor's
     * @param group the one of its living process, or 0 if it has none
     */
    boolean killLeftBehind(ActorId id, List<ProcessOwnership.Relative> own, long group) {
        List<ProcessOwnership.Relative> left = ProcessOwnership.leftBehind(own, group);
        for (ProcessOwnership.Relative each : left) {
            LOG.info("{}: process {} was left behind", id, each.pid());
            signaller.kill(each.identity());
        }
        return !left.isEmpty();
    }

    private void clear(Home home, long nanos) {
        boolean isPatient = !underWay.containsKey(home); // what was KILLed just now is mostly gone a moment later
        if (leftSome.contains(home)
                ? killLeftBehind(home.id, relativesOf(home.id, nanos), 0)
                : killGroup(home, isPatient)) {
            underWay.put(home, nanos + 5_000_000);
        } else {
            underWay.remove(home);
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
}
