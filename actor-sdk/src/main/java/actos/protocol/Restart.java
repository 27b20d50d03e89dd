package actos.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When an actor is started again after its end. */
public enum Restart {
    /** Always. */
    PERMANENT,
    /** After an abnormal end. */
    TRANSIENT,
    /** Never. */
    TEMPORARY;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
