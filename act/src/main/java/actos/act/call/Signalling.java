package actos.act.call;

import actos.act.root.Disk;
import actos.act.root.Owner;
import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The one place from which {@code act} signals. A number alone is nobody: each signal is for an identity, which is looked
 * at once more right before, is the caller's own, and is neither the machine's first process, nor {@code act}, nor in its
 * group. What a file says about an actor's process is believed where the process itself says so.
 */
public final class Signalling {
    private static final int LONGEST_ENVIRONMENT = 4 << 20;
    private static final String ROOT = "\0ACTOS_ROOT=";

    private final Kill kill;
    private final int user;

    public Signalling(Surroundings surroundings) {
        this.kill = surroundings.kill();
        this.user = surroundings.user();
    }

    /** Signals the supervisor; nothing happens if it has ended. */
    public void supervisor(String signal, ProcessIdentity supervisor) throws IOException {
        if (supervisor.isAlive()) {
            checkOwner(supervisor.pid()); // that it holds the root's lock is known: in a container it may be process 1
            kill.send(signal, supervisor.pid());
        }
    }

    /**
     * Ends the process group that an actor's process leads.
     *
     * @param supervisor who has started it, or found it again
     * @throws Failure if the process is not the actor's, or does not lead its group
     */
    public void killGroup(Root root, ActorId actor, ProcessIdentity process, ProcessIdentity supervisor)
            throws IOException {
        long pid = process.pid();
        check(pid);
        if (!isOf(root, actor, pid, supervisor)) {
            throw Failure.failed("status.json of " + actor + " names process " + pid
                    + ", which nothing shows to be that actor's, so it was not signalled: if it is, kill " + pid
                    + " ends it");
        }
        if (group(pid) != pid || group(ProcessHandle.current().pid()) == pid) {
            throw Failure.failed("process " + pid + " of " + actor
                    + " does not lead a group of its own, so killing the group would hit others; act stop " + actor
                    + " ends it");
        }
        if (process.isAlive()) {
            kill.send("KILL", -pid);
        }
    }

    /** Stops {@code act} itself, as Ctrl-Z does. */
    public static void suspend(Kill kill) throws IOException {
        kill.send("TSTP", ProcessHandle.current().pid());
    }

    private void check(long pid) {
        if (pid <= 1) {
            throw Failure.failed("a process " + pid + " is the machine's first or none, and was not signalled");
        }
        checkOwner(pid);
    }

    private void checkOwner(long pid) {
        Owner owner = Owner.of(proc(pid));
        if (owner == null || !owner.is(user)) {
            throw Failure.failed("process " + pid + (owner == null ? " is gone" : " belongs to " + owner.name())
                    + ", so it was not signalled");
        }
    }

    /** Its environment says whose it is; where a program has put that away, its parent is the supervisor. */
    private static boolean isOf(Root root, ActorId actor, long pid, ProcessIdentity supervisor) {
        byte[] bytes = Disk.bytes(proc(pid).resolve("environ"), LONGEST_ENVIRONMENT);
        String environment = "\0" + (bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8)) + "\0";
        if (environment.contains("\0ACTOS_ID=")) {
            return environment.contains("\0ACTOS_ID=" + actor + "\0") && isRoot(environment, root.dir());
        }
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .filter(parent -> parent.pid() == supervisor.pid())
                .isPresent();
    }

    /** It may have been started under another path of the same directory. */
    private static boolean isRoot(String environment, Path root) {
        int at = environment.indexOf(ROOT);
        if (at < 0) {
            return false;
        }
        String value = environment.substring(at + ROOT.length(), environment.indexOf('\0', at + 1));
        try {
            return value.equals(root.toString()) || Files.isSameFile(Path.of(value), root);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    private static long group(long pid) {
        return ProcessIdentity.stat(pid).map(ProcessIdentity.Stat::group).orElse(0L);
    }

    private static Path proc(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }
}
