package actos.actor;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.Phase;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How a process that no supervisor has started comes to play an actor: it asks for a manual actor if there is none, then
 * says in the control file {@code attach} who it is. Used once, by the actor's thread; blocks until the supervisor has
 * agreed.
 */
final class Attachment {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final Root root;
    private final ActorId id;
    private final ActorHome home;
    private final long pid = ProcessHandle.current().pid();

    /** Asks each time whether it is so by now. */
    private interface Question {
        boolean isYes() throws IOException;
    }

    Attachment(Root root, ActorId id) {
        this.root = root;
        this.id = id;
        this.home = root.actor(id);
    }

    /**
     * Attaches.
     *
     * @param args the actor's own
     * @return the command line with which a supervisor would have started it
     * @throws Failure if the supervisor does not agree, or does not answer within ten seconds
     */
    List<String> begin(List<String> args) {
        try {
            if (!Files.isDirectory(root.running(), LinkOption.NOFOLLOW_LINKS)) {
                throw new Failure(Failure.CRASHED, root.dir() + " is no root: start a supervisor there", null);
            }
            checkNamespace();
            if (!Files.isDirectory(home.dir(), LinkOption.NOFOLLOW_LINKS)) {
                ask();
            }
            await("has not made the actor " + id, this::isFree);
            Publish.replace(home.attach(), (pid + "\n").getBytes(StandardCharsets.US_ASCII));
            awaitAttached();
        } catch (IOException e) {
            throw new Failure(Failure.CRASHED, "cannot attach to " + id, e);
        }
        List<String> command = new ArrayList<>(List.of(
                id.value(),
                home.state().toString(),
                home.current().toString(),
                root.drawer(id).toString()));
        command.addAll(args);
        return command;
    }

    private void awaitAttached() throws IOException {
        try {
            await("does not attach to this process", this::isAttached);
        } catch (Failure late) {
            FileStep.delete(home.attach()); // a later supervisor might attach another process of this number
            throw late;
        }
    }

    /** The supervisor would take the number of this process for one of its own namespace's. */
    private void checkNamespace() throws IOException {
        try {
            SystemStatus system = Json.read(RegularFile.read(root.systemStatus(), Json.MAX_BYTES), SystemStatus.class);
            if (new ProcessIdentity(system.pid(), system.startTime(), system.bootId()).isElsewhere()) {
                throw new Failure(
                        Failure.CRASHED,
                        "the supervisor of " + root.dir() + " runs in another PID namespace: attach from there",
                        null);
            }
        } catch (NoSuchFileException e) {
            // it has never run
        }
    }

    private void ask() throws IOException {
        try {
            Publish.create(root.request(id.value()), Json.bytes(Map.of("id", id.value(), "manual", true)));
        } catch (FileAlreadyExistsException waiting) {
            // the supervisor has not seen an earlier one yet
        }
    }

    /** Whether nobody plays it; a process that has just ended may have left something to be put into effect. */
    private boolean isFree() throws IOException {
        ActorStatus status = status();
        if (status == null) {
            return false;
        }
        if (!status.manual()) {
            throw new Failure(
                    Failure.CRASHED, id + " has a process of its own: stop it, or attach as another actor", null);
        }
        return status.phase() == Phase.READY && status.pid() == null;
    }

    private boolean isAttached() throws IOException {
        ActorStatus status = status();
        if (status != null && status.pid() != null && status.pid() != pid) {
            throw new Failure(Failure.CRASHED, "process " + status.pid() + " plays " + id + " already", null);
        }
        return status != null && status.pid() != null;
    }

    private ActorStatus status() throws IOException {
        try {
            return Json.read(RegularFile.read(home.status(), Json.MAX_BYTES), ActorStatus.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void await(String otherwise, Question question) throws IOException {
        long start = System.nanoTime();
        while (!question.isYes()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new Failure(
                        Failure.CRASHED,
                        "the supervisor of " + root.dir() + " " + otherwise + " within " + LIMIT.toSeconds()
                                + " s: is it running? Its log, and act events, say more",
                        null);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
