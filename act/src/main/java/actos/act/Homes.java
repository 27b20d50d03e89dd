package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import java.io.IOException;

/** Finds the directory of an actor for commands that read: of the living one, or of the one that ended last. */
final class Homes {
    private Homes() {}

    /**
     * The directory; says so if it is that of an actor that has ended.
     *
     * @throws Failure if there is and was no such actor
     */
    static ActorHome find(Workspace workspace, String actor) throws IOException {
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
