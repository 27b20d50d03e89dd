package actos.act.image;

import actos.act.mail.MailInsertion;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The mail that a system had at a moment, as an image keeps it: what a loading may take away, since there is a way back.
 */
final class SavedMail {
    private final Instant at;
    private final Map<ActorId, Set<String>> mail = new HashMap<>();
    private final Map<Path, Path> sent = new HashMap<>();

    /** Reads the names of all messages in an image that {@code act} itself has made. */
    SavedMail(Image image) throws IOException {
        at = image.about().savedAt();
        if (at == null) {
            throw Failure.failed("image " + image.name() + " does not say when it was saved, so it is no way back");
        }
        Snapshot snapshot = Snapshot.of(image);
        for (Map.Entry<ActorId, ActorHome> actor : snapshot.actors().entrySet()) {
            Set<String> keys = new HashSet<>();
            for (Path file : Disk.list(actor.getValue().spool())) {
                keys.add(key(Disk.name(file)));
            }
            mail.put(actor.getKey(), keys);
        }
        for (Map.Entry<String, Path> message : snapshot.sent().entrySet()) {
            sent.put(Path.of(message.getKey()), message.getValue());
        }
    }

    /** When that was. */
    Instant at() {
        return at;
    }

    /** What was not taken then: its copy, by where it lay below {@code send/}. */
    Map<Path, Path> sent() {
        return sent;
    }

    /** Whether this message of an actor was there, also if it was taken, got its number or its time came since. */
    boolean has(ActorId actor, Message waiting) {
        Set<String> saved = mail.getOrDefault(actor, Set.of());
        SpoolName parts = waiting.parts();
        return saved.contains(key(waiting.fileName()))
                || parts != null
                        && saved.contains(MailInsertion.unnumbered(parts).fileName())
                || sent.entrySet().stream()
                        .anyMatch(message -> isTaken(message.getKey(), message.getValue(), actor, waiting));
    }

    /**
     * Whether a waiting message is the one that lay in {@code send/}.
     *
     * @param where it lay there
     * @param copy a file of the same content
     */
    static boolean isTaken(Path where, Path copy, ActorId actor, Message waiting) {
        try {
            SpoolName parts = waiting.parts();
            OutgoingName name = OutgoingName.parse(Disk.name(where));
            String from = where.getNameCount() == 1 ? null : where.getName(0).toString();
            return parts != null
                    && name.to().equals(actor)
                    && name.name().equals(parts.name())
                    && (from == null
                            ? parts.from() == null
                            : parts.from() != null && from.equals(parts.from().value()))
                    && Arrays.equals(Disk.bytes(copy), waiting.body());
        } catch (Refused noMessage) {
            return false;
        }
    }

    /** What stays the same of a message's name: its number, if it has one. */
    private static String key(String fileName) {
        String name = Aside.plain(fileName);
        SpoolName parts = SpoolName.parse(name);
        return parts == null || parts.id() == 0 ? name : Long.toString(parts.id());
    }
}
