package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Phase;
import actos.protocol.SpoolName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One life of a system, made up by a random generator: people, programs, a kernel that reports late, a disk that fails,
 * and the core that has to keep order among them. {@link Ledger} checks each step.
 */
final class History {
    private static final List<ActorId> IDS =
            List.of(new ActorId("a"), new ActorId("b"), new ActorId("c"), new ActorId("clerk"));
    private static final ActorId NOBODY = new ActorId("nobody");
    private static final List<Class<? extends Effect>> REFUSABLE = List.of(
            Effect.Accept.class,
            Effect.Take.class,
            Effect.Bury.class,
            Effect.Deliver.class,
            Effect.Return.class,
            Effect.Release.class,
            Effect.Adopt.class,
            Effect.BuryActor.class);

    private final Random random;
    private final boolean immediate;
    private final ModelShell shell;
    private final Ledger ledger;
    /** What the kernel has to report, in order. */
    private final ArrayDeque<Supplier<Event>> notices = new ArrayDeque<>();
    /** Messages that are half written: sender and file. */
    private final Map<String, ActorId> halves = new HashMap<>();
    /** Processes that were told to end. */
    private final Set<ActorId> dying = new LinkedHashSet<>();
    /** Ended actors with a child that still lives. */
    private final Set<ActorId> lingering = new LinkedHashSet<>();

    private final Set<ActorId> exited = new HashSet<>();
    /** Whom somebody or a breakpoint has paused; null is the system. */
    private final Set<ActorId> paused = new LinkedHashSet<>();

    private int messages;

    History(long seed) {
        random = new Random(seed);
        immediate = seed % 2 == 0;
        shell = new ModelShell(
                new World(immediate, Duration.ofSeconds(2), Duration.ofSeconds(3), 0, 2), this::beforeEffect);
        ledger = new Ledger(shell);
    }

    Ledger ledger() {
        return ledger;
    }

    private void beforeEffect(Effect effect) {
        ledger.beforeEffect(effect);
        if (effect instanceof Effect.Terminate e) {
            dying.add(e.id());
        } else if (effect instanceof Effect.Kill e) {
            dying.add(e.id());
        } else if (effect instanceof Effect.Start e) {
            exited.remove(e.id());
        } else if (effect instanceof Effect.Pause e) {
            paused.add(e.id());
        }
    }

    // ---- while things happen ----------------------------------------------------------------------------------------

    void go(int steps) {
        for (int i = 0; i < steps; i++) {
            ledger.said("-- step " + i);
            anything();
            ledger.check();
        }
    }

    private void anything() {
        if (!paused.isEmpty() && random.nextInt(10) == 0) {
            resume();
        }
        int dice = random.nextInt(100);
        if (dice < 30) {
            send();
        } else if (dice < 52) {
            finish(anyHome());
        } else if (dice < 55) {
            completeHalf();
        } else if (dice < (immediate ? 58 : 65)) {
            scan();
        } else if (dice < 70) {
            reportSome();
        } else if (dice < 76) {
            shell.advance(Duration.ofMillis(random.nextInt(1500)));
        } else if (dice < 84) {
            request();
        } else if (dice < 92) {
            becomeReady(anyHome());
        } else if (dice < 93) {
            end();
        } else if (dice < 94) {
            sometimes(() -> stop(anyHome()));
        } else if (dice < 96) {
            shell.refuse(REFUSABLE.get(random.nextInt(REFUSABLE.size())), "disk full");
        } else if (dice < 97) {
            sometimes(() -> shell.refuse(Effect.ClearGroup.class, "a child lives"));
        } else if (dice < 98) {
            debug();
        } else if (dice < 99) {
            byHand(anyHome());
        } else {
            editorAtWork(anyHome());
        }
    }

    private void sometimes(Runnable what) {
        if (random.nextInt(4) == 0) {
            what.run();
        }
    }

    // ---- the debugger -----------------------------------------------------------------------------------------------

