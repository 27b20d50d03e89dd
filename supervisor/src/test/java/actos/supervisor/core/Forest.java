package actos.supervisor.core;

import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Phase;
import actos.protocol.Restart;
import actos.protocol.Supervision.Order;
import actos.protocol.Supervision.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One life of a random tree: its actors become ready, crash, finish, are stopped and restarted, children come, time goes on,
 * and now and then the supervisor is replaced by a new one that knows only what the statuses say. Checked after each event.
 */
final class Forest {
    private static final ActorId TOP = new ActorId("top");
    private static final int SHOWN = 120;
    /** How many processes may be starting at the same time. */
    private static final int STARTS = 3;

    private final Random random;
    private final ArrayDeque<String> story = new ArrayDeque<>();
    private final Map<ActorId, List<Long>> restarts = new HashMap<>();
    /** Whom somebody has told to end or to start again, which needs no order and counts for nothing. */
    private final Set<ActorId> asked = new HashSet<>();

    /** Processes that wait for something else than a processor. */
    private final Set<Long> waits = new HashSet<>();

    /** Who has been ready. */
    private final Set<ActorId> ready = new HashSet<>();

    private ModelShell shell;
    private int names;
    private int started;

    Forest(long seed) {
        random = new Random(seed);
        shell = new ModelShell(world(), this::performed);
    }

    private void plant() {
        restarts.clear();
        ready.clear();
        String tree = node(TOP.value(), 1 + random.nextInt(3));
        happen(new Event.RequestFound(TOP.value(), Trees.parse(tree)), "tree " + tree);
    }

    private static World world() {
        return new World(true, Duration.ofSeconds(2), Duration.ofSeconds(30), 0, STARTS);
    }

