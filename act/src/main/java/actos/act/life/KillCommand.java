package actos.act.life;

import actos.act.call.Signalling;
import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.DeadActors;
import actos.act.root.Disk;
import actos.act.root.EndedActor;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.ActorEnds;
import actos.act.wait.Wait;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ProcessIdentity;
import actos.protocol.Restart;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code act kill}: KILL to an actor's process group, as a crash; its restart rule decides what follows. */
@Command(
        name = "kill",
        header = "Crash actors.",
        description = {
            "",
            "Sends KILL to the process group of each actor and returns when the supervisor has dealt with the crash."
                    + " Its restart rule applies, and what that means for its mail is said. act stop ends an actor for good.",
            ""
        },
        footer = {"", "Example:", "  act kill counter"})
public final class KillCommand implements Callable<Result> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    Workspace workspace;

    @Parameters(arity = "1..*", paramLabel = "ACTOR", description = "The actors to crash.")
    List<String> actors;

    @Override
    public Result call() throws IOException {
        ProcessIdentity supervisor = workspace.supervisorInThisNamespace();
        Signalling signalling = new Signalling(workspace.surroundings());
        Actors living = new Actors(workspace.root());
        List<ActorView> victims = new ArrayList<>();
        for (String actor : new LinkedHashSet<>(actors)) {
            victims.add(killable(living.living(actor)));
        }
        ActorEnds ending = new ActorEnds(workspace);
        Map<ActorView, Object> restarted = new LinkedHashMap<>();
        for (ActorView victim : victims) {
            Restart rule = restart(victim); // asked before: its directory may be elsewhere right after
            boolean ends = rule == Restart.TEMPORARY;
            if (ends) {
                ending.expect(victim.id());
            } else {
                restarted.put(victim, Disk.inode(victim.home().dir()));
            }
            boolean hadCurrent = Disk.isFile(victim.home().current());
            signalling.killGroup(workspace.root(), victim.id(), victim.identity(), supervisor);
            workspace
                    .output()
                    .note("killed " + victim.id() + " (process group " + victim.pid() + "); "
                            + (ends
                                    ? "its restart rule is temporary: it is not started again, and its mail stays with what it leaves"
                                    : "its restart rule is " + rule
                                            + ": it is started again with its state and its mail"
                                            + (hadCurrent ? ", and gets its current message again" : "")));
        }
        workspace.lookNow();
        workspace.show(ending.await(PATIENCE, "waiting for the end of"));
        for (Map.Entry<ActorView, Object> victim : restarted.entrySet()) {
            awaitRestart(victim.getKey(), victim.getValue(), ending);
        }
        return Result.NONE; // it was told before what is started again was awaited
    }

    private ActorView killable(ActorId id) throws IOException {
        ActorView actor = ActorView.of(workspace.root(), id);
        if (actor.isManual() && !actor.isPlayedByHand()) {
            throw Failure.failed("process " + actor.pid() + " was attached to " + id
                    + ", and act never ends such a one: kill " + actor.pid() + " does");
        }
        if (actor.isManual()) {
            throw Failure.failed(id + " is played by hand and has no process to kill; act stop " + id + " ends it");
        }
        if (actor.isGroup()) {
            throw Failure.failed(id + " is a group and has no process to kill; act kill crashes one of its children: "
                    + actor.children().stream().map(ActorId::value).collect(Collectors.joining(", ")));
        }
        if (actor.process().isEmpty()) {
            throw Failure.failed(id + " has no process at the moment; act ls shows its phase");
        }
        return actor;
    }

    /** Until the supervisor has noticed; an actor that was given up has ended after all, and that is told. */
    private void awaitRestart(ActorView victim, Object inode, ActorEnds ending) throws IOException {
        Root root = workspace.root();
        Wait.atMost(PATIENCE, workspace)
                .until(
                        () -> !Objects.equals(inode, Disk.inode(victim.home().dir()))
                                || ActorView.of(root, victim.id()).pid() != victim.pid(),
                        () -> "the supervisor has not noticed the end of " + victim.id() + " for "
                                + Text.span(PATIENCE));
        if (!Objects.equals(inode, Disk.inode(victim.home().dir()))) {
            EndedActor grave = new DeadActors(root).awaited(victim.id(), inode);
            if (grave != null) {
                ending.expectEnded(grave);
            }
        }
    }

    private static Restart restart(ActorView actor) {
        ActorSpec spec = actor.spec();
        return spec == null ? Restart.TEMPORARY : spec.restart();
    }
}
