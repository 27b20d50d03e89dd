package actos.act.replay;

import actos.protocol.ActorId;
import actos.protocol.Aside;
import actos.protocol.SpoolName;
import actos.protocol.journal.ActorEvents;
import actos.protocol.journal.ChangeEvents;
import actos.protocol.journal.CheckpointEvents;
import actos.protocol.journal.Contents;
import actos.protocol.journal.Handled;
import actos.protocol.journal.JournalEntry;
import actos.protocol.journal.JournalEvent;
import actos.protocol.journal.MessageEvents;
import actos.protocol.journal.Recorded;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Goes through the lines of the journal and knows after each how the system was then, unless lines are missing: they are
 * numbered one by one, so each gap shows. Begins anew at each checkpoint that is complete. Lines about actors that no line
 * before has told of are passed over. Used for one pass, by one thread.
 */
public final class Replay {
    private final Map<Long, Recorded> bodies = new HashMap<>();
    private Map<ActorId, PastActor> actors = new TreeMap<>();
    /** What the lines of a checkpoint have told so far; null outside of one. */
    private Map<ActorId, PastActor> checkpoint;

    private boolean isFounded;
    private MissingLines missing;
    private Instant at;
    private long seq;

    /** All actors that there were. */
    public Map<ActorId, PastActor> actors() {
        return actors;
    }

    /** The body of a message, or null if no line that was read has told it. */
    public Recorded body(long message) {
        return bodies.get(message);
    }

    /** When the last line was written; null if there was none. */
    public Instant at() {
        return at;
    }

    /** The number of the last line. */
    public long seq() {
        return seq;
    }

    /** Whether a checkpoint has told how the system was before the lines that followed. */
    public boolean isFounded() {
        return isFounded;
    }

    /** The first lines that are missing since the last checkpoint, so that nobody knows how the system is; null if none are. */
    public MissingLines missing() {
        return missing;
    }

    /** Whether more lines of a checkpoint are still to come. */
    boolean isWithinCheckpoint() {
        return checkpoint != null;
    }

    /** What the next line tells. */
    void apply(JournalEntry entry) {
        boolean follows = seq == 0 || entry.seq() == seq + 1;
        if (!follows) {
            missing = missing == null ? new MissingLines(seq + 1, entry.seq() - 1) : missing;
            checkpoint = null;
        }
        at = entry.at();
        seq = entry.seq();
        JournalEvent event = JournalEvent.of(entry);
        if (event instanceof JournalEvent.OfCheckpoint) {
            checkpoint(event, entry.line());
        } else {
            checkpoint = null; // a crash has cut it short: its lines stand together
            happened(event, entry.line());
        }
    }

    /** How many bodies are kept. */
    int bodies() {
        return bodies.size();
    }

    /** Keeps only the bodies of what is in a mailbox now. */
    void forgetBodies() {
        Set<Long> waiting = new HashSet<>();
        actors.values().forEach(actor -> waiting.addAll(actor.mail().keySet()));
        bodies.keySet().retainAll(waiting);
    }

    private void checkpoint(JournalEvent event, JsonNode line) {
        Map<ActorId, PastActor> told = checkpoint == null ? actors : checkpoint;
        if (event instanceof CheckpointEvents.Checkpoint) {
            checkpoint = new TreeMap<>();
        } else if (event instanceof CheckpointEvents.Checkpointed && checkpoint != null) {
            actors = checkpoint;
            checkpoint = null;
            missing = null;
            isFounded = true;
        } else if (event instanceof CheckpointEvents.Snapshot e && checkpoint != null) {
            PastActor actor = made(e.contents(), line);
            checkpoint.put(e.actor(), actor);
            if (e.current() != null) {
                actor.put(e.current(), true);
            }
        } else if (event instanceof CheckpointEvents.SnapshotMail e && told.containsKey(e.actor())) {
            e.mail().forEach(file -> told.get(e.actor()).put(file, false));
        }
    }

    private void happened(JournalEvent event, JsonNode line) {
        if (event instanceof ActorEvents.Accepted e) {
            actors.put(e.actor(), made(e.contents(), line));
        } else if (event instanceof ActorEvents.Cloned e) {
            actors.put(e.actor(), made(e.contents(), line));
        } else if (event instanceof ActorEvents.Revived e) {
            actors.put(e.actor(), made(e.contents(), line));
        } else if (event instanceof ActorEvents.Buried e) {
            actors.remove(e.actor());
        } else if (event instanceof MessageEvents.Taken e) {
            bodies.put(e.id(), e.body());
            taken(e);
        } else if (event instanceof ChangeEvents.Added e && e.body() != null) {
            bodies.put(e.id(), e.body());
            ofActor(e.actor(), event, line);
        } else if (event instanceof ChangeEvents.MailEdited e) {
            bodies.put(e.id(), e.body());
        } else if (event instanceof JournalEvent.OfMessage e) {
            ofActor(e.actor(), event, line);
        } else if (event instanceof ActorEvents.Started e) {
            ofActor(e.actor(), event, line);
        }
    }

