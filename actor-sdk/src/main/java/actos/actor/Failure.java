package actos.actor;

/**
 * Why an actor's process has to end, and with which code. Thrown by whatever finds out, turned into output and an exit
 * by {@link ActorMain} alone. The supervisor then gives the message back.
 */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The actor crashed, or its files cannot be understood. */
    static final int CRASHED = 1;

    private final int code;

    Failure(int code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    int code() {
        return code;
    }
}
