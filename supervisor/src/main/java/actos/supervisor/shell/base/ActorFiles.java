package actos.supervisor.shell.base;

import actos.protocol.ActorHome;
import actos.protocol.Aside;
import actos.protocol.Envelope;
import actos.protocol.Json;
import actos.protocol.SpoolName;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.core.Origin;
import actos.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what lies in an actor's directory, without knowing the actor. */
public final class ActorFiles {
    private ActorFiles() {}

    public static long inode(ActorHome home) throws IOException {
        return (Long) Files.getAttribute(home.dir(), "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads an envelope. */
    public static Envelope envelope(Posix posix, Path file) throws IOException {
        Envelope envelope = Json.read(posix.readAll(file, Json.MAX_BYTES), Envelope.class);
        if (envelope == null || envelope.id() <= 0 || envelope.name() == null || envelope.sentAt() == null) {
            throw new IOException(file.getFileName() + " is not complete");
        }
        return envelope;
    }

    public static Message message(Envelope e) {
        return new Message(
                e.id(),
                e.order() != null && SpoolName.isOrder(e.order()) ? e.order() : SpoolName.order(e.id()),
                e.name(),
                new Origin(e.from(), e.cause() == null ? 0 : e.cause(), e.inReplyTo(), e.sentAt()),
                0,
                e.attempt(),
                0);
    }

    /** What is held back in the spool. */
    public static List<HeldBack> held(ActorHome home) throws IOException {
        List<HeldBack> held = new ArrayList<>();
        for (Aside why : Aside.values()) {
            messages(home, why.ending()).forEach(m -> held.add(new HeldBack(m, why)));
        }
        return held;
    }

    /** The messages in the spool whose files have this ending behind their names. */
    public static List<Message> messages(ActorHome home, String ending) throws IOException {
        List<Message> messages = new ArrayList<>();
        try (Stream<Path> list = Files.list(home.spool())) {
            for (Path file : (Iterable<Path>) list::iterator) {
                SpoolName n = name(file.getFileName().toString(), ending);
                Instant sentAt = n == null ? null : modified(file);
                if (sentAt != null) {
                    messages.add(new Message(
                            n.id(),
                            n.order(),
                            n.name(),
                            new Origin(n.from(), n.cause(), n.answers(), sentAt),
                            n.due(),
                            n.attempt(),
                            0));
                }
            }
        }
        return messages;
    }

    /** Null if somebody has just taken it away or renamed it: the scan will see. */
    private static Instant modified(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Number 0 is nobody's: such a message gets a new one. */
    private static SpoolName name(String file, String ending) {
        if (!file.endsWith(ending)) {
            return null;
        }
        String name = file.substring(0, file.length() - ending.length());
        SpoolName parsed = SpoolName.parse(name);
        return parsed != null && parsed.id() != 0 && parsed.fileName().equals(name) ? parsed : null;
    }
}
