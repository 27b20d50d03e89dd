package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Aside;
import actos.protocol.Ended;
import actos.protocol.Names;
import actos.protocol.OutgoingName;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.SpoolName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A shell for tests: directories are maps, processes are numbers, time is moved by hand. It carries out effects and
 * reports what came of them as the real one does, echoes before anything else; what it is told to refuse, fails.
 */
final class ModelShell {
    /** What a message to the supervisor says that asks for the stash. */
    static final String UNSTASH = "unstash";

    /** What lies in a file. */
    record Letter(String text, Event.Content content, long fingerprint, Instant written) {}

    /** One actor's directory. */
    static final class Home {
        final TreeMap<String, Letter> spool = new TreeMap<>();
        Letter current;
        /** What a program that has committed and not more would have sent by file name; null if there is none. */
        Map<String, Letter> committed;

        long pid;
        /** When that was started. */
        long started;
        /** How long its process has had a processor, and has waited for one. */
        Duration ran = Duration.ZERO;

        Duration waited = Duration.ZERO;
    }

    final World world;
    /** By sender; the one of {@code null} is {@code send/} itself. Oldest file first. */
    final Map<ActorId, Map<String, Letter>> drawers = new HashMap<>();

    final Map<ActorId, Home> homes = new LinkedHashMap<>();
    /** Directories in {@code running/} that are nobody's. */
    final Set<ActorId> strangers = new HashSet<>();

    final Map<Long, Letter> dead = new LinkedHashMap<>();
    final List<Letter> graves = new ArrayList<>();
    /** Breakpoints, each with the text that it stops. */
    final Map<Breakpoint, String> breakpoints = new LinkedHashMap<>();

    boolean exited;
    /** Whether a new supervisor first learns of all that was there, and then what comes of that. */
    boolean isRecovering;

    private final Consumer<Effect> trace;
    private final ArrayDeque<Event> echoes = new ArrayDeque<>();
    /** Looked at when all that came of the effects before is decided. */
    private final ArrayDeque<Supplier<Event>> later = new ArrayDeque<>();
    /** Kinds of effects whose next one the disk refuses, with a reason. */
    private final Map<Class<?>, ArrayDeque<String>> faults = new HashMap<>();

    private long nanos = Long.MAX_VALUE - 3_000_000_000L; // the clock wraps around after three seconds
    private Instant wall = Instant.EPOCH;
    private long nextPid = 101;
    private long lastFingerprint;

    ModelShell(World world, Consumer<Effect> trace) {
        this.world = world;
        this.trace = trace;
    }

    // ---- time -------------------------------------------------------------------------------------------------------

    Now now() {
        return new Now(nanos, wall);
    }

    /** Time goes on; each timer fires when it is due. */
    void advance(Duration time) {
        long rest = time.toNanos();
        while (world.untilNextTimer(now()) <= rest) {
            long step = world.untilNextTimer(now());
            move(step);
            rest -= step;
            happen(new Event.Tick());
        }
        move(rest);
    }

    /** Somebody sets the wall clock. */
    void jump(Duration by) {
        wall = wall.plus(by);
    }

    /** Another supervisor goes on where that one was: the same time, and no process's number twice. */
    void startFrom(ModelShell before) {
        nanos = before.nanos;
        wall = before.wall;
        nextPid = before.nextPid;
    }

    private void move(long by) {
        nanos += by;
        wall = wall.plusNanos(by);
    }

    // ---- events and effects -----------------------------------------------------------------------------------------

    /** The event, and all that comes of it. */
    void happen(Event event) {
        step(event);
        isRecovering &= event instanceof Event.Recovered;
        while (!isRecovering && !(echoes.isEmpty() && later.isEmpty())) {
            step(echoes.isEmpty() ? later.removeFirst().get() : echoes.removeFirst());
        }
    }

    private void step(Event event) {
        List<Effect> effects = new ArrayList<>();
        Kernel.step(world, event, now(), effects);
        for (Effect effect : effects) {
            trace.accept(effect);
            perform(effect);
        }
    }

    /** The next effect of this kind fails. */
    void refuse(Class<? extends Effect> kind, String why) {
        faults.computeIfAbsent(kind, k -> new ArrayDeque<>()).add(why);
    }

    /** Whether the next effect of this kind will fail. */
    boolean isRefused(Class<? extends Effect> kind) {
        return faults.containsKey(kind) && !faults.get(kind).isEmpty();
    }

    /** The disk is well again. */
    void refuseNothing() {
        faults.clear();
    }