    private String node(String id, int levels) {
        StringBuilder s = new StringBuilder(id);
        s.append(oneOf(" perm", " perm", " trans", " temp"));
        s.append(" backoff=").append(oneOf("0ms..0ms", "100ms..1s"));
        if (levels == 0) {
            return s.toString();
        }
        boolean any = random.nextInt(4) == 0;
        s.append(oneOf("", "", " program")).append(" intensity=").append(random.nextInt(6));
        s.append(" period=").append(oneOf("1s", "10s"));
        s.append(oneOf(
                " strategy=one_for_one order=parallel",
                " strategy=one_for_all order=parallel",
                " strategy=one_for_one",
                " strategy=one_for_all",
                " strategy=rest_for_one"));
        s.append(any ? oneOf(" autoShutdown=any", " autoShutdown=all") : "").append(" [ ");
        int children = random.nextInt(5);
        for (int i = 0; i < children; i++) {
            String child = node("n" + ++names, random.nextInt(levels));
            s.append(i == 0 ? "" : " ; ");
            s.append(
                    any && !child.contains(" perm") && random.nextBoolean()
                            ? child.replaceFirst(" ", " significant ")
                            : child);
        }
        return s.append(" ]").toString();
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** How many processes there were: a life without any proves nothing. */
    int started() {
        return started;
    }

    // ---- what happens -----------------------------------------------------------------------------------------------

    void go(int steps) {
        for (int i = 0; i < steps; i++) {
            if (shell.world.actors().isEmpty()) {
                plant();
            }
            List<ActorState> actors = new ArrayList<>(shell.world.actors());
            ActorState actor = actors.get(random.nextInt(actors.size()));
            int dice = random.nextInt(100);
            if (actors.isEmpty()) {
                said("> nobody is left");
            } else if (dice < 60) {
                live(actor);
            } else if (dice < 75) {
                exit(actor, random.nextInt(5) == 0 ? 75 : random.nextInt(3) == 0 ? 0 : 1);
            } else if (dice < 77) {
                asked.add(actor.id());
                happen(new Event.StopRequested(actor.id(), random.nextBoolean()), "stop " + actor.id());
            } else if (dice < 80) {
                asked.add(actor.id());
                happen(new Event.RestartRequested(actor.id(), null), "restart " + actor.id());
            } else if (dice < 84) {
                request(actor.id());
            } else if (dice < 85) {
                happen(new Event.DirectoryGone(actor.id()), "directory gone " + actor.id());
            } else if (dice < 88) {
                replaceSupervisor();
            } else {
                advance(Duration.ofMillis(random.nextInt(4000)));
            }
        }
    }

    /** What is expected of this actor next. */
    private void live(ActorState actor) {
        if (actor.pid() != 0 && actor.phase() == Phase.STARTING) {
            happen(new Event.BecameReady(actor.id()), "ready " + actor.id());
        } else if (actor.phase() == Phase.STOPPING) {
            exit(actor, 0);
        }
    }

    private void exit(ActorState actor, int code) {
        if (actor.pid() != 0) {
            happen(
                    new Event.ProcessExited(actor.id(), actor.pid(), code, null, null),
                    "exit " + actor.id() + " code " + code);
        }
    }

    private void request(ActorId parent) {
        String id = "d" + ++names;
        ActorSpec spec = Trees.parse(id + " parent=" + parent + oneOf(" perm", " trans", " temp"));
        happen(new Event.RequestFound(id, spec), "request " + id + " under " + parent);
    }

    private void advance(Duration time) {
        said("after " + time);
        shell.advance(time);
        check();
    }

    private void happen(Event event, String what) {
        said("> " + what);
        shell.happen(event);
        check();
    }

    /** All that is known is lost but what statuses and specifications say. */
    private void replaceSupervisor() {
        said("> another supervisor");
        asked.clear(); // nothing of that lies on this disk
        List<ActorState> before = new ArrayList<>(shell.world.actors());
        ModelShell next = new ModelShell(world(), this::performed);
        next.homes.putAll(shell.homes);
        next.isRecovering = true;
        next.startFrom(shell);
        shell = next;
        for (ActorState a : before) {
            ActorStatus.Builder status = ActorStatus.of(a.id(), a.phase(), a.since());
            if (a.pid() != 0) {
                status.process(a.pid(), 1L, "boot");
            }
            status.inode(1)
                    .manual(a.spec().manual())
                    .restarts(a.restarts(), a.restartedAt(shell.now()))
                    .nextStart(a.nextStart())
                    .lastEnd(a.lastEnd())
                    .parent(a.spec().supervision().parent())
                    .wanted(a.wantedByTree(), a.why())
                    .childRestarts(a.childRestarts(shell.now()));
            if (a.phase() == Phase.STOPPING || a.lastEnd() != null) {
                ready.add(a.id()); // the next supervisor cannot tell whether it was
            }
            boolean wasStarted = a.pid() != 0 || a.phase() != Phase.STARTING;
            boolean lives = a.phase() != Phase.ENDING;
            shell.happen(new Event.Recovered(
                    a.id(),
                    a.spec(),
                    status.build(),
                    lives ? a.pid() : 0,
                    wasStarted,
                    null,
                    null,
                    null,
                    false,
                    List.of(),
                    List.of()));
        }
        shell.happen(new Event.AllRecovered());
        shell.happen(new Event.DirectoriesWaiting(Set.of()));
        check();
    }

    // ---- in the end -------------------------------------------------------------------------------------------------

    /** If from now on everybody does what is expected, the tree comes to rest: all of it is ready, or it is gone. */
    void settle() {
        for (int i = 0; i < 500; i++) {
            for (ActorState actor : List.copyOf(shell.world.actors())) {
                if (shell.world.actor(actor.id()) == actor) {
                    live(actor);
                }
            }
            advance(Duration.ofSeconds(1));
        }
        for (ActorState actor : shell.world.actors()) {
            require(actor.phase() == Phase.READY, actor.id() + " is " + actor.phase() + " for ever");
        }
        require(shell.homes.size() == shell.world.actors().size(), "directories are left: " + shell.homes.keySet());
    }

    // ---- what must hold ---------------------------------------------------------------------------------------------

    private void performed(Effect effect) {
        said("< " + Said.of(effect));
        if (effect instanceof Effect.Start e) {
            started++;
            require(starting() < STARTS, e.id() + " is started, though " + STARTS + " are being started");
            inOrder(shell.world.actor(e.id()));
        } else if (effect instanceof Effect.LookAtStart e) {
            lookedAt(e);
        } else if (effect instanceof Effect.Terminate e) {
            inReverseOrder(shell.world.actor(e.id()));
        } else if (effect instanceof Effect.NoteReady e) {
            ready.add(e.id());
        } else if (effect instanceof Effect.NoteRestart e) {
            restarts.remove(e.id()); // what its children do from now on counts from zero
            if (!asked.remove(e.id())) {
                counted(shell.world.actor(e.id()), e.end());
            }
        } else if (effect instanceof Effect.NotePending e) {
            restarts.remove(e.id());
        } else if (effect instanceof Effect.NoteGivenUp e) {
            isGivenUp(shell.world.actor(e.id()), e.why());
        } else if (effect instanceof Effect.BuryActor e) {
            asked.remove(e.id());
            ready.remove(e.id());
            restarts.remove(e.id()); // one of its name that is made later counts anew
        }
    }

    /** Most are busy all the time; some wait for something else, and make room for others. */
    private void lookedAt(Effect.LookAtStart e) {
        if (random.nextInt(4) == 0) {
            waits.add(e.pid());
        } else {
            shell.homes.get(e.id()).ran =
                    Duration.between(Instant.EPOCH, shell.now().wall());
        }
    }

    /** How many processes are not ready yet, the one not counted that is being started just now. */
    private long starting() {
        return shell.world.actors().stream()
                .filter(a -> a.pid() != 0 && a.phase() == Phase.STARTING && a.rise == ActorState.Rise.NOT_YET)
                .filter(a -> !waits.contains(a.pid()))
                .count();
    }

    private ActorState parent(ActorState actor) {
        return Family.parent(shell.world, actor);
    }

    private static boolean keepsOrder(ActorState parent) {
        return parent.spec().supervision().order() == Order.SEQUENTIAL
                && (parent.phase() == Phase.STARTING
                        || parent.spec().supervision().strategy() != Strategy.ONE_FOR_ONE);
    }

    private void inOrder(ActorState child) {
        ActorState parent = parent(child);
        if (parent == null || !keepsOrder(parent)) {
            return;
        }
        for (ActorSpec spec : parent.spec().supervision().children()) {
            if (spec.id().equals(child.id())) {
                return;
            }
            ActorState before = shell.world.actor(spec.id());
            require(
                    before == null || parent(before) != parent || before.phase() == Phase.READY,
                    child.id() + " is started before " + spec.id() + " is ready");
        }
    }

    private void inReverseOrder(ActorState child) {
        ActorState parent = parent(child);
        if (parent == null || parent.spec().supervision().order() != Order.SEQUENTIAL || asked.contains(child.id())) {
            return;
        }
        List<ActorSpec> children = parent.spec().supervision().children();
        for (int i = children.size() - 1; i >= 0 && !children.get(i).id().equals(child.id()); i--) {
            ActorState behind = shell.world.actor(children.get(i).id());
            boolean isStatic = children.stream().anyMatch(spec -> spec.id().equals(child.id()));
            require(
                    !isStatic
                            || behind == null
                            || parent.phase() != Phase.STOPPING
                            || behind.phase() == Phase.PENDING
                            || parent(behind) != parent,
                    child.id() + " is stopped before " + children.get(i).id());
        }
    }

    private void counted(ActorState child, Effect.End end) {
        ActorState parent = parent(child);
        if (parent == null || end.code() != null && end.code() == 75) {
            return;
        }
        require(
                ready.contains(child.id()) || !isDynamic(child, parent) || end.pid() == 0,
                child.id() + " could not be started, and is started again");
        restarts.computeIfAbsent(parent.id(), id -> new ArrayList<>())
                .add(shell.now().nanos());
        int surely = within(parent, -1); // statuses keep whole seconds
        require(
                surely <= parent.spec().intensity(),
                parent.id() + " has restarted its children " + surely + " times within its period");
    }

    private static boolean isDynamic(ActorState child, ActorState parent) {
        return parent.spec().supervision().children().stream()
                .noneMatch(spec -> spec.id().equals(child.id()));
    }

    /** How often the children of this one were restarted since it was started itself, within its period and so many seconds. */
    private int within(ActorState parent, int moreSeconds) {
        long period = parent.spec().period().plusSeconds(moreSeconds).toNanos();
        long now = shell.now().nanos();
        return (int) restarts.getOrDefault(parent.id(), List.of()).stream()
                .filter(t -> now - t <= period)
                .count();
    }

    /** One restart too many is more than the intensity: the end that was one too many has led to none. */
    private void isGivenUp(ActorState parent, String why) {
        if (why.matches("given up: more than [0-9]+ restarts of its children .*")) {
            int atMost = within(parent, 2) + 1;
            require(
                    atMost > parent.spec().intensity(),
                    parent.id() + " gives up after " + atMost + " ends of its children");
        }
    }

    private void check() {
        for (ActorState actor : shell.world.actors()) {
            ActorState parent = parent(actor);
            boolean runs = actor.pid() != 0 && actor.phase() != Phase.ENDING;
            if (!runs || actor.spec().supervision().parent() == null) {
                continue;
            }
            require(parent != null, actor.id() + " runs without its parent");
            boolean stands = parent.phase() != Phase.PENDING && parent.phase() != Phase.RESTARTING;
            require(stands, actor.id() + " runs while its parent is " + parent.phase());
            require(
                    parent.endStage.compareTo(ActorState.EndStage.CHILDREN) <= 0,
                    actor.id() + " runs while its parent is at " + parent.endStage);
        }
        for (ActorState actor : shell.world.actors()) {
            boolean isTemporary = actor.spec().restart() == Restart.TEMPORARY;
            require(
                    !isTemporary || actor.id().equals(TOP) || actor.phase() != Phase.RESTARTING || actor.excused,
                    actor.id() + " is temporary and restarted");
        }
        require(shell.world.stirred.isEmpty(), "somebody is still stirred");
    }

    private void said(String line) {
        story.add(line);
        if (story.size() > SHOWN) {
            story.remove();
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise + "\n" + String.join("\n", story));
        }
    }
}