    /** Takes only bodies out of a line that was written before the lines that are replayed. */
    void applyBody(JournalEntry entry) {
        JournalEvent event = JournalEvent.of(entry);
        if (event instanceof MessageEvents.Taken e) {
            bodies.put(e.id(), e.body());
        } else if (event instanceof ChangeEvents.Added e && e.body() != null) {
            bodies.put(e.id(), e.body());
        } else if (event instanceof ChangeEvents.MailEdited e) {
            bodies.put(e.id(), e.body());
        }
    }

    private static PastActor made(Contents contents, JsonNode line) {
        PastActor actor = new PastActor();
        actor.made(contents, line.path("asks"));
        return actor;
    }

    private void taken(MessageEvents.Taken e) {
        PastActor actor = actors.get(e.to());
        if (actor != null) {
            SpoolName name = SpoolName.of(e.id(), e.name())
                    .withFrom(e.from())
                    .withCause(e.cause())
                    .withAnswers(e.inReplyTo())
                    .withDue(e.due());
            actor.put(new PastActor.Mail(name, null, false));
        }
    }

    private void ofActor(ActorId id, JournalEvent event, JsonNode line) {
        PastActor actor = id == null ? null : actors.get(id);
        if (actor == null) {
            return;
        }
        if (event instanceof MessageEvents.Delivered e) {
            change(actor, e.id(), m -> new PastActor.Mail(m.name().withDue(0).withAttempt(e.attempt()), null, true));
        } else if (event instanceof MessageEvents.Done e) {
            actor.mail().remove(e.id());
            handled(actor, e.handled(), line);
        } else if (event instanceof MessageEvents.Stashed e) {
            change(actor, e.id(), m -> new PastActor.Mail(m.name(), Aside.STASHED, false));
            handled(actor, e.handled(), line);
        } else if (event instanceof MessageEvents.Unstashed e) {
            change(actor, e.id(), m -> new PastActor.Mail(m.name(), null, false));
        } else if (event instanceof MessageEvents.Returned e) {
            change(actor, e.id(), m -> new PastActor.Mail(m.name().withAttempt(e.attempt()), null, false));
            handled(actor, e.handled(), line);
        } else if (event instanceof MessageEvents.Poison e) {
            actor.mail().remove(e.id());
            handled(actor, e.handled(), line);
        } else if (event instanceof MessageEvents.Due e) {
            change(actor, e.id(), m -> new PastActor.Mail(m.name().withDue(0).withOrder(e.order()), null, false));
        } else if (event instanceof ActorEvents.Started e) {
            actor.made(e.contents(), line.path("asks"));
        } else {
            changed(actor, event);
        }
    }

    /** What no actor has done. */
    private static void changed(PastActor actor, JournalEvent event) {
        if (event instanceof ChangeEvents.Dropped e) {
            actor.mail().remove(e.id());
        } else if (event instanceof ChangeEvents.Moved e) {
            change(actor, e.id(), m -> {
                SpoolName moved = e.file() == null ? null : SpoolName.parse(e.file());
                return new PastActor.Mail(moved == null ? m.name().withOrder(e.order()) : moved, m.aside(), false);
            });
        } else if (event instanceof ChangeEvents.Added e && e.file() != null) {
            actor.put(e.file(), false);
        } else if (event instanceof ChangeEvents.Held e) {
            change(actor, e.id(), m -> new PastActor.Mail(m.name(), Aside.HELD, false));
        } else if (event instanceof ChangeEvents.Released e) {
            change(actor, e.id(), m -> new PastActor.Mail(m.name(), null, false));
        } else if (event instanceof ChangeEvents.StateEdited e) {
            actor.state(e.state());
        }
    }

    private static void change(PastActor actor, long id, UnaryOperator<PastActor.Mail> how) {
        actor.mail().computeIfPresent(id, (number, message) -> how.apply(message));
    }

    private static void handled(PastActor actor, Handled handled, JsonNode line) {
        actor.handled(handled, line.path("asked"));
    }
}
