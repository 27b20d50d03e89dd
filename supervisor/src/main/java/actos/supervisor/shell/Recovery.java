package actos.supervisor.shell;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Phase;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import actos.supervisor.core.Event;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.posix.Errors;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.act.ProcessOwnership;
import actos.supervisor.shell.base.ActorFiles;
import actos.supervisor.shell.base.RootDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds at start what a supervisor before this one knew, from the directories: actors that still live are adopted,
 * those that have ended meanwhile ended now, those that were never started will be. Used once, before the loop.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private static final int LONGEST_NUMBER = 16;

    private final Root root;
    private final Posix posix;
    private final Map<ActorId, List<ProcessOwnership.Relative>> relatives;
    private final Instant shutdown;
    private final boolean restores;
    private final OptionalLong used;
    private final Set<Long> numbers = new HashSet<>();
    private long highestDelivered;

    /**
     * @param relatives the processes that prove to be this root's
     * @param shutdown when the shutdown began that the supervisor before this one may not have completed, or null
     * @param restores whether what that has ended is to live on
     * @param used up to where message numbers may have been given; empty if that is not known
     */
    Recovery(
            Root root,
            Posix posix,
            Map<ActorId, List<ProcessOwnership.Relative>> relatives,
            Instant shutdown,
            boolean restores,
            OptionalLong used) {
        this.root = root;
        this.posix = posix;
        this.relatives = relatives;
        this.shutdown = shutdown;
        this.restores = restores;
        this.used = used;
    }

    /**
     * What is known of one actor that was there before.
     *
     * @param process the one that it had or still has, or null
     * @param lives whether that is so
     */
    record Found(ActorId id, long inode, ProcessIdentity process, boolean lives, Event.Recovered event) {}

    /** The actors in {@code running/}, oldest first. Directories that somebody else has put there are left to the scan. */
    List<Found> actors() throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> list = Files.list(root.running())) {
            for (Path dir : list.toList()) {
                String name = dir.getFileName().toString();
                if (Names.leftAlone(name)
                        || !ActorId.isValid(name)
                        || !Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)
                        || !RootDirectory.isOwn(dir)) {
                    continue;
                }
                try {
                    ActorId id = new ActorId(name);
                    ActorStatus status = ownStatus(root.actor(id));
                    if (status != null && status.id().equals(id)) {
                        found.add(actor(id, status));
                    }
                } catch (IOException | RuntimeException e) {
                    LOG.warn("running/{} is left to the scan: {}", Names.printable(name), Errors.sentence(e));
                }
            }
        }
        found.sort(Comparator.comparing(f -> f.event().status().since()));
        return found;
    }

    /**
     * What a supervisor has written about the actor that has this very directory; null if it is a copy, or a grave that
     * somebody brought back.
     */
    ActorStatus ownStatus(ActorHome home) throws IOException {
        if (Files.exists(home.exit(), LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try {
            ActorStatus status = Json.read(posix.readAll(home.status(), Json.MAX_BYTES), ActorStatus.class);
            boolean isWhole = status != null && status.id() != null && status.phase() != null && status.since() != null;
            return isWhole && status.inode() == ActorFiles.inode(home) ? status : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Found actor(ActorId id, ActorStatus status) throws IOException {
        ActorHome home = root.actor(id);
        ActorSpec spec = ActorSpec.parse(posix.readAll(home.spec(), Json.MAX_BYTES));
        ProcessIdentity process =
                status.pid() == null ? null : new ProcessIdentity(status.pid(), status.startTime(), status.bootId());
        boolean lives = process != null && process.isAlive() && isProved(id, process, home, spec);
        if (!lives && spec.hasProcess()) {
            Optional<ProcessIdentity> unrecorded = unrecorded(id);
            process = unrecorded.orElse(process);
            lives = unrecorded.isPresent();
        }
        boolean wasStarted = process != null
                || status.phase() != Phase.STARTING
                || Files.exists(home.pid(), LinkOption.NOFOLLOW_LINKS);
        boolean cutShort = !lives && control(home) == null && wasEndedByShutdown(status);
        List<Message> waiting = own(ActorFiles.messages(home, ""), m -> m);
        List<HeldBack> held = own(ActorFiles.held(home), HeldBack::message);
        Message last = last(home, waiting, held);
        return new Found(
                id,
                ActorFiles.inode(home),
                process,
                lives,
                new Event.Recovered(
                        id,
                        spec,
                        status,
                        lives ? process.pid() : 0,
                        wasStarted,
                        cutShort ? restores ? ActorHome.RESTART : ActorHome.STOP : control(home),
                        cutShort ? shutdown : null,
                        last,
                        last != null && isFile(home.current()),
                        waiting,
                        held));
    }

    /**
     * Without those whose number another message has, or no supervisor has given: copies, or names that somebody has made up
     * meanwhile. The scan finds them as put there by hand.
     */
    private <T> List<T> own(List<T> found, Function<T, Message> message) {
        found.sort(Comparator.comparing(message, Comparator.comparing(Message::isInPlace))
                .reversed()); // an original stands where its number puts it
        found.removeIf(f -> {
            long id = message.apply(f).id();
            return id > used.orElse(SpoolName.HIGHEST) || !numbers.add(id);
        });
        return found;
    }

    /**
     * The highest number of a message that was found. Where nothing says which are used up, the dead and the last file of the
     * journal are asked, too.
     */
    long highestNumber() throws IOException {
        long highest = Math.max(
                highestDelivered, numbers.stream().mapToLong(n -> n).max().orElse(0));
        if (used.isPresent()) {
            return highest;
        }
        try (Stream<Path> dead = Files.list(root.deadMessages())) {
            highest = Math.max(highest, dead.mapToLong(Recovery::number).max().orElse(0));
        }
        JournalReader journal = JournalReader.ofLastFile(root);
        List<JournalEntry> entries = journal.poll();
        while (!entries.isEmpty()) {
            for (JournalEntry entry : entries) {
                highest = Math.max(highest, Math.min(entry.number("id"), SpoolName.HIGHEST));
            }
            entries = journal.poll();
        }
        return highest;
    }

    /** Of a dead letter, whose name begins with it; 0 if it has none. */
    private static long number(Path letter) {
        String digits = letter.getFileName().toString().split("~", 2)[0];
        return SpoolName.isNumber(digits) && digits.length() <= LONGEST_NUMBER ? Long.parseLong(digits) : 0;
    }

    private boolean isProved(ActorId id, ProcessIdentity named, ActorHome home, ActorSpec spec) {
        boolean isProved = ProcessOwnership.isProved(named, home, spec.manual(), relatives.getOrDefault(id, List.of()));
        if (!isProved) {
            LOG.warn("{}: status.json names process {}, which is not its own: it is left alone", id, named.pid());
        }
        return isProved;
    }

    /** The supervisor before this one may have ended between starting a process and writing that down. */
    private Optional<ProcessIdentity> unrecorded(ActorId id) {
        return ProcessOwnership.main(relatives.getOrDefault(id, List.of())).map(ProcessOwnership.Relative::identity);
    }

    /** Whether the supervisor before this one has ended it and could not bury it any more. */
    private boolean wasEndedByShutdown(ActorStatus status) {
        return shutdown != null
                && (status.phase() == Phase.STOPPING
                        || status.phase() == Phase.ENDING
                                && status.lastEnd() != null
                                && shutdown.equals(status.lastEnd().shutdown()));
    }

    private static String control(ActorHome home) {
        return isFile(home.stop()) ? ActorHome.STOP : isFile(home.restart()) ? ActorHome.RESTART : null;
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The message that the envelope describes, unless it waits: then the envelope was written and no more. */
    private Message last(ActorHome home, List<Message> waiting, List<HeldBack> held) {
        try {
            Envelope e = ActorFiles.envelope(posix, home.envelope());
            if (e.id() > used.orElse(SpoolName.HIGHEST)) {
                return null; // somebody has made it up
            }
            highestDelivered = Math.max(highestDelivered, e.id());
            boolean waits = Stream.concat(waiting.stream(), held.stream().map(HeldBack::message))
                    .anyMatch(m -> m.id() == e.id());
            return waits ? null : ActorFiles.message(e);
        } catch (IOException e) {
            return null; // it never had a message, or a current that lies there is taken for one put there by hand
        }
    }
}
