package actos.supervisor.shell.base;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;
import actos.protocol.Names;
import actos.protocol.Root;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.CheckpointEvents;
import actos.protocol.journal.Contents;
import actos.protocol.journal.Handled;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import actos.protocol.journal.PausingEvents;
import actos.protocol.journal.Recorded;
import actos.supervisor.core.Message;
import actos.supervisor.core.Now;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened, one JSON object per line, appended within a millisecond. A crash loses at most what is younger and may
 * tear the last line, which the next supervisor ends; nothing depends on the journal. When the disk refuses it, lines
 * are kept in memory up to a bound. Used by the loop's thread.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("supervisor");
    private static final int KEPT_WHILE_REFUSED = 8 * 1024 * 1024;

    private static final int MUCH = 64 * 1024;
    private static final int NAMES_IN_A_LINE = 1000;

    private static final long PAUSE = 1_000_000;
    private static final long PAUSE_WHILE_REFUSED = 1_000_000_000;

    private final JournalFile file;
    private final JournalObjects objects;
    private final JsonLine lines = new JsonLine();
    private long seq;
    private Now now;
    private String refusal;
    /** The image that is being loaded, or null. */
    private String load;

    private long flushedAt;
    /** Writes how the system is, at the beginning of each file and where lines are missing. */
    private Runnable checkpoint = () -> {};
    /** Whether lines were lost, so that nobody could tell from the others how the system is. */
    private boolean isIncomplete;

    /** Opens the last file, or makes the first one. */
    public Journal(Root root, Now now) throws IOException {
        this.file = new JournalFile(root);
        this.objects = new JournalObjects(root);
        this.now = now;
        this.flushedAt = now.nanos();
        this.seq = file.newest() == null ? 0 : file.newest().seq();
    }

    /** From now on each file begins with how the system is, which this writes. */
    public void beginFilesWith(Runnable writer) {
        checkpoint = writer;
    }

    /** When the last line was written that was there before this supervisor; null if there was none. */
    public Instant before() {
        return file.newest() == null ? null : file.newest().at();
    }

    /** The time for the lines to come. */
    public void beginTurn(Now time) {
        now = time;
    }

    /** A line about this. */
    public void write(JournalEvent event) {
        if (refusal != null && lines.length() > KEPT_WHILE_REFUSED) {
            lines.clear(); // the disk has refused the journal for long
            isIncomplete = true;
        }
        lines.begin().field("seq", ++seq).field("at", now.wall()).field("event", event.event());
        event.write(lines);
        lines.end();
    }

    /** @param drawer where it lay */
    public void taken(ActorId drawer, ActorId to, Message m, Content body) {
        ActorId by = drawer == null || drawer.equals(m.from()) ? null : drawer;
        write(new MessageEvents.Taken(
                m.id(), m.name(), m.from(), to, m.cause(), m.inReplyTo(), by, m.due(), recorded(body)));
    }

    public void delivered(ActorId id, Message m) {
        write(new MessageEvents.Delivered(m.id(), id, m.attempt()));
    }

    public void done(ActorId id, Message m, long tookNanos, Handled handled) {
        write(new MessageEvents.Done(m.id(), id, tookNanos / 1000, handled));
    }

    /** The actor has put the message back. */
    public void stashed(ActorId id, Message m, long tookNanos, Handled handled) {
        write(new MessageEvents.Stashed(m.id(), id, tookNanos / 1000, handled));
    }

    /** How the files of an actor's waiting messages are called, where the lines before do not tell. */
    public void mail(ActorId id, List<String> files) {
        for (int from = 0; from < files.size(); from += NAMES_IN_A_LINE) {
            List<String> some = files.subList(from, Math.min(files.size(), from + NAMES_IN_A_LINE));
            write(new CheckpointEvents.SnapshotMail(id, List.copyOf(some)));
            flushIfMuch();
        }
    }

    /** What somebody changes from now on is changed by loading this image; by hand if it is null. */
    public void loading(String image) {
        load = image;
    }

    /** Who changes what somebody changes now, for the log. */
    public String changer() {
        return load == null ? "by hand" : "by loading image " + Names.printable(load);
    }

    /** @param id null for the system */
    public void paused(ActorId id) {
        write(new PausingEvents.Paused(id, id == null ? load : null));
    }

    /** Somebody has changed a waiting message: this is what it is when it is delivered. */
    public void edited(ActorId actor, Message m, Content body) {
        write(new ChangeEvents.MailEdited(m.id(), actor, recorded(body), load));
    }

    /** Somebody has changed the state between two messages. */
    public void edited(ActorId actor, Content state) {
        write(new ChangeEvents.StateEdited(actor, recorded(state), load));
    }

    /** Somebody had changed the state to this while a message was handled, and it is lost. */
    public void overwritten(ActorId actor, Message m, Content state) {
        write(new ChangeEvents.Overwritten(m.id(), actor, recorded(state), load));
    }

    /**
     * Somebody has put a message into a spool.
     *
     * @param file how its file is called now
     * @param body null where it is no JSON
     */
    public void added(ActorId actor, Message m, String file, Content body) {
        write(new ChangeEvents.Added(m.id(), actor, m.name(), m.from(), m.cause(), file, recorded(body), load));
    }

    /** Somebody has changed a mailbox: the message was {@code dropped}, {@code moved}, {@code held} or {@code released}. */
    public void changed(String event, ActorId actor, Message m) {
        write(
                switch (event) {
                    case "dropped" -> new ChangeEvents.Dropped(m.id(), actor, load);
                    case "moved" -> new ChangeEvents.Moved(m.id(), actor, m.order(), m.fileName(), load);
                    case "held" -> new ChangeEvents.Held(m.id(), actor, load);
                    case "released" -> new ChangeEvents.Released(m.id(), actor, load);
                    default -> throw new IllegalArgumentException("no change of a mailbox: " + event);
                });
    }

    /** What a line is to have of it; what is too long for one is kept beside the journal. */
    public Recorded recorded(Content content) {
        return content == null ? null : kept(content.recorded());
    }

    /**
     * The same of an actor; what is null is left out.
     *
     * @param most how many bytes a line may have of each
     */
    public Contents contents(byte[] spec, byte[] state, byte[] asks, int most) {
        return new Contents(recorded(spec, most), recorded(state, most), recorded(asks, most));
    }

    private Recorded recorded(byte[] bytes, int most) {
        return bytes == null ? null : kept(Recorded.whole(bytes, bytes.length, most));
    }

    private Recorded kept(Recorded recorded) {
        if (recorded.large() != null) {
            objects.keep(recorded.sha256(), recorded.large(), now.wall());
        }
        return recorded;
    }

    /** Appends the lines if they are many by now, within a turn that writes very many. */
    public void flushIfMuch() {
        if (lines.length() > MUCH && refusal == null) {
            append();
        }
    }

    /** Appends the lines since the last time, unless that was a moment ago: a busy loop turns often. */
    public void flushIfDue(Now time) {
        if (untilDue(time) == 0) {
            flush();
            flushedAt = time.nanos();
            goOn();
        }
    }

    /** How long the loop may wait before {@link #flushIfDue} is due. */
    public long untilDue(Now time) {
        if (lines.length() == 0) {
            return Long.MAX_VALUE;
        }
        long pause = refusal == null ? PAUSE : PAUSE_WHILE_REFUSED;
        return lines.length() > MUCH && refusal == null ? 0 : Math.max(0, flushedAt + pause - time.nanos());
    }

    /** Appends the lines now. */
    public void flush() {
        if (lines.length() > 0) {
            append();
        }
    }

    /** Goes on in a new file if this one is full, and begins it, and what follows lost lines, with how the system is. */
    private void goOn() {
        if (refusal != null || !file.isFull() && !isIncomplete) {
            return;
        }
        try {
            if (file.isFull()) {
                file.next();
            }
        } catch (IOException e) {
            refuse(e);
            return;
        }
        isIncomplete = false;
        checkpoint.run();
        flush();
        file.hasBegun();
    }

    private void refuse(IOException e) {
        if (refusal == null) {
            LOG.warn("journal: {}", e.getMessage());
        }
        refusal = String.valueOf(e.getMessage());
    }

    private void append() {
        try {
            file.append(lines.buffer(), lines.length());
            lines.clear();
            if (refusal != null) {
                refusal = null;
                LOG.info("journal: works again");
            }
        } catch (IOException e) {
            refuse(e);
        }
    }

    /** If somebody has deleted the file, goes on in a new one, when the next lines are due. */
    public void keep() {
        try {
            isIncomplete |= file.isRenewed();
        } catch (IOException e) {
            refuse(e);
        }
    }

    /** How many bytes the file may still get until the next one is begun. */
    public long room() {
        return file.room();
    }

    /** Why the disk refuses the journal, or null. */
    String refusal() {
        return refusal;
    }

    @Override
    public void close() throws IOException {
        flush();
        file.close();
    }
}
