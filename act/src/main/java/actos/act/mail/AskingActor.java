package actos.act.mail;

import actos.act.call.Deletion;
import actos.act.call.Workspace;
import actos.act.root.DeadActors;
import actos.act.root.Disk;
import actos.act.root.EndedActor;
import actos.act.root.Fate;
import actos.act.root.Mailbox;
import actos.act.root.Message;
import actos.act.root.MessageSearch;
import actos.act.root.MessageTrace;
import actos.act.root.Polling;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.act.wait.MessagesHandled;
import actos.act.wait.SpawnRequest;
import actos.act.wait.Wait;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.FileStep;
import actos.protocol.Json;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import actos.protocol.ProcessIdentity;
import actos.protocol.Publish;
import actos.protocol.Root;
import actos.protocol.journal.JournalReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The manual actor behind one question. Nobody else knows its id, so the first message it gets is the answer, from
 * whomever the question was passed on to, and whenever. However the question ends, by an answer, a failure or Ctrl-C, {@link #close}
 * takes the actor and all its traces away; only what others hold of it, the message in the receiver's hands, stays. If this
 * process is KILLed, the supervisor ends the actor, which it owns.
 */
final class AskingActor implements AutoCloseable {
    private static final Duration CLEARING = Duration.ofSeconds(5);
    /** After so long it is said what became of the question. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final Root root;
    private final ActorId id = new ActorId("ask-" + MessageName.fresh());
    private final ActorHome home;
    private final Thread onInterrupt = new Thread(this::clear, "clear");
    private Path question;
    private ObjectNode envelope;
    private volatile Object inode;
    private volatile boolean closing;

    AskingActor(Workspace workspace) {
        this.workspace = workspace;
        this.root = workspace.root();
        this.home = root.actor(id);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws Failure if there can be no answer any more, or none came in time
     */
    byte[] ask(ActorId to, byte[] body, Duration limit) throws IOException {
        Instant end = Instant.now().plus(limit);
        ObjectNode request =
                Json.mapper().createObjectNode().put("manual", true).put("id", id.value());
        ProcessIdentity.self().putInto(request.putObject("owner"));
        SpawnRequest.publish(workspace, id.value(), Json.bytes(request)).await(limit, true);

        inode = Disk.inode(home.dir());
        MessageName name = MessageName.fresh();
        MessagesHandled handling = new MessagesHandled(workspace, JournalReader.fromEnd(root), to, id);
        handling.expect(name);
        Object receiver = Disk.inode(root.actor(to).dir());
        question = new OutgoingName(to, name).in(root.drawer(id));
        Publish.replace(question, body);
        workspace.lookNow();
        Duration rest = Duration.between(Instant.now(), end);
        return Wait.atMost(rest, workspace)
                .tellingAfter(SILENT, () -> "no answer from " + to + " yet; " + fate(name))
                .look(() -> look(to, receiver, handling))
                .orElseThrow(() ->
                        Failure.timedOut("no answer from " + to + " within " + Text.span(limit) + "; " + fate(name)));
    }

    /** What came with the answer. */
    ObjectNode envelope() {
        return envelope;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException interrupted) {
            return; // the hook is at it
        }
        clear();
    }

    private byte[] look(ActorId to, Object receiver, MessagesHandled handling) throws IOException {
        if (closing) {
            return null;
        }
        // in this order: what was seen to end cannot have answered after that
        boolean ended =
                receiver != null && !receiver.equals(Disk.inode(root.actor(to).dir()));
        String lost = handling.poll();
        Message current = new Mailbox(home).current();
        if (current != null) {
            byte[] body = Disk.bytes(home.current());
            FileStep.delete(home.current());
            envelope = current.envelope().json();
            return body;
        }
        if ((lost != null || ended) && new Mailbox(home).size() == 0) {
            throw Failure.failed(lost != null ? lost : to + " ended " + ending(to, receiver) + "before it answered");
        }
        return null;
    }

    private String ending(ActorId to, Object receiver) throws IOException {
        EndedActor grave = new DeadActors(root).awaited(to, receiver);
        return grave == null ? "" : "(" + grave.ending() + ") ";
    }

    private String fate(MessageName question) {
        try {
            MessageTrace trace = new MessageSearch(root).find(question.value());
            return trace == null
                    ? "the question is nowhere to be found"
                    : "the question: " + new Fate(root, trace).sentence();
        } catch (IOException e) {
            return "what became of the question cannot be read";
        }
    }

    private synchronized void clear() {
        closing = true;
        try {
            if (question != null) {
                FileStep.delete(question); // not taken yet: withdrawn
            }
            FileStep.delete(root.request(id.value()));
            Polling.until(CLEARING, this::isGone);
            for (EndedActor grave : new DeadActors(root).all()) {
                if (grave.id().equals(id)) {
                    Deletion.tree(grave.dir());
                }
            }
            for (Path refused : Disk.list(root.deadSpawn())) {
                if (Disk.name(refused).startsWith(id + "@")) {
                    FileStep.delete(refused);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (workspace.isVerbose()) {
                workspace.output().stack(e);
            }
            workspace.output().note("act: " + id + " could not be taken away: act stop " + id + " does it");
        }
    }

    private Boolean isGone() throws IOException {
        if (!Disk.isDirectory(home.dir())) {
            if (inode != null) {
                return new DeadActors(root).ofInode(id, inode) != null ? true : null; // its burial takes two renames
            }
            return !Disk.isDirectory(root.nascent(id).dir()) && !Disk.isDirectory(home.dir()) ? true : null;
        }
        inode = Disk.inode(home.dir());
        try {
            if (!Disk.isFile(home.stop())) {
                Publish.replace(home.stop(), "now\n".getBytes(StandardCharsets.UTF_8));
                workspace.lookNow();
            }
        } catch (NoSuchFileException gone) {
            return null; // between the two looks; the next one sees it
        }
        return workspace.isServed() ? null : Boolean.TRUE;
    }
}
