package actos.act.term;

/** Why a command cannot do what it was asked to: one sentence with the value and the next step, and the exit code. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** It failed, or a value was refused. */
    public static Failure failed(String sentence) {
        return new Failure(ExitCode.FAILED, sentence, null);
    }

    /** It failed because of this. */
    public static Failure failed(String sentence, Throwable cause) {
        return new Failure(ExitCode.FAILED, sentence, cause);
    }

    /** The command line does not make sense as a whole. */
    public static Failure usage(String sentence) {
        return new Failure(ExitCode.USAGE, sentence, null);
    }

    /** No supervisor is running, so nothing was written. */
    public static Failure noSupervisor(String sentence) {
        return new Failure(ExitCode.NO_SUPERVISOR, sentence, null);
    }

    /** There is no such actor or message. */
    public static Failure unknown(String sentence) {
        return new Failure(ExitCode.UNKNOWN, sentence, null);
    }

    /** It did not happen in time. */
    public static Failure timedOut(String sentence) {
        return new Failure(ExitCode.TIMED_OUT, sentence, null);
    }

    public int exitCode() {
        return exitCode;
    }
}
