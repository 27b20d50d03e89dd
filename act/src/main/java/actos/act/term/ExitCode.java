package actos.act.term;

/** What {@code act} tells the shell. */
public final class ExitCode {
    /** It is done. */
    public static final int DONE = 0;
    /** It failed, or a value was refused. */
    public static final int FAILED = 1;
    /** The command line does not parse. */
    public static final int USAGE = 2;
    /** No supervisor is running; nothing was written. */
    static final int NO_SUPERVISOR = 3;
    /** There is no such actor or message. */
    static final int UNKNOWN = 4;
    /** What was waited for did not happen in time. */
    static final int TIMED_OUT = 5;

    private ExitCode() {}
}
