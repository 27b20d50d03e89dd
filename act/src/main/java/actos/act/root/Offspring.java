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
public final class Offspring {
    private final Map<ActorId, Grave> last = new HashMap<>();
    private final Map<ActorId, List<Grave>> byParent = new HashMap<>();
    private final Map<ActorId, Grave> before = new HashMap<>();
    private final List<Grave> graves = new ArrayList<>();
    private final List<ActorId> missing = new ArrayList<>();

    private Offspring() {}

    public static Offspring of(Root root, Grave top) throws IOException {
        Offspring all = new Offspring();
        for (Grave grave : new Graves(root).all()) {
            if (grave.time().compareTo(top.time()) <= 0) {
                Grave older = all.last.put(grave.id(), grave);
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

    private void collect(Grave parent) {
        Set<ActorId> absent = statics(parent.home());
        for (Grave child : byParent.getOrDefault(parent.id(), List.of())) {
            boolean isStatic = absent.remove(child.id());
            if (isStatic || wentDownWith(parent, child)) {
                collect(child);
                graves.add(child);
            }
        }
        missing.addAll(absent);
    }

    private boolean wentDownWith(Grave parent, Grave child) {
        String why = child.exit().why();
        Grave earlier = before.get(parent.id());
        return why != null
                && why.startsWith("its parent " + parent.id() + " ")
                && (earlier == null || earlier.time().compareTo(child.time()) < 0);
    }

    /** Children before their parents. */
    public List<Grave> graves() {
        return graves;
    }

    /** Static children of which nothing lies there. */
    public List<ActorId> missing() {
        return missing;
    }
}
