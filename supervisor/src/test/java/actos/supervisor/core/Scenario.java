package actos.supervisor.core;

import actos.protocol.ActorExit;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Aside;
import actos.protocol.Durations;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** Plays one scenario, line by line; the README beside the scenarios says what the lines mean. */
final class Scenario {
    /** A line and where it stands. */
    record Line(int number, String text) {}

    private static final Map<String, Class<? extends Effect>> REFUSABLE = Map.ofEntries(
            Map.entry("accept", Effect.Accept.class),
            Map.entry("start", Effect.Start.class),
            Map.entry("clear", Effect.ClearGroup.class),
            Map.entry("take", Effect.Take.class),
            Map.entry("bury", Effect.Bury.class),
            Map.entry("deliver", Effect.Deliver.class),
            Map.entry("stash", Effect.Stash.class),
            Map.entry("unstash", Effect.Unstash.class),
            Map.entry("return", Effect.Return.class),
            Map.entry("release", Effect.Release.class),
            Map.entry("adopt", Effect.Adopt.class),
            Map.entry("grave", Effect.BuryActor.class),
            Map.entry("settle", Effect.SettleCommit.class),
            Map.entry("pause", Effect.Pause.class),
            Map.entry("step", Effect.TakeStep.class),
            Map.entry("attach", Effect.Attach.class),
            Map.entry("poison", Effect.Poison.class),
            Map.entry("plant", Effect.Plant.class),
            Map.entry("tell", Effect.Tell.class));

    private final String file;
    private final List<Line> lines;
    private final List<String> happened = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private Line cause;
    private Duration cycle = Duration.ofSeconds(2);
    private Duration stopTimeout = Duration.ofSeconds(30);
    private boolean immediate = true;
    private boolean brief;
    private boolean withLooks;
    private boolean withAnswers;
    private boolean isRecovering;
    private int starts = 100;
    private long lastId;
    private ModelShell shell;

