package actos.act.life;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.Layout;
import actos.act.root.Owner;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.SpawnRequest;
import actos.act.wait.Wait;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act attach}: makes the control file {@code attach} and waits until the process gets the actor's mail. */
@Command(
        name = "attach",
        header = "Let a process that was started elsewhere play an actor.",
        description = {
            "",
            "The process, started under a debugger or by hand with the paths of the actor's directory, is told by USR1 when a"
                    + " message lies in spool/current, and need not be an actor's in any other way. The actor must be a manual"
                    + " one; where there is none of this id, it is made. The supervisor never ends such a process. When it"
                    + " ends, what it had not done waits for the next one.",
            ""
        },
        footer = {"", "Example:", "  act attach counter 4711"})
public final class AttachCommand implements Callable<Result> {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Mixin
    Workspace workspace;

    @Parameters(index = "0", paramLabel = "ACTOR", description = "The actor.")
    String actor;

    @Parameters(index = "1", paramLabel = "PID", description = "The process.")
    long pid;

    @Override
    public Result call() throws IOException {
        ActorId id = new ActorId(actor);
        workspace.supervisorInThisNamespace();
        checkProcess();
        boolean isNew = !new Actors(workspace.root()).isLiving(id);
        if (isNew) {
            byte[] request = Json.bytes(
                    Json.mapper().createObjectNode().put("id", id.value()).put("manual", true));
            ActorSpec.parse(request);
            SpawnRequest.publish(workspace, id.value(), request).await(LIMIT, true);
        }
        Layout.checkActor(workspace.root(), id);
        JournalReader journal = JournalReader.fromEnd(workspace.root());
        ActorHome home = workspace.root().actor(id);
        Publish.replace(home.attach(), (pid + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            await(id, journal);
        } catch (Failure e) {
            FileStep.delete(home.attach()); // a later supervisor might attach another process of this number
            if (isNew) { // it was made for this process only
                Publish.replace(home.stop(), "now\n".getBytes(StandardCharsets.US_ASCII));
                workspace.lookNow();
            }
            throw e;
        }
        workspace.output().note("process " + pid + " plays " + id);
        return Result.of(output -> {}, () -> ActorView.of(workspace.root(), id).json());
    }

    /** It is the caller's own, and one that an actor can be played by. */
    private void checkProcess() {
        if (pid < 1 || ProcessIdentity.of(pid).filter(ProcessIdentity::isAlive).isEmpty()) {
            throw Failure.failed("there is no process " + pid);
        }
        if (pid == 1 || pid == ProcessHandle.current().pid()) {
            throw Failure.failed("process " + pid + " is " + (pid == 1 ? "the first of this machine" : "act itself")
                    + " and can play nobody: name the one that you have started");
        }
        Owner owner = Owner.of(Path.of("/proc", Long.toString(pid)));
        if (owner != null && !owner.is(workspace.surroundings().user())) {
            throw Failure.failed("process " + pid + " belongs to " + owner.name()
                    + ", and only a process of your own can play an actor: start it as yourself");
        }
    }

    private void await(ActorId id, JournalReader journal) throws IOException {
        Wait.atMost(LIMIT, workspace)
                .nudging()
                .until(
                        () -> isAttached(id, journal),
                        () -> "process " + pid + " is not ready to play " + id + " after " + Text.span(LIMIT)
                                + ": it has to catch USR1");
    }

    private boolean isAttached(ActorId id, JournalReader journal) throws IOException {
        for (var entries = journal.poll(); !entries.isEmpty(); entries = journal.poll()) {
            for (JournalEntry entry : entries) {
                JournalEvent event = JournalEvent.of(entry);
                if (event instanceof ActorEvents.AttachRefused no && id.equals(no.actor()) && no.pid() == pid) {
                    throw Failure.failed(
                            id + " cannot be played by process " + pid + ": " + Text.tame(String.valueOf(no.detail())));
                } else if (event instanceof ActorEvents.Detached gone && id.equals(gone.actor()) && gone.pid() == pid) {
                    throw Failure.failed("process " + pid + " does not play " + id + " any more: "
                            + Text.tame(String.valueOf(gone.why())));
                }
            }
        }
        ActorView view = ActorView.of(workspace.root(), id);
        return view.pid() == pid && view.isIn(Phase.READY);
    }
}
