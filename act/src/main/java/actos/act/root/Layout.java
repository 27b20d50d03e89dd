package actos.act.root;

import actos.act.term.Failure;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Names;
import actos.protocol.Root;
import java.nio.file.Path;
import java.util.List;

/** The directories of a root are directories: what is changed below one that is a link would be changed elsewhere. */
public final class Layout {
    private Layout() {}

    /**
     * Checks those that every root has.
     *
     * @throws Failure if one is something else
     */
    public static void checkTop(Root root) {
        check(
                root,
                List.of(
                        root.spawn(),
                        root.send(),
                        root.running(),
                        root.deadMessages().getParent(),
                        root.deadMessages(),
                        root.deadSpawn(),
                        root.deadActors(),
                        root.breaks(),
                        root.images(),
                        root.journal()));
    }

    /**
     * Checks those of a living actor.
     *
     * @throws Failure if one is something else
     */
    public static void checkActor(Root root, ActorId id) {
        ActorHome home = root.actor(id);
        check(root, List.of(home.dir(), home.spool(), home.asks(), home.children(), root.drawer(id)));
    }

    private static void check(Root root, List<Path> directories) {
        for (Path directory : directories) {
            if (Disk.exists(directory) && !Disk.isDirectory(directory)) {
                throw Failure.failed(
                        Names.printable(root.dir().relativize(directory).toString())
                                + " is no directory; a link is not followed: put a directory in its place");
            }
        }
    }
}
