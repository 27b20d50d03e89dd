package actos.act.state;

import actos.act.call.Workspace;
import actos.act.root.Disk;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.term.Failure;
import actos.act.term.JsonDiff;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.Json;
import actos.protocol.Publish;
import actos.protocol.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A change of an actor's state by hand: from what it was when it was looked at to what it is to be, by one rename. */
public final class StateChange {
    /** What an actor that has none yet begins with. */
    public static final byte[] NONE = "{}\n".getBytes(StandardCharsets.UTF_8);

    private final Workspace workspace;
    private final ActorId actor;
    private final ActorHome home;
    private final Object inode;
    private final byte[] before;

    /** Looks at the state. */
    public StateChange(Workspace workspace, ActorId actor) {
        this.workspace = workspace;
        this.actor = actor;
        this.home = workspace.root().actor(actor);
        this.inode = Disk.inode(home.dir());
        byte[] content = Disk.bytes(home.state());
        if (content == null && Disk.exists(home.state())) {
            throw Failure.failed("the state of " + actor + " is no regular file; a link is not followed");
        }
        if (content != null && content.length > Json.MAX_BYTES) {
            throw Failure.failed("the state of " + actor + " has more than the 16 MiB that it may have: write another"
                    + " one to " + home.state());
        }
        this.before = content == null ? NONE : content;
    }

    /** The state as it was when it was looked at. */
    public byte[] before() {
        return before;
    }

    /** Whether it is as it was. */
    public boolean isCurrent() {
        byte[] now = Disk.bytes(home.state());
        return inode != null && inode.equals(Disk.inode(home.dir())) && Arrays.equals(now == null ? NONE : now, before);
    }

    /** What has happened to it since, as the beginning of a sentence. */
    public String meanwhile() {
        byte[] now = Disk.bytes(home.state());
        if (inode == null || !inode.equals(Disk.inode(home.dir()))) {
            return actor + " has ended meanwhile";
        }
        return "the state of " + actor + " has changed meanwhile"
                + (now == null ? "" : " to " + Text.oneLine(now, 200));
    }

    /** Writes it; what has changed is the result. {@link #isCurrent} was asked just before. */
    public Result publish(byte[] after) throws IOException {
        JsonDiff diff = JsonDiff.between(parsed(before), parsed(after));
        Message current = new Mailbox(home).current();
        Publish.replace(home.state(), after);
        if (current != null) {
            workspace
                    .output()
                    .note(actor + " has message " + current.id() + " in its hands: if it writes its state after that,"
                            + " this change is lost, and the journal says overwritten; act pause " + actor
                            + " first avoids that");
        }
        ObjectNode told = Json.mapper().createObjectNode().put("actor", actor.value());
        return Result.of(
                output -> diff.lines(output.terminal()).forEach(output::line), () -> told.set("changes", diff.json()));
    }

    /** A value; null if it is no JSON, which a person may have made of it. */
    private static JsonNode parsed(byte[] content) {
        try {
            return Json.parseExactly(content);
        } catch (Refused broken) {
            return null;
        }
    }
}
