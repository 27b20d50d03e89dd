package actos.act.dead;

import actos.act.call.Program;
import actos.act.call.Workspace;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.term.Failure;
import actos.act.wait.SpawnRequest;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Refused;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Duration;

/**
 * A refused request goes back into {@code spawn/} by one rename, under its own name or the next free one; its reason is
 * deleted afterwards. Then it is a request like any other, and what becomes of it is told.
 */
final class RequestResend implements Resend {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Workspace workspace;
    private final DeadItem request;
    private final boolean edit;

    RequestResend(Workspace workspace, DeadItem request, boolean edit) {
        this.workspace = workspace;
        this.request = request;
        this.edit = edit;
    }

    @Override
    public void check() {
        if (!Disk.isFile(request.path())) {
            throw Failure.failed(Names.printable(request.name())
                    + " is no regular file, so it is no request; act dead rm deletes it");
        }
        String fault = edit ? null : fault(Disk.bytes(request.path()));
        if (fault != null) {
            throw Failure.failed(Names.printable(request.name()) + " would be refused again: " + fault
                    + "; act dead resend --edit opens it in an editor");
        }
    }

    @Override
    public Sent perform() throws IOException {
        if (edit) {
            DeadItemEdit.replace(workspace, request, RequestResend::fault);
        }
        SpawnRequest spawn = SpawnRequest.submit(workspace, name(), request.path());
        FileStep.delete(Root.why(request.path()));
        ActorId actor = spawn.await(PATIENCE, true);
        return new Sent(actor.value(), request.named().put("actor", actor.value()));
    }

    private static String fault(byte[] content) {
        if (content == null) {
            return "it cannot be read";
        }
        if (content.length > Json.MAX_BYTES) {
            return "it is larger than 16 MiB";
        }
        try {
            ActorSpec.parse(content);
            return null;
        } catch (Refused e) {
            return e.getMessage();
        }
    }

    private String name() {
        ActorSpec spec = Disk.spec(request.path());
        boolean isUnnamed = request.requestName().equals("bad-name") || !ActorId.isValid(request.requestName());
        return isUnnamed
                ? Program.actorName(spec == null || !spec.hasProcess() ? "actor" : spec.path())
                : request.requestName();
    }
}
