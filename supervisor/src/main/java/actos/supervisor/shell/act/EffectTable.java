package actos.supervisor.shell.act;

import actos.supervisor.core.Effect;
import actos.supervisor.core.Now;
import actos.supervisor.shell.base.Home;
import actos.supervisor.shell.base.Homes;
import actos.supervisor.shell.base.Task;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who carries out each kind of effect, and what people call that task where it fails. Each room enters its own; one that
 * nobody carries out is found when the supervisor, or a test, is put together.
 */
final class EffectTable {
    /** Carries out an effect; what the disk refuses it throws. */
    interface Deed<E> {
        Outcome perform(E effect, Now now) throws IOException;
    }

    /** The same for an effect that is about an actor, which is there. */
    interface ActorDeed<E> {
        Outcome perform(Home home, E effect, Now now) throws IOException;
    }

    /** Carries out what nothing can refuse. */
    interface SureDeed<E> {
        void perform(Home home, E effect, Now now);
    }

    /**
     * How one kind is carried out.
     *
     * @param task null where it cannot fail
     * @param place which of several it is that fails
     */
    record Row(Task task, Function<Effect, Object> place, Deed<Effect> deed) {}

    private final Map<Class<?>, Row> rows = new HashMap<>();
    private final Homes homes;

    EffectTable(Homes homes) {
        this.homes = homes;
    }

    Row row(Effect effect) {
        return rows.get(effect.getClass());
    }

    /** Fails if there is a kind that nobody has entered. */
    void check() {
        kinds(Effect.class).filter(kind -> !rows.containsKey(kind)).forEach(kind -> {
            throw new IllegalStateException("nobody carries out " + kind);
        });
    }

    private static Stream<Class<?>> kinds(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(EffectTable::kinds)
                : Stream.of(sealed);
    }

    <E extends Effect> void on(Class<E> kind, Task task, Function<E, Object> place, Deed<? super E> deed) {
        rows.put(
                kind,
                new Row(
                        task,
                        effect -> place.apply(kind.cast(effect)),
                        (effect, now) -> deed.perform(kind.cast(effect), now)));
    }

    <E extends Effect> void on(Class<E> kind, Task task, Deed<? super E> deed) {
        on(kind, task, effect -> null, deed);
    }

    /** Nothing is done with an actor that has left. */
    <E extends Effect.OfActor> void of(Class<E> kind, Task task, ActorDeed<? super E> deed) {
        boolean hasPlace = task != null && task.hasPlace();
        on(kind, task, effect -> hasPlace ? effect.id() : null, (effect, now) -> {
            Home home = homes.get(effect.id());
            return home == null ? Outcome.NOT_DONE : deed.perform(home, effect, now);
        });
    }

    <E extends Effect.OfActor> void sure(Class<E> kind, SureDeed<? super E> deed) {
        of(kind, null, (home, effect, now) -> {
            deed.perform(home, effect, now);
            return Outcome.TOLD;
        });
    }
}
