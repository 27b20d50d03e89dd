package actos.supervisor.posix;

import java.nio.file.FileSystemException;

/** The kernel has refused a call. Whoever decides what to do about it asks {@link #errno}, not the message. */
final class FailedCall extends FileSystemException {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    /**
     * @param what the call and what it was about
     * @param other a second path, or null
     * @param number the error
     */
    FailedCall(String what, String other, int number) {
        super(what, other, Errno.sentence(number));
        this.errno = Errno.of(number);
    }

    Errno errno() {
        return errno;
    }
}
