package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something in {@code dead/}.
 *
 * @param kind {@code message}, {@code request} or {@code actor}
 * @param path the file, or an actor's directory
 * @param why its {@code .why}, or an actor's {@code exit.json}
 */
record DeadThing(String kind, Path path, ObjectNode why) {
    private static final String WHY = ".why";

    /** All of them, the oldest first. */
    static List<DeadThing> all(Root root) throws IOException {
        List<DeadThing> all = new ArrayList<>();
        collect(all, "message", Disk.list(root.deadMessages()));
        collect(all, "request", Disk.list(root.deadSpawn()));
        for (Grave grave : new Graves(root).all()) {
            all.add(new DeadThing("actor", grave.dir(), grave.exit()));
        }
        all.sort(Comparator.comparing(DeadThing::at).thenComparing(DeadThing::name));
        return all;
    }

    private static void collect(List<DeadThing> all, String kind, List<Path> files) {
        for (Path file : files) {
            String name = Disk.name(file);
            if (!name.startsWith(".") && !name.endsWith(WHY)) {
                all.add(new DeadThing(kind, file, Disk.object(Root.why(file))));
            }
        }
    }

    String name() {
        return Disk.name(path);
    }

    /** When it was buried, as text that sorts. */
    String at() {
        return why.path("at").asText("");
    }

    /** Why, in a few words. */
    String reason() {
        if (kind.equals("actor")) {
            String sentence = Disk.text(why, "why");
            boolean hasProcess = why.hasNonNull("code") || why.hasNonNull("signal");
            return (hasProcess ? Grave.ending(why) : "ended") + (sentence == null ? "" : ": " + sentence);
        }
        String detail = Disk.text(why, "detail");
        return why.path("reason").asText("?") + (detail == null ? "" : ": " + detail);
    }

    /**
     * Whether somebody who writes this means this one: its file name with or without the ending, a message's number or
     * name, an actor's id, a request's name.
     */
    boolean isMeant(String text) {
        String name = name();
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        if (name.equals(text) || stem.equals(text)) {
            return true;
        }
        return kind.equals("message")
                ? stem.startsWith(text + "~") || stem.endsWith("::" + text)
                : stem.startsWith(text + "@");
    }

    /** The reason with what it is about. */
    ObjectNode json() throws IOException {
        ObjectNode json = Json.mapper().createObjectNode().put("kind", kind).put("name", name());
        json.setAll(why);
        if (kind.equals("actor")) {
            json.put("unread", new Mailbox(new ActorHome(path)).size());
        }
        return json;
    }

    /** The actor that ended, if it is one. */
    ActorId actor() {
        Grave grave = Grave.parse(path);
        return grave == null ? null : grave.id();
    }
}
