package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.Fate;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.term.Failure;
import actos.act.term.JsonDiff;
import actos.act.term.Result;
import actos.act.wait.DeliveryControl;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.Why;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act undo}: takes the last change by hand of a waiting message back. */
@Command(
        name = "undo",
        header = "Take back the last change that somebody has made to a message.",
        description = {
            "",
            "An edited message gets the content that was sent, a moved one its place before the last move, a held one is"
                    + " let go, and a dropped one is put back, with a new number. What was delivered cannot be undone.",
            ""
        },
        footer = {"", "Example:", "  act undo 42"})
public final class UndoCommand implements Callable<Result> {
    private static final String UNKNOWN = "";

    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "MSG", description = "A message's number or name.")
    String thing;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        MessageTrace trace = new MessageSearch(workspace.root()).find(thing);
        if (trace == null) {
            throw Failure.unknown("there is no message \"" + Names.printable(thing) + "\"; act mail lists what waits");
        }
        if (trace.waiting == null && trace.isGone()) {
            if (trace.file == null && trace.backAs != 0) {
                throw cannot(trace, "it is back already, as message " + trace.backAs);
            }
            return putBack(trace, journal);
        }
        if (trace.waiting == null || trace.deadReason != null) {
            throw cannot(trace, new Fate(workspace.root(), trace).sentence());
        }
        return undoLast(trace, trace.waiting, journal);
    }

    private Result undoLast(MessageTrace trace, Message message, JournalReader journal) throws IOException {
        Instant edited = edited(trace);
        Instant moved = moved(trace);
        Instant held = message.aside() != Aside.HELD ? Instant.MIN : trace.heldAt == null ? Instant.MAX : trace.heldAt;
        if (edited.equals(Instant.MIN) && moved.equals(Instant.MIN) && held.equals(Instant.MIN)) {
            throw cannot(trace, "nobody has changed it");
        }
        if (held.isAfter(edited) && held.isAfter(moved)) {
            new DeliveryControl(workspace).release(message);
            return result(trace.id, "released", "is not held back any more");
        }
        if (edited.isAfter(moved)) {
            MessageRewrite.replace(workspace, message, trace.content(), Json.bytes(trace.body));
            return result(trace.id, "restored", "is again as it was sent");
        }
        List<String> places = places(trace);
        String before = places.get(places.size() - 2);
        if (before.equals(UNKNOWN)) {
            throw cannot(trace, "where it stood before it was moved is not recorded; act move puts it anywhere");
        }
        MoveCommand.move(message, before);
        MoveCommand.awaitMove(workspace, journal, trace.id);
        return result(trace.id, "moved", "stands again where it stood");
    }

    /** When its content was changed; never, if it is what was sent, or that is not known. */
    private static Instant edited(MessageTrace trace) {
        byte[] now = trace.content();
        if (trace.body == null || now == null) {
            return Instant.MIN;
        }
        try {
            if (JsonDiff.between(trace.body, Json.parseExactly(now)).isEmpty()) {
                return Instant.MIN;
            }
        } catch (Refused noJson) {
            // that is a change, too
        }
        BasicFileAttributes attributes = Disk.attributes(trace.file);
        return attributes == null ? Instant.MIN : attributes.lastModifiedTime().toInstant();
    }

    /** When it was moved to where it stands; never, if it stands where it stood at first. */
    private static Instant moved(MessageTrace trace) {
        int places = places(trace).size();
        return places < 2 ? Instant.MIN : isNoticed(trace) ? trace.movedAt : Instant.MAX;
    }

    /** Whether the journal tells of the place where it stands. */
    private static boolean isNoticed(MessageTrace trace) {
        int last = trace.orders.size() - 1;
        return last < 0 || trace.orders.get(last).equals(trace.waiting.parts().order());
    }

    /** Where it stood, one after the other; a move back to the place before takes the last one away. */
    private static List<String> places(MessageTrace trace) {
        List<String> places = new ArrayList<>();
        places.add(trace.hasOtherPlace ? UNKNOWN : SpoolName.order(trace.id));
        List<String> moves = new ArrayList<>(trace.orders);
        if (!isNoticed(trace)) {
            moves.add(trace.waiting.parts().order());
        }
        for (String order : moves) {
            int last = places.size() - 1;
            if (last > 0 && places.get(last - 1).equals(order)) {
                places.remove(last);
            } else if (!places.get(last).equals(order)) {
                places.add(order);
            }
        }
        return places;
    }

    /** A new message at the old place: numbers are never used again. */
    private Result putBack(MessageTrace trace, JournalReader journal) throws IOException {
        Root root = workspace.root();
        ActorId to = new Actors(root).living(String.valueOf(trace.to));
        ActorHome home = root.actor(to);
        byte[] content = trace.content();
        if (content == null) {
            throw cannot(trace, "its content is not kept: the journal holds up to 64 KiB");
        }
        SpoolName last = last(trace);
        MessageName name;
        if (trace.file != null) {
            name = MailInsertion.move(home, last, "", trace.file);
            FileStep.delete(Root.why(trace.file));
        } else {
            Message back = backAlready(home, trace, last.name());
            if (back != null && back.id() != 0) {
                throw cannot(trace, "it is back already, as message " + back.id());
            }
            name = back != null ? back.name() : MailInsertion.put(home, last, "", content);
        }
        ChangeEvents.Added added =
                MailInsertion.await(workspace, journal, name, "it was put back into the mailbox of " + to);
        return result(added.id(), "putBack", "waits for " + to + " again, in the place of message " + trace.id);
    }

    /** What an undo has put there that was ended before it told so, and of which the journal does not tell yet; or null. */
    private static Message backAlready(ActorHome home, MessageTrace trace, MessageName name) throws IOException {
        Mailbox mailbox = new Mailbox(home);
        List<Message> mail = mailbox.waiting();
        Message current = mailbox.current();
        if (current != null) {
            mail.add(current);
        }
        return mail.stream()
                .filter(message -> name.equals(message.name()) && message.id() != trace.id)
                .findFirst()
                .orElse(null);
    }

    /** What it was called while it waited: the reason beside a dropped letter says it, else the journal. */
    private static SpoolName last(MessageTrace trace) {
        String file = trace.file == null
                ? null
                : Document.read(Root.why(trace.file), Why.class).originalName();
        SpoolName name = file == null ? null : SpoolName.parse(Aside.plain(file));
        if (name != null) {
            return name;
        }
        String order = trace.orders.isEmpty() ? SpoolName.order(trace.id) : trace.orders.get(trace.orders.size() - 1);
        ActorId from = trace.from == null || !ActorId.isValid(trace.from) ? null : new ActorId(trace.from);
        MessageName answers = trace.inReplyTo == null ? null : new MessageName(trace.inReplyTo);
        return SpoolName.of(trace.id, new MessageName(trace.name))
                .withOrder(order)
                .withFrom(from)
                .withCause(trace.cause)
                .withAnswers(answers);
    }

    private static Result result(long id, String what, String sentence) {
        ObjectNode told = Json.mapper().createObjectNode();
        return Result.note("message " + id + " " + sentence, told.put("id", id).put("undone", what));
    }

    private Failure cannot(MessageTrace trace, String why) {
        String what = trace.doneAt == null ? "" : "; act image load brings a whole system back";
        return Failure.failed("nothing about message " + Names.printable(thing) + " can be undone: " + why + what);
    }
}
