package actos.supervisor.shell.sense;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.ProcessIdentity;
import actos.protocol.Refused;
import actos.supervisor.core.Event;
import actos.supervisor.core.Now;
import actos.supervisor.posix.FileTimes;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.ActorFiles;
import actos.supervisor.shell.base.DirectoryMemory;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Inbox;
import actos.supervisor.shell.base.Places;
import actos.supervisor.shell.base.Shared;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Directories that somebody puts into {@code running/} by hand: a copy of an actor's is its clone, one moved back from
 * {@code dead/actors} or renamed is its revival. Waits until they have been quiet for a cycle, so that a copy is
 * complete. What cannot be started is left as it is, and said. Used by the loop's thread, at each scan.
 */
public final class AddedDirectories {
    /** What a directory looked like, and since when. */
    private record Seen(long fingerprint, long sinceNanos) {}

    private final Posix posix;
    private final Places places;
    private final Homes homes;
    private final Inbox inbox;
    private final Health health;
    private final BiPredicate<ActorHome, ProcessIdentity> killFormer;
    private final CopyDetection copyDetection;
    private final DirectoryMemory memory = new DirectoryMemory();
    private final Map<ActorId, Seen> waiting = new HashMap<>();
    private Set<ActorId> reported; // null until the first look, which is always reported
    /** Names of what can be no actor. */
    private Set<String> said = Set.of();

    /** @param killFormer ends a process that has had a directory under another name; whether there is one */
    public AddedDirectories(
            Shared shared, CopyDetection copyDetection, BiPredicate<ActorHome, ProcessIdentity> killFormer) {
        this.posix = shared.posix();
        this.places = shared.places();
        this.homes = shared.homes();
        this.inbox = shared.inbox();
        this.health = shared.health();
        this.killFormer = killFormer;
        this.copyDetection = copyDetection;
    }

    /** Somebody has left {@code running/}: look again. */
    public void forget() {
        memory.forget();
    }

    /** Looks for directories of nobody's. */
    public void scan(Now now, long cycleNanos) {
        try {
            Posix.Stat running = posix.stat(places.running, ".");
            boolean mayBeMended = !waiting.isEmpty() || !said.isEmpty();
            if (running != null && (mayBeMended || memory.isDue(running.changed(), now.nanos()))) {
                long wall = FileTimes.now();
                long start = System.nanoTime();
                Set<ActorId> strangers = strangers(running.owner());
                forgetAllBut(strangers);
                if (!strangers.equals(reported)) {
                    reported = strangers;
                    inbox.add(new Event.DirectoriesWaiting(strangers));
                }
                copyDetection.forget();
                for (ActorId id : strangers) {
                    scan(id, now, cycleNanos);
                }
                memory.listed(running.changed(), wall, start, System.nanoTime());
            }
            health.worked(Task.LISTING_RUNNING);
        } catch (IOException e) {
            health.failed(Task.LISTING_RUNNING, e);
        }
    }

