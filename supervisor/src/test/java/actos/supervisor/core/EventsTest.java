package actos.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import actos.protocol.ActorExit;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.ActorStatus;
import actos.protocol.Ended;
import actos.protocol.MessageName;
import actos.protocol.OutgoingName;
import actos.protocol.Phase;
import actos.supervisor.core.ActorState.EndStage;
import actos.supervisor.core.ActorState.Fate;
import actos.supervisor.core.ActorState.Rise;
import actos.supervisor.core.ActorState.Wanted;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every event that there is, at every moment of an actor: none may be one too many. The events are those that {@link Event}
 * permits, so that a new one is here without being written down.
 */
class EventsTest {
    private static final ActorId A = new ActorId("a");
    private static final ActorId PARENT = new ActorId("p");
    private static final ActorId CHILD = new ActorId("c");
    private static final Now NOW = new Now(1_000_000_000, Instant.ofEpochSecond(1));

    private static final Map<String, String> KINDS = new LinkedHashMap<>(Map.of(
            "permanent", "{\"path\":\"/bin/x\",\"restart\":\"permanent\"}",
            "temporary", "{\"path\":\"/bin/x\"}",
            "manual", "{\"manual\":true}",
            "attached", "{\"manual\":true}",
            "group", "{\"children\":[{\"id\":\"c\",\"path\":\"/bin/x\"}],\"restart\":\"permanent\"}",
            "child", "{\"path\":\"/bin/x\",\"restart\":\"permanent\",\"watch\":[\"p\"]}"));

    private static final Map<String, ActorSpec> SPECS = new ConcurrentHashMap<>();

    /** One moment of an actor. */
    private record State(
            String kind,
            Phase phase,
            EndStage endStage,
            Fate fate,
            Wanted wanted,
            boolean hasCurrent,
            boolean hasProcess,
            boolean variant) {}

    // ---- the events -------------------------------------------------------------------------------------------------

    private static Stream<Class<?>> all(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(EventsTest::all)
                : Stream.of(sealed);
    }

    /** One of this kind; of what came of an effect, one for each kind of effect. */
    private static List<Event> events(Class<?> kind, boolean variant) {
        boolean isOfEffects = kind == Event.Done.class || kind == Event.Refused.class;
        return isOfEffects
                ? all(Effect.class)
                        .map(of -> event(kind, variant, (Effect) made(of, variant, null)))
                        .toList()
                : List.of(event(kind, variant));
    }

    private static Event event(Class<?> kind, boolean variant) {
        return event(kind, variant, null);
    }

    private static Event event(Class<?> kind, boolean variant, Effect effect) {
        return (Event) made(kind, variant, effect);
    }

