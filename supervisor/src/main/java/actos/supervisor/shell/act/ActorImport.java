package actos.supervisor.shell.act;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Aside;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.Publish;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import actos.supervisor.core.HeldBack;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import actos.supervisor.posix.Dir;
import actos.supervisor.posix.Posix;
import actos.supervisor.shell.base.ActorFiles;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.RootDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes an actor of a directory that somebody has put into {@code running/}: a clone, which gets mail and control files of
 * its own, or an actor that comes back. Used by the loop's thread.
 */
public final class ActorImport {
    private final Root root;
    private final Posix posix;
    private final Commits commits;

    public ActorImport(Root root, Posix posix, Commits commits) {
        this.root = root;
        this.posix = posix;
        this.commits = commits;
    }

    /**
     * A directory that was taken in.
     *
     * @param from the actor that it was before, or null if it was none
     * @param before its status, if the last shutdown has ended it; else null
     */
    record Taken(long inode, ActorId from, List<Message> waiting, List<HeldBack> held, ActorStatus before) {}

    /**
     * Makes an actor of a directory that somebody has put into {@code running/}. The last step is the one that makes it
     * an actor's: after a crash before that it is a stranger's still.
     */
    Taken takeIn(ActorId id, ActorSpec spec, boolean isCopy, Now now) throws IOException {
        ActorHome home = root.actor(id);
        RootDirectory.close(home);
        ActorStatus before = statusBefore(home);
        ActorId from = before == null ? origin(home) : before.id();
        boolean goesOn = !isCopy && before != null && endedByShutdown(home);
        if (!Files.isDirectory(home.spool(), LinkOption.NOFOLLOW_LINKS)) {
            FileStep.createDirectory(home.spool());
        }
        ActorId sender = from == null ? id : from;
        if (isCopy) {
            FileStep.vacate(home.redo());
        } else if (sender.equals(id) || !Files.exists(root.actor(sender).dir(), LinkOption.NOFOLLOW_LINKS)) {
            settle(new Home(
                    sender, home, new Dir(home.dir()), new Dir(root.drawer(sender)))); // else another one has it
        }
        returnCurrent(home);
        if (isCopy) {
            disown(home, from, id);
            FileStep.vacate(home.envelope()); // it is written in place, and may be the original's: cp -l
        }
        ChildLinks.clear(home);
        for (Path control : List.of(home.pid(), home.ready(), home.stop(), home.restart())) {
            FileStep.vacate(control);
        }
        if (!Files.isRegularFile(home.state(), LinkOption.NOFOLLOW_LINKS)) {
            Publish.rewrite(home.state(), ActorCreation.firstState(spec));
        }
        Publish.rewrite(home.spec(), spec.bytes());
        if (!Files.isDirectory(root.drawer(id), LinkOption.NOFOLLOW_LINKS)) {
            FileStep.createDirectory(root.drawer(id));
        }
        long inode = ActorFiles.inode(home);
        Publish.rewrite(home.status(), Json.bytes(ActorCreation.newborn(id, spec, Phase.STARTING, inode, now)));
        FileStep.vacate(home.exit());
        return new Taken(
                inode,
                from,
                isCopy ? List.of() : ActorFiles.messages(home, ""),
                isCopy ? List.of() : ActorFiles.held(home),
                goesOn ? before : null);
    }

    private ActorStatus statusBefore(ActorHome home) {
        try {
            return Json.read(posix.readAll(home.status(), Json.MAX_BYTES), ActorStatus.class);
        } catch (IOException e) {
            return null;
        }
    }

    /** Whose directory it was where its status is lost: null if that cannot be told. */
    private ActorId origin(ActorHome home) throws IOException {
        try {
            return ActorSpec.parse(posix.readAll(home.spec(), Json.MAX_BYTES)).id();
        } catch (Refused e) {
            return null;
        }
    }

    private boolean endedByShutdown(ActorHome home) {
        try {
            return Json.read(posix.readAll(home.exit(), Json.MAX_BYTES), ActorExit.class)
                            .shutdown()
                    != null;
        } catch (IOException e) {
            return false;
        }
    }

    private void settle(Home home) throws IOException {
        try {
            commits.settle(home);
        } finally {
            List.of(home.dir, home.spool, home.drawer).forEach(posix::forget);
        }
    }

    /** What was current there waits again, at its place. */
    private void returnCurrent(ActorHome home) throws IOException {
        if (Files.isRegularFile(home.current(), LinkOption.NOFOLLOW_LINKS)) {
            String name;
            try {
                name = ActorFiles.message(ActorFiles.envelope(posix, home.envelope()))
                        .fileName();
            } catch (IOException e) {
                name = Root.CURRENT + "-by-hand.json"; // it gets a number
            }
            Dir spool = new Dir(home.spool());
            if (posix.move(spool, Root.CURRENT, spool, name) == Posix.Moved.OCCUPIED) {
                throw new IOException(name + " is there already");
            }
            posix.forget(spool);
        }
    }

    /**
     * A copy's mail has the numbers of the original's: it gets others, at the same places. What the original has sent to
     * itself, the time limits of its questions among it, is from the copy now.
     */
    private void disown(ActorHome home, ActorId original, ActorId id) throws IOException {
        Dir spool = new Dir(home.spool());
        for (Path file : ActorCreation.list(home.spool())) {
            String name = file.getFileName().toString();
            SpoolName n = SpoolName.parse(Aside.plain(name));
            if (n != null && n.id() != 0) {
                ActorId sender = n.from() != null && n.from().equals(original) ? id : n.from();
                String nobodys = n.withId(0).withFrom(sender).fileName();
                posix.move(spool, name, spool, nobodys + Aside.endingOf(name));
            }
        }
        posix.forget(spool);
    }
}
