package actos.supervisor.shell;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.ProcessIdentity;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.supervisor.core.Event;
import actos.supervisor.core.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds at start what a supervisor before this one knew, from the directories: actors that still live are adopted,
 * those that have ended meanwhile ended now. Used once, before the loop.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final Root root;

    Recovery(Root root) {
        this.root = root;
    }

    /** What is known of one actor that was there before. */
    record Found(ActorId id, long inode, ProcessIdentity process, Event.Recovered event) {}

    /** The actors in {@code running/}, oldest first. Directories that no supervisor has made are left alone. */
    List<Found> actors() throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> list = Files.list(root.running())) {
            for (Path dir : list.toList()) {
                String name = dir.getFileName().toString();
                if (Names.leftAlone(name) || !Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                try {
                    found.add(actor(new ActorId(name)));
                } catch (IOException | RuntimeException e) {
                    LOG.warn("running/{} is left alone: {}", Names.printable(name), e.getMessage());
                }
            }
        }
        found.sort((a, b) -> a.event().since().compareTo(b.event().since()));
        return found;
    }

    private Found actor(ActorId id) throws IOException {
        ActorStatus status = Json.read(Files.readAllBytes(root.actor(id).status()), ActorStatus.class);
        long inode = (Long) Files.getAttribute(root.actor(id).dir(), "unix:ino", LinkOption.NOFOLLOW_LINKS);
        if (status.inode() != inode) {
            throw new Refused(null, "it is a copy; clones are not supported yet");
        }
        ActorSpec spec = ActorSpec.parse(Files.readAllBytes(root.actor(id).spec()));
        ProcessIdentity process =
                status.pid() == null ? null : new ProcessIdentity(status.pid(), status.startTime(), status.bootId());
        boolean alive = process != null && process.isAlive();
        Message current = current(id);
        long pid = alive ? process.pid() : 0;
        List<Message> waiting = messages(id, "");
        List<Message> held = messages(id, ".held");
        return new Found(
                id,
                inode,
                alive ? process : null,
                new Event.Recovered(id, spec, status.since(), pid, status.handled(), current, waiting, held));
    }

    /** The message that the envelope describes, if it is still there. */
    private Message current(ActorId id) throws IOException {
        if (!Files.isRegularFile(root.actor(id).current(), LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        Envelope e = Json.read(Files.readAllBytes(root.actor(id).envelope()), Envelope.class);
        return new Message(
                e.id(),
                e.order() == null ? SpoolName.order(e.id()) : e.order(),
                e.from(),
                e.cause() == null ? 0 : e.cause(),
                e.name(),
                e.inReplyTo(),
                e.sentAt(),
                0,
                e.attempt());
    }

    /** The messages in the spool whose files have this ending behind their names. */
    private List<Message> messages(ActorId id, String ending) throws IOException {
        List<Message> messages = new ArrayList<>();
        try (Stream<Path> list = Files.list(root.actor(id).spool())) {
            for (Path file : list.toList()) {
                SpoolName n = name(file.getFileName().toString(), ending);
                if (n != null) {
                    Instant sentAt = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant();
                    messages.add(new Message(
                            n.id(), n.order(), n.from(), n.cause(), n.name(), null, sentAt, n.due(), n.attempt()));
                }
            }
        }
        return messages;
    }

    private static SpoolName name(String file, String ending) {
        if (!file.endsWith(ending)) {
            return null;
        }
        String name = file.substring(0, file.length() - ending.length());
        SpoolName parsed = SpoolName.parse(name);
        return parsed != null && parsed.fileName().equals(name) ? parsed : null;
    }
}
