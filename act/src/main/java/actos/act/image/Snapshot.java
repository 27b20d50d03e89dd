package actos.act.image;

import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an image holds, or what a root holds now: both are laid out alike.
 *
 * @param actors their directories
 * @param send what was not taken yet
 */
record Snapshot(Map<ActorId, ActorHome> actors, Path send) {

    static Snapshot of(Image image) throws IOException {
        Map<ActorId, ActorHome> actors = new TreeMap<>();
        for (Path dir : Disk.list(image.home().actors())) {
            if (ActorId.isValid(Disk.name(dir)) && Disk.isDirectory(dir)) {
                actors.put(new ActorId(Disk.name(dir)), new ActorHome(dir));
            }
        }
        return new Snapshot(actors, image.home().send());
    }

    static Snapshot now(Root root) throws IOException {
        Map<ActorId, ActorHome> actors = new TreeMap<>();
        for (ActorId actor : new Actors(root).living()) {
            actors.put(actor, root.actor(actor));
        }
        return new Snapshot(actors, root.send());
    }

    /** The waiting messages of an actor, in the order of delivery; what is current is the first. */
    List<Message> mail(ActorId actor) throws IOException {
        ActorHome home = actors.get(actor);
        List<Message> mail = new ArrayList<>(new Mailbox(home).waiting());
        Message current = new Mailbox(home).current();
        if (current != null) {
            mail.add(0, current);
        }
        return mail;
    }

    /** What was not taken yet: where it lies below {@code send/}. */
    Map<String, Path> sent() throws IOException {
        Map<String, Path> sent = new TreeMap<>();
        for (Path file : Disk.list(send)) {
            if (Disk.isDirectory(file)) {
                for (Path inside : Disk.list(file)) {
                    add(sent, inside);
                }
            } else {
                add(sent, file);
            }
        }
        return sent;
    }

    private void add(Map<String, Path> sent, Path file) {
        if (!Names.leftAlone(Disk.name(file)) && Disk.isFile(file)) {
            sent.put(send.relativize(file).toString(), file);
        }
    }
}
