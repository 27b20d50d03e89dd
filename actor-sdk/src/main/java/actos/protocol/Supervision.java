package actos.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An actor's place in a supervision tree, and what it is to its children: part of its {@link ActorSpec}. What can be
 * told from a request alone is checked here; whether ids are free and parents alive is not known.
 *
 * @param parent whose child it is, or null
 * @param significant whether its end by itself may end its parent, as that one's {@code autoShutdown} says
 * @param strategy which of its children are started again when one has ended
 * @param order whether its children are started and stopped one after the other
 * @param autoShutdown whether it ends when significant children have ended by themselves
 * @param children those that belong to it from the start, in their order; each has its id
 * @param watch whose ends it wants to hear of
 */
public record Supervision(
        ActorId parent,
        boolean significant,
        Strategy strategy,
        Order order,
        AutoShutdown autoShutdown,
        List<ActorSpec> children,
        List<ActorId> watch) {
    /** A {@code stopTimeout} without end: longer than any that can be written. */
    public static final Duration FOREVER = Duration.ofDays(36_501);

    private static final int DEEPEST = 100;

    /** Which children are started again when one has ended and is. */
    public enum Strategy {
        /** That one. */
        ONE_FOR_ONE,
        /** All. */
        ONE_FOR_ALL,
        /** That one and those behind it. */
        REST_FOR_ONE;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the children are started; they are stopped in the reverse order. */
    public enum Order {
        /** Each once the one before it is ready. */
        SEQUENTIAL,
        /** All at once. */
        PARALLEL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When a parent ends with its significant children. */
    public enum AutoShutdown {
        NEVER,
        /** When one of them has ended by itself. */
        ANY,
        /** When the last of them has. */
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Supervision {
        children = List.copyOf(children);
        watch = List.copyOf(watch);
    }

    /** Reads the fields of a request or a {@code spec.json} that are about the tree. */
    static Supervision of(JsonNode node, int level) {
        ActorId id = node.hasNonNull("id") ? new ActorId(ActorSpec.text(node, "id")) : null;
        Supervision it = new Supervision(
                node.hasNonNull("parent") ? actor("parent", ActorSpec.text(node, "parent")) : null,
                ActorSpec.bool(node, "significant"),
                Strategy.valueOf(upper(ActorSpec.oneOf(
                        node, "strategy", "one_for_one", "one_for_one", "one_for_all", "rest_for_one"))),
                Order.valueOf(upper(ActorSpec.oneOf(node, "order", "sequential", "sequential", "parallel"))),
                AutoShutdown.valueOf(upper(ActorSpec.oneOf(node, "autoShutdown", "never", "never", "any", "all"))),
                children(node, id, level),
                actors(node, "watch"));
        it.check(node, id);
        if (level == 1) {
            Set<ActorId> all = new HashSet<>();
            it.collect(id, all);
            if (it.parent != null && all.contains(it.parent)) {
                throw new Refused("parent", "parent \"" + it.parent + "\" is among its own children");
            }
        }
        return it;
    }

    private void check(JsonNode node, ActorId id) {
        for (String field : List.of("strategy", "order", "autoShutdown")) {
            if (node.hasNonNull(field) && !node.hasNonNull("children")) {
                throw new Refused(field, field + " is about children, and there are no \"children\"");
            }
        }
        if (strategy == Strategy.REST_FOR_ONE && order == Order.PARALLEL) {
            throw new Refused("order", "strategy \"rest_for_one\" needs an order, so order cannot be \"parallel\"");
        }
        if (significant
                && ActorSpec.oneOf(node, "restart", "temporary", "permanent", "transient", "temporary")
                        .equals("permanent")) {
            throw new Refused(
                    "significant", "a permanent child is always started again, so it cannot be \"significant\"");
        }
        if (parent != null && parent.equals(id)) {
            throw new Refused("parent", "parent \"" + parent + "\" is the actor itself");
        }
    }

    private static List<ActorSpec> children(JsonNode node, ActorId id, int level) {
        List<ActorSpec> children = new ArrayList<>();
        if (!node.hasNonNull("children")) {
            return children;
        }
        ActorSpec.require(node, "children", JsonNode::isArray, "a list of specifications");
        if (level > DEEPEST) {
            throw new Refused("children", "children are nested more than " + DEEPEST + " levels deep");
        }
        boolean never = ActorSpec.oneOf(node, "autoShutdown", "never", "never", "any", "all")
                .equals("never");
        for (JsonNode each : node.get("children")) {
            children.add(child(each, children.size(), id, never, level));
        }
        return children;
    }

    private static ActorSpec child(JsonNode node, int index, ActorId parent, boolean never, int level) {
        String shown = node.hasNonNull("id") ? Names.printable(node.get("id").asText()) : "children[" + index + "]";
        try {
            if (!node.isObject()) {
                throw new Refused("children", "it is no JSON object, but " + ActorSpec.shown(node));
            }
            if (!node.hasNonNull("id")) {
                throw new Refused("id", "\"id\" is missing: each child needs one");
            }
            ActorSpec child = ActorSpec.of(node, level + 1);
            ActorId named = child.supervision().parent();
            if (named != null && !named.equals(parent)) {
                throw new Refused(
                        "parent",
                        "parent \"" + named + "\" is not the one whose child it is here"
                                + (parent == null ? "" : ", \"" + parent + "\""));
            }
            if (child.supervision().significant() && never) {
                throw new Refused(
                        "significant",
                        "significant has no meaning while the parent's \"autoShutdown\" is \"never\": say \"any\" or \"all\"");
            }
            return child;
        } catch (Refused e) {
            throw e.in(shown);
        }
    }

    private void collect(ActorId id, Set<ActorId> all) {
        if (id != null && !all.add(id)) {
            throw new Refused("id", "id \"" + id + "\" is there twice in the tree");
        }
        children.forEach(child -> child.supervision().collect(child.id(), all));
    }

    private static List<ActorId> actors(JsonNode node, String field) {
        List<ActorId> actors = new ArrayList<>();
        if (node.hasNonNull(field)) {
            ActorSpec.require(node, field, JsonNode::isArray, "a list of actors' ids");
            for (JsonNode each : node.get(field)) {
                if (!each.isTextual()) {
                    throw new Refused(
                            field, field + " must be a list of actors' ids, but holds " + ActorSpec.shown(each));
                }
                ActorId actor = actor(field, each.textValue());
                if (!actors.contains(actor)) {
                    actors.add(actor);
                }
            }
        }
        return actors;
    }

    private static ActorId actor(String field, String text) {
        try {
            return new ActorId(text);
        } catch (Refused e) {
            throw new Refused(field, field + ": " + e.getMessage());
        }
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** @param group whether it is a group, which has children even if there are none */
    void putInto(ObjectNode out, boolean group) {
        if (parent != null) {
            out.put("parent", parent.value());
        }
        if (significant) {
            out.put("significant", true);
        }
        if (!watch.isEmpty()) {
            ArrayNode list = out.putArray("watch");
            watch.forEach(id -> list.add(id.value()));
        }
        if (group || !children.isEmpty()) {
            out.put("strategy", strategy.toString());
            out.put("order", order.toString());
            out.put("autoShutdown", autoShutdown.toString());
            ArrayNode list = out.putArray("children");
            children.forEach(child -> list.add(child.toJson()));
        }
    }

    /** Whether it has nothing to do with other actors. */
    public boolean isAlone() {
        return parent == null && children.isEmpty() && watch.isEmpty();
    }

    /** The same, with these children and at this place. */
    public Supervision with(ActorId newParent, List<ActorSpec> newChildren) {
        return new Supervision(newParent, significant, strategy, order, autoShutdown, newChildren, watch);
    }

    /** The same, with somebody else's end to hear of. */
    public Supervision watching(ActorId actor) {
        List<ActorId> all = new ArrayList<>(watch);
        all.add(actor);
        return new Supervision(parent, significant, strategy, order, autoShutdown, children, all);
    }
}
