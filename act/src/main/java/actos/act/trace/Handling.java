package actos.act.trace;

import java.time.Duration;

/** One time that an actor works at a message. Filled by {@link DiagramBuilder}. */
public final class Handling {
    /** How it ends. */
    public enum End {
        /** The diagram ends before. */
        OPEN,
        DONE,
        /** The actor has put the message back. */
        STASHED,
        /** The actor has ended meanwhile, and the message waits again. */
        RETURNED,
        /** The actor has ended meanwhile, and the message is dead. */
        DEAD
    }

    private final Message message;
    private final int attempt;
    final Moment begun;
    Moment ended;
    End end = End.OPEN;
    long tookUs;
    Content before;
    Content after;

    Handling(Message message, int attempt, Moment begun) {
        this.message = message;
        this.attempt = attempt;
        this.begun = begun;
    }

    public Message message() {
        return message;
    }

    public Lane lane() {
        return message.to();
    }

    /** 1 for the first delivery. */
    public int attempt() {
        return attempt;
    }

    public Moment begun() {
        return begun;
    }

    /** Null while it lasts. */
    public Moment ended() {
        return ended;
    }

    public End end() {
        return end;
    }

    /** How long it lasted; null while it lasts. */
    public Duration took() {
        if (ended == null) {
            return null;
        }
        return tookUs > 0
                ? Duration.ofNanos(tookUs * 1000)
                : Duration.between(begun.at(), ended.at()).abs();
    }

    /** The actor's state before; null if it is not known. */
    public Content before() {
        return before;
    }

    /** And after; null if it did not change. */
    public Content after() {
        return after;
    }
}
