package actos.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/**
 * What a program that has ended printed, and how it ended.
 *
 * @param command the words it was called with
 * @param code its exit code
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record Ran(List<String> command, int code, String out, String err) {

    /** It must have ended well. */
    Ran ok() {
        return ended(0);
    }

    /** It must have ended with this exit code. */
    Ran ended(int wanted) {
        assertEquals(wanted, code, () -> "exit code of " + this);
        return this;
    }

    /** Stdout without the newline at its end. */
    String line() {
        return out.stripTrailing();
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\nexit code " + code + "\n--- stdout\n" + out + "--- stderr\n" + err;
    }
}
