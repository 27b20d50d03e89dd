package actos.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an actor is in its life. */
public enum Phase {
    /** Its process is being started or does not catch USR1 yet, or its children are not all ready. */
    STARTING,
    /** It gets mail. */
    READY,
    /** It was told to end and has not done so. */
    STOPPING,
    /** Its process has ended; what it left behind is being cleared away. */
    ENDING,
    /** It will be started again; its mail waits. */
    RESTARTING,
    /** It has no process and waits for its turn: for its parent, or for children of the same parent before it. */
    PENDING;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
