package actos.act.root;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lies in {@code dead/actors} of the children of one that has ended: of its static children the last that there was by
 * then, and the dynamic ones that went down with it.
 */
public final class EndedTree {
    private final Map<ActorId, EndedActor> last = new HashMap<>();
    private final Map<ActorId, List<EndedActor>> byParent = new HashMap<>();
    private final Map<ActorId, EndedActor> before = new HashMap<>();
    private final List<EndedActor> graves = new ArrayList<>();
    private final List<ActorId> missing = new ArrayList<>();

    private EndedTree() {}

    public static EndedTree of(Root root, EndedActor top) throws IOException {
        EndedTree all = new EndedTree();
        for (EndedActor grave : new DeadActors(root).all()) {
            if (grave.time().compareTo(top.time()) <= 0) {
                EndedActor older = all.last.put(grave.id(), grave);
                if (older != null) {
                    all.before.put(grave.id(), older);
                }
            }
        }
        all.last.values().forEach(grave -> {
            ActorId parent =
                    Document.read(grave.home().status(), ActorStatus.class).parent();
            if (parent != null) {
                all.byParent.computeIfAbsent(parent, p -> new ArrayList<>()).add(grave);
            }
        });
        all.collect(top);
        return all;
    }

    /** The ids of the static children that a specification names. */
    public static Set<ActorId> statics(ActorHome home) {
        Set<ActorId> ids = new LinkedHashSet<>();
        ActorSpec spec = Disk.spec(home);
        if (spec != null) {
            spec.supervision().children().forEach(child -> ids.add(child.id()));
        }
        return ids;
    }

    private void collect(EndedActor parent) {
        Set<ActorId> absent = statics(parent.home());
        for (EndedActor child : byParent.getOrDefault(parent.id(), List.of())) {
            boolean isStatic = absent.remove(child.id());
            if (isStatic || wentDownWith(parent, child)) {
                collect(child);
                graves.add(child);
            }
        }
        missing.addAll(absent);
    }

    private boolean wentDownWith(EndedActor parent, EndedActor child) {
        String why = child.exit().why();
        EndedActor earlier = before.get(parent.id());
        return why != null
                && why.startsWith("its parent " + parent.id() + " ")
                && (earlier == null || earlier.time().compareTo(child.time()) < 0);
    }

    /** Children before their parents. */
    public List<EndedActor> graves() {
        return graves;
    }

    /** Static children of which nothing lies there. */
    public List<ActorId> missing() {
        return missing;
    }
}
