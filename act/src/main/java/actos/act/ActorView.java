package actos.act;

import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One living actor as it stands on disk at a moment. Trusts the status file for what only the supervisor knows, counts
 * the mail itself, and asks {@code /proc} about the process.
 */
final class ActorView {
    private final ActorId id;
    private final ActorHome home;
    private final ObjectNode status;
    private final int waiting;
    private final Optional<ProcessIdentity.Stat> process;

    private ActorView(ActorId id, ActorHome home) throws IOException {
        this.id = id;
        this.home = home;
        this.status = Disk.object(home.status());
        this.waiting = new Mailbox(home).size();
        this.process = pid() == 0
                ? Optional.empty()
                : ProcessIdentity.stat(pid())
                        .filter(s -> s.startTime() == status.path("startTime").longValue() && !s.isZombie());
    }

    static ActorView of(Root root, ActorId id) throws IOException {
        return new ActorView(id, root.actor(id));
    }

    /** The one in this directory. */
    static ActorView at(ActorId id, ActorHome home) throws IOException {
        return new ActorView(id, home);
    }

    ActorId id() {
        return id;
    }

    ActorHome home() {
        return home;
    }

    /** The process id, or 0. */
    long pid() {
        return status.path("pid").longValue();
    }

    boolean isManual() {
        return status.path("manual").booleanValue();
    }

    int waiting() {
        return waiting;
    }

    /** The phase; with what is odd about the process: stopped by a signal, or gone while nobody looks after it. */
    String phase() {
        String phase = Disk.text(status, "phase");
        String shown = phase == null ? "unknown" : Text.tame(phase);
        if (isManual()) {
            return shown + " (manual)";
        }
        if (isStopped()) {
            return shown + " (SIGSTOP)";
        }
        return pid() != 0 && process.isEmpty() ? shown + " (process gone)" : shown;
    }

    /** Whether somebody stopped its process with a signal. */
    boolean isStopped() {
        return process.filter(ProcessIdentity.Stat::isStopped).isPresent();
    }

    /** The process, if it lives and is the one that was started. */
    Optional<ProcessIdentity.Stat> process() {
        return process;
    }

    /** How long it has been running. */
    String uptime() {
        return since(status);
    }

    /** What stands in {@code current} and for how long, or null. */
    String current() {
        JsonNode current = status.path("current");
        if (!Disk.isFile(home.current())) {
            return null;
        }
        if (!current.isObject()) {
            return "?";
        }
        String stalled = current.path("stalled").booleanValue() ? " (stalled)" : "";
        return current.path("id").asText() + " for " + since(current) + stalled;
    }

    /** The status as it is on disk, with the number of waiting messages brought up to date. */
    ObjectNode json() {
        ObjectNode json = status.deepCopy();
        json.put("id", id.value());
        json.put("waiting", waiting);
        if (isStopped()) {
            json.put("stopped", true);
        }
        return json;
    }

    private static String since(JsonNode object) {
        try {
            return Text.span(Duration.between(Instant.parse(object.path("since").asText()), Instant.now()));
        } catch (DateTimeException e) {
            return "?";
        }
    }
}
