package actos.act.look;

import actos.act.root.ActorView;
import actos.act.root.Disk;
import actos.act.root.Grave;
import actos.act.root.Graves;
import actos.act.term.Output;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.Json;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Living actors as the trees that they are: under each parent its children, in the order of its specification, also those
 * of the specification that have ended, and behind them those that came later.
 */
final class Tree {
    /**
     * @param before what is drawn before the id
     * @param parent whose child it is, or null
     * @param actor the living actor, or null if it has ended
     */
    private record Node(String before, String id, String parent, ActorView actor, JsonNode spec) {}

    private final Map<String, ActorView> actors = new LinkedHashMap<>();
    private final Map<String, Grave> graves = new HashMap<>();
    private final Set<String> drawn = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();

    Tree(Root root, List<ActorView> all) throws IOException {
        all.forEach(actor -> actors.put(actor.id().value(), actor));
        new Graves(root).all().forEach(grave -> graves.put(grave.id().value(), grave));
        for (ActorView actor : all) {
            if (!actors.containsKey(parent(actor))) {
                add(actor, "", "");
            }
        }
        all.forEach(actor -> add(actor, "? ", "")); // parents in a circle, made by hand
    }

    void print(Output output) {
        Table table = new Table("ID", "PHASE", "PID", "WAITING", "RESTARTS", "RULE");
        for (Node node : nodes) {
            ActorView actor = node.actor;
            if (actor == null) {
                JsonNode exit = exit(node);
                String ending = exit.isNull() ? "" : "; " + Text.tame(Grave.reason(exit));
                boolean isGroup =
                        !node.spec.has("path") && !node.spec.path("manual").booleanValue();
                table.row(node.before + Text.tame(node.id), "ended", "", "", "", rule(node.spec, isGroup) + ending);
            } else {
                table.row(
                        node.before + node.id,
                        actor.phase(),
                        actor.pid() == 0 ? "" : actor.pid(),
                        actor.isGroup() ? "" : actor.waiting(),
                        actor.restarts(),
                        rule(node.spec, actor.isGroup()));
            }
        }
        table.print(output);
    }

    /** All of them, as they are drawn one below the other. */
    ArrayNode json() {
        ArrayNode list = Json.mapper().createArrayNode();
        for (Node node : nodes) {
            if (node.actor == null) {
                list.addObject()
                        .put("id", node.id)
                        .put("phase", "ended")
                        .put("parent", node.parent)
                        .set("lastEnd", exit(node));
            } else {
                list.add(node.actor.json());
            }
        }
        return list;
    }

    private void add(ActorView actor, String before, String beforeChildren) {
        if (drawn.add(actor.id().value())) {
            ObjectNode spec = Disk.object(actor.home().spec());
            nodes.add(new Node(before, actor.id().value(), Disk.text(actor.json(), "parent"), actor, spec));
            addChildren(actor.id().value(), spec, beforeChildren);
        }
    }

    private void addChildren(String parent, JsonNode spec, String before) {
        Map<String, JsonNode> children = new LinkedHashMap<>();
        for (JsonNode child : spec.path("children")) {
            String id = child.path("id").asText();
            if (!actors.containsKey(id) || parent.equals(parent(actors.get(id)))) {
                children.put(id, child);
            }
        }
        for (ActorView actor : actors.values()) {
            if (parent.equals(parent(actor))) {
                children.putIfAbsent(actor.id().value(), null);
            }
        }
        int rest = children.size();
        for (Map.Entry<String, JsonNode> child : children.entrySet()) {
            boolean isLast = --rest == 0;
            String line = before + (isLast ? "└─ " : "├─ ");
            String below = before + (isLast ? "   " : "│  ");
            ActorView living = actors.get(child.getKey());
            if (living != null) {
                add(living, line, below);
            } else if (drawn.add(child.getKey())) {
                nodes.add(new Node(line, child.getKey(), parent, null, child.getValue()));
                addChildren(child.getKey(), child.getValue(), below);
            }
        }
    }

    /** How a child ended, as its {@code exit.json} says; null if nothing is left of it. */
    private JsonNode exit(Node node) {
        Grave grave = graves.get(node.id);
        if (grave == null
                || !node.parent.equals(Disk.text(Disk.object(grave.home().status()), "parent"))) {
            return Json.mapper().nullNode();
        }
        return grave.exit();
    }

    private static String parent(ActorView actor) {
        return actor.json().path("parent").asText();
    }

    private static String rule(JsonNode spec, boolean isGroup) {
        String restart = text(spec, "restart");
        if (!spec.has("children")) {
            return restart;
        }
        String order = "parallel".equals(Disk.text(spec, "order")) ? ", parallel" : "";
        String autoShutdown = Disk.text(spec, "autoShutdown");
        String ends = autoShutdown == null || autoShutdown.equals("never") ? "" : ", autoShutdown " + autoShutdown;
        return restart + (isGroup ? " group, " : ", ") + text(spec, "strategy") + order + ends;
    }

    private static String text(JsonNode spec, String field) {
        String text = Disk.text(spec, field);
        return text == null ? "?" : Text.tame(text);
    }
}
