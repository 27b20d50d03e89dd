package actos.act.root;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.Why;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something in {@code dead/}; small, since there may be hundreds of thousands: the reason is read when somebody asks.
 *
 * @param kind {@code message}, {@code request} or {@code actor}
 * @param dir where it lies
 * @param name what the file, or an actor's directory, is called
 * @param at when it was buried, as the reason says; {@code Instant.MIN} if it does not
 */
public record DeadItem(String kind, Path dir, String name, Instant at) {
    /** A dead letter. */
    public static final String MESSAGE = "message";
    /** A refused request. */
    public static final String REQUEST = "request";
    /** An actor that has ended. */
    public static final String ACTOR = "actor";

    /** The ending of a reason's name. */
    static final String WHY = ".why";

    /** All of them, the oldest first. */
    static List<DeadItem> all(Root root) throws IOException {
        List<DeadItem> all = new ArrayList<>();
        collect(all, MESSAGE, root.deadMessages());
        collect(all, REQUEST, root.deadSpawn());
        Disk.each(root.deadActors(), name -> {
            EndedActor grave = EndedActor.parse(root.deadActors().resolve(name));
            if (grave != null) {
                all.add(of(grave));
            }
        });
        all.sort(Comparator.comparing(DeadItem::at).thenComparing(DeadItem::name));
        return all;
    }

    /** An actor that has ended. */
    public static DeadItem of(EndedActor grave) {
        return of(ACTOR, grave.dir().getParent(), grave.name());
    }

    /** What a reason lies beside, or null if that is not there any more. */
    static DeadItem beside(Root root, Path reason) {
        String name = Disk.name(reason);
        Path thing = reason.resolveSibling(name.substring(0, name.length() - WHY.length()));
        String kind = reason.getParent().equals(root.deadMessages()) ? MESSAGE : REQUEST;
        return isThing(Disk.name(thing)) && Disk.exists(thing) ? of(kind, thing.getParent(), Disk.name(thing)) : null;
    }

    private static void collect(List<DeadItem> all, String kind, Path dir) throws IOException {
        Disk.each(dir, name -> {
            if (isThing(name)) {
                all.add(of(kind, dir, name));
            }
        });
    }

    private static boolean isThing(String name) {
        return !name.startsWith(".") && !name.endsWith(WHY);
    }

    private static DeadItem of(String kind, Path dir, String name) {
        Path why = whyOf(kind, dir.resolve(name));
        Instant at = kind.equals(ACTOR)
                ? Document.read(why, ActorExit.class).at()
                : Document.read(why, Why.class).at();
        return new DeadItem(kind, dir, name, at == null ? Instant.MIN : at);
    }

    private static Path whyOf(String kind, Path path) {
        return kind.equals(ACTOR) ? new ActorHome(path).exit() : Root.why(path);
    }

    /** The file, or an actor's directory. */
    public Path path() {
        return dir.resolve(name);
    }

    /** What its {@code .why} says, or an actor's {@code exit.json}. */
    public ObjectNode why() {
        return Disk.object(whyOf(kind, path()));
    }

    /** When it was buried; from the time of its file if the reason does not say. */
    public Instant buried() {
        BasicFileAttributes attributes = at.equals(Instant.MIN) ? Disk.attributes(path()) : null;
        return attributes != null
                ? attributes.lastModifiedTime().toInstant()
                : at.equals(Instant.MIN) ? Instant.now() : at;
    }

    /** How many bytes it takes, with its reason. */
    public long size() throws IOException {
        return Disk.size(path()) + Disk.size(Root.why(path()));
    }

    /** How many messages an actor left unread. */
    public int unread() throws IOException {
        return kind.equals(ACTOR) ? new Mailbox(new ActorHome(path())).size() : 0;
    }

    /** Why, in a few words. */
    public String reason() {
        if (kind.equals(ACTOR)) {
            return EndedActor.reason(Document.read(whyOf(kind, path()), ActorExit.class));
        }
        Why why = Document.read(whyOf(kind, path()), Why.class);
        return (why.reason() == null ? "?" : why.reason()) + (why.detail() == null ? "" : ": " + why.detail());
    }

    /** The letter's or the request's name without the ending, an actor's as it is. */
    private String stem() {
        return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    }

    /** The request's NAME: that of {@code spawn/NAME.json}. */
    public String requestName() {
        String stem = stem();
        int at = stem.indexOf('@');
        return at < 0 ? stem : stem.substring(0, at);
    }

    /** Whether this is its whole name, with or without the ending. */
    boolean isCalled(String text) {
        return name().equals(text) || stem().equals(text);
    }

    /**
     * Whether somebody who writes this means this one: its file name with or without the ending, a message's number or
     * name, an actor's id, a request's name.
     */
    boolean isMeant(String text) {
        String stem = stem();
        return isCalled(text)
                || (kind.equals(MESSAGE)
                        ? stem.startsWith(text + "~") || stem.endsWith("::" + text)
                        : stem.startsWith(text + "@"));
    }

    /** What it is. */
    public ObjectNode named() {
        return Json.mapper().createObjectNode().put("kind", kind).put("name", name());
    }

    /** The reason with what it is about. */
    public ObjectNode json() throws IOException {
        ObjectNode json = named();
        json.setAll(why());
        if (kind.equals(ACTOR)) {
            json.put("unread", unread());
        }
        return json;
    }

    /** The actor that ended, if it is one. */
    public ActorId actor() {
        EndedActor grave = EndedActor.parse(path());
        return grave == null ? null : grave.id();
    }
}