    private String fault(Effect effect) {
        ArrayDeque<String> planned = faults.get(effect.getClass());
        return planned == null ? null : planned.pollFirst();
    }

    private void perform(Effect effect) {
        String fault = fault(effect);
        boolean tellsItself = effect instanceof Effect.Start
                || effect instanceof Effect.Attach
                || effect instanceof Effect.ClearGroup;
        if (fault != null && !tellsItself) {
            echoes.add(new Event.Refused(effect, fault));
        } else if (effect instanceof Effect.Take e) {
            take(e);
        } else if (effect instanceof Effect.Deliver e) {
            deliver(e);
        } else if (effect instanceof Effect.Examine e) {
            echoes.add(look(e.from(), e.file()));
        } else if (effect instanceof Effect.LookForReceiver e) {
            echoes.add(new Event.ReceiverLookedFor(
                    e.burial(), strangers.contains(e.burial().to())));
        } else if (effect instanceof Effect.Bury e) {
            Letter letter = drawer(e.from()).remove(e.file());
            if (letter != null) {
                dead.put(e.id(), letter);
            }
            echoes.add(new Event.Done(e));
        } else if (effect instanceof Effect.Return e) {
            giveBack(e);
        } else if (effect instanceof Effect.Stash e) {
            stash(e);
        } else if (effect instanceof Effect.Unstash e) {
            unstash(e);
        } else if (effect instanceof Effect.Release e) {
            release(e);
        } else if (effect instanceof Effect.Adopt e) {
            adopt(e);
        } else if (effect instanceof Effect.ListSpool e) {
            echoes.add(listing(e.id()));
        } else if (effect instanceof Effect.Accept e) {
            accept(e);
        } else if (effect instanceof Effect.Start e) {
            start(e, fault);
        } else if (effect instanceof Effect.ClearGroup e
                && (fault == null || !world.actor(e.id()).spec().hasProcess())) {
            echoes.add(new Event.GroupGone(e.id()));
        } else if (effect instanceof Effect.SettleCommit e) {
            settle(e.id());
            echoes.add(new Event.Done(e));
        } else if (effect instanceof Effect.Poison e) {
            poison(e);
        } else if (effect instanceof Effect.TakeIn e) {
            takeIn(e);
        } else if (effect instanceof Effect.SweepDrawer e) {
            new ArrayList<>(drawer(e.id()).keySet()).forEach(file -> later.add(() -> look(e.id(), file)));
            later.add(() -> new Event.DrawerSwept(e.id()));
        } else if (effect instanceof Effect.BuryActor e) {
            buryActor(e);
        } else if (effect instanceof Effect.LookAtStart e) {
            Home home = homes.get(e.id());
            echoes.add(new Event.StartSeen(
                    e.id(), e.pid(), nanos - home.started, home.ran.toNanos(), home.waited.toNanos()));
        } else if (effect instanceof Effect.Check e) {
            check(e);
        } else if (effect instanceof Effect.TakeStep e) {
            world.actors().forEach(actor -> echoes.add(listing(actor.id())));
            later.add(() -> new Event.StepRequested(e.what(), e.token()));
        } else if (effect instanceof Effect.Attach e) {
            homes.get(e.id()).pid = fault == null ? e.pid() : 0;
            echoes.add(
                    fault == null ? new Event.Started(e.id(), e.pid()) : new Event.AttachBad(e.id(), e.pid(), fault));
        } else if (effect instanceof Effect.Detach e) {
            homes.get(e.id()).pid = 0;
        } else if (effect instanceof Effect.Plant e) {
            if (homes.put(e.id(), new Home()) != null) {
                throw new AssertionError("there are two of " + e.id());
            }
            echoes.add(new Event.Done(e));
        } else if (effect instanceof Effect.Tell e) {
            e.news().forEach(n -> hear(n.to(), n.message(), e.ended()));
            echoes.add(new Event.Done(e));
        } else if (effect instanceof Effect.TellGone e) {
            hear(e.id(), e.message(), e.ended());
        } else if (effect instanceof Effect.Watch e) {
            drawer(e.id()).remove(e.file());
            if (e.answer() != null) {
                hear(e.id(), e.answer(), e.gone());
            }
            echoes.add(new Event.Done(e));
        } else if (effect instanceof Effect.Exit) {
            exited = true;
        }
    }

