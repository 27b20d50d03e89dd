package actos.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What everything that is new while a message is handled grows from: the names of what the handler sends, and its chance.
 * So whoever handles the same message again, after a crash, a loaded image or in another root, comes to the same names.
 * Made by the supervisor, which hands it over in {@code envelope.json}: a letter, a digit and nine of both, so that hardly
 * anybody chooses such a name.
 *
 * @param value the seed as text
 */
public record Seed(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][0-9][0-9a-z]{9}");
    private static final int LETTERS = 26;
    private static final int DIGITS = 10;
    private static final int REST = 9;
    private static final int WIDTH = 4;

    /** @throws Refused if the value is none that {@link #of} makes */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Seed {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new Refused(
                    "seed", "seed \"" + Names.printable(value) + "\" must be a letter, a digit and 9 of a-z and 0-9");
        }
    }

    /**
     * The seed of a message. A name that ActOS has {@linkplain MessageName#isMade() made} says which message it is; where
     * somebody has chosen one, who may choose it again, the time at which it was sent says it.
     *
     * @param from the sender, or null
     * @param name the sender's name for it
     */
    public static Seed of(ActorId to, ActorId from, MessageName name, Instant sentAt) {
        String time = name.isMade() ? "" : sentAt.getEpochSecond() + "." + sentAt.getNano();
        String identity = to + "\n" + (from == null ? "" : from) + "\n" + name + "\n" + time + "\n";
        long number = ByteBuffer.wrap(Sha256.of(identity.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        char letter = (char) ('a' + Long.remainderUnsigned(number, LETTERS));
        long rest = Long.divideUnsigned(number, LETTERS);
        return new Seed("" + letter + rest % DIGITS + MessageName.base36(rest / DIGITS, REST));
    }

    /**
     * The name of what is sent at this position. They sort by position: in four digits; what needs more has a letter in
     * front, {@code a} for five digits, {@code b} for six.
     *
     * @param position 1 for the first
     */
    public MessageName name(int position) {
        String digits = Integer.toString(position);
        int more = digits.length() - WIDTH;
        String sorted = more > 0 ? (char) ('a' + more - 1) + digits : "0000".substring(digits.length()) + digits;
        return new MessageName(value + "-" + sorted);
    }

    /** The same as a number, for chance to begin with. */
    public long number() {
        return Long.parseLong(value, 36);
    }

    @Override
    public String toString() {
        return value;
    }
}
