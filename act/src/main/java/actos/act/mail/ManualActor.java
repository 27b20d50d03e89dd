package actos.act.mail;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.protocol.ActorId;
import java.io.IOException;

/** The manual actor that a person plays, and the message it is to deal with. */
final class ManualActor {
    private ManualActor() {}

    /**
     * The actor, which must be manual.
     *
     * @throws Failure if there is no such actor, or it has a process
     */
    static ActorId actor(Workspace workspace, String text) throws IOException {
        ActorId id = new Actors(workspace.root()).living(text);
        if (!ActorView.of(workspace.root(), id).isManual()) {
            throw Failure.failed("only manual actors are played by hand, and " + id + " is none");
        }
        return id;
    }

    /**
     * Its current message.
     *
     * @throws Failure if it has none
     */
    static Message current(Workspace workspace, ActorId id) {
        Message current = new Mailbox(workspace.root().actor(id)).current();
        if (current == null) {
            throw Failure.unknown(id + " has no current message; act mail " + id + " shows what waits");
        }
        return current;
    }
}
