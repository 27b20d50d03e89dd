package actos.act.look;

import actos.act.root.Disk;
import actos.act.term.Output;
import actos.act.term.Text;
import actos.protocol.ActorId;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
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

    private static final List<String> FIELDS = List.of(
            "version", "startedAt", "cycle", "mode", "actors", "waiting", "taken", "delivered", "done", "dead", "rate");

    private final ObjectNode status;

    private SystemView(ObjectNode status) {
        this.status = status;
    }

    /**
     * What the file says now, with what is to be known about the file itself among what is degraded.
     *
     * @param served whether there is a supervisor that should write it
     */
    public static SystemView of(Root root, boolean served) {
        ObjectNode status = Disk.object(root.systemStatus());
        String doubt = doubt(root, served);
        if (doubt != null) {
            status.withArrayProperty("degraded").add(doubt);
        }
        return new SystemView(status);
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
        List<String> sentences = new ArrayList<>();
        for (JsonNode what : Disk.object(root.systemStatus()).path("degraded")) {
            if (what.asText().split(": ", 2)[0].endsWith(" " + id)) {
                sentences.add(what.asText());
            }
        }
        return sentences;
    }

    /** The file's object. */
    public ObjectNode json() {
        return status;
    }

    /** A line about the supervisor, and one for each thing that does not work as it should. */
    void printState(Output output, int actors) {
        output.cutLine("supervisor running, pid " + status.path("pid").asText() + ", cycle "
                + Text.tame(status.path("cycle").asText("?")) + ", "
                + Text.tame(status.path("mode").asText("?")) + ", " + Text.count(actors, "actor") + ", "
                + Text.count(status.path("dead").longValue(), "dead letter"));
        for (JsonNode what : status.path("degraded")) {
            output.line(output.terminal().bad("degraded: ") + Text.tame(what.asText()));
        }
    }

    /** What a shutdown has ended can be brought back: how, or null where there is nothing. */
    String restorable() {
        int count = status.path("restorable").asInt();
        return count == 0
                ? null
                : Text.count(count, "actor") + " that shutdowns have ended can be brought back: supervisor --restore"
                        + " starts them with their state and mail, act dead revive one of them; act dead rm discards it";
    }

    /** Everything about the system. */
    void print(Output output, Root root) {
        output.line("root      " + Text.tame(root.dir().toString()));
        for (String field : FIELDS) {
            if (status.hasNonNull(field)) {
                output.line((field + "          ").substring(0, 10)
                        + (field.equals("startedAt")
                                ? Text.time(status.get(field).asText())
                                : Text.tame(status.get(field).asText())));
            }
        }
    }
}
