package actos.act.dead;

import actos.act.call.Workspace;
import actos.act.root.ActorView;
import actos.act.root.Actors;
import actos.act.root.DeadActors;
import actos.act.root.DeadDirectory;
import actos.act.root.DeadItem;
import actos.act.root.Disk;
import actos.act.root.EndedActor;
import actos.act.root.EndedTree;
import actos.act.term.Failure;
import actos.act.term.Result;
import actos.act.term.Text;
import actos.act.wait.Wait;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
                    + " returns when it is ready and prints its id. Its children come back with it, as far as anything of"
                    + " them lies in dead/actors; the others start anew, which is said.",
            ""
        },
        footer = {"", "Example:", "  act dead revive counter", "  act dead revive counter@20261122 --as counter-2"})
final class DeadReviveCommand implements Callable<Result> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A tree starts one by one. */
    private static final Duration PATIENCE_WITH_A_TREE = Duration.ofMinutes(10);

    @Mixin
    Workspace workspace;

    @Option(names = "--as", paramLabel = "ID", description = "Under another id.")
    String as;

    @Parameters(index = "0", paramLabel = "THING", description = "The actor: its id, or ID@TIME.")
    String name;

    @Override
    public Result call() throws IOException {
        workspace.supervisor();
        Root root = workspace.root();
        DeadItem thing = new DeadDirectory(root).find(name);
        if (thing.actor() == null) {
            throw Failure.failed(Names.printable(thing.name()) + " is a " + thing.kind()
                    + ", and only actors live; act dead resend sends it again");
        }
        ActorId id = as == null ? thing.actor() : new ActorId(as);
        checkSpec(thing.name(), new ActorHome(thing.path()));
        ActorHome home = root.actor(id);
        if (Disk.exists(home.dir()) || new Actors(root).isKnown(id)) {
            throw Failure.failed("id \"" + id + "\" is taken; --as gives it another one");
        }
        byte[] before = Disk.bytes(new ActorHome(thing.path()).status());
        Object inode = Disk.inode(thing.path());
        boolean isTree = bringChildren(thing, id);
        FileStep.move(thing.path(), home.dir());
        Duration patience = isTree ? PATIENCE_WITH_A_TREE : PATIENCE;
        Wait.atMost(patience, workspace)
                .nudging()
                .until(
                        () -> isReady(id, inode, before),
                        () -> id + " is in running/, but not ready after " + Text.span(patience) + ": it is "
                                + ActorView.of(root, id).phase() + "; act ls shows what is degraded, act logs " + id
                                + " what it printed");
        return Result.line(id.value(), Json.mapper().createObjectNode().put("id", id.value()));
    }

    /**
     * Children first: the supervisor has them wait for their parent, and a parent that comes alone would make them anew.
     *
     * @return whether there are any
     */
    private boolean bringChildren(DeadItem thing, ActorId id) throws IOException {
        Root root = workspace.root();
        EndedTree tree = EndedTree.of(root, EndedActor.parse(thing.path()));
        List<String> anew = new ArrayList<>(tree.missing().stream()
                .filter(child -> !Disk.exists(root.actor(child).dir()))
                .map(ActorId::value)
                .toList());
        if (!id.equals(thing.actor())) {
            // what lies in dead/actors of them: they are another one's
            EndedTree.statics(new ActorHome(thing.path())).forEach(child -> anew.add(child.value()));
            note(new TreeSet<>(anew), "they have been " + thing.actor() + "'s, and stay in dead/actors");
            return !anew.isEmpty();
        }
        List<EndedActor> coming = new ArrayList<>();
        for (EndedActor child : tree.graves()) {
            ActorHome place = root.actor(child.id());
            checkSpec(child.name(), child.home());
            boolean isThere = Disk.exists(place.dir());
            if ((isThere || new Actors(root).isKnown(child.id())) && !Disk.isFile(place.exit())) {
                throw Failure.failed("nothing was moved: " + child.name() + " would come back with it, but the id \""
                        + child.id() + "\" is taken");
            } else if (!isThere) { // else a revival that was cut short has moved it already
                coming.add(child);
            }
        }
        for (EndedActor child : coming) {
            FileStep.move(child.dir(), root.actor(child.id()).dir());
        }
        note(new TreeSet<>(anew), "nothing of what they were lies in dead/actors");
        return !anew.isEmpty() || !tree.graves().isEmpty();
    }

    private void note(Set<String> anew, String why) {
        if (!anew.isEmpty()) {
            workspace.output().note("act: these start anew: " + Text.tame(Text.some(anew)) + "; " + why);
        }
    }

    /** The supervisor leaves a directory alone whose specification is wrong: better nothing is moved then. */
    private static void checkSpec(String grave, ActorHome home) {
        byte[] content = Disk.bytes(home.spec());
        String fault = content == null ? "it is not there" : null;
        try {
            if (content != null) {
                ActorSpec.parse(content);
            }
        } catch (Refused e) {
            fault = e.getMessage();
        }
        if (fault != null) {
            throw Failure.failed(
                    Names.printable(grave) + " cannot be started from its spec.json: " + fault + "; nothing was moved");
        }
    }

    private boolean isReady(ActorId id, Object inode, byte[] before) throws IOException {
        Root root = workspace.root();
        if (!inode.equals(Disk.inode(root.actor(id).dir()))) {
            EndedActor grave = new DeadActors(root).ofInode(id, inode);
            if (grave != null) {
                throw Failure.failed(id + " was started and has ended again: "
                        + Text.tame(DeadItem.of(grave).reason()) + "; it lies in dead/actors/" + grave.name());
            }
            return false; // on its way there
        }
        boolean written = !Arrays.equals(before, Disk.bytes(root.actor(id).status()));
        return written && ActorView.of(root, id).isIn(Phase.READY);
    }
}
