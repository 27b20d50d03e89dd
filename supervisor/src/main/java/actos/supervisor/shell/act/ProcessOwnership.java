package actos.supervisor.shell.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes that prove whose actor they belong to, for a supervisor that was not there when they were started: by the
 * environment that they were started with and their owner, or by the log that they print to. A number alone proves nothing,
 * and neither does a status that names it. For any thread.
 */
public final class ProcessOwnership {
    /**
     * A living process.
     *
     * @param isMain whether it is what a supervisor has started, and not one of its descendants
     */
    public record Relative(long pid, ProcessIdentity.Stat stat, boolean isMain) {
        public ProcessIdentity identity() {
            return new ProcessIdentity(pid, stat.startTime(), ProcessIdentity.currentBoot());
        }
    }

    private static final String ID = "\0ACTOS_ID=";

    private final Root root;
    private final String ofThisRoot;

    public ProcessOwnership(Root root) {
        this.root = root;
        this.ofThisRoot = "\0ACTOS_ROOT=" + root.dir() + "\0";
    }

    /** All living processes of this root's actors, and of what they have started, by actor. */
    public Map<ActorId, List<Relative>> all() {
        Map<ActorId, List<Relative>> relatives = new HashMap<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .map(p -> p.getFileName().toString())
                    .filter(n -> Character.isDigit(n.charAt(0)))
                    .forEach(n -> look(Long.parseLong(n), relatives));
        } catch (IOException | UncheckedIOException e) {
            // without /proc nobody can prove anything
        }
        return relatives;
    }

    private void look(long pid, Map<ActorId, List<Relative>> relatives) {
        String environment = read(pid, "environ");
        int at = environment.indexOf(ID);
        if (at < 0 || !environment.contains(ofThisRoot)) {
            return;
        }
        String id = environment.substring(at + ID.length(), environment.indexOf('\0', at + 1));
        ProcessIdentity.stat(pid)
                .filter(s -> !s.isZombie() && ActorId.isValid(id))
                .filter(s ->
                        isOurs(pid) || printsTo(pid, root.actor(new ActorId(id)).log()))
                .ifPresent(stat -> {
                    ActorId actor = new ActorId(id);
                    boolean isMain = stat.group() == pid
                            && read(pid, "cmdline")
                                    .contains("\0" + root.actor(actor).state() + "\0");
                    relatives.computeIfAbsent(actor, i -> new ArrayList<>()).add(new Relative(pid, stat, isMain));
                });
    }

    /** Whether the process belongs to the supervisor's user: anybody may give his own any environment. */
    static boolean isOurs(long pid) {
        try {
            return Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid")
                    .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether what the process prints goes to this file, which nobody else can open: so a supervisor has started it. */
    static boolean printsTo(long pid, Path log) {
        for (String output : List.of("1", "2")) {
            try {
                if (Files.isSameFile(Path.of("/proc", Long.toString(pid), "fd", output), log)) {
                    return true;
                }
            } catch (IOException e) {
                // it has ended, or does not have that file open, or is somebody else's
            }
        }
        return false;
    }

    /**
     * Whether a process that a status names has proved to be what a supervisor has started for this actor, or somebody of our
     * user has attached.
     *
     * @param own all processes that prove by their environment to be this actor's
     */
    public static boolean isProved(ProcessIdentity named, ActorHome home, boolean isAttached, List<Relative> own) {
        return isAttached
                ? named.pid() > 1 && isOurs(named.pid())
                : own.stream().anyMatch(r -> r.pid() == named.pid()) || printsTo(named.pid(), home.log());
    }

    private static String read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
            return "\0" + new String(bytes, StandardCharsets.UTF_8) + "\0";
        } catch (IOException e) {
            return ""; // it has ended, or is somebody else's
        }
    }

    /** The actor's process, the oldest if there are several. */
    public static Optional<Relative> main(List<Relative> relatives) {
        return relatives.stream()
                .filter(Relative::isMain)
                .min(Comparator.comparingLong(r -> r.stat().startTime()));
    }

    /**
     * What an actor has left behind: all but the members of this group and those that have put themselves into a session
     * of their own, whose leader lives.
     *
     * @param group the one of the actor's process, or 0 if it has none
     */
    static List<Relative> leftBehind(List<Relative> relatives, long group) {
        List<Relative> left = new ArrayList<>();
        for (Relative each : relatives) {
            long own = each.stat().group();
            boolean isFree = relatives.stream().anyMatch(r -> r.pid() == own && !r.isMain());
            if (own != group && !isFree) {
                left.add(each);
            }
        }
        return left;
    }
}
