package actos.act;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Living actors as the trees that they are: under each parent its children, in the order of its specification. */
final class Tree {
    private final Map<String, ActorView> actors = new LinkedHashMap<>();
    private final Set<String> drawn = new HashSet<>();
    private final Table table = new Table("ID", "PHASE", "PID", "WAITING", "RESTARTS", "RULE");

    Tree(List<ActorView> all) {
        all.forEach(actor -> actors.put(actor.id().value(), actor));
    }

    void print(Output output) {
        for (ActorView actor : actors.values()) {
            if (!actors.containsKey(parent(actor))) {
                draw(actor, "", "");
            }
        }
        actors.values().forEach(actor -> draw(actor, "? ", "")); // parents in a circle, made by hand
        table.print(output);
    }

    private void draw(ActorView actor, String before, String beforeChildren) {
        if (!drawn.add(actor.id().value())) {
            return;
        }
        ObjectNode spec = Disk.object(actor.home().spec());
        boolean isGroup = actor.isGroup();
        table.row(
                before + actor.id(),
                actor.phase(),
                actor.pid() == 0 ? "" : actor.pid(),
                isGroup ? "" : actor.waiting(),
                actor.restarts(),
                rule(spec, isGroup));
        List<ActorView> children = children(actor, spec);
        for (int i = 0; i < children.size(); i++) {
            boolean isLast = i == children.size() - 1;
            draw(children.get(i), beforeChildren + (isLast ? "└─ " : "├─ "), beforeChildren + (isLast ? "   " : "│  "));
        }
    }

    private List<ActorView> children(ActorView parent, ObjectNode spec) {
        List<ActorView> children = new ArrayList<>();
        for (JsonNode child : spec.path("children")) {
            ActorView actor = actors.get(child.path("id").asText());
            if (actor != null && parent.id().value().equals(parent(actor))) {
                children.add(actor);
            }
        }
        for (ActorView actor : actors.values()) {
            if (parent.id().value().equals(parent(actor)) && !children.contains(actor)) {
                children.add(actor);
            }
        }
        return children;
    }

    private static String parent(ActorView actor) {
        return actor.json().path("parent").asText();
    }

    private static String rule(ObjectNode spec, boolean isGroup) {
        String restart = text(spec, "restart");
        if (!spec.has("children")) {
            return restart;
        }
        String order = "parallel".equals(Disk.text(spec, "order")) ? ", parallel" : "";
        String autoShutdown = Disk.text(spec, "autoShutdown");
        String ends = autoShutdown == null || autoShutdown.equals("never") ? "" : ", autoShutdown " + autoShutdown;
        return restart + (isGroup ? " group, " : ", ") + text(spec, "strategy") + order + ends;
    }

    private static String text(ObjectNode spec, String field) {
        String text = Disk.text(spec, field);
        return text == null ? "?" : Text.tame(text);
    }
}
