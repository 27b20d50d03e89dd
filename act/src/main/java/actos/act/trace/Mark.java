package actos.act.trace;

/**
 * Something else that happens to an actor, a message or the whole system.
 *
 * @param lane null if it is the whole system
 * @param message null if it is about none
 * @param text what happened, in a few words without the actor's name; tamed
 */
public record Mark(Kind kind, Lane lane, Message message, String text) {
    /** What happens. */
    public enum Kind {
        STARTED,
        CRASHED,
        ENDED,
        RESTARTING,
        DEAD,
        DROPPED,
        /** A message or a state was changed by hand. */
        CHANGED,
        HELD,
        RELEASED,
        PAUSED,
        RESUMED,
        SUPERVISOR
    }

    /** Whether the actor is gone from now on. */
    public boolean isEnd() {
        return kind == Kind.ENDED || kind == Kind.CRASHED;
    }

    /** Whether it is something that went wrong. */
    public boolean isBad() {
        return kind == Kind.CRASHED || kind == Kind.DEAD;
    }
}
