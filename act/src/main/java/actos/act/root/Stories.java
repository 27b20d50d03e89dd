package actos.act.root;

import actos.act.history.Line;
import actos.act.history.Past;
import actos.act.history.Position;
import actos.act.history.Wanted;
import actos.act.term.Failure;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.JournalEntry;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.Why;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Finds a message by its number or its name: in the journal, in the mailboxes, in {@code send/} and in {@code dead/}. */
public final class Stories {
    private static final Set<String> INTRODUCE = Set.of("taken", "dead", "added");

    private static final String CURRENT = "/" + Root.CURRENT;

    private final Root root;

    public Stories(Root root) {
        this.root = root;
    }

    /**
     * The message, or null if there is no trace of it. Of several with one name, the one that was taken last.
     *
     * @param thing a number or a name
     */
    public Story find(String thing) throws IOException {
        Story story = numbered(thing) > 0 ? find(numbered(thing), null) : null;
        return story == null ? find(0, thing) : story;
    }

    /**
     * The same, and of {@code ID/current} the one that this actor may read now.
     *
     * @throws Failure if that actor does not live, or has none
     */
    public Story named(String thing) throws IOException {
        if (!thing.endsWith(CURRENT)) {
            return find(thing);
        }
        ActorId actor = new Actors(root).living(thing.substring(0, thing.length() - CURRENT.length()));
        Current current = Current.of(root.actor(actor));
        Story story = current == null || current.id() == 0 ? null : find(current.id(), null);
        if (story == null) {
            throw Failure.unknown(actor + " has no current message; act mail " + actor + " shows what waits");
        }
        return story;
    }

    private Story find(long id, String name) throws IOException {
        Story story = read(id, name);
        boolean told = story != null;
        if (story == null) {
            story = new Story();
            story.id = id;
            story.name = name;
        }
        return told && story.doneAt != null || locate(story) || told ? story : null;
    }

    /** What the journal tells: found backwards, of several with one name the last, then told forwards. */
    private Story read(long id, String name) throws IOException {
        Past past = Past.of(root);
        Position[] first = new Position[1];
        Wanted[] wanted = new Wanted[1];
        Wanted introductions = id != 0 ? Wanted.message(id) : Wanted.text("name", name);
        past.backward(introductions, line -> {
            boolean meant = id != 0 ? line.number("id") == id : line.is("name", name);
            if (meant && INTRODUCE.stream().anyMatch(line::tells) && line.entry() != null) {
                first[0] = line.position();
                wanted[0] = all(line.number("id"), line.text("name"));
            }
            return first[0] == null;
        });
        if (first[0] == null) {
            return null;
        }
        Story story = new Story();
        past.forward(first[0], wanted[0], line -> {
            if (concerns(line, story) && line.entry() != null) {
                tell(story, line.entry());
            }
            return true;
        });
        return story;
    }

    private static Wanted all(long id, String name) {
        return Wanted.message(id).orCause(id).or("event", "buried").or("name", String.valueOf(name));
    }

    private static boolean concerns(Line line, Story story) {
        return story.id == 0
                || line.number("id") == story.id
                || line.number("cause") == story.id
                || line.tells("buried") && story.to != null && line.is("actor", story.to)
                || story.name != null && line.is("name", story.name);
    }

    private static void tell(Story story, JournalEntry entry) {
        if (story.id == 0 || entry.number("id") == story.id) {
            story.tell(entry);
        } else if (entry.number("cause") == story.id && entry.event().equals("taken")) {
            story.sent.add(entry.number("id") + " to " + entry.text("to"));
        } else if (story.isGone() && INTRODUCE.contains(entry.event()) && story.name.equals(entry.text("name"))) {
            story.backAs = entry.number("id");
        } else if (entry.event().equals("buried") && entry.text("actor") != null) {
            boolean unread = story.doneAt == null && story.deadReason == null && !story.dropped;
            if (unread && entry.text("actor").equals(story.to)) {
                story.grave = entry.text("grave");
            }
        }
    }

