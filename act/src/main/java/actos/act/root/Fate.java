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
    private final Story story;

    public Fate(Root root, Story story) {
        this.root = root;
        this.story = story;
    }

    public String sentence() throws IOException {
        String to = Text.tame(String.valueOf(story.to));
        if (story.deadReason != null) {
            return dead();
        }
        if (story.doneAt != null) {
            return delivered(to) + ", done in " + Text.span(Duration.ofNanos(story.tookUs * 1000)) + ", "
                    + (story.sent.isEmpty() ? "sent nothing" : "sent " + Text.tame(String.join(", ", story.sent)));
        }
        if (story.current) {
            String since = story.deliveredAt == null
                    ? ""
                    : " for " + Text.span(Duration.between(story.deliveredAt, Instant.now()));
            return delivered(to) + ", current there" + since;
        }
        if (story.waiting != null) {
            return waiting(to);
        }
        if (story.dropped) {
            return "deleted " + story.droppedBy + " from the mailbox of " + to;
        }
        if (story.grave != null) {
            return "unread: " + to + " ended, and it lies in dead/actors/" + Text.tame(story.grave);
        }
        if (story.takenAt == null && story.file != null) {
            return "not taken yet: it lies in send/" + (story.from == null ? "" : Text.tame(story.from));
        }
        return (story.takenAt == null ? "" : "taken " + Text.time(story.takenAt) + " for " + to + "; ")
                + "where it is now is not known";
    }

    private String delivered(String to) {
        return "delivered to " + to + (story.deliveredAt == null ? "" : " " + Text.time(story.deliveredAt))
                + (story.attempts > 1 ? " (attempt " + story.attempts + ")" : "");
    }

    private String dead() throws IOException {
        String sentence = "dead: " + Text.tame(story.deadReason);
        if (story.deadReason.equals("unknown-actor") && story.to != null) {
            String near = new Actors(root).nearest(story.to);
            return near == null
                    ? sentence + "; there is no actor " + Text.tame(story.to)
                    : sentence + "; did you mean " + near + "?";
        }
        return story.deadDetail == null ? sentence : sentence + ": " + Text.tame(story.deadDetail);
    }

    private String waiting(String to) throws IOException {
        if (story.waiting.aside() == Aside.STASHED) {
            return "stashed by " + to + ", which has put it back until it unstashes; act resume " + story.id
                    + " delivers it";
        }
        if (story.waiting.held()) {
            return "held back " + story.heldBy + " in the mailbox of " + to;
        }
        if (story.waiting.due() != 0) {
            Instant due = Instant.ofEpochMilli(story.waiting.due());
            return "waiting for " + to + " until " + Text.time(due) + ", for "
                    + Text.span(Duration.between(Instant.now(), due));
        }
        ActorHome home = root.actor(new ActorId(story.to));
        Current current = Current.of(home);
        List<Waiting> mail = new Mailbox(home).waiting();
        long before = mail.stream()
                .takeWhile(w -> !w.fileName().equals(story.waiting.fileName()))
                .filter(w -> !w.held())
                .count();
        String behind = behind(current, mail, before);
        Phase phase = Document.read(home.status(), ActorStatus.class).phase();
        if (current == null && phase != Phase.READY) {
            return "waiting" + behind + ": " + to + " not ready";
        }
        Pause system = Pause.of(root);
        Pause pause = system == null ? Pause.of(home) : system;
        if (pause != null && pause.holds(story.waiting.id())) {
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

    private static String behind(Current current, List<Waiting> mail, long before) {
        if (before == 0) {
            return current == null ? "" : " behind " + current.id();
        }
        Waiting last = mail.stream()
                .filter(w -> !w.held())
                .skip(before - 1)
                .findFirst()
                .orElseThrow();
        String name = last.id() == 0 ? Text.tame(last.fileName()) : Long.toString(last.id());
        long others = before - 1 + (current == null ? 0 : 1);
        return " behind " + name + (others == 0 ? "" : " and " + Text.count(others, "other"));
    }
}
