package actos.act.root;

import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorStatus;
import actos.protocol.Aside;
import actos.protocol.Phase;
import actos.protocol.Root;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What became of a message, in one sentence. */
public final class Fate {
    private final Root root;
    private final MessageTrace trace;

    public Fate(Root root, MessageTrace trace) {
        this.root = root;
        this.trace = trace;
    }

    public String sentence() throws IOException {
        String to = Text.tame(String.valueOf(trace.to));
        if (trace.deadReason != null) {
            return dead();
        }
        if (trace.doneAt != null) {
            return delivered(to) + ", done in " + Text.span(Duration.ofNanos(trace.tookUs * 1000)) + ", "
                    + (trace.sent.isEmpty() ? "sent nothing" : "sent " + Text.tame(String.join(", ", trace.sent)));
        }
        if (trace.current) {
            String since = trace.deliveredAt == null
                    ? ""
                    : " for " + Text.span(Duration.between(trace.deliveredAt, Instant.now()));
            return delivered(to) + ", current there" + since;
        }
        if (trace.waiting != null) {
            return waiting(to);
        }
        if (trace.dropped) {
            return "deleted " + trace.droppedBy + " from the mailbox of " + to;
        }
        if (trace.grave != null) {
            return "unread: " + to + " ended, and it lies in dead/actors/" + Text.tame(trace.grave);
        }
        if (trace.takenAt == null && trace.file != null) {
            return "not taken yet: it lies in send/" + (trace.from == null ? "" : Text.tame(trace.from));
        }
        return (trace.takenAt == null ? "" : "taken " + Text.time(trace.takenAt) + " for " + to + "; ")
                + "where it is now is not known";
    }

    private String delivered(String to) {
        return "delivered to " + to + (trace.deliveredAt == null ? "" : " " + Text.time(trace.deliveredAt))
                + (trace.attempts > 1 ? " (attempt " + trace.attempts + ")" : "");
    }

    private String dead() throws IOException {
        String sentence = "dead: " + Text.tame(trace.deadReason);
        if (trace.deadReason.equals("unknown-actor") && trace.to != null) {
            String near = new Actors(root).nearest(trace.to);
            return near == null
                    ? sentence + "; there is no actor " + Text.tame(trace.to)
                    : sentence + "; did you mean " + near + "?";
        }
        return trace.deadDetail == null ? sentence : sentence + ": " + Text.tame(trace.deadDetail);
    }

    private String waiting(String to) throws IOException {
        if (trace.waiting.aside() == Aside.STASHED) {
            return "stashed by " + to + ", which has put it back until it unstashes; act resume " + trace.id
                    + " delivers it";
        }
        if (trace.waiting.held()) {
            return "held back " + trace.heldBy + " in the mailbox of " + to;
        }
        if (trace.waiting.due() != 0) {
            Instant due = Instant.ofEpochMilli(trace.waiting.due());
            return "waiting for " + to + " until " + Text.time(due) + ", for "
                    + Text.span(Duration.between(Instant.now(), due));
        }
        ActorHome home = root.actor(new ActorId(trace.to));
        Message current = new Mailbox(home).current();
        List<Message> mail = new Mailbox(home).waiting();
        long before = mail.stream()
                .takeWhile(w -> !w.fileName().equals(trace.waiting.fileName()))
                .filter(w -> !w.held())
                .count();
        String behind = behind(current, mail, before);
        Phase phase = Document.read(home.status(), ActorStatus.class).phase();
        if (current == null && phase != Phase.READY) {
            return "waiting" + behind + ": " + to + " not ready";
        }
        Pause system = Pause.of(root);
        Pause pause = system == null ? Pause.of(home) : system;
        if (pause != null && pause.holds(trace.waiting.id())) {
            return "waiting: " + pause.hit(root) + "; act resume" + (system == null ? " " + to : "") + " delivers it";
        }
        if (pause != null) {
            return "waiting" + behind + ": " + (system == null ? to : "the system") + " is paused";
        }
        if (behind.isEmpty()) {
            return "waiting: next for " + to;
        }
        return "waiting" + behind + (current == null ? "" : ": " + to + " has " + current.id() + " now");
    }

    private static String behind(Message current, List<Message> mail, long before) {
        if (before == 0) {
            return current == null ? "" : " behind " + current.id();
        }
        Message last = mail.stream()
                .filter(w -> !w.held())
                .skip(before - 1)
                .findFirst()
                .orElseThrow();
        String name = last.id() == 0 ? Text.tame(last.fileName()) : Long.toString(last.id());
        long others = before - 1 + (current == null ? 0 : 1);
        return " behind " + name + (others == 0 ? "" : " and " + Text.count(others, "other"));
    }
}
