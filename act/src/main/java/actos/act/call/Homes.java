package actos.act.call;

import actos.act.root.Actors;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import java.io.IOException;

/** Finds the directory of an actor for commands that read: of the living one, or of the one that ended last. */
public final class Homes {
    private Homes() {}

    /**
     * The directory; says so if it is that of an actor that has ended.
     *
     * @throws Failure if there is and was no such actor
     */
    public static ActorHome find(Workspace workspace, String actor) throws IOException {
        Actors actors = new Actors(workspace.root());
        ActorHome home = actors.home(actor);
        if (home == null) {
            throw actors.unknown(actor);
        }
        if (!actors.isLiving(new ActorId(actor))) {
            workspace.output().note(actor + " has ended: this is from dead/actors/" + Disk.name(home.dir()));
        }
        return home;
    }
}
