package actos.act.dead;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.SpoolName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The unread mail of an actor that has ended moves into the mailbox of a living one, as if by {@code mv}: one rename for
 * each message, in the order of delivery. The names stay, and with them place, sender and cause; the supervisor gives
 * each the next number.
 */
final class UnreadMailResend implements Resend {
    private final Workspace workspace;
    private final DeadItem thing;
    private final ActorHome dead;
    private final ActorId to;

    /** @param other to whom it goes, or null for the living actor of the same id */
    UnreadMailResend(Workspace workspace, DeadItem thing, ActorId other) {
        this.workspace = workspace;
        this.thing = thing;
        this.dead = new ActorHome(thing.path());
        this.to = other == null ? thing.actor() : other;
    }

    @Override
    public void check() throws IOException {
        Actors actors = new Actors(workspace.root());
        if (!actors.isLiving(to) || ActorView.of(workspace.root(), to).isStopping()) {
            throw Failure.unknown(
                    to + " is not running, so nobody would read the mail: start it (act spawn, or act dead" + " revive "
                            + Names.printable(thing.name()) + "), or name another receiver with --to");
        }
        if (thing.unread() == 0 && !Disk.isFile(dead.current())) {
            throw Failure.failed(Names.printable(thing.name()) + " has left no unread mail");
        }
    }

    @Override
    public Sent perform() throws IOException {
        Path mailbox = workspace.root().actor(to).spool();
        int moved = 0;
        try {
            if (Disk.isFile(dead.current())) {
                move(dead.current(), mailbox, free(nameOfCurrent(), mailbox));
                moved++;
            }
            for (Message waiting : waiting()) {
                move(waiting.file(), mailbox, free(waiting.fileName(), mailbox));
                moved++;
            }
        } catch (IOException | Failure e) {
            throw Failure.failed(
                    "only " + Text.count(moved, "message") + " went to " + to + ", the others stay in dead/actors/"
                            + Names.printable(thing.name()) + ": " + e.getMessage(),
                    e);
        }
        workspace.lookNow();
        workspace
                .output()
                .note(Text.count(moved, "message") + " of " + Names.printable(thing.name())
                        + (moved == 1 ? " is" : " are") + " in the mailbox of " + to + " now");
        return new Sent(null, thing.named().put("to", to.value()).put("moved", moved));
    }

    private List<Message> waiting() throws IOException {
        return new Mailbox(dead).waiting();
    }

    private static void move(Path message, Path mailbox, String name) throws IOException {
        if (!Disk.isDirectory(message.getParent()) || !Disk.isDirectory(mailbox)) {
            throw Failure.failed("a mailbox is no directory (any more)");
        }
        FileStep.move(message, mailbox.resolve(name));
    }

    /** Its own name, with another RANDOM if there is such a file already. */
    private static String free(String fileName, Path mailbox) {
        if (!Disk.exists(mailbox.resolve(fileName))) {
            return fileName;
        }
        String ending = Aside.endingOf(fileName);
        SpoolName parts = SpoolName.parse(Aside.plain(fileName));
        return parts == null
                ? fileName + "-" + MessageName.fresh() + ending
                : parts.withName(MessageName.fresh()).fileName() + ending;
    }

    /** What was in its hands goes to the place where it waited. */
    private String nameOfCurrent() {
        Message current = new Mailbox(dead).current();
        return current != null && current.id() > 0 && current.name() != null
                ? current.parts().withAttempt(1).fileName()
                : SpoolName.order(0) + "-" + MessageName.fresh() + ".json"; // as a file that somebody has put there
    }
}
