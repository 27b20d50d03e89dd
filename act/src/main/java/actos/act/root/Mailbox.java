package actos.act.root;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.Envelope;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Question;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The mail of one actor, as its {@code spool} shows it: what waits, and what it may read now. */
public final class Mailbox {
    private static final String LATE = ".late+";

    private final ActorHome home;
    private final ActorId owner;

    public Mailbox(ActorHome home) {
        this.home = home;
        String dir = Disk.name(home.dir());
        String id = dir.contains("@") ? dir.substring(0, dir.indexOf('@')) : dir; // of an actor that has ended
        this.owner = ActorId.isValid(id) ? new ActorId(id) : null;
    }

    /** In the order of delivery: delayed messages come last, by the time when they are due. */
    public List<Message> waiting() throws IOException {
        return waiting("");
    }

    /**
     * Of {@link #waiting} those whose number or name begins with this, or some more. Looks at no other files: there may be
     * hundreds of thousands.
     */
    List<Message> waiting(String thing) throws IOException {
        String part = thing.isEmpty() ? "" : "~" + thing;
        List<Message> mail = new ArrayList<>();
        Disk.each(home.spool(), name -> {
            Message waiting = name.contains(part) ? message(name) : null;
            if (waiting != null) {
                mail.add(waiting);
            }
        });
        mail.sort(Comparator.comparingLong(Message::due).thenComparing(Message::fileName));
        return mail;
    }

    /** The one of this name that waits; null if there is none. */
    Message message(String name) {
        String plain = Aside.plain(name);
        boolean isMail = !plain.equals(Root.CURRENT) && !Names.leftAlone(plain);
        if (!isMail || !Disk.isFile(home.spool().resolve(name))) {
            return null;
        }
        SpoolName parts = SpoolName.parse(plain);
        return new Message(owner, home.spool(), name, parts == null ? 0 : parts.due(), null);
    }

    /**
     * The one that the actor may read now, or null if there is none. The supervisor writes the envelope before it puts the
     * message there, so the two belong together where the file is the same before and after.
     */
    public Message current() {
        Object inode = Disk.isFile(home.current()) ? Disk.inode(home.current()) : null;
        if (inode == null) {
            return null;
        }
        Document<Envelope> envelope = Document.of(home.envelope(), Envelope.class);
        boolean isSame = inode.equals(Disk.inode(home.current()));
        return isSame ? new Message(owner, home.spool(), Root.CURRENT, 0, envelope) : null;
    }

    /** The same without what nothing will come of: the time limits of questions that were answered. */
    public List<Message> pending() throws IOException {
        List<Message> mail = waiting();
        mail.removeIf(waiting -> isAnswered(waiting.fileName()));
        return mail;
    }

    /** How many messages are {@link #pending}; does not look at them. */
    public int size() throws IOException {
        int[] size = {0};
        Disk.each(home.spool(), name -> {
            boolean isMail = !name.equals(Root.CURRENT) && (Aside.of(name) != null || !Names.leftAlone(name));
            if (isMail && !isAnswered(name)) {
                size[0]++;
            }
        });
        return size[0];
    }

    /** Whether this will be the end of the time for an answer that has come by now. */
    private boolean isAnswered(String fileName) {
        SpoolName parts = fileName.contains(LATE) ? SpoolName.parse(fileName) : null;
        if (parts == null || parts.due() == 0 || parts.from() == null || !isOwn(parts.from())) {
            return false;
        }
        MessageName question = Question.ofLate(parts.name());
        return question != null && !Disk.exists(home.ask(question));
    }

    private boolean isOwn(ActorId sender) {
        return Disk.name(home.dir()).equals(sender.value());
    }
}
