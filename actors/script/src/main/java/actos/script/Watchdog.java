package actos.script;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops what runs for too long. While messages follow each other it wakes up once per limit, and while there are none
 * never, so that a message costs it no change of threads. Used by the actor's thread; it has one of its own.
 */
final class Watchdog {
    private static final long NEVER = Duration.ofDays(10_000).toNanos();
    private static final long PAUSE = Duration.ofMillis(10).toNanos();
    private static final long GRACE = Duration.ofSeconds(2).toNanos();

    private final Thread thread;
    private volatile Runnable stop;
    private volatile long end;
    private volatile long wakesAt;

    Watchdog() {
        this.thread = new Thread(this::watch, "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on the time runs: {@code stop} is called if the limit is over before {@link #end}. */
    void begin(Duration limit, Runnable stop) {
        end = System.nanoTime() + limit.toNanos();
        this.stop = stop;
        if (wakesAt - end > 0) {
            LockSupport.unpark(thread);
        }
    }

    /** It has come to its end; on return it will not be stopped any more, nor what begins next in its place. */
    synchronized void end() {
        stop = null;
    }

    private void watch() {
        while (true) {
            Runnable running = stop;
            long until = end;
            if (running == null) {
                wakesAt = System.nanoTime() + NEVER;
                if (stop == null) {
                    LockSupport.park(this);
                }
            } else if (until - System.nanoTime() > 0) {
                wakesAt = until;
                if (end == until) { // else it has just begun anew
                    LockSupport.parkNanos(this, until - System.nanoTime());
                }
            } else if (stop == running) {
                stop(running);
            }
        }
    }

    /** Again and again, since what is stopped may go on with what it has to do in any case. */
    private void stop(Runnable running) {
        long first = System.nanoTime();
        while (stop == running) {
            if (System.nanoTime() - first > GRACE) {
                System.out.println("it does not stop: this process ends");
                Runtime.getRuntime().halt(1);
            }
            stopNow(running);
            LockSupport.parkNanos(this, PAUSE);
        }
    }

    private synchronized void stopNow(Runnable running) {
        if (stop == running) {
            running.run();
        }
    }
}
