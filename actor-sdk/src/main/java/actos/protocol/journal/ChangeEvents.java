package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;
import actos.protocol.MessageName;

/**
 * What the journal tells of changes that no actor has made: in mailboxes and states, by hand or by loading an image.
 */
public final class ChangeEvents {
    private ChangeEvents() {}

    /** All of them. */
    sealed interface Family extends JournalEvent.Change {}

    public record Dropped(long id, ActorId actor, String load) implements Family {
        @Override
        public String event() {
            return "dropped";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor);
            loading(line, load);
        }
    }

    /** @param file how its file is called now */
    public record Moved(long id, ActorId actor, String order, String file, String load) implements Family {
        @Override
        public String event() {
            return "moved";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor).field("order", order).field("file", file);
            loading(line, load);
        }
    }

    /**
     * @param file how its file is called now
     * @param body null where it is no JSON
     */
    public record Added(
            long id, ActorId actor, MessageName name, ActorId from, long cause, String file, Recorded body, String load)
            implements Family {
        @Override
        public String event() {
            return "added";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id)
                    .field("actor", actor)
                    .field("name", name)
                    .field("from", from)
                    .fieldOrNull("cause", cause)
                    .field("file", file);
            Recorded.write(line, "body", body);
            loading(line, load);
        }
    }

    public record Held(long id, ActorId actor, String load) implements Family {
        @Override
        public String event() {
            return "held";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor);
            loading(line, load);
        }
    }

    public record Released(long id, ActorId actor, String load) implements Family {
        @Override
        public String event() {
            return "released";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor);
            loading(line, load);
        }
    }

    /** A waiting message was changed: this is what is delivered. */
    public record MailEdited(long id, ActorId actor, Recorded body, String load) implements Family {
        @Override
        public String event() {
            return "edited";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor);
            Recorded.write(line, "body", body);
            loading(line, load);
        }
    }

    /** A state was changed between two messages. */
    public record StateEdited(ActorId actor, Recorded state, String load) implements Family, JournalEvent.TellsState {
        @Override
        public long id() {
            return 0;
        }

        @Override
        public String event() {
            return "edited";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor);
            Recorded.write(line, "state", state);
            loading(line, load);
        }
    }

    /** Somebody has changed the state while this message was handled, and the handler has written over it. */
    public record Overwritten(long id, ActorId actor, Recorded state, String load) implements Family {
        @Override
        public String event() {
            return "overwritten";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor);
            Recorded.write(line, "state", state);
            loading(line, load);
        }
    }

    private static void loading(JsonLine line, String image) {
        if (image != null) {
            line.field("load", image);
        }
    }

    static JournalEvent read(String event, Fields line) {
        long id = line.number("id");
        ActorId actor = line.actor("actor");
        String load = line.text("load");
        return switch (event) {
            case "dropped" -> new Dropped(id, actor, load);
            case "moved" -> new Moved(id, actor, line.text("order"), line.text("file"), load);
            case "added" ->
                new Added(
                        id,
                        actor,
                        line.name("name"),
                        line.actor("from"),
                        line.number("cause"),
                        line.text("file"),
                        line.content("body"),
                        load);
            case "held" -> new Held(id, actor, load);
            case "released" -> new Released(id, actor, load);
            case "edited" ->
                id == 0
                        ? new StateEdited(actor, line.content("state"), load)
                        : new MailEdited(id, actor, line.content("body"), load);
            case "overwritten" -> new Overwritten(id, actor, line.content("state"), load);
            default -> null;
        };
    }
}