    private void check(Effect.Check e) {
        Letter letter = homes.get(e.id()).spool.get(e.message().fileName());
        if (letter == null) {
            echoes.add(new Event.MessageMissing(e.id(), e.message()));
            return;
        }
        Breakpoint hit = breakpoints.entrySet().stream()
                .filter(b -> b.getKey().actor() == null || b.getKey().actor().equals(e.id()))
                .filter(b -> letter.text().contains(b.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        echoes.add(new Event.Checked(e.id(), e.message(), hit));
    }

    private void hear(ActorId watcher, Message message, Ended news) {
        if (homes.containsKey(watcher)) {
            String text = "end of " + news.id() + ": " + news.reason();
            put(homes.get(watcher), message.fileName(), letter(text, Event.Content.COMPLETE));
            echoes.add(new Event.Heard(watcher, message));
        }
    }

    private void take(Effect.Take e) {
        Letter letter = drawer(e.from()).remove(e.file());
        if (letter == null) {
            echoes.add(look(e.from(), e.file()));
        } else {
            put(homes.get(e.to()), e.message().fileName(), letter);
            echoes.add(new Event.Done(e));
        }
    }

    private void deliver(Effect.Deliver e) {
        Home home = homes.get(e.id());
        String file = e.message().fileName();
        if (!home.spool.containsKey(file)) {
            echoes.add(new Event.MessageMissing(e.id(), e.message()));
        } else if (home.current != null) {
            echoes.add(new Event.CurrentFound(e.id(), home.current.written()));
        } else {
            home.current = home.spool.remove(file);
            echoes.add(new Event.Delivered(e.id(), e.message()));
        }
    }

    private void giveBack(Effect.Return e) {
        Home home = homes.get(e.id());
        if (home.current == null) {
            echoes.add(new Event.CurrentGone(e.id()));
        } else {
            put(home, e.message().fileName(), home.current);
            home.current = null;
            echoes.add(new Event.Done(e));
        }
    }

    private void stash(Effect.Stash e) {
        Letter letter = drawer(e.id()).remove(e.file());
        if (letter != null) {
            put(homes.get(e.id()), new HeldBack(e.message(), Aside.STASHED).fileName(), letter);
            echoes.add(new Event.Stashed(e.id(), e.message()));
        }
    }

    private void unstash(Effect.Unstash e) {
        Home home = homes.get(e.id());
        List<Message> released = new ArrayList<>();
        for (HeldBack stashed : e.stashed()) {
            Letter letter = home.spool.remove(stashed.fileName());
            if (letter != null) {
                put(home, stashed.message().fileName(), letter);
                released.add(stashed.message());
            }
        }
        echoes.add(new Event.Unstashed(e.id(), released));
        drawer(e.id()).remove(e.file());
    }

    /** What was committed comes into view, and its message is done. */
    private void settle(ActorId id) {
        Home home = homes.get(id);
        if (home.committed != null) {
            drawer(id).putAll(home.committed);
            home.committed = null;
            home.current = null;
        }
    }

    private void poison(Effect.Poison e) {
        Home home = homes.get(e.id());
        if (home.current == null) {
            echoes.add(new Event.CurrentGone(e.id()));
        } else {
            dead.put(e.message().id(), home.current);
            home.current = null;
            echoes.add(new Event.Done(e));
        }
    }

    private void takeIn(Effect.TakeIn e) {
        strangers.remove(e.id());
        Home home = homes.computeIfAbsent(e.id(), id -> new Home());
        List<Message> waiting = e.isCopy()
                ? List.of()
                : home.spool.keySet().stream()
                        .map(SpoolName::parse)
                        .filter(java.util.Objects::nonNull)
                        .map(n -> new Message(
                                n.id(),
                                n.order(),
                                n.name(),
                                new Origin(n.from(), n.cause(), null, wall),
                                n.due(),
                                n.attempt(),
                                0))
                        .toList();
        echoes.add(new Event.TakenIn(e.id(), e.spec(), e.isCopy(), waiting, List.of(), null));
    }

    private void release(Effect.Release e) {
        Home home = homes.get(e.id());
        if (home.spool.containsKey(e.waiting().fileName())) {
            put(home, e.released().fileName(), home.spool.remove(e.waiting().fileName()));
            echoes.add(new Event.Done(e));
        } else {
            echoes.add(listing(e.id()));
        }
    }

    private void adopt(Effect.Adopt e) {
        Home home = homes.get(e.id());
        Letter letter = home.spool.remove(e.file());
        if (letter != null) {
            Message message = e.message().sentAt(letter.written());
            put(home, message.fileName() + (e.aside() == null ? "" : e.aside().ending()), letter);
            echoes.add(e.aside() == null ? new Event.AddedByHand(e.id(), message) : new Event.Stashed(e.id(), message));
        }
    }

    private static void put(Home home, String file, Letter letter) {
        if (home.spool.put(file, letter) != null) {
            throw new AssertionError("a rename has replaced " + file);
        }
    }

    private void accept(Effect.Accept e) {
        if (strangers.contains(e.id())) {
            echoes.add(new Event.IdTaken(e.request(), e.spec(), e.id()));
            return;
        }
        if (homes.put(e.id(), new Home()) != null) {
            throw new AssertionError("there are two of " + e.id());
        }
        ActorSpec spec = e.spec().resolved(e.id(), e.spec().path());
        echoes.add(new Event.Accepted(e.id(), spec, e.request()));
    }

    private void start(Effect.Start e, String fault) {
        if (fault != null) {
            echoes.add(new Event.StartFailed(e.id(), fault, fault.startsWith("no space")));
        } else {
            homes.get(e.id()).pid = nextPid++;
            homes.get(e.id()).started = nanos;
            echoes.add(new Event.Started(e.id(), homes.get(e.id()).pid));
        }
    }

    private void buryActor(Effect.BuryActor e) {
        Home home = homes.remove(e.id());
        if (home.current != null) {
            throw new AssertionError(e.id() + " is buried with its current message");
        }
        graves.addAll(home.spool.values());
        echoes.add(new Event.Done(e));
    }

    // ---- what lies where --------------------------------------------------------------------------------------------

    Map<String, Letter> drawer(ActorId from) {
        return drawers.computeIfAbsent(from, f -> new LinkedHashMap<>());
    }

    /** Somebody writes a file into a drawer, or over what is there. */
    void write(ActorId from, String file, String text, Event.Content content) {
        drawer(from).put(file, letter(text, content));
    }

    /** A program has committed that it sends this, and its message is done; nothing of that can be seen yet. */
    void commit(ActorId id, String file) {
        Home home = homes.get(id);
        if (home.committed == null) {
            home.committed = new LinkedHashMap<>();
        }
        home.committed.put(file, letter(file, Event.Content.COMPLETE));
    }

    Letter letter(String text, Event.Content content) {
        return new Letter(text, content, ++lastFingerprint, wall);
    }

    /** What there is to be seen of a file in a drawer. */
    Event look(ActorId from, String file) {
        Letter letter = drawer(from).get(file);
        if (file.equals(Root.STASH) && letter != null) {
            return new Event.StashSeen(from, file);
        }
        OutgoingName name = null;
        String fault = null;
        try {
            name = OutgoingName.parse(file);
        } catch (Refused e) {
            fault = e.getMessage();
        }
        if (letter != null && letter.text().equals(UNSTASH)) {
            return new Event.UnstashAsked(from, file);
        }
        if (letter == null) {
            return new Event.MailSeen(from, file, name, Event.Content.GONE, 0, null, null, null);
        }
        Event.Content content = fault == null ? letter.content() : Event.Content.BAD_NAME;
        return new Event.MailSeen(from, file, name, content, letter.fingerprint(), letter.written(), null, fault);
    }

    /** The same when the kernel has told that its writer closed it. */
    Event lookAtClosed(ActorId from, String file) {
        Event.MailSeen e = (Event.MailSeen) look(from, file);
        return e.content() == Event.Content.OPEN_NUMBER
                ? new Event.MailSeen(
                        from, file, e.name(), Event.Content.COMPLETE, e.fingerprint(), e.sentAt(), null, null)
                : e;
    }

    /** What there is to be seen of a spool. An editor's backup is young here, always. */
    Event listing(ActorId id) {
        Set<String> all = homes.get(id).spool.keySet();
        List<String> files = all.stream()
                .filter(name -> !Names.leftAlone(name)
                        || Aside.of(name) != null && Aside.plain(name).endsWith(".json")
                        || name.endsWith(".json~") && !all.contains(name.substring(0, name.length() - 1)))
                .toList();
        return new Event.SpoolListed(id, files);
    }

    /** The actor has put its message back; nobody has noticed yet. */
    void stashCurrent(ActorId id) {
        drawer(id).put(Root.STASH, homes.get(id).current);
        homes.get(id).current = null;
    }

    /** The actor has handled its message; nobody has noticed yet. */
    void deleteCurrent(ActorId id) {
        homes.get(id).current = null;
    }
}
