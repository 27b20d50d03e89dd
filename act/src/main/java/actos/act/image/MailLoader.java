package actos.act.image;

import actos.act.mail.MailInsertion;
import actos.act.root.Disk;
import actos.act.root.Message;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the mail of a system that stands still that of an image. Takes away only what the moment before had, and puts
 * nothing where something lies; what is as it is to be stays. What is put there was
 * sent when the image says: that is part of a message. So it may be broken off at any step and begun again. Used
 * for one loading.
 */
final class MailLoader {
    private final Root root;
    private final CheckedImage image;
    private final SavedMail before;
    private final long later;
    /** What the image has in {@code send/} and was taken already: it waits in a mailbox. */
    private final Set<Path> taken = new HashSet<>();

    private int messages;

    MailLoader(Root root, CheckedImage image, SavedMail before) {
        this.root = root;
        this.image = image;
        this.before = before;
        this.later = Math.max(
                0, Duration.between(image.savedAt(), before.at()).toMillis()); // the same whenever it is begun again
    }

    /** How many messages were changed. */
    int messages() {
        return messages;
    }

    /**
     * Takes away what was not taken: what is deleted now cannot come into a mailbox later. What the image has of it is
     * put back by {@link #putSent}.
     */
    void dropSent() throws IOException {
        for (Map<Path, Path> known : Arrays.asList(before.sent(), image.sent())) {
            for (Map.Entry<Path, Path> message : known.entrySet()) {
                Path file = root.send().resolve(message.getKey().toString());
                byte[] content = Disk.bytes(file);
                if (content != null && Arrays.equals(content, Disk.bytes(message.getValue()))) {
                    FileStep.delete(file);
                    messages++;
                }
            }
        }
    }

    /**
     * Makes a mailbox that of the image. False if messages are left that would have the very name of one that was put
     * there: they can come when that has its number.
     */
    boolean putMail(ActorId actor) throws IOException {
        ActorHome home = root.actor(actor);
        Map<String, Deque<Path>> missing;
        boolean dropped;
        do {
            missing = wanted(actor);
            taken.removeIf(
                    where -> actor.equals(OutgoingName.parse(Disk.name(where)).to()));
            dropped = false;
            for (Path file : Disk.settled(home.spool())) {
                Message waiting = Message.parse(file);
                if (waiting != null
                        && !isWanted(waiting, missing)
                        && !isSent(actor, waiting)
                        && before.has(actor, waiting)) {
                    messages += FileStep.delete(file) ? 1 : 0;
                    dropped = true; // looked at again: it may have got another name just now
                }
            }
        } while (dropped);
        for (Map.Entry<String, Deque<Path>> message : missing.entrySet()) {
            put(home, message.getKey(), message.getValue().remove());
            messages++;
        }
        return missing.values().stream().allMatch(Deque::isEmpty);
    }

    /** What is to wait: the files of the image, by the names that they get. Copies made by hand may have the same. */
    private Map<String, Deque<Path>> wanted(ActorId actor) {
        Map<String, Deque<Path>> wanted = new TreeMap<>();
        for (Path file : image.mail(actor).values()) {
            wanted.computeIfAbsent(wantedName(file), name -> new ArrayDeque<>()).add(file);
        }
        return wanted;
    }

    /** Whether this is one of the image's, as it is to be: then it is no more missing. */
    private static boolean isWanted(Message there, Map<String, Deque<Path>> missing) throws IOException {
        String name = unnumbered(there);
        Deque<Path> wanted = missing.get(name);
        if (wanted == null) {
            return false;
        }
        byte[] body = there.body();
        boolean found = wanted.removeFirstOccurrence(wanted.stream()
                .filter(file ->
                        isOfSameAttempt(there.parts(), Message.parse(file).parts())
                                && Arrays.equals(Disk.bytes(file), body))
                .findFirst()
                .orElse(null));
        if (wanted.isEmpty()) {
            missing.remove(name);
        }
        return found;
    }

    /** Whether this is one that the image has in {@code send/}, and was taken since. */
    private boolean isSent(ActorId actor, Message waiting) {
        for (Map.Entry<Path, Path> message : image.sent().entrySet()) {
            if (!taken.contains(message.getKey())
                    && SavedMail.isTaken(message.getKey(), message.getValue(), actor, waiting)) {
                return taken.add(message.getKey());
            }
        }
        return false;
    }

    /** Its name without its number. */
    private static String unnumbered(Message there) {
        return there.parts() == null
                ? there.fileName()
                : MailInsertion.unnumbered(there.parts()).fileName() + there.ending();
    }

    /** Attempts begin anew in what is put back. */
    private static boolean isOfSameAttempt(SpoolName there, SpoolName wanted) {
        return there == null || there.attempt() == 1 || there.attempt() == wanted.attempt();
    }

    /** What it will be called until it has its number: a delayed one waits for as long as it did when it was saved. */
    private String wantedName(Path file) {
        Message waiting = Message.parse(file);
        SpoolName parts = waiting.parts();
        if (parts == null) {
            return waiting.fileName();
        }
        long due = parts.due() == 0 ? 0 : parts.due() + later;
        return MailInsertion.unnumbered(parts).withDue(due).fileName() + waiting.ending();
    }

    private static void put(ActorHome home, String name, Path file) throws IOException {
        byte[] content = Disk.bytes(file);
        SpoolName parts = SpoolName.parse(Aside.plain(name));
        if (parts != null) {
            MailInsertion.put(home, parts, Aside.endingOf(name), content, Disk.modified(file));
        } else {
            Publish.create(home.spool().resolve(name), content, Disk.modified(file));
        }
    }

    /** Puts back what was not taken, and does not wait in a mailbox by now. */
    void putSent() throws IOException {
        for (Map.Entry<Path, Path> message : image.sent().entrySet()) {
            if (!taken.contains(message.getKey())) {
                Path target = root.send().resolve(message.getKey().toString());
                if (!Disk.isDirectory(target.getParent())) {
                    FileStep.createDirectory(target.getParent());
                }
                send(target, message.getValue());
                messages++;
            }
        }
    }

    /** Under another name if one of its name has come meanwhile. */
    private static void send(Path target, Path file) throws IOException {
        try {
            Publish.create(target, Disk.bytes(file), Disk.modified(file));
        } catch (FileAlreadyExistsException e) {
            OutgoingName name = OutgoingName.parse(Disk.name(target));
            OutgoingName other =
                    new OutgoingName(name.to(), MessageName.fresh(), name.answers(), name.onBehalfOf(), name.delay());
            send(other.in(target.getParent()), file);
        }
    }
}
