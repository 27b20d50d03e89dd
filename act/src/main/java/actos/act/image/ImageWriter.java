package actos.act.image;

import actos.act.call.Deletion;
import actos.act.root.Actors;
import actos.act.root.AnswerWaits;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.state.StateChange;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.ImageHome;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Copies a system that stands still into an image. First what was not taken yet, then the mailboxes: what was taken in
 * between is in both and dropped from the first, so that nothing is missing or there twice. The image is put together
 * under a hidden name: a crash leaves no half of one to be seen. Used for one image.
 */
final class ImageWriter {
    private final Root root;
    private final ImageHome hidden;
    private final Map<Object, Path> sent = new HashMap<>();
    private final String loading;
    private int actors;
    private int messages;

    /** @param name of the image that this will be */
    ImageWriter(Root root, String name) {
        this(root, name, null);
    }

    /** @param loading the image whose loading this is the way back from, or null */
    ImageWriter(Root root, String name, String loading) {
        this.root = root;
        this.hidden = root.nascentImage(name);
        this.loading = loading;
    }

    /** Copies all of it, to a hidden directory; {@link #reveal} follows. */
    void copy() throws IOException {
        Deletion.tree(hidden.dir()); // what a crash has left
        if (!Disk.isDirectory(root.images())) {
            FileStep.createDirectory(root.images());
        }
        FileStep.createDirectory(hidden.dir());
        FileStep.createDirectory(hidden.actors());
        FileStep.createDirectory(hidden.send());
        copySent(root.send(), hidden.send());
        for (Path drawer : Disk.list(root.send())) {
            if (ActorId.isValid(Disk.name(drawer)) && Disk.isDirectory(drawer)) {
                copySent(drawer, hidden.drawer(new ActorId(Disk.name(drawer))));
            }
        }
        for (ActorId actor : new Actors(root).living()) {
            copyActor(actor);
        }
        String version = Document.read(root.systemStatus(), SystemStatus.class).version();
        ImageAbout about =
                new ImageAbout(ImageAbout.FORMAT, version, Instant.now(), actors, messages, sent.size(), loading, null);
        FileStep.write(hidden.about(), Json.bytes(about));
    }

    /** Lets it be seen; there must be no image of its name. */
    Image reveal(String name) throws IOException {
        FileStep.move(hidden.dir(), root.image(name).dir());
        return new Image(name, root.image(name));
    }

    int actors() {
        return actors;
    }

    int messages() {
        return messages + sent.size();
    }

    private void copySent(Path from, Path to) throws IOException {
        for (Path file : Disk.list(from)) {
            byte[] content = isMessage(file) ? Disk.bytes(file) : null;
            if (content == null || Json.inspect(content, content.length) == Json.Verdict.NOT_JSON) {
                continue; // none, or none yet
            }
            Object inode = Disk.inode(file);
            if (inode != null) {
                if (!Disk.isDirectory(to)) {
                    FileStep.createDirectory(to);
                }
                Path copy = to.resolve(file.getFileName());
                write(copy, content, file);
                sent.put(inode, copy);
            }
        }
    }

    private static boolean isMessage(Path file) {
        try {
            String name = Disk.name(file);
            return !Names.leftAlone(name) && OutgoingName.parse(name) != null && Disk.isFile(file);
        } catch (Refused badName) {
            return false;
        }
    }

    private void copyActor(ActorId actor) throws IOException {
        ActorHome home = root.actor(actor);
        ActorHome copy = hidden.actor(actor);
        byte[] spec = Disk.bytes(home.spec());
        if (spec == null || Disk.exists(home.stop())) {
            return; // no actor yet, or not for long any more
        }
        FileStep.createDirectory(copy.dir());
        FileStep.createDirectory(copy.spool());
        SpoolName current = copyCurrent(home, copy);
        byte[] state = Disk.whole(home.state());
        FileStep.write(copy.spec(), spec);
        FileStep.write(copy.state(), state == null ? StateChange.NONE : state);
        copyQuestions(home, copy);
        copyMail(home, copy, current);
        if (!Disk.isDirectory(home.dir())) {
            Deletion.tree(copy.dir()); // it has ended while it was copied
            return;
        }
        actors++;
        messages += Disk.list(copy.spool()).size();
    }

    private static void copyQuestions(ActorHome home, ActorHome copy) throws IOException {
        for (Map.Entry<String, Path> question : AnswerWaits.questions(home).entrySet()) {
            byte[] content = Disk.bytes(question.getValue());
            if (content != null) {
                if (!Disk.isDirectory(copy.asks())) {
                    FileStep.createDirectory(copy.asks());
                }
                FileStep.write(copy.asks().resolve(question.getKey()), content);
            }
        }
    }

    /** Messages of one mailbox. A delayed one that becomes due meanwhile changes its name, so it is looked at twice. */
    private void copyMail(ActorHome home, ActorHome copy, SpoolName current) throws IOException {
        Set<String> copied = new HashSet<>();
        Set<String> there = waiting(home);
        Set<String> gone;
        do {
            for (String name : there) {
                if (!copied.contains(name)
                        && copyMessage(home.spool().resolve(name), copy.spool().resolve(name))) {
                    copied.add(name);
                }
            }
            there = waiting(home);
            gone = new HashSet<>(copied);
            gone.removeAll(there);
            for (String name : gone) {
                FileStep.delete(copy.spool().resolve(name));
                copied.remove(name);
            }
        } while (!gone.isEmpty());
        if (current != null && copied.stream().anyMatch(name -> isAnotherNameOf(current, name))) {
            FileStep.delete(copy.spool().resolve(current.fileName())); // it was given back meanwhile
        }
    }

    private static boolean isAnotherNameOf(SpoolName message, String fileName) {
        SpoolName name = SpoolName.parse(Aside.plain(fileName));
        return name != null && name.id() == message.id() && !message.fileName().equals(fileName);
    }

    private boolean copyMessage(Path file, Path copy) throws IOException {
        byte[] content = Disk.bytes(file);
        if (content == null) {
            return false;
        }
        Path twice = sent.isEmpty() ? null : sent.get(Disk.inode(file));
        if (twice != null && isOf(twice, file)) { // an inode alone may have gone to another file
            sent.remove(Disk.inode(file));
            FileStep.delete(twice);
        }
        FileStep.delete(copy); // it may have been given back meanwhile, under the name that it has in the image
        write(copy, content, file);
        return true;
    }

    private static boolean isOf(Path sent, Path waiting) {
        SpoolName parts = SpoolName.parse(Aside.plain(Disk.name(waiting)));
        return parts != null && OutgoingName.parse(Disk.name(sent)).name().equals(parts.name());
    }

    private static Set<String> waiting(ActorHome home) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path file : Disk.settled(home.spool())) {
            if (Message.parse(file) != null) {
                names.add(Disk.name(file));
            }
        }
        return names;
    }

    /** What is still handled stands in the image as if it waited, at its place: before the state, so that it is not lost. Null if there is none. */
    private static SpoolName copyCurrent(ActorHome home, ActorHome copy) throws IOException {
        Message current = new Mailbox(home).current();
        byte[] content = current == null ? null : Disk.bytes(home.current());
        if (content == null) {
            return null;
        }
        SpoolName name = current.parts();
        write(copy.spool().resolve(name.fileName()), content, home.current());
        return name;
    }

    /** Writes a message as if it had been sent when the one that it is a copy of was. */
    private static void write(Path copy, byte[] content, Path original) throws IOException {
        FileStep.write(copy, content);
        FileTime sentAt = Disk.modified(original);
        if (sentAt != null) {
            FileStep.date(copy, sentAt);
        }
    }
}
