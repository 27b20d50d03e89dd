package actos.supervisor.posix;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the supervisor asks of the kernel on its hot path. Nothing here follows a symbolic link or waits for a FIFO.
 * {@link NativePosix} does it with native calls; {@link PlainPosix} with what Java has, more slowly and without notices.
 * All but {@link #wake} are for the loop's thread.
 */
public interface Posix extends AutoCloseable {
    int USR1 = 10;
    int TERM = 15;
    int KILL = 9;

    /** What a file is. */
    enum Kind {
        FILE,
        DIRECTORY,
        /** A link, FIFO, socket or device. */
        OTHER
    }

    /**
     * What is known about a file. Times are nanoseconds since 1970; what is beyond the year 2262, or before 1677, counts as
     * the last or the first that can be told so.
     *
     * @param changed when it or what is known about it has changed, which nobody can set
     * @param owner its user id
     */
    record Stat(Kind kind, long size, long inode, long modified, long changed, long accessed, int owner) {
        /** Changes when the file does. */
        public long fingerprint() {
            return modified * 31 + size * 1_000_003 + inode;
        }
    }

    /** How a move ended. */
    enum Moved {
        DONE,
        /** There is nothing to move. */
        MISSING,
        /** There is a file of the new name already; nothing was changed. */
        OCCUPIED
    }

    /**
     * A path through which the directory itself can be listed, whatever has taken its place by now. It is good until
     * {@link #release}.
     *
     * @throws IOException also where it is a link
     */
    Path open(Dir dir) throws IOException;

    /** No path that {@link #open} gave is used any more. */
    void release();

    /** Forgets the directory: it is gone, or another one has taken its place. */
    void forget(Dir dir);

    /** That this process had, or has, no descriptor for another file since this was asked before; null if all is well. */
    IOException shortage();

    /** Null if there is no such file. */
    Stat stat(Dir dir, String name) throws IOException;

    /** Cheaper than {@link #stat} where only that is asked. */
    boolean exists(Dir dir, String name);

    /**
     * Reads a regular file from its beginning, at most as much as fits; -1 if there is no such file.
     *
     * @throws IOException also where it is a link
     */
    int read(Dir dir, String name, byte[] into) throws IOException;

    /**
     * All that a regular file holds. Asked of the file that is open, so nobody can put another one there in between.
     *
     * @param most how many bytes it may have
     * @throws NoSuchFileException if there is nothing of that name
     * @throws IOException if it is a link, a FIFO or the like, or has more bytes
     */
    byte[] readAll(Path file, int most) throws IOException;

    /** The end of a regular file, at most so many bytes of it; else as {@link #readAll}. */
    byte[] readEnd(Path file, int most) throws IOException;

    /** Writes over the beginning of a file, making it if it is not there; what is longer stays. */
    void overwrite(Dir dir, String name, byte[] bytes, int length) throws IOException;

    /** Renames without ever replacing a file. */
    Moved move(Dir from, String name, Dir to, String newName) throws IOException;

    /** Sets the access time to 0, so that the first reading can be told. */
    void markUnread(Dir dir, String name) throws IOException;

    /** Something that stands for this very process even when its number is used again; -1 if that cannot be had. */
    int openProcess(long pid);

    /** Sends a signal through what {@link #openProcess} gave; false if the process has ended. */
    boolean signalOpen(int process, int signal);

    /** Whether the process has ended, even if nobody has waited for it yet. */
    boolean hasEnded(int process);

    /** Forgets what {@link #openProcess} gave. */
    void closeProcess(int process);

    /** Sends a signal to a process, or to a group if the number is negative; false if there is none. */
    boolean signal(long pid, int signal);

    /**
     * From now on {@link #nextSignal} says which signals have come to this process, and they end {@link #await}.
     *
     * @return false if they do not wait for that: they have to be {@linkplain actos.protocol.Signals caught}
     */
    boolean openSignals() throws IOException;

    /** A signal that has come and was not told yet, or 0. */
    int nextSignal();

    /** Waits for a notice, for {@link #wake}, or for this time. */
    void await(long nanos);

    /** Ends the {@link #await} that is under way or the next one. For any thread. */
    void wake();

    @Override
    void close();
}