    Scenario(String file, List<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    void play() {
        for (Line line : lines) {
            try {
                play(line);
            } catch (AssertionFailedError e) {
                throw e;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(file + ":" + line.number() + ": " + line.text() + ": " + e, e);
            }
        }
        settle();
    }

    private void play(Line line) {
        String text = line.text();
        if (text.startsWith("with ")) {
            setting(text.split(" "));
            return;
        }
        if (shell == null) {
            shell = new ModelShell(new World(immediate, cycle, stopTimeout, lastId, starts), this::say);
            shell.isRecovering = isRecovering;
        }
        if (text.startsWith("< ")) {
            expected.add(text.substring(2));
            return;
        }
        settle();
        cause = line;
        if (text.startsWith("after ")) {
            shell.advance(Durations.parse("after", text.substring(6)));
        } else if (text.startsWith("jump ")) {
            boolean back = text.startsWith("jump -");
            Duration by = Durations.parse("jump", text.substring(back ? 6 : 5));
            shell.jump(back ? by.negated() : by);
        } else if (text.startsWith("> ")) {
            event(new Words(text.substring(2)));
        } else if (text.startsWith("! ")) {
            Words w = new Words(text.substring(2));
            shell.refuse(Objects.requireNonNull(REFUSABLE.get(w.next())), w.rest());
        } else if (text.startsWith("$ ")) {
            byHand(new Words(text.substring(2)));
        } else if (text.startsWith("= ")) {
            state(text.substring(2));
        } else {
            throw new IllegalArgumentException("no line of a scenario");
        }
    }

    /** What has happened since the last line that made something happen must be what was expected, no more, no less. */
    private void settle() {
        if (!happened.equals(expected)) {
            String said = String.join("\n< ", happened);
            throw new AssertionFailedError(
                    file + ":" + (cause == null ? 1 : cause.number()) + ": " + (cause == null ? "" : cause.text())
                            + "\nhad these effects:\n< " + said,
                    String.join("\n", expected),
                    String.join("\n", happened));
        }
        happened.clear();
        expected.clear();
    }

    /** Looks are left out unless they are asked for; in brief, the steps that every end takes and what is only shown are left out. */
    private void say(Effect effect) {
        boolean isRoutine = effect instanceof Effect.ClearGroup
                || effect instanceof Effect.SettleCommit
                || effect instanceof Effect.SweepDrawer
                || effect instanceof Effect.LinkChild
                || effect instanceof Effect.UnlinkChild
                || effect instanceof Effect.NoteReady
                || effect instanceof Effect.Plant;
        boolean isLook = effect instanceof Effect.LookAtCurrent
                || effect instanceof Effect.LookAtStart
                || effect instanceof Effect.LookForReceiver;
        if (effect instanceof Effect.AnswerRestart ? withAnswers : isLook ? withLooks : !brief || !isRoutine) {
            happened.add(Said.of(effect));
        }
    }

    private void setting(String[] word) {
        switch (word[1]) {
            case "brief" -> brief = true;
            case "looks" -> withLooks = true;
            case "answers" -> withAnswers = true;
            case "recovery" -> isRecovering = true;
            case "scan-only" -> immediate = false;
            case "cycle" -> cycle = Durations.parse("cycle", word[2]);
            case "stop-timeout" -> stopTimeout = Durations.parse("stop-timeout", word[2]);
            case "starts" -> starts = Integer.parseInt(word[2]);
            case "last-id" -> lastId = Long.parseLong(word[2]);
            default -> throw new IllegalArgumentException("no such setting");
        }
    }

    // ---- > events ---------------------------------------------------------------------------------------------------

    private void event(Words w) {
        String kind = w.next();
        switch (kind) {
            case "tick" -> shell.happen(new Event.Tick());
            case "cycle" -> shell.happen(new Event.CycleBegan());
            case "turn" -> shell.happen(new Event.DeliveryTurn());
            case "shutdown" -> shell.happen(new Event.ShutdownRequested());
            case "all-recovered" -> shell.happen(new Event.AllRecovered());
            case "tree" -> shell.happen(new Event.RequestFound(w.peek(), Trees.parse(w.rest())));
            case "waiting-directories" -> shell.happen(new Event.DirectoriesWaiting(Trees.ids(w.rest())));
            case "request" -> shell.happen(new Event.RequestFound(w.next(), spec(w)));
            case "bad-request" -> shell.happen(new Event.RequestBad(w.next(), w.next(), w.rest()));
            case "half-request" ->
                shell.happen(
                        new Event.RequestUnfinished(w.next() + ".json", Long.parseLong(w.next()), "it is not JSON"));
            case "mail" -> mail(w.next(), w.next());
            case "paused" -> paused(w);
            case "pause-left" -> shell.happen(new Event.PauseLeft(w.rest()));
            case "resumed" -> shell.happen(new Event.Resumed(id(w.next())));
            case "step" -> shell.happen(new Event.StepFound(w.next(), null));
            case "breaks" -> breaks(w);
            case "look" -> {
                FileName f = new FileName(w.next());
                shell.happen(shell.look(f.from, f.file));
            }
            default -> eventOf(kind, new ActorId(w.next()), w);
        }
    }

    private void eventOf(String kind, ActorId id, Words w) {
        switch (kind) {
            case "recovered" -> recovered(id, w);
            case "ready" -> shell.happen(new Event.BecameReady(id));
            case "status-gone" -> shell.happen(new Event.StatusGone(id));
            case "state" -> shell.happen(new Event.StateWritten(id));
            case "attach" -> shell.happen(new Event.AttachRequested(id, Long.parseLong(w.next())));
            case "exit" -> exit(id, w);
            case "group-gone" -> shell.happen(new Event.GroupGone(id));
            case "watch" -> {
                String file = "supervisor::" + w.next();
                ActorId target = new ActorId(w.next());
                shell.write(id, file, "watch " + target, Event.Content.COMPLETE);
                shell.happen(new Event.WatchAsked(
                        id,
                        file,
                        actos.protocol.OutgoingName.parse(file).name(),
                        target,
                        w.next().equals("answered")));
            }
            case "directory-gone" -> shell.happen(new Event.DirectoryGone(id));
            case "restart" -> {
                String path = w.next();
                shell.happen(new Event.RestartRequested(id, path.isEmpty() ? null : path));
            }
            case "directory" -> {
                boolean copy = w.rest().startsWith("copy");
                shell.homes.computeIfAbsent(id, i -> new ModelShell.Home());
                shell.happen(new Event.DirectoryFound(
                        id, spec(new Words(copy ? w.rest().substring(4).strip() : w.rest())), copy));
            }
            case "owner-ended" -> shell.happen(new Event.OwnerEnded(id, Long.parseLong(w.next())));
            case "stop" -> shell.happen(new Event.StopRequested(id, w.next().equals("now")));
            case "done" -> {
                shell.deleteCurrent(id);
                shell.happen(new Event.CurrentGone(id));
            }
            case "stash" -> {
                shell.stashCurrent(id);
                shell.happen(shell.look(id, actos.protocol.Root.STASH));
            }
            case "unstash" -> {
                String file = "supervisor::" + w.next();
                shell.write(id, file, ModelShell.UNSTASH, Event.Content.COMPLETE);
                shell.happen(shell.look(id, file));
            }
            case "gone" -> shell.happen(new Event.CurrentGone(id));
            case "missing" -> shell.happen(new Event.CurrentMissing(id));
            case "read" -> shell.happen(new Event.CurrentSeen(id, true));
            case "unread" -> shell.happen(new Event.CurrentSeen(id, false));
            case "current" -> {
                shell.homes.get(id).current = shell.letter("by hand", Event.Content.COMPLETE);
                shell.happen(new Event.CurrentFound(id, shell.now().wall()));
            }
            case "spool" -> shell.happen(shell.listing(id));
            default -> throw new IllegalArgumentException("no such event");
        }
    }

    private static ActorId id(String word) {
        return word.isEmpty() || word.equals("*") ? null : new ActorId(word);
    }

    private void paused(Words w) {
        ActorId id = id(w.next());
        boolean byBreakpoint = w.next().equals("hit");
        ActorId actor = byBreakpoint ? new ActorId(w.next()) : null;
        shell.happen(new Event.Paused(id, actor, byBreakpoint ? Long.parseLong(w.next()) : 0, null));
    }

    private void breaks(Words w) {
        shell.breakpoints.clear();
        for (String name = w.next(); !name.isEmpty(); name = w.next()) {
            ActorId actor = id(w.next());
            String text = w.next();
            shell.breakpoints.put(new Breakpoint(name, actor, text.startsWith("all:")), text.replace("all:", ""));
        }
        shell.happen(new Event.BreakpointsChanged(List.copyOf(shell.breakpoints.keySet())));
    }

    private void mail(String path, String how) {
        FileName f = new FileName(path);
        Event.Content content = switch (how) {
            case "" -> Event.Content.COMPLETE;
            case "half", "more" -> Event.Content.NOT_JSON;
            case "number", "digits", "closed" -> Event.Content.OPEN_NUMBER;
            case "big" -> Event.Content.TOO_BIG;
            case "link" -> Event.Content.NOT_A_FILE;
            default -> throw new IllegalArgumentException("no such mail");
        };
        ModelShell.Letter there = shell.drawer(f.from).get(f.file);
        if (there == null || there.content() != content || how.equals("more") || how.equals("digits")) {
            shell.write(f.from, f.file, path, content);
        }
        shell.happen(how.equals("closed") ? shell.lookAtClosed(f.from, f.file) : shell.look(f.from, f.file));
    }

    private static ActorSpec spec(Words w) {
        if (w.rest().contains("[")) {
            return Trees.parse("x " + w.rest());
        }
        ActorSpec spec = ActorSpec.program("/bin/true");
        for (String word = w.next(); !word.isEmpty(); word = w.next()) {
            String[] each = word.split("=");
            spec = each[0].equals("manual")
                    ? ActorSpec.parse("{\"manual\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    : spec.with(each[0], value(each[1]));
        }
        return spec;
    }

    static Object value(String text) {
        if (text.matches("-?[0-9]+")) {
            return Integer.valueOf(text);
        }
        String[] delays = text.split("\\.\\.");
        if (text.equals("true")) {
            return true;
        }
        if (text.startsWith("+")) {
            return List.of(text.substring(1).split(","));
        }
        return delays.length == 2 ? Map.of("first", delays[0], "max", delays[1]) : text;
    }

    private void exit(ActorId id, Words w) {
        long pid = shell.homes.containsKey(id) ? shell.homes.get(id).pid : 0;
        Integer code = null;
        String signal = null;
        String excuse = null;
        for (String word = w.next(); !word.isEmpty(); word = w.next()) {
            switch (word) {
                case "pid" -> pid = Long.parseLong(w.next());
                case "code" -> code = Integer.valueOf(w.next());
                case "signal" -> signal = w.next();
                case "because" -> {
                    excuse = w.rest();
                    w = new Words("");
                }
                default -> throw new IllegalArgumentException("no such end");
            }
        }
        shell.happen(new Event.ProcessExited(id, pid, code, signal, excuse));
    }

    private void recovered(ActorId id, Words w) {
        long pid = 0;
        boolean wasStarted = true;
        String control = null;
        Phase phase = Phase.READY;
        long statusPid = 0;
        Message last = null;
        boolean isCurrent = false;
        Instant next = null;
        int restarts = 0;
        int childRestarts = 0;
        String wanted = null;
        List<Message> waiting = new ArrayList<>();
        List<HeldBack> held = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        ModelShell.Home home = new ModelShell.Home();
        for (String word = w.next(); !word.isEmpty(); word = w.next()) {
            switch (word) {
                case "pid" -> {
                    pid = Long.parseLong(w.next());
                    statusPid = pid;
                }
                case "had-pid" -> statusPid = Long.parseLong(w.next());
                case "new" -> {
                    wasStarted = false;
                    phase = Phase.STARTING;
                }
                case "control" -> control = w.next();
                case "wanted" -> wanted = w.next();
                case "phase" -> phase = Phase.valueOf(w.next().toUpperCase(Locale.ROOT));
                case "child-restarts" -> childRestarts = Integer.parseInt(w.next());
                case "restarts" -> restarts = Integer.parseInt(w.next());
                case "next" -> {
                    phase = Phase.RESTARTING;
                    next = shell.now().wall().plus(Durations.parse("next", w.next()));
                }
                case "last" -> last = message(w.next());
                case "current" -> {
                    last = message(w.next());
                    isCurrent = true;
                    home.current = shell.letter("before", Event.Content.COMPLETE);
                }
                default -> {
                    Aside aside = Aside.of(word);
                    if (word.equals("[")) {
                        words.append(" [ ").append(w.rest());
                        w = new Words("");
                        continue;
                    } else if (word.equals("manual") || word.equals("program") || word.contains("=")) {
                        words.append(' ').append(word);
                        continue;
                    }
                    if (aside == null) {
                        waiting.add(message(word));
                    } else {
                        held.add(new HeldBack(message(Aside.plain(word)), aside));
                    }
                    home.spool.put(word, shell.letter("before", Event.Content.COMPLETE));
                }
            }
        }
        home.pid = pid;
        shell.homes.put(id, home);
        Instant wall = shell.now().wall();
        ActorStatus.Builder status = ActorStatus.of(id, phase, wall);
        if (statusPid != 0) {
            status.process(statusPid, 1L, "boot");
        }
        status.inode(1)
                .restarts(restarts, Collections.nCopies(restarts, wall))
                .nextStart(next)
                .mail(0, 5)
                .lastEnd(restarts == 0 ? null : new ActorExit(id, 1, null, "it failed", wall, null, List.of()))
                .wanted(wanted, "it was said before")
                .childRestarts(Collections.nCopies(childRestarts, wall));
        ActorSpec spec = spec(new Words(words.toString().strip()));
        shell.happen(new Event.Recovered(
                id, spec, status.build(), pid, wasStarted, control, null, last, isCurrent, waiting, held));
    }

    private Message message(String file) {
        SpoolName n = Objects.requireNonNull(SpoolName.parse(file), file);
        return new Message(
                n.id(),
                n.order(),
                n.name(),
                new Origin(n.from(), n.cause(), null, shell.now().wall()),
                n.due(),
                n.attempt(),
                0);
    }

    // ---- $ by hand --------------------------------------------------------------------------------------------------

    private void byHand(Words w) {
        String command = w.next();
        if (command.equals("mkdir")) {
            shell.strangers.add(new ActorId(w.next()));
            return;
        } else if (command.equals("rmdir")) {
            shell.strangers.remove(new ActorId(w.next()));
            return;
        }
        if (command.equals("turns")) {
            ModelShell.Home home = shell.homes.get(new ActorId(w.next()));
            home.ran = Durations.parse("ran", w.next());
            home.waited = Durations.parse("waited", w.next());
            return;
        }
        if (command.equals("stash")) {
            shell.stashCurrent(new ActorId(w.next()));
            return;
        }
        if (command.equals("mkhome")) {
            shell.homes.put(new ActorId(w.next()), new ModelShell.Home());
            return;
        }
        FileName f = new FileName(w.next());
        if (command.equals("touch-mail")) {
            shell.write(f.from, f.file, "by hand", Event.Content.COMPLETE);
            return;
        }
        if (f.file.equals("current")) { // rm, or mv to nowhere
            shell.deleteCurrent(f.from);
            return;
        } else if (f.file.contains("::")) {
            if (command.equals("commit")) {
                shell.commit(f.from, f.file);
            } else {
                shell.drawer(f.from).remove(f.file);
            }
            return;
        }
        Map<String, ModelShell.Letter> spool = shell.homes.get(f.from).spool;
        ModelShell.Letter letter =
                command.equals("touch") ? shell.letter("by hand", Event.Content.COMPLETE) : spool.get(f.file);
        Objects.requireNonNull(letter, "no such file");
        switch (command) {
            case "rm" -> spool.remove(f.file);
            case "touch" -> spool.put(f.file, letter);
            case "cp" -> spool.put(w.next(), letter);
            case "mv" -> {
                spool.remove(f.file);
                spool.put(w.next(), letter);
            }
            default -> throw new IllegalArgumentException("no such command");
        }
    }

    // ---- = what is --------------------------------------------------------------------------------------------------

    private void state(String text) {
        Words w = new Words(text);
        String first = w.next();
        String is = switch (first) {
            case "counts" -> {
                World.Counts c = shell.world.counts();
                yield "counts taken " + c.taken + " delivered " + c.delivered + " done " + c.done + " dead " + c.dead;
            }
            case "timer" -> {
                long nanos = shell.world.untilNextTimer(shell.now());
                yield "timer " + (nanos == Long.MAX_VALUE ? "none" : Durations.format(Duration.ofNanos(nanos)));
            }
            case "last-id" -> "last-id " + shell.world.lastId();
            case "phases" -> changed("phases", shell.world.changes().phases());
            case "figures" -> changed("figures", shell.world.changes().counts());
            case "delivered" -> {
                ActorState actor = shell.world.actor(new ActorId(w.next()));
                long at = actor.deliveredAt().toEpochMilli();
                yield "delivered " + actor.id() + " at " + Durations.format(Duration.ofMillis(at));
            }
            case "disk" -> disk(new ActorId(w.next()));
            default -> actor(new ActorId(first));
        };
        if (!is.equals(text)) {
            throw new AssertionFailedError(file + ":" + cause.number() + ": " + text + "\nis: " + is, text, is);
        }
    }

    /** Whose status has to be written; it is as if it were written now. */
    private static String changed(String what, Set<ActorState> actors) {
        String line = what + actors.stream().map(a -> " " + a.id()).collect(Collectors.joining());
        actors.clear();
        return line;
    }

    private String disk(ActorId id) {
        return ("disk " + id + " " + String.join(" ", shell.homes.get(id).spool.keySet())).strip();
    }

    private String actor(ActorId id) {
        ActorState a = shell.world.actor(id);
        if (a == null) {
            return id + " unknown";
        }
        return id + " " + a.phase() + " waiting " + a.waiting() + " handled " + a.handled()
                + (a.current() == null ? "" : " current " + a.current().id())
                + (a.isStalled(shell.now()) ? " stalled" : "")
                + (shell.world.isPaused(a.id()) ? " paused" : "");
    }

    /** FROM/FILE, or FILE in {@code send/} itself. */
    private static final class FileName {
        final ActorId from;
        final String file;

        FileName(String path) {
            int slash = path.indexOf('/');
            from = slash < 0 ? null : new ActorId(path.substring(0, slash));
            file = path.substring(slash + 1);
        }
    }

    /** The words of a line, one after the other; then empty ones. */
    private static final class Words {
        private String rest;

        Words(String text) {
            rest = text;
        }

        String next() {
            int end = rest.indexOf(' ');
            String word = end < 0 ? rest : rest.substring(0, end);
            rest = end < 0 ? "" : rest.substring(end + 1).strip();
            return word;
        }

        String peek() {
            return rest.split(" ")[0];
        }

        String rest() {
            return rest;
        }
    }
}
