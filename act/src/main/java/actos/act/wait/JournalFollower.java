package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.Polling;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalReader;
import java.io.IOException;
import java.util.List;

/** Hands on the journal's lines as they are written, until the process is interrupted or nobody reads its output. */
public final class JournalFollower {
    private static final long PAUSE_MS = 20;

    private final Workspace workspace;

    /** Tells of one line. */
    @FunctionalInterface
    public interface Telling {
        void tell(JournalEntry entry) throws IOException;
    }

    public JournalFollower(Workspace workspace) {
        this.workspace = workspace;
    }

    public void run(JournalReader journal, Telling print) throws IOException {
        while (true) {
            List<JournalEntry> entries = journal.poll();
            for (JournalEntry entry : entries) {
                print.tell(entry);
            }
            workspace.output().flush();
            if (entries.isEmpty()) {
                Polling.pause(PAUSE_MS);
            }
        }
    }
}
