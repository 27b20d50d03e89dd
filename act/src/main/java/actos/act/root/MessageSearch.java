package actos.act.root;

import actos.act.history.Chain;
import actos.act.history.Line;
import actos.act.history.Past;
import actos.act.history.Place;
import actos.act.history.Wanted;
import actos.act.term.Failure;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.Why;
import actos.protocol.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Finds a message by its number or its name: in the journal, in the mailboxes, in {@code send/} and in {@code dead/}. */
public final class MessageSearch {
    private static final Set<String> INTRODUCE = Set.of("taken", "dead", "added");

    private static final String CURRENT = "/" + Root.CURRENT;

    private final Root root;

    public MessageSearch(Root root) {
        this.root = root;
    }

    /**
     * The message, or null if there is no trace of it. Of several with one name, the one that was taken last.
     *
     * @param thing a number or a name
     */
    public MessageTrace find(String thing) throws IOException {
        MessageTrace trace = numbered(thing) > 0 ? find(numbered(thing), null) : null;
        return trace == null ? find(0, thing) : trace;
    }

    /**
     * The same, and of {@code ID/current} the one that this actor may read now.
     *
     * @throws Failure if that actor does not live, or has none
     */
    public MessageTrace named(String thing) throws IOException {
        if (!thing.endsWith(CURRENT)) {
            return find(thing);
        }
        ActorId actor = new Actors(root).living(thing.substring(0, thing.length() - CURRENT.length()));
        Message current = new Mailbox(root.actor(actor)).current();
        MessageTrace trace = current == null || current.id() == 0 ? null : find(current.id(), null);
        if (trace == null) {
            throw Failure.unknown(actor + " has no current message; act mail " + actor + " shows what waits");
        }
        return trace;
    }

    /**
     * What led to it.
     *
     * @param thing as {@link #named} has it
     * @throws Failure if there is no trace of it, or the journal tells nothing of it
     */
    public Chain chain(String thing) throws IOException {
        MessageTrace trace = named(thing);
        if (trace == null) {
            throw new Actors(root).unknownThing(thing);
        }
        Chain chain = Chain.to(Past.of(root), trace.id);
        if (chain.links().isEmpty()) {
            String shown = Names.printable(thing);
            throw Failure.failed(
                    "the journal tells nothing of message " + shown + "; act show " + shown + " tells where it is");
        }
        return chain;
    }

    /**
     * The one with this number or name that waits. Of several with one name, the one that was taken last.
     *
     * @throws Failure if none waits, with what has become of it
     */
    public Message waiting(String thing) throws IOException {
        Message found = null;
        for (ActorId actor : new Actors(root).living()) {
            for (Message message : new Mailbox(root.actor(actor)).waiting(thing)) {
                if (Long.toString(message.id()).equals(thing)) {
                    return message;
                }
                boolean isNamed =
                        message.name() != null && message.name().value().equals(thing);
                if (isNamed && (found == null || message.id() > found.id())) {
                    found = message;
                }
            }
        }
        if (found != null) {
            return found;
        }
        MessageTrace trace = find(thing);
        throw trace == null
                ? new Actors(root).unknownThing(thing)
                : Failure.failed(
                        "message " + Names.printable(thing) + " does not wait: " + new Fate(root, trace).sentence());
    }

    private MessageTrace find(long id, String name) throws IOException {
        MessageTrace trace = read(id, name);
        boolean told = trace != null;
        if (trace == null) {
            trace = new MessageTrace();
            trace.id = id;
            trace.name = name;
        }
        return told && trace.doneAt != null || locate(trace) || told ? trace : null;
    }

    /** What the journal tells: found backwards, of several with one name the last, then told forwards. */
    private MessageTrace read(long id, String name) throws IOException {
        Past past = Past.of(root);
        Place[] first = new Place[1];
        Wanted[] wanted = new Wanted[1];
        Wanted introductions = id != 0 ? Wanted.message(id) : Wanted.text("name", name);
        past.backward(introductions, line -> {
            boolean meant = id != 0 ? line.number("id") == id : line.is("name", name);
            if (meant && INTRODUCE.stream().anyMatch(line::tells) && line.entry() != null) {
                first[0] = line.place();
                wanted[0] = all(line.number("id"), line.text("name"));
            }
            return first[0] == null;
        });
        if (first[0] == null) {
            return null;
        }
        MessageTrace trace = new MessageTrace();
        past.forward(first[0], wanted[0], line -> {
            if (concerns(line, trace) && line.entry() != null) {
                tell(trace, line.entry());
            }
            return true;
        });
        return trace;
    }

    private static Wanted all(long id, String name) {
        return Wanted.message(id).orCause(id).or("event", "buried").or("name", String.valueOf(name));
    }

    private static boolean concerns(Line line, MessageTrace trace) {
        return trace.id == 0
                || line.number("id") == trace.id
                || line.number("cause") == trace.id
                || line.tells("buried") && trace.to != null && line.is("actor", trace.to)
                || trace.name != null && line.is("name", trace.name);
    }

