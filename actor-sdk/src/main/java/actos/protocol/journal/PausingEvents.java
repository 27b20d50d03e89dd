package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;

/** What the journal tells of pauses, steps and breakpoints. */
public final class PausingEvents {
    private PausingEvents() {}

    /** All of them. */
    sealed interface Family extends JournalEvent.OfPausing {}

    /**
     * @param actor null for the system
     * @param load the image to load which it is paused, or null
     */
    public record Paused(ActorId actor, String load) implements Family {
        @Override
        public String event() {
            return "paused";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor);
            if (load != null) {
                line.field("load", load);
            }
        }
    }

    /** @param actor null for the system */
    public record Resumed(ActorId actor) implements Family {
        @Override
        public String event() {
            return "resumed";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor);
        }
    }

    /**
     * @param request the asker's word, or null
     * @param why why nothing was delivered; null if something was
     */
    public record Stepped(String request, String what, long id, ActorId actor, String why) implements Family {
        @Override
        public String event() {
            return "stepped";
        }

        @Override
        public void write(JsonLine line) {
            line.field("request", request).field("what", what);
            if (why == null) {
                line.field("id", id).field("actor", actor);
            } else {
                line.field("why", why);
            }
        }
    }

    public record BreakHit(String breakpoint, long id, ActorId actor, long hits) implements Family {
        @Override
        public String event() {
            return "breakHit";
        }

        @Override
        public void write(JsonLine line) {
            line.field("break", breakpoint)
                    .field("id", id)
                    .field("actor", actor)
                    .field("hits", hits);
        }
    }

    public record BreakRefused(String breakpoint, String detail) implements Family {
        @Override
        public String event() {
            return "breakRefused";
        }

        @Override
        public void write(JsonLine line) {
            line.field("break", breakpoint).field("detail", detail);
        }
    }

    static JournalEvent read(String event, Fields line) {
        return switch (event) {
            case "paused" -> new Paused(line.actor("actor"), line.text("load"));
            case "resumed" -> new Resumed(line.actor("actor"));
            case "stepped" ->
                new Stepped(
                        line.text("request"),
                        line.text("what"),
                        line.number("id"),
                        line.actor("actor"),
                        line.text("why"));
            case "breakHit" ->
                new BreakHit(line.text("break"), line.number("id"), line.actor("actor"), line.number("hits"));
            case "breakRefused" -> new BreakRefused(line.text("break"), line.text("detail"));
            default -> null;
        };
    }
}
