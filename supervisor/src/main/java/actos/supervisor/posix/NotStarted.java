package actos.supervisor.posix;

import java.io.IOException;

/** A program could not be started. */
public final class NotStarted extends IOException {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    /**
     * @param what the program, or the call that has failed
     * @param number the error
     * @param hint more about it, or nothing
     */
    NotStarted(String what, int number, String hint) {
        super(what + ": error=" + number + ", " + Errno.sentence(number) + hint);
        this.errno = Errno.of(number);
    }

    /** One that needs no call to be refused. */
    NotStarted(String why, Errno errno) {
        super(why);
        this.errno = errno;
    }

    /** As {@link ProcessBuilder} tells it: the number stands in its words, or there is none. */
    NotStarted(IOException java, int number) {
        super(java.getMessage(), java);
        this.errno = Errno.of(number);
    }

    /** Whether that was for want of room, memory or processes, which may be there later; not because of its program. */
    public boolean isPassing() {
        return !errno.isOfTheProgram();
    }
}
