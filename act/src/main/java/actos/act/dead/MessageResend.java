package actos.act.dead;

import actos.act.call.Body;
import actos.act.call.Workspace;
import actos.act.root.Actors;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A dead letter goes back into {@code send/} by one rename, under the name that its sender gave it if that is free; its
 * reason is deleted afterwards. A crash between the two leaves only the reason. What was edited replaces the letter where
 * it lies before that, so that it is never sent twice.
 */
final class MessageResend implements Resend {
    private final Workspace workspace;
    private final DeadItem letter;
    private final ActorId other;
    private final boolean edit;
    private OutgoingName target;

    /** @param other to whom it goes, or null for whom it was meant for */
    MessageResend(Workspace workspace, DeadItem letter, ActorId other, boolean edit) {
        this.workspace = workspace;
        this.letter = letter;
        this.other = other;
        this.edit = edit;
    }

    @Override
    public void check() throws IOException {
        if (!Disk.isFile(letter.path())) {
            throw Failure.failed(shown() + " is no regular file, so it cannot be sent; act dead rm deletes it");
        }
        OutgoingName original = original();
        if (other == null && original == null) {
            throw Failure.failed("to whom " + shown() + " was to go is not known; name the receiver with --to");
        }
        target = new OutgoingName(
                other == null ? original.to() : other, original == null ? MessageName.fresh() : original.name());
        Actors actors = new Actors(workspace.root());
        if (!actors.isKnown(target.to())) {
            throw Failure.unknown(
                    actors.unknown(target.to().value()).getMessage() + "; start it first, or name another with --to");
        }
        if (!edit) {
            Body.checked(
                    Disk.bytes(letter.path()),
                    shown(),
                    "; act dead resend --edit " + number() + " opens it in an editor");
        }
    }

    @Override
    public Sent perform() throws IOException {
        Root root = workspace.root();
        if (edit) {
            DeadItemEdit.replace(workspace, letter, MessageResend::fault);
        }
        Path file = target.in(root.send());
        while (Disk.exists(file)) {
            target = new OutgoingName(target.to(), MessageName.fresh());
            file = target.in(root.send());
        }
        FileStep.move(letter.path(), file);
        FileStep.delete(Root.why(letter.path()));
        workspace.lookNow();
        String name = target.name().value();
        return new Sent(name, letter.named().put("to", target.to().value()).put("resentAs", name));
    }

    private static String fault(byte[] content) {
        boolean isJson = Json.inspect(content, content.length) != Json.Verdict.NOT_JSON;
        return isJson ? null : Json.fault(content, content.length);
    }

    /** What its file name says, after the number; null if that is no message's name. */
    private OutgoingName original() {
        try {
            return OutgoingName.parse(letter.name().substring(letter.name().indexOf('~') + 1));
        } catch (Refused badName) {
            return null;
        }
    }

    private String number() {
        return letter.name().substring(0, Math.max(0, letter.name().indexOf('~')));
    }

    private String shown() {
        return Names.printable(letter.name());
    }
}
