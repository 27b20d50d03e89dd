package actos.protocol.journal;

import actos.protocol.ActorId;
import actos.protocol.JsonLine;
import java.time.Instant;

/** What the journal tells of the supervisor itself. */
public final class SupervisorEvents {
    private SupervisorEvents() {}

    /** All of them. */
    sealed interface Family extends JournalEvent.OfSupervisor {}

    /**
     * @param mode {@code notices} or {@code scan-only}
     * @param before when the line before was written, after which nobody has seen what happened; null if there was none
     */
    public record SupervisorStarted(long pid, String version, String mode, Instant before) implements Family {
        @Override
        public String event() {
            return "supervisorStarted";
        }

        @Override
        public void write(JsonLine line) {
            line.field("pid", pid).field("version", version).field("mode", mode).field("before", before);
        }
    }

    /** @param left how many actors it leaves in {@code running/} */
    public record SupervisorStopped(int left) implements Family {
        @Override
        public String event() {
            return "supervisorStopped";
        }

        @Override
        public void write(JsonLine line) {
            line.field("left", left);
        }
    }

    public record Degraded(String what, String why) implements Family {
        @Override
        public String event() {
            return "degraded";
        }

        @Override
        public void write(JsonLine line) {
            line.field("what", what).field("why", why);
        }
    }

    public record Recovered(String what) implements Family {
        @Override
        public String event() {
            return "recovered";
        }

        @Override
        public void write(JsonLine line) {
            line.field("what", what);
        }
    }

    /**
     * @param in the event or the effect
     * @param actor who is set aside now, or null
     */
    public record Fault(String in, ActorId actor, String why) implements Family {
        @Override
        public String event() {
            return "fault";
        }

        @Override
        public void write(JsonLine line) {
            line.field("in", in).field("actor", actor).field("why", why);
        }
    }

    static JournalEvent read(String event, Fields line) {
        return switch (event) {
            case "supervisorStarted" ->
                new SupervisorStarted(line.number("pid"), line.text("version"), line.text("mode"), line.time("before"));
            case "supervisorStopped" -> new SupervisorStopped(line.count("left"));
            case "degraded" -> new Degraded(line.text("what"), line.text("why"));
            case "recovered" -> new Recovered(line.text("what"));
            case "fault" -> new Fault(line.text("in"), line.actor("actor"), line.text("why"));
            default -> null;
        };
    }
}
