package actos.act.look;

import actos.act.root.Disk;
import actos.act.root.Document;
import actos.act.term.Output;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Root;
import actos.protocol.SystemStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The system as a whole, as {@code supervisor.json} describes it. */
public final class SystemView {
    /** It writes the file every 10 s though nothing happens. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private final Document<SystemStatus> document;
    /** What is degraded, with what is to be known about the file itself. */
    private final List<String> degraded;

    private SystemView(Document<SystemStatus> document, List<String> degraded) {
        this.document = document;
        this.degraded = degraded;
    }

    /**
     * What the file says now, with what is to be known about the file itself among what is degraded.
     *
     * @param served whether there is a supervisor that should write it
     */
    public static SystemView of(Root root, boolean served) {
        Document<SystemStatus> document = Document.of(root.systemStatus(), SystemStatus.class);
        List<String> degraded = new ArrayList<>(document.value().degraded());
        String doubt = doubt(root, served);
        if (doubt != null) {
            degraded.add(doubt);
        }
        return new SystemView(document, degraded);
    }

    /** Why not all may be well though the file says so; null if nothing speaks against it. */
    static String doubt(Root root, boolean served) {
        String oddity = Disk.oddity(root.systemStatus());
        if (oddity != null) {
            return "supervisor.json is " + oddity + " and no file: remove it, and the supervisor writes a new one";
        }
        BasicFileAttributes attributes = Disk.attributes(root.systemStatus());
        if (!served || attributes == null) {
            return null;
        }
        Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), Instant.now());
        return age.compareTo(SILENT) < 0
                ? null
                : "the supervisor has not reported for " + Text.span(age) + ", and what is shown may be as old: it is"
                        + " stopped (kill -CONT), stuck, or the disk is read-only";
    }

    /** What does not work as it should with this actor: a sentence for each thing, which names it behind what is done. */
    static List<String> degraded(Root root, ActorId id) {
        return Document.read(root.systemStatus(), SystemStatus.class).degraded().stream()
                .filter(what -> what.split(": ", 2)[0].endsWith(" " + id))
                .toList();
    }

    /** The file's object. */
    public ObjectNode json() {
        ObjectNode json = document.json().deepCopy();
        if (!degraded.isEmpty()) {
            degraded.forEach(json.putArray("degraded")::add);
        }
        return json;
    }

    /** What the file says; {@link #degraded} knows more. */
    public SystemStatus status() {
        return document.value();
    }

    /** What does not work as it should. */
    public List<String> degraded() {
        return degraded;
    }

    /** A line about the supervisor, and one for each thing that does not work as it should. */
    void printState(Output output, int actors) {
        SystemStatus status = status();
        output.cutLine("supervisor running, pid " + status.pid() + ", cycle " + word(status.cycle()) + ", "
                + word(status.mode()) + ", " + Text.count(actors, "actor") + ", "
                + Text.count(status.dead(), "dead letter"));
        for (String what : degraded) {
            output.line(output.terminal().bad("degraded: ") + Text.tame(what));
        }
    }

    /** What a shutdown has ended can be brought back: how, or null where there is nothing. */
    String restorable() {
        int count = status().restorable();
        return count == 0
                ? null
                : Text.count(count, "actor") + " that shutdowns have ended can be brought back: supervisor --restore"
                        + " starts them with their state and mail, act dead revive one of them; act dead rm discards it";
    }

    /** Everything about the system. */
    void print(Output output, Root root) {
        output.line("root      " + Text.tame(root.dir().toString()));
        SystemStatus status = status();
        if (document.json().isEmpty()) {
            return;
        }
        line(output, "version", status.version());
        line(output, "startedAt", status.startedAt() == null ? null : Text.time(status.startedAt()));
        line(output, "cycle", status.cycle());
        line(output, "mode", status.mode());
        line(output, "actors", status.actors());
        line(output, "waiting", status.waiting());
        line(output, "taken", status.taken());
        line(output, "delivered", status.delivered());
        line(output, "done", status.done());
        line(output, "dead", status.dead());
        line(output, "rate", status.rate());
    }

    private static void line(Output output, String what, Object value) {
        if (value != null) {
            output.line((what + "          ").substring(0, 10) + Text.tame(value.toString()));
        }
    }

    /** A word of the file; a question mark if it is not there. */
    public static String word(String text) {
        return text == null ? "?" : Text.tame(text);
    }
}
