package actos.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The sender's name for a message, RANDOM in the contract: {@code [A-Za-z0-9._-]{1,100}}. It ties an answer to its
 * question ({@code inReplyTo}) and lets a sender find its message again.
 */
public record MessageName(@JsonValue String value) {
    private static final String ASK = ".ask";
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final Pattern MADE = Pattern.compile("(0[0-9a-z]|[a-z][0-9])[0-9a-z]{9}-[0-9a-z]{4}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private static long lastMicros;

    /** @throws Refused if the value is no valid name */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageName {
        if (value == null || value.isEmpty() || value.length() > 100 || !Names.isPlain(value)) {
            throw new Refused(
                    "name",
                    "message name \"" + Names.printable(value) + "\" must be 1 to 100 of a-z, A-Z, 0-9, . _ and -");
        }
    }

    /**
     * A name that nobody else uses. Names made by one process sort by the time they were made; those of different
     * processes do too, as far as their clocks have microseconds. Safe for use by several threads.
     */
    public static MessageName fresh() {
        return new MessageName(base36(nextMicros(), 11) + "-" + base36(RANDOM.nextInt(36 * 36 * 36 * 36), 4));
    }

    /** The question of this name, whose answer is not forgotten to be one: see {@link #isAsk}. */
    public MessageName asQuestion() {
        return new MessageName(value + ASK);
    }

    /**
     * Whether ActOS has made this name, and so no other message has it: a {@linkplain #fresh() fresh} one, which begins with
     * a 0 until the year 2085, or one that comes from a {@link Seed}; with what may stand behind it.
     */
    public boolean isMade() {
        return MADE.matcher(value).lookingAt();
    }

    /**
     * Whether this is the name of a question that somebody keeps in {@code asks/}: it ends in {@code .ask}. What answers
     * such a question says so in its own file name, and so does not lose it when the supervisor ends.
     */
    public boolean isAsk() {
        return value.endsWith(ASK);
    }

    private static synchronized long nextMicros() {
        java.time.Instant now = java.time.Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        lastMicros = Math.max(lastMicros + 1, micros);
        return lastMicros;
    }

    /** The last digits of a number. */
    static String base36(long number, int width) {
        char[] out = new char[width];
        long rest = number;
        for (int i = width - 1; i >= 0; i--) {
            out[i] = DIGITS.charAt((int) (rest % 36));
            rest /= 36;
        }
        return new String(out);
    }

    @Override
    public String toString() {
        return value;
    }
}
