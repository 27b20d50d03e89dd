package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;

/** What the journal tells of actors' lives. */
public final class ActorEvents {
    private ActorEvents() {}

    /** All of them. */
    sealed interface Family extends JournalEvent.OfActor {}

    /**
     * @param request null for a child that its parent's specification asks for
     * @param parent left out if it is null
     */
    public record Accepted(ActorId actor, String request, boolean manual, ActorId parent, Contents contents)
            implements Family, JournalEvent.TellsContents {
        @Override
        public String event() {
            return "accepted";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("request", request).field("manual", manual);
            if (parent != null) {
                line.field("parent", parent);
            }
            contents.write(line);
        }
    }

    /** @param field null where the request as a whole is wrong */
    public record Refused(String request, String field, String detail) implements Family {
        @Override
        public ActorId actor() {
            return null;
        }

        @Override
        public String event() {
            return "refused";
        }

        @Override
        public void write(JsonLine line) {
            line.field("request", request).field("field", field).field("detail", detail);
        }
    }

    /** @param contents what the restart that it belongs to has changed */
    public record Started(ActorId actor, long pid, Contents contents) implements Family, JournalEvent.TellsContents {
        @Override
        public String event() {
            return "started";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("pid", pid);
            contents.write(line);
        }
    }

    public record Ready(ActorId actor, long tookMs) implements Family {
        @Override
        public String event() {
            return "ready";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("tookMs", tookMs);
        }
    }

    public record Stopping(ActorId actor, String why) implements Family {
        @Override
        public String event() {
            return "stopping";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("why", why);
        }
    }

    public record Attached(ActorId actor, long pid) implements Family {
        @Override
        public String event() {
            return "attached";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("pid", pid);
        }
    }

    public record AttachRefused(ActorId actor, long pid, String detail) implements Family {
        @Override
        public String event() {
            return "attachRefused";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("pid", pid).field("detail", detail);
        }
    }

    public record Detached(ActorId actor, long pid, String why) implements Family {
        @Override
        public String event() {
            return "detached";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("pid", pid).field("why", why);
        }
    }

    /**
     * @param pid 0 if there was none
     * @param code null if a signal ended it, or it is not known
     */
    public record Exited(ActorId actor, long pid, Integer code, String signal, String why) implements Family {
        @Override
        public String event() {
            return "exited";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).fieldOrNull("pid", pid);
            if (code == null) {
                line.field("code", (String) null);
            } else {
                line.field("code", code);
            }
            line.field("signal", signal).field("why", why);
        }
    }

    public record Restarting(ActorId actor, long inMs, int restarts) implements Family {
        @Override
        public String event() {
            return "restarting";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("inMs", inMs).field("restarts", restarts);
        }
    }

    public record Pending(ActorId actor) implements Family {
        @Override
        public String event() {
            return "pending";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor);
        }
    }

    public record GaveUp(ActorId actor, String why) implements Family {
        @Override
        public String event() {
            return "gaveUp";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("why", why);
        }
    }

    public record RestartRefused(ActorId actor, String detail) implements Family {
        @Override
        public String event() {
            return "restartRefused";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("detail", detail);
        }
    }

    /** @param id the message whose effects the supervisor has completed */
    public record Redone(ActorId actor, long id) implements Family {
        @Override
        public String event() {
            return "redone";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("id", id);
        }
    }

    public record Adopted(ActorId actor, long pid) implements Family {
        @Override
        public String event() {
            return "adopted";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("pid", pid);
        }
    }

    /** @param from null if it is not known */
    public record Cloned(ActorId actor, ActorId from, Contents contents) implements Family, JournalEvent.TellsContents {
        @Override
        public String event() {
            return "cloned";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("from", from);
            contents.write(line);
        }
    }

    /** @param from the actor that the directory was; null if it is not known */
    public record Revived(ActorId actor, ActorId from, Contents contents)
            implements Family, JournalEvent.TellsContents {
        @Override
        public String event() {
            return "revived";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("from", from);
            contents.write(line);
        }
    }

    /** @param grave null if its directory was gone */
    public record Buried(ActorId actor, String grave) implements Family {
        @Override
        public String event() {
            return "buried";
        }

        @Override
        public void write(JsonLine line) {
            line.field("actor", actor).field("grave", grave);
        }
    }

    static JournalEvent read(String event, Fields line) {
        ActorId actor = line.actor("actor");
        return switch (event) {
            case "accepted" ->
                new Accepted(
                        actor, line.text("request"), line.flag("manual"), line.actor("parent"), Contents.read(line));
            case "refused" -> new Refused(line.text("request"), line.text("field"), line.text("detail"));
            case "started" -> new Started(actor, line.number("pid"), Contents.read(line));
            case "ready" -> new Ready(actor, line.number("tookMs"));
            case "stopping" -> new Stopping(actor, line.text("why"));
            case "attached" -> new Attached(actor, line.number("pid"));
            case "attachRefused" -> new AttachRefused(actor, line.number("pid"), line.text("detail"));
            case "detached" -> new Detached(actor, line.number("pid"), line.text("why"));
            case "exited" ->
                new Exited(actor, line.number("pid"), line.code("code"), line.text("signal"), line.text("why"));
            case "restarting" -> new Restarting(actor, line.number("inMs"), line.count("restarts"));
            case "pending" -> new Pending(actor);
            case "gaveUp" -> new GaveUp(actor, line.text("why"));
            case "restartRefused" -> new RestartRefused(actor, line.text("detail"));
            case "redone" -> new Redone(actor, line.number("id"));
            case "adopted" -> new Adopted(actor, line.number("pid"));
            case "cloned" -> new Cloned(actor, line.actor("from"), Contents.read(line));
            case "revived" -> new Revived(actor, line.actor("from"), Contents.read(line));
            case "buried" -> new Buried(actor, line.text("grave"));
            default -> null;
        };
    }
}
