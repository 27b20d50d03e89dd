package actos.act.replay;

import actos.act.root.AnswerWaits;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ImageHome;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The moment at which an image was saved. Somebody may have changed it by hand since. */
final class SavedMoment implements Moment {
    private final Root root;
    private final String name;
    private final ImageHome home;
    private final Set<ActorId> actors = new TreeSet<>();

    /** @param name of an image that there is */
    SavedMoment(Root root, String name) throws IOException {
        this.root = root;
        this.name = name;
        this.home = root.image(name);
        for (Path dir : Disk.list(home.actors())) {
            if (ActorId.isValid(Disk.name(dir)) && Disk.isDirectory(dir)) {
                actors.add(new ActorId(Disk.name(dir)));
            }
        }
    }

    @Override
    public String sentence() {
        Instant saved = ImageMoment.savedAt(root, name);
        return "as image " + name + " has it" + (saved == null ? "" : ", saved at " + Text.precise(saved));
    }

    @Override
    public Set<ActorId> actors() {
        return actors;
    }

    @Override
    public byte[] spec(ActorId actor) {
        return Disk.bytes(home.actor(actor).spec());
    }

    @Override
    public byte[] state(ActorId actor) {
        return Disk.whole(home.actor(actor).state());
    }

    @Override
    public List<Mail> mail(ActorId actor) throws IOException {
        List<Mail> mail = new ArrayList<>();
        for (Message message : new Mailbox(home.actor(actor)).waiting()) {
            mail.add(new Mail(message.fileName(), false, message::body));
        }
        mail.sort(Mail.ORDER);
        return mail;
    }

    @Override
    public Set<String> questions(ActorId actor) throws IOException {
        ActorHome its = home.actor(actor);
        return AnswerWaits.questions(its).keySet();
    }
}
