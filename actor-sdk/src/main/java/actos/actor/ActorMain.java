package actos.actor;

import actos.protocol.Refused;
import actos.protocol.Signals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

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
        Semaphore wakeUps = new Semaphore(0);
        Signals.on("USR1", wakeUps::release);
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        try {
            ActorLoop<S> loop = new ActorLoop<>(actor, List.of(args), PATIENCE);
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
