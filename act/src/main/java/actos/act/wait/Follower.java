package actos.act.wait;

import actos.act.call.Workspace;
import actos.act.root.Patience;
import actos.protocol.JournalEntry;
import actos.protocol.JournalReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Hands on the journal's lines as they are written, until the process is interrupted or nobody reads its output. */
public final class Follower {
    private static final long PAUSE_MS = 20;

    private final Workspace workspace;

    public Follower(Workspace workspace) {
        this.workspace = workspace;
    }

    public void run(JournalReader journal, Consumer<JournalEntry> print) throws IOException {
        while (true) {
            List<JournalEntry> entries = journal.poll();
            entries.forEach(print);
            workspace.output().flush();
            if (entries.isEmpty()) {
                Patience.pause(PAUSE_MS);
            }
        }
    }
}
