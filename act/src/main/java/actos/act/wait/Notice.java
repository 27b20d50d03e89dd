package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.term.Failure;
import actos.act.term.Text;
import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Waits until the supervisor has seen what was changed in a mailbox: it says so in the journal. Used by one thread. */
public final class Notice {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Workspace workspace;
    private final JournalReader journal;

    /** Made before the change. */
    public Notice(Workspace workspace) throws IOException {
        workspace.supervisor();
        this.workspace = workspace;
        this.journal = JournalReader.fromEnd(workspace.root());
    }

    /**
     * The line that tells of it.
     *
     * @param change what was done, for the sentence if nobody notices
     */
    public JournalEntry await(String change, Predicate<JournalEntry> isMeant) throws IOException {
        workspace.lookNow();
        return workspace
                .await(PATIENCE, () -> {
                    for (JournalEntry entry : journal.poll()) {
                        if (isMeant.test(entry)) {
                            return entry;
                        }
                    }
                    return null;
                })
                .orElseThrow(() ->
                        Failure.timedOut(change + ", but the supervisor has not noticed for " + Text.span(PATIENCE)));
    }

    /** Whether a line is this event of this message. */
    public static Predicate<JournalEntry> of(String event, long id) {
        return entry -> entry.event().equals(event) && entry.number("id") == id;
    }
}
