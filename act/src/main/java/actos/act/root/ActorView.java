package actos.act.root;

import actos.act.term.Text;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import actos.protocol.ProcessIdentity;
import actos.protocol.Refused;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One living actor as it stands on disk at a moment. Trusts the status file for what only the supervisor knows, counts
 * the mail itself, and asks {@code /proc} about the process. The status file of a directory that somebody copied or
 * brought back by hand tells of another life until the supervisor starts the actor: its process is nobody's here.
 */
public final class ActorView {
    private static final int LONGEST_NOTICE = 1000;
    private static final Duration USUAL_STOP_TIMEOUT = Duration.ofSeconds(30);

    private final ActorId id;
    private final ActorHome home;
    private final ObjectNode status;
    private final int waiting;
    private final Pause pause;
    private final Optional<ProcessIdentity.Stat> process;

    private ActorView(ActorId id, ActorHome home) throws IOException {
        this.id = id;
        this.home = home;
        this.status = Disk.object(home.status());
        if (isForeign()) {
            status.putNull("pid").putNull("startTime");
        }
        this.waiting = new Mailbox(home).size();
        this.pause = Pause.of(home);
        this.process = pid() == 0
                ? Optional.empty()
                : ProcessIdentity.stat(pid())
                        .filter(s -> s.startTime() == status.path("startTime").longValue() && !s.isZombie())
                        .filter(s -> !identity().isElsewhere());
    }

    public static ActorView of(Root root, ActorId id) throws IOException {
        return new ActorView(id, root.actor(id));
    }

    /** The one in this directory. */
    public static ActorView at(ActorId id, ActorHome home) throws IOException {
        return new ActorView(id, home);
    }

    public ActorId id() {
        return id;
    }

    public ActorHome home() {
        return home;
    }

    /** The process id, or 0. */
    public long pid() {
        return status.path("pid").longValue();
    }

    /** Which process it is. */
    public ProcessIdentity identity() {
        String boot = Disk.text(status, "bootId");
        return new ProcessIdentity(pid(), startTime(), boot == null ? ProcessIdentity.currentBoot() : boot);
    }

    /** When that process started, in clock ticks since boot, or 0. */
    public long startTime() {
        return status.path("startTime").longValue();
    }

    /** How often it was started again. */
    public int restarts() {
        return status.path("restarts").intValue();
    }

    /** When it will be started again, or null if that is not what it waits for. */
    public Instant nextStart() {
        return isIn(Phase.RESTARTING) ? instant(status.path("nextStart")) : null;
    }

    /** How it ended the last time: what an {@code exit.json} says; null if it has not ended yet. */
    public ObjectNode lastEnd() {
        return status.path("lastEnd") instanceof ObjectNode end ? end : null;
    }

    /** {@link #lastEnd} as the end of a sentence: {@code exit code 3: it failed}. */
    public String lastEnding() {
        String why = Disk.text(lastEnd(), "why");
        return Grave.ending(lastEnd()) + (why == null ? "" : ": " + Text.tame(why));
    }

    /** What it wants people to know, one line; null if nothing. */
    public String notice() {
        byte[] notice = Disk.bytes(home.notice(), LONGEST_NOTICE);
        return notice == null ? null : Text.tame(new String(notice, StandardCharsets.UTF_8).strip());
    }

    /** Whether this is what the supervisor says it is doing. */
    public boolean isIn(Phase phase) {
        return phase.toString().equals(Disk.text(status, "phase"));
    }

    /** Whether its directory was put there by hand, and the supervisor has not started it yet. */
    public boolean isNotStartedYet() {
        return isForeign() || isBroughtBack();
    }

    /** Whether it is being ended for good. */
    public boolean isStopping() {
        return Disk.exists(home.stop());
    }

    /** The time it has between TERM and KILL. */
    public Duration stopTimeout() {
        byte[] spec = Disk.bytes(home.spec());
        try {
            return spec == null ? USUAL_STOP_TIMEOUT : ActorSpec.parse(spec).stopTimeout();
        } catch (Refused edited) {
            return USUAL_STOP_TIMEOUT;
        }
    }

    /** How many messages it has handled. */
    public long handled() {
        return status.path("handled").longValue();
    }

