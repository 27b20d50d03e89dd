package actos.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;

/**
 * The name of an actor: {@code [A-Za-z][A-Za-z0-9._-]{0,63}}, not one of a few reserved words, not ending in
 * {@code .json} or in any other ending that the supervisor leaves alone. An {@code ActorId} is safe as a file name:
 * it can be no path, no hidden file and no option.
 */
public final class ActorId implements Comparable<ActorId> {
    private static final Set<String> RESERVED = Set.of("act", "supervisor", "dead", "all");

    private static final int LONGEST_STEM = 48;
    /** Enough of a request's name to tell it from all others: most of its seed, and the position. */
    private static final int REQUEST_IN_CHILD = 13;

    /**
     * Who the supervisor's own messages are from, and whom one asks to watch an actor. No actor can be called so:
     * {@link #ActorId} refuses the name.
     */
    public static final ActorId SUPERVISOR = new ActorId();

    private final String value;

    /** @throws Refused if the value is no valid id; the message names the value and the rule it breaks */
    public ActorId(String value) {
        String fault = fault(value);
        if (fault != null) {
            throw new Refused("id", "id \"" + Names.printable(value) + "\" " + fault);
        }
        this.value = value;
    }

    private ActorId() {
        this.value = "supervisor";
    }

    /** Who a message is from or to: an actor, or {@link #SUPERVISOR}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ActorId party(String value) {
        return SUPERVISOR.value.equals(value) ? SUPERVISOR : new ActorId(value);
    }

    /**
     * What an actor is called that another one starts without saying how: after its program, and after the request.
     *
     * @param program its path, or null for a manual actor
     * @param request the name of the request
     */
    public static ActorId ofChild(String program, MessageName request) {
        String file = program == null ? "manual" : program.replaceFirst(".*/", "");
        String stem = file.replaceFirst("\\.[A-Za-z0-9]{1,4}$", "").replaceAll("[^A-Za-z0-9_-]", "");
        String safe = stem.matches("[A-Za-z].*") ? stem : "actor";
        String name = request.value();
        return new ActorId(safe.substring(0, Math.min(safe.length(), LONGEST_STEM)) + "-"
                + name.substring(Math.max(0, name.length() - REQUEST_IN_CHILD)));
    }

    /** The id as text. */
    @JsonValue
    public String value() {
        return value;
    }

    /** Whether {@link #ActorId} would accept this value. */
    public static boolean isValid(String value) {
        return fault(value) == null;
    }

    private static String fault(String value) {
        if (value == null || value.isEmpty()) {
            return "is empty";
        }
        if (value.length() > 64) {
            return "is longer than 64 characters";
        }
        char first = value.charAt(0);
        if (!Names.isPlain(value) || !(first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z')) {
            return "must be made of a-z, A-Z, 0-9, . _ and -, and begin with a letter";
        }
        if (RESERVED.contains(value)) {
            return "is reserved";
        }
        if (value.endsWith(".json")) {
            return "ends in .json";
        }
        return Names.leftAlone(value) ? "has an ending that ActOS leaves alone" : null;
    }

    // ids are the keys of every map on the hot path: what a record brings is slower until the JVM has optimised it
    @Override
    public boolean equals(Object other) {
        return other instanceof ActorId id && value.equals(id.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(ActorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