    /** Somebody pauses, steps, resumes, or changes the breakpoints. */
    private void debug() {
        ActorId whom = random.nextInt(3) == 0 ? null : anyHome();
        switch (random.nextInt(5)) {
            case 0 -> {
                paused.add(whom);
                shell.happen(new Event.Paused(whom, null, 0, null));
            }
            case 1 -> resume();
            case 2 -> {
                shell.breakpoints.clear();
                if (random.nextBoolean()) {
                    shell.breakpoints.put(new Breakpoint("b", whom, random.nextInt(4) == 0), "7");
                }
                shell.happen(new Event.BreakpointsChanged(List.copyOf(shell.breakpoints.keySet())));
            }
            default -> {
                String what = random.nextInt(3) == 0 ? String.valueOf(1 + random.nextInt(messages + 1)) : "";
                shell.happen(new Event.StepFound(whom == null || !what.isEmpty() ? what : whom.value(), "t"));
            }
        }
    }

    private void resume() {
        paused.forEach(id -> shell.happen(new Event.Resumed(id)));
        paused.clear();
    }

    private ActorId anyHome() {
        List<ActorId> homes = List.copyOf(shell.homes.keySet());
        return homes.isEmpty() ? null : homes.get(random.nextInt(homes.size()));
    }

    private void send() {
        ActorId home = anyHome();
        ActorId from = random.nextInt(3) == 0 || home == null || isGone(home) ? null : home;
        ActorId to = random.nextInt(12) == 0 ? NOBODY : IDS.get(random.nextInt(IDS.size()));
        String text = String.format("m%05d", ++messages);
        boolean delayed = random.nextInt(8) == 0;
        boolean half = random.nextInt(8) == 0;
        String file = to + "::" + text + (delayed ? "+" + (1 + random.nextInt(4)) + "s" : "");
        shell.write(from, file, text, half ? Event.Content.NOT_JSON : Event.Content.COMPLETE);
        ledger.written(text, from, to, !delayed && !half);
        if (half) {
            halves.put(file, from);
        }
        notice(() -> shell.look(from, file));
    }

    /** A program that has ended writes nothing any more. */
    private boolean isGone(ActorId id) {
        return exited.contains(id);
    }

    private void completeHalf() {
        if (!halves.isEmpty()) {
            String file = halves.keySet().stream().sorted().findFirst().orElseThrow();
            ActorId from = halves.remove(file);
            ModelShell.Letter half = shell.drawer(from).get(file);
            if (half != null) {
                shell.write(from, file, half.text(), Event.Content.COMPLETE);
                notice(() -> shell.look(from, file));
            }
        }
    }

    private void notice(Supplier<Event> look) {
        if (immediate) {
            notices.add(look);
            if (random.nextInt(10) == 0) {
                notices.add(look); // the kernel may say it twice
            }
        }
    }

    private void reportSome() {
        for (int n = 1 + random.nextInt(5); n > 0 && !notices.isEmpty(); n--) {
            report();
        }
    }

    private void report() {
        Event event = notices.remove().get();
        if (event != null) {
            shell.happen(event);
        }
    }

    private void finish(ActorId id) {
        if (id == null || shell.homes.get(id).current == null || exited.contains(id) && !lingering.contains(id)) {
            return;
        }
        ModelShell.Home home = shell.homes.get(id);
        ledger.done(home.current);
        home.current = null;
        notice(() -> shell.homes.get(id) == home && home.current == null ? new Event.CurrentGone(id) : null);
    }

