package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Names;
import actos.protocol.Phase;
import actos.protocol.Refused;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act dead revive}: moves an actor that has ended back to the living, and waits until it runs. */
@Command(
        name = "revive",
        header = "Start an actor that has ended again, with its state and its mail.",
        description = {
            "",
            "Moves its directory back into running/, where the supervisor starts it once it has been quiet for a cycle;"
                    + " returns when it is ready and prints its id.",
            ""
        },
        footer = {"", "Example:", "  act dead revive counter", "  act dead revive counter@20261122 --as counter-2"})
final class DeadReviveCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    Workspace workspace;

    @Option(names = "--as", paramLabel = "ID", description = "Under another id.")
    String as;

    @Parameters(index = "0", paramLabel = "THING", description = "The actor: its id, or ID@TIME.")
    String name;

    @Override
    public Integer call() throws IOException {
        workspace.supervisor();
        Root root = workspace.root();
        DeadThing thing = new DeadThings(root).find(name);
        if (thing.actor() == null) {
            throw Failure.failed(Names.printable(thing.name()) + " is a " + thing.kind()
                    + ", and only actors live; act dead resend sends it again");
        }
        ActorId id = as == null ? thing.actor() : new ActorId(as);
        checkSpec(thing);
        ActorHome home = root.actor(id);
        if (Disk.exists(home.dir()) || new Actors(root).isKnown(id)) {
            throw Failure.failed("id \"" + id + "\" is taken; --as gives it another one");
        }
        byte[] before = Disk.bytes(new ActorHome(thing.path()).status());
        Object inode = Disk.inode(thing.path());
        FileStep.move(thing.path(), home.dir());
        workspace.lookNow();
        boolean ready = workspace.await(PATIENCE, () -> look(id, inode, before)).isPresent();
        if (!ready) {
            throw Failure.timedOut(id + " is in running/, but not ready after " + Text.span(PATIENCE) + ": it is "
                    + ActorView.of(root, id).phase() + "; act ls shows what is degraded, act logs " + id
                    + " what it printed");
        }
        if (workspace.isJson()) {
            workspace.output().json(Json.mapper().createObjectNode().put("id", id.value()));
        } else {
            workspace.output().line(id.value());
        }
        return ExitCode.DONE;
    }

    /** The supervisor leaves a directory alone whose specification is wrong: better nothing is moved then. */
    private static void checkSpec(DeadThing thing) {
        Path spec = new ActorHome(thing.path()).spec();
        byte[] content = Disk.bytes(spec);
        String fault = content == null ? "it is not there" : null;
        try {
            if (content != null) {
                ActorSpec.parse(content);
            }
        } catch (Refused e) {
            fault = e.getMessage();
        }
        if (fault != null) {
            throw Failure.failed(Names.printable(thing.name()) + " cannot be started from its spec.json: " + fault
                    + "; nothing was moved");
        }
    }

    private Boolean look(ActorId id, Object inode, byte[] before) throws IOException {
        Root root = workspace.root();
        if (!inode.equals(Disk.inode(root.actor(id).dir()))) {
            Grave grave = new Graves(root).ofInode(id, inode);
            if (grave != null) {
                throw Failure.failed(id + " was started and has ended again: "
                        + Text.tame(DeadThing.of(grave).reason()) + "; it lies in dead/actors/" + grave.name());
            }
            return null; // on its way there
        }
        boolean written = !Arrays.equals(before, Disk.bytes(root.actor(id).status()));
        return written && ActorView.of(root, id).isIn(Phase.READY) ? Boolean.TRUE : null;
    }
}