    /** @param owner the user of the supervisor, who has made {@code running/} */
    private Set<ActorId> strangers(int owner) throws IOException {
        Set<ActorId> strangers = new TreeSet<>();
        Map<String, String> odd = new TreeMap<>();
        try (Stream<Path> list = Files.list(posix.open(places.running))) {
            for (Path path : (Iterable<Path>) list::iterator) {
                String name = path.getFileName().toString();
                if (ActorId.isValid(name) && homes.has(new ActorId(name)) || Names.leftAlone(name)) {
                    continue;
                }
                Posix.Stat stat = ActorId.isValid(name) ? posix.stat(places.running, name) : null;
                if (stat == null || stat.kind() != Posix.Kind.DIRECTORY) {
                    odd.put(name, "it is no directory with the name of an actor");
                } else if (stat.owner() != owner && stat.owner() != 0) {
                    odd.put(name, "it belongs to user " + stat.owner() + ", not to the supervisor's user or root");
                } else {
                    strangers.add(new ActorId(name));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        say(odd);
        return strangers;
    }

    private void say(Map<String, String> odd) {
        odd.forEach((name, why) -> health.failed(Task.STARTING_ADDED, place(name), new Refused(null, why)));
        said.stream()
                .filter(name -> !odd.containsKey(name))
                .forEach(name -> health.worked(Task.STARTING_ADDED, place(name)));
        said = odd.keySet();
    }

    private void forgetAllBut(Set<ActorId> strangers) {
        for (ActorId gone : new TreeSet<>(waiting.keySet())) {
            if (!strangers.contains(gone)) {
                waiting.remove(gone);
                health.worked(Task.STARTING_ADDED, place(gone));
            }
        }
    }

    private void scan(ActorId id, Now now, long cycleNanos) throws IOException {
        ActorHome home = new ActorHome(places.running.file(id.value()));
        long fingerprint = fingerprint(home);
        Seen before = waiting.get(id);
        if (before == null || before.fingerprint() != fingerprint) {
            waiting.put(id, new Seen(fingerprint, now.nanos()));
        } else if (now.nanos() - before.sinceNanos() >= cycleNanos) {
            judge(id);
        }
    }

    /** Changes whenever a file in the directory or in its spool does. */
    private static long fingerprint(ActorHome home) throws IOException {
        long sum = 0;
        for (Path dir : new Path[] {home.dir(), home.spool()}) {
            if (Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> list = Files.list(dir)) {
                    sum += list.mapToLong(AddedDirectories::fingerprint).sum();
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
        return sum;
    }

    private static long fingerprint(Path file) {
        try {
            var a = Files.readAttributes(file, "unix:ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            return 31L * a.get("lastModifiedTime").hashCode()
                    + 17L * a.get("size").hashCode()
                    + a.get("ino").hashCode()
                    + file.getFileName().hashCode();
        } catch (IOException e) {
            return 1; // it goes away just now
        }
    }

    /** A directory that is complete: is it one of an actor that can be started? Null if it is not, or not now. */
    void judge(ActorId id) {
        ActorHome home = new ActorHome(places.running.file(id.value()));
        try {
            long inode = ActorFiles.inode(home);
            if (homes.living().stream().anyMatch(h -> h.inode == inode)) {
                return; // it was renamed while its actor lived: that has to end first
            }
            ActorStatus status = copyDetection.status(home);
            boolean isWhereItWas = status != null && status.inode() == inode;
            if (isWhereItWas && isInUse(home, status)) {
                return; // the next scan asks again
            }
            ActorSpec written = ActorSpec.parse(bytes(home.spec()));
            ActorSpec spec = Programs.runnable(written);
            boolean isCopy = !isWhereItWas && copyDetection.hasOne(id, status, written.id());
            inbox.add(new Event.DirectoryFound(id, spec.resolved(id, spec.path()), isCopy));
        } catch (IOException | Refused e) {
            health.failed(Task.STARTING_ADDED, place(id), e);
        }
    }

    /**
     * The same for those that a shutdown has ended, children before their parents: so each finds its place at once. Others
     * may wait already: a restoring that was cut short goes on with the scan, and their children wait for them.
     */
    public void judgeAll(List<ActorId> restored) throws IOException {
        Posix.Stat running = posix.stat(places.running, ".");
        inbox.add(new Event.DirectoriesWaiting(running == null ? Set.of() : strangers(running.owner())));
        Map<ActorId, ActorId> parents = new HashMap<>();
        for (ActorId id : restored) {
            ActorStatus status = copyDetection.status(new ActorHome(places.running.file(id.value())));
            parents.put(id, status == null ? null : status.parent());
        }
        List<ActorId> deepestFirst = new ArrayList<>(restored);
        deepestFirst.sort(
                Comparator.comparingInt((ActorId id) -> depth(id, parents)).reversed());
        deepestFirst.forEach(this::judge);
    }

    private static int depth(ActorId id, Map<ActorId, ActorId> parents) {
        int depth = 0;
        for (ActorId above = parents.get(id); above != null && depth < parents.size(); above = parents.get(above)) {
            depth++;
        }
        return depth;
    }

    /** It was taken in, or cannot be for this reason. */
    public void wasJudged(ActorId id, String fault) {
        if (fault == null) {
            health.worked(Task.STARTING_ADDED, place(id));
        } else {
            health.failed(Task.STARTING_ADDED, place(id), new Refused(null, fault));
        }
    }

    /** A text, since no actor has it yet. */
    private static String place(Object name) {
        return Names.printable(name.toString());
    }

    private byte[] bytes(Path file) throws IOException {
        try {
            return posix.readAll(file, Json.MAX_BYTES);
        } catch (NoSuchFileException e) {
            throw new IOException("it has no " + file.getFileName(), e);
        }
    }

    /**
     * Whether a process still runs that had the directory under its old name, while no supervisor ran: renaming is a kill. Not
     * of one that was attached.
     */
    private boolean isInUse(ActorHome home, ActorStatus status) {
        return !status.manual()
                && status.pid() != null
                && status.startTime() != null
                && killFormer.test(home, new ProcessIdentity(status.pid(), status.startTime(), status.bootId()));
    }
}