    /** How long what stands in {@code current} has been there; zero if there is none. */
    public Duration currentAge() {
        Instant since = instant(status.path("current").path("since"));
        return since == null || !Disk.isFile(home.current()) ? Duration.ZERO : Duration.between(since, Instant.now());
    }

    public boolean isManual() {
        return status.path("manual").booleanValue();
    }

    /** Whether it is a place in the tree without process and mail. */
    public boolean isGroup() {
        ObjectNode spec = Disk.object(home.spec());
        return spec.has("children") && !spec.has("path") && !isManual();
    }

    /**
     * Its living children, as the supervisor shows them in {@code children/}: in the order of the specification, behind
     * them those that came later, by name.
     */
    public List<String> children() throws IOException {
        List<String> living = Disk.list(home.children()).stream()
                .map(Disk::name)
                .filter(ActorId::isValid)
                .sorted()
                .toList();
        Set<String> ordered = Offspring.statics(home);
        ordered.retainAll(living);
        ordered.addAll(living);
        return List.copyOf(ordered);
    }

    /** Whether a person plays it, and no process that was attached. */
    public boolean isPlayedByHand() {
        return isManual() && pid() == 0;
    }

    public int waiting() {
        return waiting;
    }

    /**
     * The phase; with when it is started again, with what is odd about the process (stopped by a signal, or gone while
     * nobody looks after it), and whether the actor itself is paused.
     */
    public String phase() {
        return bare() + (pause == null ? "" : pause.isHit() ? " (at breakpoint)" : " (paused)");
    }

    private String bare() {
        if (isNotStartedYet()) {
            return "not started yet";
        }
        if (isIn(Phase.RESTARTING)) {
            Instant next = nextStart();
            boolean later = next != null && next.isAfter(Instant.now());
            return "restarting" + (later ? " in " + Text.span(Duration.between(Instant.now(), next)) : "");
        }
        String phase = Disk.text(status, "phase");
        String oddity = Disk.oddity(home.status());
        String shown =
                oddity != null ? "unknown: status.json is " + oddity : phase == null ? "unknown" : Text.tame(phase);
        if (isManual()) {
            return shown + " (manual)";
        }
        if (isStopped()) {
            return shown + " (SIGSTOP)";
        }
        return pid() != 0 && process.isEmpty() && !identity().isElsewhere() ? shown + " (process gone)" : shown;
    }

    /** What its control file {@code paused} says, or null if it is not paused itself. */
    public Pause pause() {
        return pause;
    }

    /** Whether somebody stopped its process with a signal. */
    boolean isStopped() {
        return process.filter(ProcessIdentity.Stat::isStopped).isPresent();
    }

    /** The process, if it lives and is the one that was started. */
    public Optional<ProcessIdentity.Stat> process() {
        return process;
    }

    /** How long it has been running. */
    public String uptime() {
        return since(status);
    }

    /** What stands in {@code current} and for how long, or null. */
    public String current() {
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

    /** Whether what stands in {@code current} has been there for longer than its {@code handleTimeout}. */
    boolean isStalled() {
        return status.path("current").path("stalled").booleanValue();
    }

    /** The status as it is on disk, with the number of waiting messages brought up to date. */
    public ObjectNode json() {
        ObjectNode json = status.deepCopy();
        json.put("id", id.value());
        json.put("waiting", waiting);
        json.put("paused", pause != null);
        if (pause != null && pause.isHit()) {
            json.putObject("hit").put("break", pause.breakpoint()).put("message", pause.message());
        }
        if (isStopped()) {
            json.put("stopped", true);
        }
        if (notice() != null) {
            json.put("notice", notice());
        }
        return json;
    }

    /** Whether the status was written about another directory, of which this one is a copy. */
    private boolean isForeign() {
        long inode = status.path("inode").longValue();
        return inode != 0 && inode != Disk.inodeNumber(home.dir());
    }

    /** Whether it has ended and somebody has moved its directory back to the living. */
    private boolean isBroughtBack() {
        return ActorId.isValid(Disk.name(home.dir())) && Disk.isFile(home.exit());
    }

    private static String since(JsonNode object) {
        Instant since = instant(object.path("since"));
        return since == null ? "?" : Text.span(Duration.between(since, Instant.now()));
    }

    private static Instant instant(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
