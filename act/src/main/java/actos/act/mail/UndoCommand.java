package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.Fate;
import actos.act.root.Pending;
import actos.act.root.Stories;
import actos.act.root.Story;
import actos.act.term.Failure;
import actos.act.term.JsonDiff;
import actos.act.term.Result;
import actos.act.wait.Pausing;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.protocol.Why;
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
        Story story = new Stories(workspace.root()).find(thing);
        if (story == null) {
            throw Failure.unknown("there is no message \"" + Names.printable(thing) + "\"; act mail lists what waits");
        }
        if (story.waiting == null && story.isGone()) {
            if (story.file == null && story.backAs != 0) {
                throw cannot(story, "it is back already, as message " + story.backAs);
            }
            return putBack(story, journal);
        }
        if (story.waiting == null || story.deadReason != null) {
            throw cannot(story, new Fate(workspace.root(), story).sentence());
        }
        return undoLast(story, new Pending(new ActorId(story.to), story.waiting), journal);
    }

    private Result undoLast(Story story, Pending message, JournalReader journal) throws IOException {
        Instant edited = edited(story);
        Instant moved = moved(story);
        Instant held = message.waiting().aside() != Aside.HELD
                ? Instant.MIN
                : story.heldAt == null ? Instant.MAX : story.heldAt;
        if (edited.equals(Instant.MIN) && moved.equals(Instant.MIN) && held.equals(Instant.MIN)) {
            throw cannot(story, "nobody has changed it");
        }
        if (held.isAfter(edited) && held.isAfter(moved)) {
            new Pausing(workspace).release(message);
            return result(story.id, "released", "is not held back any more");
        }
        if (edited.isAfter(moved)) {
            Rewriting.replace(workspace, message, story.content(), Json.bytes(story.body));
            return result(story.id, "restored", "is again as it was sent");
        }
        List<String> places = places(story);
        String before = places.get(places.size() - 2);
        if (before.equals(UNKNOWN)) {
            throw cannot(story, "where it stood before it was moved is not recorded; act move puts it anywhere");
        }
        MoveCommand.move(message, before);
        MoveCommand.awaitMove(workspace, journal, story.id);
        return result(story.id, "moved", "stands again where it stood");
    }

    /** When its content was changed; never, if it is what was sent, or that is not known. */
    private static Instant edited(Story story) {
        byte[] now = story.content();
        if (story.body == null || now == null) {
            return Instant.MIN;
        }
        try {
            if (JsonDiff.between(story.body, Json.parseExactly(now)).isEmpty()) {
                return Instant.MIN;
            }
        } catch (Refused noJson) {
            // that is a change, too
        }
        BasicFileAttributes attributes = Disk.attributes(story.file);
        return attributes == null ? Instant.MIN : attributes.lastModifiedTime().toInstant();
    }

    /** When it was moved to where it stands; never, if it stands where it stood at first. */
    private static Instant moved(Story story) {
        int places = places(story).size();
        return places < 2 ? Instant.MIN : isNoticed(story) ? story.movedAt : Instant.MAX;
    }

    /** Whether the journal tells of the place where it stands. */
    private static boolean isNoticed(Story story) {
        int last = story.orders.size() - 1;
        return last < 0 || story.orders.get(last).equals(story.waiting.parts().order());
    }

    /** Where it stood, one after the other; a move back to the place before takes the last one away. */
    private static List<String> places(Story story) {
        List<String> places = new ArrayList<>();
        places.add(story.hasOtherPlace ? UNKNOWN : SpoolName.order(story.id));
        List<String> moves = new ArrayList<>(story.orders);
        if (!isNoticed(story)) {
            moves.add(story.waiting.parts().order());
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
    private Result putBack(Story story, JournalReader journal) throws IOException {
        Root root = workspace.root();
        ActorId to = new Actors(root).living(String.valueOf(story.to));
        ActorHome home = root.actor(to);
        byte[] content = story.content();
        if (content == null) {
            throw cannot(story, "its content is not kept: the journal holds up to 64 KiB");
        }
        MessageName name = story.file == null
                ? Inserting.putOnce(home, last(story), content)
                : Inserting.move(home, last(story), "", story.file);
        if (story.file != null) {
            FileStep.delete(Root.why(story.file));
        }
        JournalEntry added = Inserting.await(workspace, journal, name, "it was put back into the mailbox of " + to);
        return result(added.number("id"), "putBack", "waits for " + to + " again, in the place of message " + story.id);
    }

    /** What it was called while it waited: the reason beside a dropped letter says it, else the journal. */
    private static SpoolName last(Story story) {
        String file = story.file == null
                ? null
                : Document.read(Root.why(story.file), Why.class).originalName();
        SpoolName name = file == null ? null : SpoolName.parse(Aside.plain(file));
        if (name != null) {
            return name;
        }
        String order = story.orders.isEmpty() ? SpoolName.order(story.id) : story.orders.get(story.orders.size() - 1);
        ActorId from = story.from == null || !ActorId.isValid(story.from) ? null : new ActorId(story.from);
        MessageName answers = story.inReplyTo == null ? null : new MessageName(story.inReplyTo);
        return SpoolName.of(story.id, new MessageName(story.name))
                .withOrder(order)
                .withFrom(from)
                .withCause(story.cause)
                .withAnswers(answers);
    }

    private static Result result(long id, String what, String sentence) {
        ObjectNode told = Json.mapper().createObjectNode();
        return Result.note("message " + id + " " + sentence, told.put("id", id).put("undone", what));
    }

    private Failure cannot(Story story, String why) {
        String what = story.doneAt == null ? "" : "; act image load brings a whole system back";
        return Failure.failed("nothing about message " + Names.printable(thing) + " can be undone: " + why + what);
    }
}