    private void request() {
        if (shell.world.isShuttingDown()) {
            return;
        }
        ActorId id = IDS.get(random.nextInt(IDS.size()));
        String spec =
                id.value().equals("clerk") ? "{\"manual\":true}" : "{\"path\":\"/bin/true\",\"stopTimeout\":\"1s\"}";
        if (!shell.homes.containsKey(id)) {
            shell.happen(new Event.RequestFound(id.value(), ActorSpec.parse(spec.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private void becomeReady(ActorId id) {
        if (id != null && !exited.contains(id)) {
            shell.happen(new Event.BecameReady(id));
        }
    }

    private void stop(ActorId id) {
        if (id != null) {
            shell.happen(new Event.StopRequested(id, random.nextInt(3) == 0));
        }
    }

    /** A process that was told to end does so, or one that was not; or the last of a group does. */
    private void end() {
        if (!lingering.isEmpty()) {
            groupGone();
        } else if (!dying.isEmpty()) {
            exit(dying.iterator().next());
        } else if (random.nextInt(3) == 0) {
            exit(anyHome());
        }
    }

    private void groupGone() {
        ActorId id = lingering.iterator().next();
        lingering.remove(id);
        shell.happen(new Event.GroupGone(id));
    }

    private void exit(ActorId id) {
        dying.remove(id);
        ModelShell.Home home = id == null ? null : shell.homes.get(id);
        if (home != null && home.pid != 0 && exited.add(id)) {
            boolean child = shell.isRefused(Effect.ClearGroup.class);
            if (child) {
                lingering.add(id);
            }
            shell.happen(new Event.ProcessExited(id, home.pid, 1, null, null));
        }
    }

    // ---- by hand ----------------------------------------------------------------------------------------------------

    private void byHand(ActorId id) {
        if (id == null) {
            return;
        }
        ModelShell.Home home = shell.homes.get(id);
        List<String> files = List.copyOf(home.spool.keySet());
        if (files.isEmpty() || random.nextInt(8) == 0) {
            String text = "h" + ++messages;
            ledger.written(text, null, id, false);
            home.spool.put("note-" + text + ".json", shell.letter(text, Event.Content.COMPLETE));
        } else {
            change(home, files.get(random.nextInt(files.size())));
        }
        if (random.nextBoolean()) {
            shell.happen(shell.listing(id));
        }
    }

    private void change(ModelShell.Home home, String file) {
        ModelShell.Letter letter = home.spool.get(file);
        ledger.disturbed(letter);
        String other = otherPlace(file);
        switch (random.nextInt(4)) {
            case 0 -> {
                home.spool.remove(file);
                ledger.dropped(letter);
            }
            case 1 -> {
                if (!home.spool.containsKey(other)) {
                    home.spool.put(other, home.spool.remove(file));
                }
            }
            case 2 -> {
                String text = "k" + ++messages;
                if (!home.spool.containsKey(other)) {
                    ledger.written(text, null, NOBODY, false);
                    ModelShell.Letter copy = shell.letter(text, Event.Content.COMPLETE);
                    ledger.disturbed(copy); // which of the two is the copy cannot be seen
                    home.spool.put(other, copy);
                }
            }
            default -> {
                boolean held = file.endsWith(".held");
                home.spool.remove(file);
                home.spool.put(held ? file.substring(0, file.length() - 5) : file + ".held", letter);
            }
        }
    }

    private String otherPlace(String file) {
        int tilde = file.indexOf('~');
        return SpoolName.order(1 + random.nextInt(40)) + (tilde < 0 ? "~" + file : file.substring(tilde));
    }

    /** An editor moves the message away, a scan comes by, and it is there again. */
    private void editorAtWork(ActorId id) {
        if (id != null
                && shell.homes.get(id).current != null
                && shell.world.actor(id).current() != null) {
            ModelShell.Home home = shell.homes.get(id);
            ModelShell.Letter letter = home.current;
            home.current = null;
            if (shell.world.actor(id).missingSinceNanos == 0) {
                shell.happen(new Event.CurrentMissing(id));
            }
            home.current = letter;
            shell.happen(new Event.CurrentSeen(id, random.nextBoolean()));
        }
    }

    // ---- scans ------------------------------------------------------------------------------------------------------

    /** What a scan finds, in the order in which the real one reports it. */
    private void scan() {
        List<Event> gone = new ArrayList<>();
        shell.happen(new Event.CycleBegan());
        for (ActorId id : List.copyOf(shell.homes.keySet())) {
            ModelShell.Home home = shell.homes.get(id);
            ActorState actor = shell.world.actor(id);
            if (home == null || actor == null) {
                continue; // buried just now
            }
            if (actor.current() == null && home.current != null) {
                shell.happen(new Event.CurrentFound(id, home.current.written()));
            } else if (actor.current() != null && home.current != null) {
                shell.happen(new Event.CurrentSeen(id, random.nextBoolean()));
            } else if (actor.current() != null) {
                gone.add(immediate ? new Event.CurrentMissing(id) : new Event.CurrentGone(id));
            }
            if (shell.homes.containsKey(id)) {
                shell.happen(shell.listing(id));
            }
        }
        if (immediate) {
            while (!notices.isEmpty()) {
                report();
            }
        }
        scanMail();
        if (immediate) {
            gone.removeIf(e -> shell.world.actor(((Event.CurrentMissing) e).id()) == null);
        }
        gone.forEach(shell::happen);
        if (!immediate) {
            shell.happen(new Event.DeliveryTurn());
        }
    }

    private void scanMail() {
        record Find(ActorId from, String file, ModelShell.Letter letter) {}
        List<Find> finds = new ArrayList<>();
        shell.drawers.forEach(
                (from, files) -> files.forEach((file, letter) -> finds.add(new Find(from, file, letter))));
        finds.sort(Comparator.comparing((Find f) -> f.letter().written()).thenComparing(Find::file));
        finds.forEach(f -> shell.happen(shell.look(f.from(), f.file())));
    }

    // ---- until all is quiet -----------------------------------------------------------------------------------------

    /** Everybody does what is left to do, and nothing new. */
    void settle(boolean shutdown) {
        shell.refuseNothing();
        shell.breakpoints.clear();
        shell.happen(new Event.BreakpointsChanged(List.of()));
        resume();
        if (shutdown) {
            shell.happen(new Event.ShutdownRequested());
        }
        for (int round = 0; round < 2_000 && (round < 10 || !isQuiet()); round++) {
            ledger.said("-- settling " + round);
            while (!notices.isEmpty()) {
                report();
            }
            while (!halves.isEmpty() && round > 3) {
                completeHalf();
            }
            List.copyOf(lingering).forEach(id -> groupGone());
            List.copyOf(dying).forEach(this::exit);
            List.copyOf(shell.homes.keySet()).forEach(this::becomeReady);
            List.copyOf(shell.homes.keySet()).forEach(this::finish);
            shell.advance(Duration.ofSeconds(2));
            scan();
            ledger.check();
        }
    }

    private boolean isQuiet() {
        return notices.isEmpty()
                && dying.isEmpty()
                && shell.world.untilNextTimer(shell.now()) == Long.MAX_VALUE
                && shell.drawers.values().stream().allMatch(Map::isEmpty)
                && shell.homes.values().stream()
                        .allMatch(h ->
                                h.current == null && h.spool.keySet().stream().allMatch(f -> f.endsWith(".held")));
    }

    /** Nothing may be stuck: what is left lies where somebody put it, or nobody is there to take it. */
    void checkQuiet(boolean shutdown) {
        if (shutdown) {
            ledger.require(shell.exited, "the supervisor has not ended");
            ledger.require(shell.homes.isEmpty(), "somebody still runs");
            return;
        }
        ledger.require(isQuiet(), "it does not become quiet");
        ledger.require(shell.world.held.isEmpty(), "something is held back: " + shell.world.held.keySet());
        ledger.require(shell.world.unfinished.isEmpty(), "something is unfinished: " + shell.world.unfinished);
        shell.homes.keySet().forEach(id -> {
            ActorState actor = shell.world.actor(id);
            ledger.require(actor != null && actor.phase() == Phase.READY, id + " is not ready");
            ledger.require(actor.current() == null && actor.waiting() == 0, id + " has mail in memory only");
        });
        ledger.require(shell.world.actors().size() == shell.homes.size(), "actors are in memory only");
    }
}
