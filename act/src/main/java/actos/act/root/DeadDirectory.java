package actos.act.root;

import actos.act.term.Failure;
import actos.protocol.Names;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds in {@code dead/} what somebody names. What is written is compared with the names that are there, and never
 * becomes a path itself.
 */
public final class DeadDirectory {
    private static final int LISTED = 10;

    private final Root root;
    private final List<DeadItem> all;

    /** @throws Failure if a directory of the root is a link that may lead anywhere */
    public DeadDirectory(Root root) throws IOException {
        Layout.checkTop(root);
        this.root = root;
        all = DeadItem.all(root);
    }

    /** All of them, the oldest first. */
    public List<DeadItem> all() {
        return all;
    }

    /** The reasons beside letters and requests, and those that a crash has left behind alone. */
    public List<Path> reasons() throws IOException {
        List<Path> reasons = new ArrayList<>(Disk.list(root.deadMessages()));
        reasons.addAll(Disk.list(root.deadSpawn()));
        reasons.removeIf(file ->
                !Disk.name(file).endsWith(DeadItem.WHY) || Disk.name(file).startsWith("."));
        return reasons;
    }

    /** What a reason is about, or null if that is not there any more. */
    public DeadItem about(Path reason) {
        return DeadItem.beside(root, reason);
    }

    /**
     * The things that are meant, each once, in the order of their naming.
     *
     * @throws Failure if one of the names means nothing, or more than one thing
     */
    public List<DeadItem> find(List<String> names) {
        Set<DeadItem> found = new LinkedHashSet<>();
        for (String name : names) {
            found.add(find(name));
        }
        return List.copyOf(found);
    }

    /**
     * The one thing that is meant: by its whole name, else by its number or id, else by how its name begins.
     *
     * @throws Failure if there is none, or more than one
     */
    public DeadItem find(String text) {
        List<DeadItem> meant = meant(text);
        if (meant.size() > 1) {
            throw ambiguous(text, meant);
        }
        return meant.get(0);
    }

    /**
     * The same, but of several with one number or id the one that was buried last.
     *
     * @throws Failure if there is none, or several names begin so
     */
    public DeadItem latest(String text) {
        List<DeadItem> meant = meant(text);
        DeadItem last = meant.get(meant.size() - 1);
        if (meant.size() > 1 && !last.isMeant(text)) {
            throw ambiguous(text, meant);
        }
        return last;
    }

    private List<DeadItem> meant(String text) {
        List<Predicate<DeadItem>> ways = List.of(
                thing -> thing.isCalled(text),
                thing -> thing.isMeant(text),
                thing -> thing.name().startsWith(text));
        for (Predicate<DeadItem> way : ways) {
            List<DeadItem> meant = all.stream().filter(way).toList();
            if (!text.isEmpty() && !meant.isEmpty()) {
                return meant;
            }
        }
        throw Failure.unknown(
                "nothing in dead/ is called \"" + Names.printable(text) + "\"; act dead ls lists what there" + " is");
    }

    private static Failure ambiguous(String text, List<DeadItem> meant) {
        List<String> names = new ArrayList<>();
        for (DeadItem thing : meant.subList(0, Math.min(LISTED, meant.size()))) {
            names.add("\n  " + Names.printable(thing.name()));
        }
        String more = meant.size() > LISTED ? "\n  and " + (meant.size() - LISTED) + " more" : "";
        return Failure.failed("\"" + Names.printable(text) + "\" may mean " + meant.size()
                + " things in dead/; write more" + " of the name:" + String.join("", names) + more);
    }
}
