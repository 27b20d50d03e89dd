package actos.actor;

import actos.protocol.ActorExit;
import actos.protocol.ActorHome;
import actos.protocol.ActorId;
import actos.protocol.ActorSpec;
import actos.protocol.Json;
import actos.protocol.RegularFile;
import actos.protocol.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an actor's thread does for one message: read state and message, {@code receive}, commit. Called by
 * {@link ActorMain} whenever there may be something to do; calling it for nothing is harmless. It lists no directory
 * and starts no process. After a crash nothing has to be remembered: the message is still in its place.
 */
final class ActorLoop<S> {
    private final Actor<S> actor;
    private final ActorId id;
    private final List<String> args;
    private final ActorHome home;
    private final Slot slot;
    private final StateFile<S> state;
    private final Asks asks;
    private final Commit commit;
    private final ReentrantLock committing = new ReentrantLock();

    /**
     * @param command the actor's command line: {@code ID STATE MESSAGE DRAWER ARGS…}
     * @param patience how long to try again to read a file that is missing or half-written
     * @throws IllegalArgumentException if the command line has another form
     */
    ActorLoop(Actor<S> actor, List<String> command, Duration patience) {
        if (command.size() < 4) {
            throw new IllegalArgumentException(
                    "an actor is started by a supervisor, with ID STATE MESSAGE DRAWER [ARGS...]: see act spawn --help");
        }
        this.actor = actor;
        this.id = new ActorId(command.get(0));
        this.home = new ActorHome(Path.of(command.get(1)).toAbsolutePath().getParent());
        Path drawer = Path.of(command.get(3)).toAbsolutePath();
        this.args = List.copyOf(command.subList(4, command.size()));
        this.slot = new Slot(home, new Patience(patience));
        this.state = new StateFile<>(home, StateType.of(actor), new Patience(patience));
        this.asks = new Asks(home, new Patience(patience));
        this.commit = new Commit(home, drawer, new Root(drawer.getParent().getParent()), slot, asks);
    }

    /**
     * Makes sure that the state is what the messages before have led to. A supervisor sees to that before it starts an
     * actor; somebody else who starts one may not know.
     *
     * @throws Failure if {@code redo.json} lies there
     */
    void begin() {
        if (commit.isUnfinished()) {
            throw new Failure(
                    ActorExit.TRY_LATER,
                    "redo.json is there: what an earlier message led to is put into effect by the supervisor,"
                            + " when this process has ended",
                    null);
        }
    }

    /**
     * Handles the message in the slot.
     *
     * @return whether there was one
     * @throws Failure if this process has to end
     */
    boolean turn() {
        Letter letter = slot.look();
        if (letter == null) {
            return false;
        }
        Tie tie = asks.tie(letter);
        Context<S> context = new Context<>(
                id,
                args,
                letter,
                tie != null && tie.isPending() ? tie : null,
                state.read(),
                this::programs,
                asks::isPending,
                System.out::println);
        put(context, handle(letter, tie, context));
        return true;
    }

    /** Waits for a commit that is under way, and lets none begin from now on. */
    void endBetweenCommits() {
        committing.lock();
    }

    /** The directory of the program that plays this actor, as its specification says; of a manual one its own. */
    private Path programs() {
        try {
            ActorSpec spec = ActorSpec.parse(RegularFile.read(home.spec(), Json.MAX_BYTES));
            return spec.hasProcess() ? Path.of(spec.path()).getParent() : home.dir();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read spec.json, which says where relative paths start", e);
        }
    }

    private byte[] handle(Letter letter, Tie tie, Context<S> context) {
        try {
            if (tie == null) {
                actor.receive(letter.body(), context);
            } else if (tie.isPending()) {
                actor.answered(tie.answer(letter), context);
            } else if (tie.error() == null) {
                context.log("passed over, it answers a question that waits no more: " + letter.body());
            }
            return state.ifChanged(context.state());
        } catch (Throwable e) {
            throw new Failure(Failure.CRASHED, "failed at " + letter.title(), e);
        } finally {
            Thread.interrupted(); // a handler's affair: it must not keep a file from being written
        }
    }

    private void put(Context<S> context, byte[] newState) {
        committing.lock();
        try {
            if (!decided(context, newState)) {
                state.forget();
                return;
            }
            commit.effect(context, newState);
            if (newState != null) {
                state.wrote(context.state(), newState);
            }
        } catch (IOException e) {
            throw new Failure(
                    ActorExit.TRY_LATER,
                    "cannot end " + context.letter().title() + ": the supervisor goes on from here",
                    e);
        } finally {
            committing.unlock();
        }
    }

    private boolean decided(Context<S> context, byte[] newState) {
        try {
            return commit.decide(context, newState);
        } catch (IOException e) {
            throw new Failure(
                    ActorExit.TRY_LATER,
                    "cannot put into effect what " + context.letter().title() + " led to",
                    e);
        }
    }
}
