package actos.act.root;

import actos.act.term.Text;
import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Phase;
import actos.protocol.ProcessIdentity;
import actos.protocol.Root;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private final Document<ActorStatus> document;
    private final ActorStatus status;
    /** Whether the status was written about another directory, of which this one is a copy. */
    private final boolean isForeign;

    private final int waiting;
    private final Pause pause;
    private final Optional<ProcessIdentity.Stat> process;

    private ActorView(ActorId id, ActorHome home) throws IOException {
        this.id = id;
        this.home = home;
        this.document = Document.of(home.status(), ActorStatus.class);
        this.status = document.value();
        this.isForeign = status.inode() != 0 && status.inode() != Disk.inodeNumber(home.dir());
        this.waiting = new Mailbox(home).size();
        this.pause = Pause.of(home);
        this.process = pid() == 0
                ? Optional.empty()
                : ProcessIdentity.stat(pid())
                        .filter(s -> s.startTime() == startTime() && !s.isZombie())
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
        return isForeign || status.pid() == null ? 0 : status.pid();
    }

    /** Which process it is. */
    public ProcessIdentity identity() {
        String boot = status.bootId() == null ? ProcessIdentity.currentBoot() : status.bootId();
        return new ProcessIdentity(pid(), startTime(), boot);
    }

    /** When that process started, in clock ticks since boot, or 0. */
    public long startTime() {
        return isForeign || status.startTime() == null ? 0 : status.startTime();
    }

    /** How often it was started again. */
    public int restarts() {
        return status.restarts();
    }

    /** When it will be started again, or null if that is not what it waits for. */
    public Instant nextStart() {
        return isIn(Phase.RESTARTING) ? status.nextStart() : null;
    }

    /** How it ended the last time; null if it has not ended yet. */
    public ActorExit lastEnd() {
        return status.lastEnd();
    }

    /** Whose child it is, or null. */
    public ActorId parent() {
        return status.parent();
    }

    /** {@link #lastEnd} as the end of a sentence: {@code exit code 3: it failed}. */
    public String lastEnding() {
        String why = lastEnd().why();
        return EndedActor.ending(lastEnd()) + (why == null ? "" : ": " + Text.tame(why));
    }

    /** What it wants people to know, one line; null if nothing. */
    public String notice() {
        byte[] notice = Disk.bytes(home.notice(), LONGEST_NOTICE);
        return notice == null ? null : Text.tame(new String(notice, StandardCharsets.UTF_8).strip());
    }

    /** Whether this is what the supervisor says it is doing. */
    public boolean isIn(Phase phase) {
        return status.phase() == phase;
    }

    /** Whether its directory was put there by hand, and the supervisor has not started it yet. */
    public boolean isNotStartedYet() {
        return isForeign || isBroughtBack();
    }

    /** Whether it is being ended for good. */
    public boolean isStopping() {
        return Disk.exists(home.stop());
    }

    /** Its specification; null if there is none, or a wrong one. */
    public ActorSpec spec() {
        return Disk.spec(home);
    }

    /** The time it has between TERM and KILL. */
    public Duration stopTimeout() {
        ActorSpec spec = spec();
        return spec == null ? USUAL_STOP_TIMEOUT : spec.stopTimeout();
    }

    /** How many messages it has handled. */
    public long handled() {
        return status.handled();
    }

    /** How long what stands in {@code current} has been there; zero if there is none. */
    public Duration currentAge() {
        Instant since = status.current() == null ? null : status.current().since();
        return since == null || !Disk.isFile(home.current()) ? Duration.ZERO : Duration.between(since, Instant.now());
    }

    public boolean isManual() {
        return status.manual();
    }

    /** Whether it is a place in the tree without process and mail. */
    public boolean isGroup() {
        ActorSpec spec = spec();
        return spec != null && spec.isGroup();
    }

    /**
     * Its living children, as the supervisor shows them in {@code children/}: in the order of the specification, behind
     * them those that came later, by name.
     */
    public List<ActorId> children() throws IOException {
        List<ActorId> living = Disk.list(home.children()).stream()
                .map(Disk::name)
                .filter(ActorId::isValid)
                .map(ActorId::new)
                .sorted()
                .toList();
        Set<ActorId> ordered = EndedTree.statics(home);
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
        String oddity = Disk.oddity(home.status());
        String phase = status.phase() == null ? "unknown" : status.phase().toString();
        String shown = oddity != null ? "unknown: status.json is " + oddity : phase;
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
        return ago(status.since());
    }

    /** What stands in {@code current} and for how long, or null. */
    public String current() {
        ActorStatus.Current current = status.current();
        if (!Disk.isFile(home.current())) {
            return null;
        }
        if (current == null) {
            return "?";
        }
        return current.id() + " for " + ago(current.since()) + (current.stalled() ? " (stalled)" : "");
    }

    /** Whether what stands in {@code current} has been there for longer than its {@code handleTimeout}. */
    boolean isStalled() {
        return status.current() != null && status.current().stalled();
    }

    /** The status as it is on disk, with the number of waiting messages brought up to date. */
    public ObjectNode json() {
        ObjectNode json = document.json().deepCopy();
        if (isForeign) {
            json.putNull("pid").putNull("startTime");
        }
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

    /** Whether it has ended and somebody has moved its directory back to the living. */
    private boolean isBroughtBack() {
        return ActorId.isValid(Disk.name(home.dir())) && Disk.isFile(home.exit());
    }

    private static String ago(Instant since) {
        return since == null ? "?" : Text.span(Duration.between(since, Instant.now()));
    }
}
