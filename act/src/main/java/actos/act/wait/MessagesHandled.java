package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.DeadActors;
import actos.act.root.EndedActor;
import actos.act.root.MessageTrace;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import actos.protocol.MessageName;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Follows messages to one receiver through the journal until all of them were handled. */
public final class MessagesHandled {
    private final Workspace workspace;
    private final JournalReader journal;
    private final ActorId to;
    private final String from;
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
        this.from = from == null ? null : from.value();
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
        switch (entry.event()) {
            case "taken" -> {
                if (isMine(entry) && to.value().equals(entry.text("to"))) {
                    taken.put(entry.number("id"), entry.text("name"));
                }
            }
            case "done" -> expected.remove(taken.remove(entry.number("id")));
            case "dead" -> {
                if (taken.containsKey(entry.number("id")) || isMine(entry)) {
                    return "the message is dead: " + entry.text("reason")
                            + (entry.text("detail") == null ? "" : ", " + Text.tame(entry.text("detail")))
                            + "; act dead show " + entry.number("id");
                }
            }
            case "dropped" -> {
                if (taken.containsKey(entry.number("id"))) {
                    return "the message was deleted from the mailbox of " + to + " " + MessageTrace.by(entry);
                }
            }
            case "buried" -> {
                if (to.value().equals(entry.text("actor")) && !taken.isEmpty()) {
                    String grave = entry.text("grave");
                    return to + " ended " + ending() + "before it had handled the message, which "
                            + (grave == null ? "went with its directory" : "lies in dead/actors/" + Text.tame(grave));
                }
            }
            default -> {}
        }
        return null;
    }

    private String ending() throws IOException {
        EndedActor grave = new DeadActors(workspace.root()).latest(to);
        return grave == null ? "" : "(" + grave.ending() + ") ";
    }

    private boolean isMine(JournalEntry entry) {
        String sender = entry.text("from");
        return expected.contains(entry.text("name")) && (from == null ? sender == null : from.equals(sender));
    }
}
