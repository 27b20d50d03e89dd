package actos.actor;

import actos.protocol.ActorId;
import actos.protocol.Refused;
import actos.protocol.Root;
import actos.protocol.Signals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs one actor as this process: {@code ActorMain.run(new Bank(), args)} is all that its {@code main} does. First it
 * catches USR1, which tells the supervisor that it is ready; then it looks for a message, and only then waits. Everything
 * happens on the calling thread. TERM ends the process at once, but not in the middle of a commit.
 *
 * <p>Exit codes: 1 it crashed, 2 it was started with other arguments than a supervisor's, 75 the disk is full or could
 * not be written for another reason.
 */
public final class ActorMain {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int BAD_USAGE = 2;

    private ActorMain() {}

    /** Runs the actor until the process is ended; does not return. */
    public static <S> void run(Actor<S> actor, String... args) {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        play(actor, wakeUps(), () -> List.of(args));
    }

    /**
     * Plays an actor with this process, which nobody but its user has started and will end: under a debugger, say. There
     * must be a supervisor, and no process that plays the actor already; a manual actor of this id is made where there is
     * none. Mail waits for it while no process plays it; what this process has not done when it ends comes again to
     * the next one. Does not return.
     *
     * @param root the root directory
     * @param id which actor
     * @param args what {@link Context#args} will say
     */
    public static <S> void attach(Path root, String id, Actor<S> actor, String... args) {
        Semaphore wakeUps = wakeUps();
        play(actor, wakeUps, () -> new Attachment(new Root(root), new ActorId(id)).begin(List.of(args)));
    }

    /** From here on the supervisor may send USR1. */
    private static Semaphore wakeUps() {
        Semaphore wakeUps = new Semaphore(0);
        Signals.on("USR1", wakeUps::release);
        return wakeUps;
    }

    private static <S> void play(Actor<S> actor, Semaphore wakeUps, Supplier<List<String>> command) {
        try {
            ActorLoop<S> loop = new ActorLoop<>(actor, command.get(), PATIENCE);
            Runtime.getRuntime().addShutdownHook(new Thread(loop::endBetweenCommits, "end between commits"));
            loop.begin();
            while (true) {
                handleAll(loop);
                wakeUps.acquireUninterruptibly();
                wakeUps.drainPermits();
            }
        } catch (Failure e) {
            end(e.code(), e);
        } catch (InvalidPathException e) {
            end(BAD_USAGE, "this JVM cannot name " + e.getInput() + " in its locale: start java with LC_ALL=C.UTF-8");
        } catch (IllegalArgumentException | Refused e) {
            end(BAD_USAGE, e.getMessage());
        }
    }

    private static void handleAll(ActorLoop<?> loop) {
        boolean more = true;
        while (more) {
            more = loop.turn();
        }
    }

    private static void end(int code, Failure failure) {
        if (failure.getCause() == null) {
            end(code, failure.getMessage());
        }
        System.err.println(failure.getMessage() + ":");
        failure.getCause().printStackTrace();
        System.exit(code);
    }

    private static void end(int code, String sentence) {
        System.err.println(sentence);
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
