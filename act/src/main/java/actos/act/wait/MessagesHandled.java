package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.DeadActors;
import actos.act.root.EndedActor;
import actos.act.root.MessageTrace;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.MessageName;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.JournalReader;
import actos.protocol.journal.MessageEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Follows messages to one receiver through the journal until all of them were handled. */
public final class MessagesHandled {
    private final Workspace workspace;
    private final JournalReader journal;
    private final ActorId to;
    private final ActorId from;
    private final Set<String> expected = new HashSet<>();
    private final Map<Long, String> taken = new HashMap<>();

    /**
     * @param journal from before the first message is published
     * @param from the sender, or null for a person or script
     */
    public MessagesHandled(Workspace workspace, JournalReader journal, ActorId to, ActorId from) {
        this.workspace = workspace;
        this.journal = journal;
        this.to = to;
        this.from = from;
    }

    /** One more message to be followed. */
    public void expect(MessageName name) {
        expected.add(name.value());
    }

    /**
     * Waits until all were handled.
     *
     * @throws Failure if one of them cannot be any more, or the time is over
     */
    public void await(Duration limit) throws IOException {
        int all = expected.size();
        Wait.atMost(limit, workspace)
                .showing(() -> (all - expected.size()) + " of " + Text.count(all, "message") + " handled")
                .until(
                        this::isDone,
                        () -> expected.size() + " of " + Text.count(all, "message") + " not handled after "
                                + Text.span(limit) + "; act show "
                                + expected.iterator().next()
                                + " tells where it is");
    }

    /** The sentence about a message that will never be handled, from the journal's next lines; null if all is well. */
    public String poll() throws IOException {
        for (var entries = journal.poll(); !entries.isEmpty(); entries = journal.poll()) {
            for (JournalEntry entry : entries) {
                String lost = see(entry);
                if (lost != null) {
                    return lost;
                }
            }
        }
        return null;
    }

    private boolean isDone() throws IOException {
        String lost = poll();
        if (lost != null) {
            throw Failure.failed(lost);
        }
        return expected.isEmpty();
    }

    private String see(JournalEntry entry) throws IOException {
        JournalEvent event = JournalEvent.of(entry);
        if (event instanceof MessageEvents.Taken mail && isMine(mail.name(), mail.from()) && to.equals(mail.to())) {
            taken.put(mail.id(), mail.name().value());
        } else if (event instanceof MessageEvents.Done done) {
            expected.remove(taken.remove(done.id()));
        } else if (event instanceof MessageEvents.Dead dead
                && (taken.containsKey(dead.id()) || isMine(dead.name(), dead.from()))) {
            return "the message is dead: " + dead.reason()
                    + (dead.detail() == null ? "" : ", " + Text.tame(dead.detail())) + "; act dead show " + dead.id();
        } else if (event instanceof ChangeEvents.Dropped dropped && taken.containsKey(dropped.id())) {
            return "the message was deleted from the mailbox of " + to + " " + MessageTrace.by(entry);
        } else if (event instanceof ActorEvents.Buried buried && to.equals(buried.actor()) && !taken.isEmpty()) {
            String grave = buried.grave();
            return to + " ended " + ending() + "before it had handled the message, which "
                    + (grave == null ? "went with its directory" : "lies in dead/actors/" + Text.tame(grave));
        }
        return null;
    }

    private String ending() throws IOException {
        EndedActor grave = new DeadActors(workspace.root()).latest(to);
        return grave == null ? "" : "(" + grave.ending() + ") ";
    }

    private boolean isMine(Object name, ActorId sender) {
        return name != null && expected.contains(name.toString()) && Objects.equals(from, sender);
    }
}
