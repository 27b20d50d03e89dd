package actos.supervisor.posix;

import java.nio.file.Path;
import java.util.List;

/**
 * Starts programs, each in a session of its own, and says which have ended. {@link NativeStarter} does it with one exec,
 * {@link PlainStarter} as Java can, with three. Used by the loop's thread.
 */
public interface Starter {
    /** What {@link #ended} says where none has. */
    long NONE = 0;

    /**
     * Starts a program with nothing to read.
     *
     * @param command its absolute path, and its arguments
     * @param environment all of it
     * @param directory where it works
     * @param log what it prints is appended to this
     * @return its process id
     * @throws NotStarted if it cannot be started
     */
    long start(List<String> command, Environment environment, Path directory, Path log) throws NotStarted;

    /** A child that has ended, the same one until it is {@linkplain #reap reaped}; or {@link #NONE}. */
    long ended();

    /** Takes leave of a child that has ended; its exit code, or 128 and the signal that ended it. */
    int reap(long pid);
}
