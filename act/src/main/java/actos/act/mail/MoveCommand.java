package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.Order;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.Wait;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.SpoolName;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act move}: a waiting message gets another place in its mailbox, by one rename. */
@Command(
        name = "move",
        header = "Change the order in which waiting messages are delivered.",
        description = {
            "",
            "Renames the message: what its name begins with is its place, its number stays. Says so if it overtakes mail of"
                    + " its own sender, which cannot happen by itself.",
            ""
        },
        footer = {"", "Example:", "  act move 43 --first", "  act move 43 --before 41"})
public final class MoveCommand implements Callable<Result> {
    @Mixin
    Workspace workspace;

    @ArgGroup(exclusive = true, multiplicity = "1")
    Where where;

    @Parameters(index = "0", paramLabel = "MSG", description = "A waiting message's number or name.")
    String thing;

    /** Where to. */
    static final class Where {
        @Option(names = "--first", required = true, description = "Before all others.")
        boolean first;

        @Option(names = "--last", required = true, description = "Behind all others.")
        boolean last;

        @Option(names = "--before", required = true, paramLabel = "MSG2", description = "Before this one.")
        String before;

        @Option(names = "--after", required = true, paramLabel = "MSG2", description = "Behind this one.")
        String after;
    }

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        Message message = placed(new MessageSearch(workspace.root()).waiting(thing));
        List<Message> queue = Order.queue(new Mailbox(workspace.root().actor(message.to())).waiting());
        List<Message> others = new ArrayList<>(queue);
        others.remove(message);
        String order = order(message, others);
        SpoolName parts = message.parts();
        if (order == null) {
            String all = where.first
                    ? "before all others: move those before it with --last"
                    : where.last
                            ? "behind all others: move those behind it with --first"
                            : "between its new neighbours: move one of them with --first or --last, and then this one";
            throw Failure.failed("there is no room left for message " + message.id() + " " + all);
        }
        if (!order.equals(parts.order())) {
            move(message, order);
            awaitMove(workspace, journal, message.id());
        }
        return result(parts, order, queue.indexOf(message), others);
    }

    private String order(Message message, List<Message> others) throws IOException {
        if (where.first) {
            return Order.first(others);
        }
        if (where.last) {
            return Order.last(others);
        }
        Message other =
                placed(new MessageSearch(workspace.root()).waiting(where.before == null ? where.after : where.before));
        if (!other.to().equals(message.to())) {
            throw Failure.failed("message " + message.id() + " waits for " + message.to() + " and message " + other.id()
                    + " for " + other.to() + ": there is no order between two mailboxes; act copy and act drop bring a"
                    + " message into another one");
        }
        if (other.id() == message.id()) {
            throw Failure.failed("message " + message.id() + " cannot be moved around itself");
        }
        return where.before == null ? Order.after(others, other) : Order.before(others, other);
    }

    private static Message placed(Message message) {
        if (message.parts() == null) {
            throw Failure.failed(MessageRewrite.shown(message)
                    + " has no number yet: the supervisor has not seen it, try" + " again in a moment");
        }
        if (message.due() != 0) {
            throw Failure.failed("message " + message.id() + " is delayed and gets its place when it is due; act step "
                    + message.id() + " delivers it before that in a paused system");
        }
        return message;
    }

    /** Until the supervisor has seen that a message was given another place. */
    static void awaitMove(Workspace workspace, JournalReader journal, long id) throws IOException {
        Wait.forNotice(workspace)
                .forEvent(
                        journal,
                        ChangeEvents.Moved.class,
                        moved -> moved.id() == id,
                        () -> Wait.unnoticed("message " + id + " was renamed"));
    }

    /** Gives a waiting message another place. */
    static void move(Message message, String order) throws IOException {
        SpoolName parts = message.parts();
        SpoolName moved = parts.withOrder(order);
        Path file = message.file();
        Path target = file.resolveSibling(moved.fileName() + message.ending());
        try {
            if (!Disk.exists(target)) {
                FileStep.move(file, target);
                return;
            }
        } catch (NoSuchFileException gone) {
            // said below
        }
        throw Failure.failed("message " + message.id() + " was delivered, renamed or deleted just now, so nothing was"
                + " changed; act show " + message.id() + " tells where it is");
    }

    private Result result(SpoolName parts, String order, int from, List<Message> others) {
        int place = 0;
        List<Long> overtaken = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            Message other = others.get(i);
            boolean isBefore = (order + "~").compareTo(other.parts().order() + "~") > 0;
            place += isBefore ? 1 : 0;
            boolean wasBefore = i < from;
            boolean isOfSame =
                    parts.from() != null && parts.from().equals(other.parts().from());
            if (isOfSame && wasBefore != isBefore) {
                overtaken.add(other.id());
            }
        }
        if (!overtaken.isEmpty()) {
            workspace
                    .output()
                    .note("this changes the order of mail from " + parts.from() + " (" + Text.some(overtaken)
                            + "), which cannot happen by itself");
        }
        ObjectNode told = Json.mapper().createObjectNode();
        return Result.note(
                "message " + parts.id() + " is number " + (place + 1) + " of " + (others.size() + 1) + " now",
                told.put("id", parts.id()).put("order", order).put("place", place + 1));
    }
}
