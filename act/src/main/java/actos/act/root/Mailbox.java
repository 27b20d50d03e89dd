package actos.act.root;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Question;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The waiting mail of one actor, as its {@code spool} shows it. */
public final class Mailbox {
    private static final String LATE = ".late+";

    private final ActorHome home;

    public Mailbox(ActorHome home) {
        this.home = home;
    }

    /** In the order of delivery: delayed messages come last, by the time when they are due. */
    public List<Waiting> waiting() throws IOException {
        return waiting("");
    }

    /**
     * Of {@link #waiting} those whose number or name begins with this, or some more. Looks at no other files: there may be
     * hundreds of thousands.
     */
    List<Waiting> waiting(String thing) throws IOException {
        String part = thing.isEmpty() ? "" : "~" + thing;
        List<Waiting> mail = new ArrayList<>();
        Disk.each(home.spool(), name -> {
            Waiting waiting = name.contains(part) ? Waiting.parse(home.spool(), name) : null;
            if (waiting != null) {
                mail.add(waiting);
            }
        });
        mail.sort(Comparator.comparingLong(Waiting::due).thenComparing(Waiting::fileName));
        return mail;
    }

    /** The same without what nothing will come of: the time limits of questions that were answered. */
    public List<Waiting> pending() throws IOException {
        List<Waiting> mail = waiting();
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
