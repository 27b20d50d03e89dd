package actos.supervisor.shell.base;

import actos.protocol.ByteSize;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.journal.JournalRetention;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journal within its limit: that of the command line, or what the file {@code journal-keep} says while it is there.
 * Used by the loop's thread.
 */
public final class JournalLimit {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");

    private final JournalRetention retention;
    private final Health health;
    private final Journal journal;
    private final long byDefault;
    private long limit;
    private boolean isApplied;

    /** @param byDefault in bytes, where no file says otherwise */
    public JournalLimit(Root root, Health health, Journal journal, long byDefault) {
        this.retention = new JournalRetention(root);
        this.health = health;
        this.journal = journal;
        this.byDefault = byDefault;
        this.limit = byDefault;
    }

    /** Applies the limit if it has changed. Called at each scan. */
    public void look() {
        long before = limit;
        readLimit();
        if (limit != before || !isApplied) {
            apply();
        }
    }

    /** Deletes what will be beyond the limit when the file is full. Called when a file of the journal was begun. */
    public void apply() {
        isApplied = true;
        try {
            JournalRetention.Surplus surplus = retention.beyond(limit - journal.room());
            retention.delete(surplus);
            if (!surplus.files().isEmpty()) {
                LOG.info(
                        "journal: {} deleted, so that it keeps within {}",
                        surplus.files().size() == 1
                                ? surplus.files().get(0).getFileName() + " was"
                                : surplus.files().size() + " files were",
                        ByteSize.format(limit));
            }
            health.worked(Task.LIMITING_JOURNAL);
        } catch (IOException e) {
            health.failed(Task.LIMITING_JOURNAL, e);
        }
    }

    private void readLimit() {
        try {
            Long said = retention.limit();
            limit = said == null ? byDefault : said;
            health.worked(Task.READING_JOURNAL_KEEP);
        } catch (IOException | Refused e) {
            health.failed(Task.READING_JOURNAL_KEEP, e);
        }
    }
}
