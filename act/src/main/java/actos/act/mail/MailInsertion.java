package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.wait.Wait;
import actos.protocol.ActorHome;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.MessageName;
import actos.protocol.Publish;
import actos.protocol.SpoolName;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Puts a message into a mailbox by hand: a file with the number 0, to which the supervisor gives the next number. Written
 * under a hidden name and renamed, so that a crash leaves at most a hidden file, which everybody ignores.
 */
public final class MailInsertion {
    private MailInsertion() {}

    /**
     * @param like where it is to stand, from whom it is, and its name; another one if that is taken
     * @param ending of the file's name: an {@link Aside}'s, or nothing
     * @return the name under which it was put there
     */
    public static MessageName put(ActorHome home, SpoolName like, String ending, byte[] content) throws IOException {
        return put(home, like, ending, content, null);
    }

    /**
     * The same for what was sent before.
     *
     * @param sentAt null for now
     */
    public static MessageName put(ActorHome home, SpoolName like, String ending, byte[] content, FileTime sentAt)
            throws IOException {
        Path hidden = home.spool().resolve("." + MessageName.fresh());
        Publish.hide(hidden, content);
        if (sentAt != null) {
            FileStep.date(hidden, sentAt);
        }
        return move(home, like, ending, hidden);
    }

    /** The same with a file that lies elsewhere, by one rename. */
    static MessageName move(ActorHome home, SpoolName like, String ending, Path file) throws IOException {
        SpoolName name = unnumbered(like);
        Path target = home.spool().resolve(name.fileName() + ending);
        if (Disk.exists(target)) {
            return move(home, like.withName(MessageName.fresh()), ending, file);
        }
        FileStep.move(file, target);
        return name.name();
    }

    /** The event that a message of this name was put into a mailbox by hand, as soon as the supervisor has seen it. */
    static ChangeEvents.Added await(Workspace workspace, JournalReader journal, MessageName name, String done)
            throws IOException {
        return Wait.forNotice(workspace)
                .forEvent(
                        journal,
                        ChangeEvents.Added.class,
                        added -> name.equals(added.name()),
                        () -> Wait.unnoticed(done));
    }

    /** The same place, sender, cause, name and time, with no number, as if it was never delivered. */
    public static SpoolName unnumbered(SpoolName like) {
        return like.withId(0).withAttempt(1);
    }
}
