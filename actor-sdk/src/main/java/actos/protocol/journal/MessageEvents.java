package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;
import actos.protocol.MessageName;

/** What the journal tells of messages on their way: from being taken to being done, or dead. */
public final class MessageEvents {
    private MessageEvents() {}

    /** All of them. */
    sealed interface Family extends JournalEvent.OfMessage {}

    /**
     * @param from null for a person or a script
     * @param cause 0 if there was none
     * @param by who has sent it on behalf of {@code from}; null if that is {@code from}
     * @param due Unix ms; 0 if it is not delayed
     */
    public record Taken(
            long id,
            MessageName name,
            ActorId from,
            ActorId to,
            long cause,
            MessageName inReplyTo,
            ActorId by,
            long due,
            Recorded body)
            implements Family {
        @Override
        public ActorId actor() {
            return to;
        }

        @Override
        public String event() {
            return "taken";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id)
                    .field("name", name)
                    .field("from", from)
                    .field("to", to)
                    .fieldOrNull("cause", cause)
                    .field("inReplyTo", inReplyTo);
            if (by != null) {
                line.field("by", by);
            }
            if (due != 0) {
                line.field("due", due);
            }
            Recorded.write(line, "body", body);
        }
    }

    public record Delivered(long id, ActorId actor, int attempt) implements Family {
        @Override
        public String event() {
            return "delivered";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor).field("attempt", attempt);
        }
    }

    public record Done(long id, ActorId actor, long tookUs, Handled handled)
            implements Family, JournalEvent.TellsHandled {
        @Override
        public String event() {
            return "done";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor).field("tookUs", tookUs);
            handled.write(line);
        }
    }

    public record Stashed(long id, ActorId actor, long tookUs, Handled handled)
            implements Family, JournalEvent.TellsHandled {
        @Override
        public String event() {
            return "stashed";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor).field("tookUs", tookUs);
            handled.write(line);
        }
    }

    /** @param order where the delayed message stands from now on, as text */
    public record Due(long id, ActorId actor, String order) implements Family {
        @Override
        public String event() {
            return "due";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor).field("order", order);
        }
    }

    public record Unstashed(long id, ActorId actor) implements Family {
        @Override
        public String event() {
            return "unstashed";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor);
        }
    }

    /** @param attempt that of the next delivery */
    public record Returned(long id, ActorId actor, int attempt, Handled handled)
            implements Family, JournalEvent.TellsHandled {
        @Override
        public String event() {
            return "returned";
        }

        @Override
        public void write(JsonLine line) {
            line.field("id", id).field("actor", actor).field("attempt", attempt);
            handled.write(line);
        }
    }

    /** A message that lies in {@code dead/messages}. */
    public sealed interface Dead extends Family {
        /** For whom it was; null if its name does not say. */
        ActorId to();

        ActorId from();

        /** 0 if there was none. */
        long cause();

        String reason();

        /** The sender's name for it; null if its file name is no message's. */
        String name();

        String detail();

        @Override
        default ActorId actor() {
            return to();
        }

        @Override
        default String event() {
            return "dead";
        }
    }

    /** @param file the file name of a message that was never taken, escaped */
    public record DeadLetter(
            long id, ActorId to, ActorId from, long cause, String reason, String name, String file, String detail)
            implements Dead {
        @Override
        public void write(JsonLine line) {
            dead(line, this);
            line.field("file", file).field("detail", detail);
        }
    }

    /** @param attempts how often it was delivered */
    public record Poison(
            long id, ActorId to, ActorId from, long cause, String name, int attempts, String detail, Handled handled)
            implements Dead, JournalEvent.TellsHandled {
        private static final String REASON = "poison";

        @Override
        public ActorId actor() {
            return to;
        }

        @Override
        public String reason() {
            return REASON;
        }

        @Override
        public void write(JsonLine line) {
            dead(line, this);
            line.field("attempts", attempts).field("detail", detail);
            handled.write(line);
        }
    }

    private static void dead(JsonLine line, Dead message) {
        line.field("id", message.id())
                .field("to", message.to())
                .field("from", message.from())
                .fieldOrNull("cause", message.cause())
                .field("reason", message.reason())
                .field("name", message.name());
    }

    private static Dead dead(Fields line) {
        long id = line.number("id");
        ActorId to = line.actor("to");
        ActorId from = line.actor("from");
        long cause = line.number("cause");
        String name = line.text("name");
        String detail = line.text("detail");
        return Poison.REASON.equals(line.text("reason"))
                ? new Poison(id, to, from, cause, name, line.count("attempts"), detail, Handled.read(line))
                : new DeadLetter(id, to, from, cause, line.text("reason"), name, line.text("file"), detail);
    }

    static JournalEvent read(String event, Fields line) {
        long id = line.number("id");
        ActorId actor = line.actor("actor");
        return switch (event) {
            case "taken" ->
                new Taken(
                        id,
                        line.name("name"),
                        line.actor("from"),
                        line.actor("to"),
                        line.number("cause"),
                        line.name("inReplyTo"),
                        line.actor("by"),
                        line.number("due"),
                        line.content("body"));
            case "delivered" -> new Delivered(id, actor, line.count("attempt"));
            case "done" -> new Done(id, actor, line.number("tookUs"), Handled.read(line));
            case "stashed" -> new Stashed(id, actor, line.number("tookUs"), Handled.read(line));
            case "due" -> new Due(id, actor, line.text("order"));
            case "unstashed" -> new Unstashed(id, actor);
            case "returned" -> new Returned(id, actor, line.count("attempt"), Handled.read(line));
            case "dead" -> dead(line);
            default -> null;
        };
    }
}