    /** @param effect for an event that has one */
    private static Object made(Class<?> kind, boolean variant, Effect effect) {
        try {
            RecordComponent[] parts = kind.getRecordComponents();
            Object[] values = new Object[parts.length];
            Class<?>[] types = new Class<?>[parts.length];
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                values[i] = parts[i].getType() == Effect.class ? effect : value(parts[i], variant);
            }
            return kind.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(kind + " cannot be made", e);
        }
    }

    private static Object value(RecordComponent part, boolean variant) {
        Class<?> type = part.getType();
        if (type == ActorId.class) {
            return A;
        } else if (type == long.class) {
            return 7L;
        } else if (type == int.class) {
            return 1;
        } else if (type == boolean.class) {
            return variant;
        } else if (type == String.class) {
            return variant ? "a" : "x";
        } else if (type == Integer.class) {
            return variant ? 1 : null;
        } else if (type == Message.class) {
            return message();
        } else if (type == MessageName.class) {
            return new MessageName("m");
        } else if (type == OutgoingName.class) {
            return new OutgoingName(A, new MessageName("m"));
        } else if (type == ActorSpec.class) {
            return spec("permanent");
        } else if (type == ActorStatus.class) {
            return status();
        } else if (type == Instant.class) {
            return NOW.wall();
        } else if (type == List.class) {
            return List.of();
        } else if (type == Set.class) {
            return Set.of();
        } else if (Effect.class.isAssignableFrom(type)) {
            return made(type, variant, null);
        } else if (type == Effect.End.class) {
            return new Effect.End(7, 1, null, "it fell");
        } else if (type == Ended.class) {
            return new Ended(A, "it fell", 1, false);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[variant ? 0 : 1];
        } else if (type == Body.class || type == Breakpoint.class) {
            return null;
        }
        throw new AssertionError("a test has to be told what a " + type.getSimpleName() + " of an event is");
    }

    private static Message message() {
        return Message.of(7, new MessageName("m"), new Origin(null, 0, null, NOW.wall()));
    }

    private static ActorSpec spec(String kind) {
        return SPECS.computeIfAbsent(kind, EventsTest::parse);
    }

    private static ActorSpec parse(String kind) {
        ActorSpec spec = ActorSpec.parse(KINDS.get(kind).getBytes(StandardCharsets.UTF_8));
        return kind.equals("child")
                ? spec.resolved(A, spec.path(), spec.supervision().with(PARENT, List.of()))
                : spec.resolved(A, spec.path());
    }

    private static ActorStatus status() {
        return ActorStatus.of(A, Phase.READY, NOW.wall())
                .process(7, 1L, "boot")
                .inode(1)
                .build();
    }

    // ---- the moments ------------------------------------------------------------------------------------------------

    private static List<State> states() {
        List<State> states = new ArrayList<>();
        for (String kind : KINDS.keySet()) {
            for (Phase phase : Phase.values()) {
                for (EndStage endStage : EndStage.values()) {
                    if ((phase == Phase.ENDING) == (endStage != EndStage.NOT_YET)) {
                        for (Fate fate : endStage == EndStage.NEWS ? Fate.values() : new Fate[] {null}) {
                            states(states, kind, phase, endStage, fate);
                        }
                    }
                }
            }
        }
        return states;
    }

    private static void states(List<State> to, String kind, Phase phase, EndStage endStage, Fate fate) {
        for (Wanted wanted : Wanted.values()) {
            for (int bits = 0; bits < 8; bits++) {
                boolean hasCurrent = (bits & 1) != 0;
                if (hasCurrent || endStage != EndStage.MAIL) {
                    to.add(new State(
                            kind, phase, endStage, fate, wanted, hasCurrent, (bits & 2) != 0, (bits & 4) != 0));
                }
            }
        }
    }

    private static World world(State state) {
        World world = new World(true, Duration.ofSeconds(1), Duration.ofSeconds(10), 100, 2);
        if (state.kind().equals("child")) {
            ActorSpec group = spec("group").resolved(PARENT, null);
            ActorState parent = add(world, new ActorState(PARENT, group, NOW.wall(), world.changes));
            parent.dynamics.add(A);
            parent.phase = state.variant() ? Phase.READY : Phase.STOPPING;
            parent.why = "told";
            parent.rise = Rise.ALL;
            world.watchers.put(A, new LinkedHashSet<>(Set.of(PARENT)));
        }
        ActorState actor = add(world, new ActorState(A, spec(state.kind()), NOW.wall(), world.changes));
        actor.phase = state.phase();
        actor.endStage = state.endStage();
        actor.fate = state.fate();
        actor.wanted = state.wanted();
        actor.why = state.wanted() == Wanted.RUN ? null : "told";
        actor.rise = state.phase() == Phase.READY ? Rise.ALL : Rise.NOT_YET;
        boolean isPlayed = actor.spec.hasProcess() || state.kind().equals("attached");
        actor.pid = isPlayed && state.hasProcess() ? 7 : 0;
        actor.current = state.hasCurrent() ? message() : null;
        actor.unswept = state.variant();
        actor.delivering = state.variant() && !state.hasCurrent();
        actor.mailbox.add(Message.of(8, new MessageName("n"), new Origin(null, 0, null, NOW.wall())));
        if (state.phase() == Phase.ENDING) {
            actor.end = new Effect.End(actor.pid, 1, null, "it fell");
            actor.lastEnd = new ActorExit(A, 1, null, "it fell", NOW.wall(), null, List.of());
        }
        if (state.kind().equals("group")) {
            ActorSpec spec = actor.spec.supervision().children().get(0);
            ActorState child = new ActorState(
                    CHILD,
                    spec.resolved(CHILD, spec.path(), spec.supervision().with(A, List.of())),
                    NOW.wall(),
                    world.changes);
            child.phase = state.variant() ? Phase.READY : Phase.PENDING;
            child.pid = state.variant() ? 9 : 0;
            add(world, child);
            world.claims.put(CHILD, A);
            actor.statics.put(CHILD, child);
        }
        return world;
    }

    private static ActorState add(World world, ActorState actor) {
        world.actors.put(actor.id, actor);
        return actor;
    }

    private static List<Effect> step(World world, Event event) {
        List<Effect> effects = new ArrayList<>();
        Kernel.step(world, event, NOW, effects);
        return effects;
    }

    // ---- what holds -------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> of_an_actor_that_is_not_there_says_nothing() {
        return all(Event.OfActor.class)
                .map(kind -> dynamicTest(kind.getSimpleName(), () -> {
                    for (boolean variant : new boolean[] {false, true}) {
                        World world = new World(true, Duration.ofSeconds(1), Duration.ofSeconds(10), 100, 2);
                        assertEquals(List.of(), step(world, event(kind, variant)));
                        assertTrue(world.actors.isEmpty());
                        assertEquals(100, world.lastId());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> harms_nobody_in_an_empty_world() {
        return all(Event.class)
                .map(kind -> dynamicTest(kind.getSimpleName(), () -> {
                    for (boolean variant : new boolean[] {false, true}) {
                        for (Event event : events(kind, variant)) {
                            World world = new World(true, Duration.ofSeconds(1), Duration.ofSeconds(10), 100, 2);
                            step(world, event);
                            goesOn(world);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> harms_no_actor_at_any_moment() {
        List<State> states = states();
        return all(Event.class)
                .filter(kind -> !Event.About.class.isAssignableFrom(kind) || Event.OfActor.class.isAssignableFrom(kind))
                .map(kind -> dynamicTest(kind.getSimpleName(), () -> {
                    List<Event> events = events(kind, false);
                    List<Event> variants = events(kind, true);
                    for (State state : states) {
                        for (Event event : state.variant() ? variants : events) {
                            isHarmless(event, state);
                        }
                    }
                }));
    }

    private static void isHarmless(Event event, State state) {
        try {
            World world = world(state);
            step(world, event);
            world.actors.values().forEach(EventsTest::isSound);
            goesOn(world);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(event + " at " + state, e);
        }
    }

    private static void goesOn(World world) {
        for (Class<?> kind : List.of(Event.Tick.class, Event.CycleBegan.class, Event.ShutdownRequested.class)) {
            step(world, event(kind, true));
            world.actors.values().forEach(EventsTest::isSound);
        }
    }

    private static void isSound(ActorState actor) {
        assertEquals(actor.phase == Phase.ENDING, actor.endStage != EndStage.NOT_YET, "it ends, or it does not");
        if (actor.phase == Phase.ENDING) {
            assertNotNull(actor.end, "how it has ended");
        }
        if (actor.endStage == EndStage.MAIL) {
            assertNotNull(actor.current, "the message that goes back");
        }
        if (actor.endStage == EndStage.NEWS) {
            assertNotNull(actor.fate, "what becomes of it");
        }
    }

    @Test
    void an_event_with_an_id_is_about_that_actor() {
        Set<Class<?>> nobodys = Set.of(
                Event.IdTaken.class, // a directory that is no actor's
                Event.Paused.class, // they may be about the system
                Event.Resumed.class,
                Event.WatchAsked.class, // it has to be answered, whoever has asked
                Event.SetAside.class); // also of one that could not be decided about when it came
        List<Class<?>> others = all(Event.class)
                .filter(kind -> !Event.About.class.isAssignableFrom(kind))
                .filter(kind -> Arrays.stream(kind.getRecordComponents())
                        .anyMatch(part -> part.getName().equals("id") && part.getType() == ActorId.class))
                .toList();
        assertEquals(nobodys, Set.copyOf(others));
    }
}
