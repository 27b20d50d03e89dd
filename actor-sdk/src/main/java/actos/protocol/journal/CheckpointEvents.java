package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;
import java.util.List;

/** How the whole system is at a moment, for whoever looks back. */
public final class CheckpointEvents {
    private CheckpointEvents() {}

    /** All of them. */
    sealed interface Family extends JournalEvent.OfCheckpoint {}

    /**
     * The lines down to {@link Checkpointed} tell how it is.
     *
     * @param lastId the highest number of a message so far
     */
    public record Checkpoint(int actors, long lastId, boolean paused) implements Family {
        @Override
        public String event() {
            return "checkpoint";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actors", actors).field("lastId", lastId).field("paused", paused);
        }
    }

    /** @param current the name that the file of its current message has while it waits; null if there is none */
    public record Snapshot(ActorId actor, String current, Contents contents)
            implements Family, JournalEvent.TellsContents {
        @Override
        public String event() {
            return "snapshot";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("current", current);
            contents.write(line);
        }
    }

    /** @param mail the names of some of the files that wait in its mailbox; not to be changed */
    public record SnapshotMail(ActorId actor, List<String> mail) implements Family {
        @Override
        public String event() {
            return "snapshotMail";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("mail", mail);
        }
    }

    public record Checkpointed(int actors) implements Family {
        @Override
        public String event() {
            return "checkpointed";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actors", actors);
        }
    }

    static JournalEvent read(String event, Fields line) {
        return switch (event) {
            case "checkpoint" -> new Checkpoint(line.count("actors"), line.number("lastId"), line.flag("paused"));
            case "snapshot" -> new Snapshot(line.actor("actor"), line.text("current"), Contents.read(line));
            case "snapshotMail" -> new SnapshotMail(line.actor("actor"), line.texts("mail"));
            case "checkpointed" -> new Checkpointed(line.count("actors"));
            default -> null;
        };
    }
}