    /** Where the message lies now; false if it lies nowhere. */
    private boolean locate(Story story) throws IOException {
        for (ActorId actor : new Actors(root).living()) {
            if (inMailbox(story, root.actor(actor), actor.value())) {
                return true;
            }
        }
        return inDead(story) || inSend(story, root.send(), null) || inDrawers(story) || inGraves(story);
    }

    private static boolean inMailbox(Story story, ActorHome home, String actor) throws IOException {
        Current current = Current.of(home);
        if (current != null && isMeant(story, current.id(), text(current.name()))) {
            story.current = true;
            story.file = home.current();
            fill(story, current.id(), text(current.name()), actor);
            story.from = text(current.from());
            story.inReplyTo = text(current.envelope().inReplyTo());
            return true;
        }
        String thing = story.id != 0 ? Long.toString(story.id) : String.valueOf(story.name);
        for (Waiting waiting : new Mailbox(home).waiting(thing)) {
            if (waiting.parts() != null
                    && isMeant(story, waiting.id(), waiting.parts().name().value())) {
                story.waiting = waiting;
                story.file = waiting.file();
                fill(story, waiting.id(), waiting.parts().name().value(), actor);
                story.from = text(waiting.parts().from());
                story.cause = waiting.parts().cause();
                return true;
            }
        }
        return false;
    }

    private boolean inDead(Story story) throws IOException {
        for (Path file : Disk.list(root.deadMessages())) {
            String fileName = Disk.name(file);
            int tilde = fileName.indexOf('~');
            if (tilde < 1 || fileName.endsWith(".why") || !isDeadOne(story, fileName, tilde)) {
                continue;
            }
            Why why = Document.read(Root.why(file), Why.class);
            story.file = file;
            story.deadReason = why.reason() == null ? story.deadReason : why.reason();
            story.deadDetail = why.detail() == null ? story.deadDetail : why.detail();
            story.from = text(why.from());
            story.cause = why.cause() == null ? 0 : why.cause();
            fill(story, numbered(fileName.substring(0, tilde)), story.name, why.to());
            return true;
        }
        return false;
    }

    private static boolean isDeadOne(Story story, String fileName, int tilde) {
        if (story.id != 0) {
            return numbered(fileName.substring(0, tilde)) == story.id;
        }
        return story.name != null
                && (fileName.endsWith("::" + story.name + ".json") || fileName.endsWith("::" + story.name));
    }

    private boolean inDrawers(Story story) throws IOException {
        for (Path drawer : Disk.list(root.send())) {
            if (Disk.isDirectory(drawer) && inSend(story, drawer, Disk.name(drawer))) {
                return true;
            }
        }
        return false;
    }

    private static boolean inSend(Story story, Path drawer, String from) throws IOException {
        if (story.name == null || story.id != 0) {
            return false; // a message that was taken lies there no more
        }
        for (Path file : Disk.list(drawer)) {
            OutgoingName parts = outgoing(Disk.name(file));
            if (parts != null && parts.name().value().equals(story.name)) {
                story.file = file;
                story.from = from;
                fill(story, 0, story.name, parts.to().value());
                return true;
            }
        }
        return false;
    }

    private static OutgoingName outgoing(String fileName) {
        try {
            return Names.leftAlone(fileName) ? null : OutgoingName.parse(fileName);
        } catch (Refused badName) {
            return null;
        }
    }

    private boolean inGraves(Story story) throws IOException {
        for (Grave grave : new Graves(root).all()) {
            if (story.doneAt == null
                    && inMailbox(story, grave.home(), grave.id().value())) {
                story.waiting = null;
                story.current = false;
                story.grave = grave.name();
                return true;
            }
        }
        return false;
    }

    private static String text(Object name) {
        return name == null ? null : name.toString();
    }

    private static void fill(Story story, long id, String name, String to) {
        story.id = id == 0 ? story.id : id;
        story.name = name == null ? story.name : name;
        story.to = to == null ? story.to : to;
    }

    private static boolean isMeant(Story story, long id, String name) {
        return story.id != 0 ? story.id == id : story.name != null && story.name.equals(name);
    }

    private static long numbered(String text) {
        try {
            return text.isEmpty() || !Character.isDigit(text.charAt(0)) ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
