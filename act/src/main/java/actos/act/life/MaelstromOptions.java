package actos.act.life;

import actos.act.call.Surroundings;
import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Names;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/**
 * The options of {@code act spawn} for nodes written for Maelstrom. With an {@code --id} one node is meant; else all of them
 * and the services, as one tree.
 */
final class MaelstromOptions {
    private static final List<String> SERVICES = List.of("seq-kv", "lin-kv", "lww-kv", "lin-tso");

    @Option(
            names = "--maelstrom",
            paramLabel = "NODES",
            description = "With --stdio: the program is a node written for Maelstrom. Starts these, n1,n2,n3, and the"
                    + " services as a tree; with --id of one of them, that one alone.")
    String nodes;

    @Option(
            names = "--services",
            paramLabel = "NAMES",
            description = "With --maelstrom: which services; else all: seq-kv,lin-kv,lww-kv,lin-tso.")
    String services;

    /** Whether the tree is wanted. */
    boolean isTree(String id) {
        return nodes != null && id == null;
    }

    /** The ids of the nodes. */
    Set<String> nodes() {
        Set<String> ids = new LinkedHashSet<>();
        for (String node : nodes.split(",", -1)) {
            if (!ActorId.isValid(node)) {
                throw Failure.usage("--maelstrom " + Names.printable(nodes) + ": \"" + Names.printable(node)
                        + "\" is no actor's id; the nodes are written n1,n2,n3");
            }
            ids.add(node);
        }
        return ids;
    }

    /**
     * The nodes and the services, all started at once: what they send each other waits until the receiver is ready.
     *
     * @param node the request for one node; its place, and how often it may be restarted, are those of the tree
     */
    ObjectNode tree(ObjectNode node, Surroundings surroundings) {
        ObjectNode tree = Json.mapper().createObjectNode().put("order", "parallel");
        for (String field : List.of("parent", "intensity", "period")) {
            if (node.has(field)) {
                tree.set(field, node.remove(field));
            }
        }
        ArrayNode children = tree.putArray("children");
        for (String service : services()) {
            children.addObject()
                    .put("id", service)
                    .put("path", ProgramChoice.installed(service, surroundings).toString())
                    .put("restart", "permanent");
        }
        for (String id : nodes()) {
            children.add(node.deepCopy().put("id", id));
        }
        return tree;
    }

    private List<String> services() {
        if (services == null) {
            return SERVICES;
        }
        List<String> wanted = new ArrayList<>();
        for (String service : services.isEmpty() ? new String[0] : services.split(",", -1)) {
            if (!SERVICES.contains(service)) {
                throw Failure.usage("--services " + Names.printable(services) + ": \"" + Names.printable(service)
                        + "\" is none of " + String.join(",", SERVICES));
            }
            wanted.add(service);
        }
        return wanted;
    }
}
