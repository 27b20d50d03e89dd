package actos.act.look;

import actos.act.root.ActorView;
import actos.act.root.DeadActors;
import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.root.EndedActor;
import actos.act.term.Output;
import actos.act.term.Table;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Json;
import actos.protocol.Root;
import actos.protocol.Supervision;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
     * @param spec its specification; null if that cannot be read
     */
    private record Node(String before, ActorId id, ActorId parent, ActorView actor, ActorSpec spec) {}

    private final Map<ActorId, ActorView> actors = new LinkedHashMap<>();
    private final Map<ActorId, EndedActor> graves = new HashMap<>();
    private final Set<ActorId> drawn = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();

    Tree(Root root, List<ActorView> all) throws IOException {
        all.forEach(actor -> actors.put(actor.id(), actor));
        new DeadActors(root).all().forEach(grave -> graves.put(grave.id(), grave));
        for (ActorView actor : all) {
            if (!actors.containsKey(actor.parent())) {
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
                EndedActor grave = grave(node);
                String ending = grave == null ? "" : "; " + Text.tame(EndedActor.reason(grave.exit()));
                table.row(node.before + node.id, "ended", "", "", "", rule(node.spec) + ending);
            } else {
                table.row(
                        node.before + node.id,
                        actor.phase(),
                        actor.pid() == 0 ? "" : actor.pid(),
                        actor.isGroup() ? "" : actor.waiting(),
                        actor.restarts(),
                        rule(node.spec));
            }
        }
        table.print(output);
    }

    /** All of them, as they are drawn one below the other. */
    ArrayNode json() {
        ArrayNode list = Json.mapper().createArrayNode();
        for (Node node : nodes) {
            if (node.actor == null) {
                EndedActor grave = grave(node);
                list.addObject()
                        .put("id", node.id.value())
                        .put("phase", "ended")
                        .put("parent", node.parent.value())
                        .set(
                                "lastEnd",
                                grave == null ? null : Disk.object(grave.home().exit()));
            } else {
                list.add(node.actor.json());
            }
        }
        return list;
    }

    private void add(ActorView actor, String before, String beforeChildren) {
        if (drawn.add(actor.id())) {
            ActorSpec spec = actor.spec();
            nodes.add(new Node(before, actor.id(), actor.parent(), actor, spec));
            addChildren(actor.id(), spec, beforeChildren);
        }
    }

    private void addChildren(ActorId parent, ActorSpec spec, String before) {
        Map<ActorId, ActorSpec> children = new LinkedHashMap<>();
        for (ActorSpec child :
                spec == null ? List.<ActorSpec>of() : spec.supervision().children()) {
            ActorView living = actors.get(child.id());
            if (living == null || parent.equals(living.parent())) {
                children.put(child.id(), child);
            }
        }
        for (ActorView actor : actors.values()) {
            if (parent.equals(actor.parent())) {
                children.putIfAbsent(actor.id(), null);
            }
        }
        int rest = children.size();
        for (Map.Entry<ActorId, ActorSpec> child : children.entrySet()) {
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

    /** What is left of a child that has ended; null if nothing is. */
    private EndedActor grave(Node node) {
        EndedActor grave = graves.get(node.id);
        boolean isIts = grave != null
                && node.parent.equals(
                        Document.read(grave.home().status(), ActorStatus.class).parent());
        return isIts ? grave : null;
    }

    private static String rule(ActorSpec spec) {
        if (spec == null) {
            return "?";
        }
        Supervision tree = spec.supervision();
        if (!spec.isGroup() && tree.children().isEmpty()) {
            return spec.restart().toString();
        }
        boolean isParallel = tree.order() == Supervision.Order.PARALLEL;
        boolean endsByItself = tree.autoShutdown() != Supervision.AutoShutdown.NEVER;
        return spec.restart()
                + (spec.isGroup() ? " group, " : ", ")
                + tree.strategy()
                + (isParallel ? ", parallel" : "")
                + (endsByItself ? ", autoShutdown " + tree.autoShutdown() : "");
    }
}
