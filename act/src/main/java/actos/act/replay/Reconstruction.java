package actos.act.replay;

import actos.act.history.Past;
import actos.act.history.Place;
import actos.act.history.RecordedBytes;
import actos.act.history.Wanted;
import actos.act.term.Failure;
import actos.protocol.ActorId;
import actos.protocol.Root;
import actos.protocol.journal.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The past of a root, as its journal has it: finds positions, and how the system was there. Reads from the last checkpoint
 * before the position on; further back only for the bodies of messages that waited for so long. Used by one thread.
 */
public final class Reconstruction {
    private final Past journal;
    private final Positions positions;
    private final RecordedBytes recorded;

    public Reconstruction(Root root) throws IOException {
        this.journal = Past.of(root);
        this.positions = new Positions(root, journal);
        this.recorded = new RecordedBytes(root);
    }

    /**
     * How the system was.
     *
     * @throws Failure if there is no such position, the journal does not reach back to it, or lacks lines before it
     */
    public Replay at(Position.InJournal position) throws IOException {
        long target = positions.line(position);
        for (Place from = checkpoint(journal.end(), target); from != null; from = checkpoint(from, target)) {
            Replay replay = new Replay();
            long[] beyond = {0};
            journal.forward(from, Wanted.all(), line -> {
                boolean isBeyond = line.number("seq") > target;
                beyond[0] = isBeyond ? line.number("seq") : 0;
                boolean goesOn = !isBeyond || replay.isWithinCheckpoint() && !replay.isFounded();
                if (goesOn && line.entry() != null) {
                    replay.apply(line.entry());
                }
                return goesOn;
            });
            if (replay.isFounded()) {
                checkComplete(replay, position, target, beyond[0]);
                findBodies(replay, from);
                return replay;
            }
        }
        throw Failure.failed("the journal does not tell how the system was at line " + target
                + ": there is no whole checkpoint before it; journals of this version have one where each file begins");
    }

    /** @param beyond the first line behind the position that was seen; 0 if there was none */
    private static void checkComplete(Replay replay, Position position, long target, long beyond) {
        MissingLines missing = replay.missing();
        if (missing == null && replay.seq() < target) {
            if (position instanceof Position.Line && beyond == 0) {
                throw Failure.failed("the journal has no line " + target + ": its last one is " + replay.seq());
            }
            missing = new MissingLines(replay.seq() + 1, beyond == 0 ? target : beyond - 1);
        }
        if (missing != null) {
            throw Failure.failed(missing.sentence() + ", so it does not tell how the system was at line " + target
                    + ": positions up to line " + (missing.first() - 1)
                    + " are known, and those behind the next checkpoint, which each start of a supervisor writes");
        }
    }

    /** The last checkpoint before this place that is not younger than this line; null if there is none. */
    private Place checkpoint(Place before, long seq) throws IOException {
        Place[] found = {null};
        journal.backward(before, Wanted.text("event", "checkpoint"), line -> {
            if (line.tells("checkpoint") && line.number("seq") <= seq) {
                found[0] = line.place();
            }
            return found[0] == null;
        });
        return found[0];
    }

    /** The bytes; null if they are gone. */
    public byte[] bytes(Recorded content) {
        return recorded.of(content);
    }

    /** What waited then and was taken before the lines that were replayed. */
    private void findBodies(Replay replay, Place before) throws IOException {
        Set<Long> missing = new HashSet<>();
        replay.actors().values().forEach(actor -> missing.addAll(actor.mail().keySet()));
        missing.removeIf(id -> replay.body(id) != null);
        if (missing.isEmpty()) {
            return;
        }
        journal.backward(before, Wanted.all(), line -> {
            boolean tells = line.tells("taken") || line.tells("added") || line.tells("edited");
            if (tells && missing.contains(line.number("id")) && line.entry() != null) {
                replay.applyBody(line.entry());
                missing.removeIf(id -> replay.body(id) != null);
            }
            return !missing.isEmpty();
        });
    }

    /** What the system cannot be brought back to, in words; empty if all of it is known. */
    public List<String> gaps(Replay replay) {
        List<String> gaps = new ArrayList<>();
        replay.actors().forEach((id, actor) -> gaps(replay, id, actor, gaps));
        return gaps;
    }

    private void gaps(Replay replay, ActorId id, PastActor actor, List<String> gaps) {
        if (bytes(actor.spec()) == null) {
            gaps.add("the specification of " + id + " is not in the journal");
        }
        if (bytes(actor.state()) == null) {
            gaps.add("the state of " + id + " is not in the journal");
        }
        for (long message : actor.mail().keySet()) {
            if (bytes(replay.body(message)) == null) {
                gaps.add("the body of message " + message + " to " + id + " is not in the journal");
            }
        }
    }
}
