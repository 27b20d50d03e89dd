package actos.supervisor.shell.base;

import actos.protocol.ActorId;
import actos.protocol.Root;
import actos.supervisor.posix.Dir;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The homes of the living actors, and the drawers of all. Used by the loop's thread. */
public final class Homes {
    private final Root root;
    private final Map<ActorId, Home> living = new LinkedHashMap<>();
    private final Map<ActorId, Dir> drawers = new HashMap<>();
    private final Dir send;
    private final Set<ActorId> setAside = new HashSet<>();
    private final Dir running;
    private boolean left;

    Homes(Root root, Places places) {
        this.root = root;
        this.send = places.send;
        this.running = places.running;
    }

    /** Makes a home for an actor whose directory has this inode. */
    public Home add(ActorId id, long inode) {
        Home home = new Home(id, root.actor(id), new Dir(running, id.value(), inode), drawer(id));
        living.put(id, home);
        setAside.remove(id);
        return home;
    }

    /** The home of a living actor, or null. */
    public Home get(ActorId id) {
        return living.get(id);
    }

    public Collection<Home> living() {
        return living.values();
    }

    /** The actor has ended; its drawer may still hold mail. */
    public void remove(Home home) {
        living.remove(home.id, home);
        home.hasLeft = true;
        left = true;
    }

    /** Its directory, its drawer and its process are left to the next supervisor. */
    public void setAside(ActorId id) {
        setAside.add(id);
    }

    /** Whether the directory of this name is an actor's that is there, or was set aside. */
    public boolean has(ActorId id) {
        return living.containsKey(id) || setAside.contains(id);
    }

    /** Whether an actor has gone since the last call. */
    public boolean hasSomeoneLeft() {
        boolean some = left;
        left = false;
        return some;
    }

    /** Where this sender's messages lie; {@code send/} itself for null. */
    public Dir drawer(ActorId sender) {
        return sender == null ? send : drawers.computeIfAbsent(sender, id -> new Dir(send, id.value(), Dir.ANY));
    }

    /** An ended actor's drawer is gone. */
    public void removeDrawer(ActorId id) {
        drawers.remove(id);
    }
}
