package actos.supervisor.shell.sense;

import actos.protocol.ActorId;
import actos.protocol.BreakSpec;
import actos.protocol.Condition;
import actos.protocol.Deliverable;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.SystemStatus;
import actos.protocol.journal.PausingEvents;
import actos.supervisor.core.Breakpoint;
import actos.supervisor.core.Event;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.Health;
import actos.supervisor.shell.base.Journal;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The breakpoints in {@code breaks/}: follows the directory, holds messages against them, counts their hits. One that is
 * broken stays where it is, says why in {@code supervisor.json}, and stops nothing. Used by the loop's thread; the counts
 * end with the supervisor.
 */
public final class BreakpointFiles {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final String ENDING = ".json";
    private static final int LONGEST = 64 * 1024;

    private static final class Entry {
        final String name;
        final long fingerprint;
        /** Null if it is broken. */
        final BreakSpec spec;

        long hits;
        String problem;

        Entry(String name, long fingerprint, BreakSpec spec, String problem) {
            this.name = name;
            this.fingerprint = fingerprint;
            this.spec = spec;
            this.problem = problem;
        }

        boolean concerns(ActorId id) {
            return spec != null && (spec.actor() == null || spec.actor().equals(id));
        }
    }

    private final Posix posix;
    private final Dir dir;
    private final Health health;
    private final Journal journal;
    private Map<String, Entry> entries = new TreeMap<>();
    private final byte[] buffer = new byte[LONGEST + 1];
    private long version;
    private long hits;

    public BreakpointFiles(Posix posix, Dir dir, Health health, Journal journal) {
        this.posix = posix;
        this.dir = dir;
        this.health = health;
        this.journal = journal;
    }

    /** What is there now, if that has changed; else null. */
    Event look() {
        try {
            Map<String, Entry> now = new TreeMap<>();
            for (String file : files()) {
                String name = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
                Posix.Stat stat = posix.stat(dir, file);
                if (stat != null) {
                    Entry before = entries.get(name);
                    now.put(
                            name,
                            before != null && before.fingerprint == stat.fingerprint()
                                    ? before
                                    : read(file, name, stat, before));
                }
            }
            health.worked(Task.LISTING_BREAKS);
            return now.equals(entries) ? null : changed(now);
        } catch (IOException | UncheckedIOException e) {
            health.failed(Task.LISTING_BREAKS, e);
            return null;
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(posix.open(dir))) {
            return list.map(p -> p.getFileName().toString())
                    .filter(name -> !Names.leftAlone(name))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Entry read(String file, String name, Posix.Stat stat, Entry before) {
        Entry entry = entry(file, name, stat);
        if (before != null) {
            entry.hits = before.hits;
        }
        if (entry.problem != null) {
            LOG.warn("breakpoint {}: {}", Names.printable(file), entry.problem);
            journal.write(new PausingEvents.BreakRefused(Names.printable(name), entry.problem));
        }
        return entry;
    }

    private Entry entry(String file, String name, Posix.Stat stat) {
        try {
            if (!file.endsWith(ENDING)) {
                throw new Refused(null, "a breakpoint's file is called NAME.json");
            }
            BreakSpec.name(name);
            if (stat.kind() != Posix.Kind.FILE || stat.size() > LONGEST) {
                throw new Refused(null, "it is no regular file of at most " + LONGEST + " bytes");
            }
            int length = Math.max(0, posix.read(dir, file, buffer));
            BreakSpec spec = BreakSpec.parse(Arrays.copyOf(buffer, length));
            return new Entry(name, stat.fingerprint(), spec, null);
        } catch (Refused | IOException e) {
            return new Entry(name, stat.fingerprint(), null, Errors.sentence(e));
        }
    }

    private Event changed(Map<String, Entry> now) {
        entries = now;
        version++;
        List<Breakpoint> usable = new ArrayList<>();
        entries.values().stream().filter(e -> e.spec != null).forEach(e -> usable.add(breakpoint(e)));
        return new Event.BreakpointsChanged(usable);
    }

    private static Breakpoint breakpoint(Entry entry) {
        return new Breakpoint(entry.name, entry.spec.actor(), entry.spec.all());
    }

    /** The first breakpoint, by name, that this message for the actor hits; null if there is none. */
    public Breakpoint check(ActorId id, Deliverable message) {
        for (Entry entry : entries.values()) {
            if (entry.concerns(id) && holds(entry, message)) {
                return breakpoint(entry);
            }
        }
        return null;
    }

    private boolean holds(Entry entry, Deliverable message) {
        try {
            Condition.Verdict verdict = entry.spec.verdict(message);
            tell(entry, verdict == Condition.Verdict.CANNOT_BE_TOLD ? entry.spec.fault(message) : null);
            return verdict == Condition.Verdict.HOLDS;
        } catch (IOException | Refused e) {
            tell(entry, Errors.sentence(e));
            return false;
        }
    }

    private void tell(Entry entry, String problem) {
        if (!Objects.equals(problem, entry.problem)) {
            entry.problem = problem;
            version++;
        }
    }

    /** A breakpoint was hit; how often so far. */
    public long hit(String name) {
        Entry entry = entries.get(name);
        hits++;
        return entry == null ? 1 : ++entry.hits;
    }

    /** Grows whenever {@link #status} says something else, apart from hits. */
    public long version() {
        return version;
    }

    /** How often any of them was hit. */
    public long hits() {
        return hits;
    }

    public List<SystemStatus.Break> status() {
        return entries.values().stream()
                .map(e -> new SystemStatus.Break(Names.printable(e.name), e.hits, e.problem))
                .toList();
    }
}