    private static void tell(MessageTrace trace, JournalEntry entry) {
        if (trace.id == 0 || entry.number("id") == trace.id) {
            trace.tell(entry);
        } else if (entry.number("cause") == trace.id && entry.event().equals("taken")) {
            trace.sent.add(entry.number("id") + " to " + entry.text("to"));
        } else if (trace.isGone() && INTRODUCE.contains(entry.event()) && trace.name.equals(entry.text("name"))) {
            trace.backAs = entry.number("id");
        } else if (entry.event().equals("buried") && entry.text("actor") != null) {
            boolean unread = trace.doneAt == null && trace.deadReason == null && !trace.dropped;
            if (unread && entry.text("actor").equals(trace.to)) {
                trace.grave = entry.text("grave");
            }
        }
    }

    /** Where the message lies now; false if it lies nowhere. */
    private boolean locate(MessageTrace trace) throws IOException {
        for (ActorId actor : new Actors(root).living()) {
            if (inMailbox(trace, root.actor(actor), actor.value())) {
                return true;
            }
        }
        return inDead(trace) || inSend(trace, root.send(), null) || inDrawers(trace) || inGraves(trace);
    }

    private static boolean inMailbox(MessageTrace trace, ActorHome home, String actor) throws IOException {
        Message current = new Mailbox(home).current();
        if (current != null && isMeant(trace, current.id(), text(current.name()))) {
            trace.current = true;
            trace.file = home.current();
            fill(trace, current.id(), text(current.name()), actor);
            trace.from = text(current.from());
            trace.inReplyTo = text(current.envelope().value().inReplyTo());
            return true;
        }
        String thing = trace.id != 0 ? Long.toString(trace.id) : String.valueOf(trace.name);
        for (Message waiting : new Mailbox(home).waiting(thing)) {
            if (waiting.parts() != null
                    && isMeant(trace, waiting.id(), waiting.parts().name().value())) {
                trace.waiting = waiting;
                trace.file = waiting.file();
                fill(trace, waiting.id(), waiting.parts().name().value(), actor);
                trace.from = text(waiting.parts().from());
                trace.cause = waiting.parts().cause();
                return true;
            }
        }
        return false;
    }

    private boolean inDead(MessageTrace trace) throws IOException {
        for (Path file : Disk.list(root.deadMessages())) {
            String fileName = Disk.name(file);
            int tilde = fileName.indexOf('~');
            if (tilde < 1 || fileName.endsWith(".why") || !isDeadOne(trace, fileName, tilde)) {
                continue;
            }
            Why why = Document.read(Root.why(file), Why.class);
            trace.file = file;
            trace.deadReason = why.reason() == null ? trace.deadReason : why.reason();
            trace.deadDetail = why.detail() == null ? trace.deadDetail : why.detail();
            trace.from = text(why.from());
            trace.cause = why.cause() == null ? 0 : why.cause();
            fill(trace, numbered(fileName.substring(0, tilde)), trace.name, why.to());
            return true;
        }
        return false;
    }

    private static boolean isDeadOne(MessageTrace trace, String fileName, int tilde) {
        if (trace.id != 0) {
            return numbered(fileName.substring(0, tilde)) == trace.id;
        }
        return trace.name != null
                && (fileName.endsWith("::" + trace.name + ".json") || fileName.endsWith("::" + trace.name));
    }

    private boolean inDrawers(MessageTrace trace) throws IOException {
        for (Path drawer : Disk.list(root.send())) {
            if (Disk.isDirectory(drawer) && inSend(trace, drawer, Disk.name(drawer))) {
                return true;
            }
        }
        return false;
    }

    private static boolean inSend(MessageTrace trace, Path drawer, String from) throws IOException {
        if (trace.name == null || trace.id != 0) {
            return false; // a message that was taken lies there no more
        }
        for (Path file : Disk.list(drawer)) {
            OutgoingName parts = outgoing(Disk.name(file));
            if (parts != null && parts.name().value().equals(trace.name)) {
                trace.file = file;
                trace.from = from;
                fill(trace, 0, trace.name, parts.to().value());
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

    private boolean inGraves(MessageTrace trace) throws IOException {
        for (EndedActor grave : new DeadActors(root).all()) {
            if (trace.doneAt == null
                    && inMailbox(trace, grave.home(), grave.id().value())) {
                trace.waiting = null;
                trace.current = false;
                trace.grave = grave.name();
                return true;
            }
        }
        return false;
    }

    private static String text(Object name) {
        return name == null ? null : name.toString();
    }

    private static void fill(MessageTrace trace, long id, String name, String to) {
        trace.id = id == 0 ? trace.id : id;
        trace.name = name == null ? trace.name : name;
        trace.to = to == null ? trace.to : to;
    }

    private static boolean isMeant(MessageTrace trace, long id, String name) {
        return trace.id != 0 ? trace.id == id : trace.name != null && trace.name.equals(name);
    }

    private static long numbered(String text) {
        try {
            return text.isEmpty() || !Character.isDigit(text.charAt(0)) ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
