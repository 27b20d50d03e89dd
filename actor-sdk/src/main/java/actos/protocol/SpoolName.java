package actos.protocol;

/**
 * The name of a waiting message: {@code ORDER~ID~FROM~CAUSE~RANDOM[=ANSWERS][+DUE][~ATTEMPT].json}. Waiting messages
 * are delivered in the order of these names, compared as text.
 *
 * @param order the ID as {@link #order} has it, unless somebody renamed the file: up to 20 digits, or one of {@code a} to
 *     {@code d} and digits
 * @param id the message's number, never used twice
 * @param from the sender, or null where a person or script wrote to {@code send/} itself
 * @param cause the number of the message that the sender was handling, or 0
 * @param name the sender's name for the message
 * @param answers the name of the {@linkplain MessageName#isAsk() question} that it answers, or null; what answers other
 *     messages does not say so in its name
 * @param due when a delayed message may be delivered, in Unix milliseconds, or 0
 * @param attempt 1 for a message that was never delivered
 */
public record SpoolName(
        String order, long id, ActorId from, long cause, MessageName name, MessageName answers, long due, int attempt) {
    /** No message has a higher number: it is the last that every reader of JSON keeps exactly. */
    public static final long HIGHEST = (1L << 53) - 1;

    private static final int WIDTH = 12;
    private static final int LONGEST_ORDER = 20;
    private static final int LONGEST_NUMBER = 16;

    public SpoolName {
        if (answers != null && !(answers.isAsk() && OutgoingName.fits(name, answers))) {
            answers = null;
        }
    }

    /** Of a message at the place of its number, from nobody, that answers nothing, is due at once and was never delivered. */
    public static SpoolName of(long id, MessageName name) {
        return new SpoolName(order(id), id, null, 0, name, null, 0, 1);
    }

    /** The same at this place. */
    public SpoolName withOrder(String other) {
        return new SpoolName(other, id, from, cause, name, answers, due, attempt);
    }

    /** The same with this number, at the place where it is. */
    public SpoolName withId(long other) {
        return new SpoolName(order, other, from, cause, name, answers, due, attempt);
    }

    /** The same from this sender; null for a person or a script. */
    public SpoolName withFrom(ActorId other) {
        return new SpoolName(order, id, other, cause, name, answers, due, attempt);
    }

    /** The same because of this message; 0 for none. */
    public SpoolName withCause(long other) {
        return new SpoolName(order, id, from, other, name, answers, due, attempt);
    }

    /** The same under this name. */
    public SpoolName withName(MessageName other) {
        return new SpoolName(order, id, from, cause, other, answers, due, attempt);
    }

    /** The same as the answer to this question; null for none. */
    public SpoolName withAnswers(MessageName question) {
        return new SpoolName(order, id, from, cause, name, question, due, attempt);
    }

    /** The same to be delivered at this time, in Unix milliseconds; 0 for at once. */
    public SpoolName withDue(long time) {
        return new SpoolName(order, id, from, cause, name, answers, time, attempt);
    }

    /** The same to be delivered for the nth time. */
    public SpoolName withAttempt(int nth) {
        return new SpoolName(order, id, from, cause, name, answers, due, nth);
    }

    /**
     * ORDER for a message number, such that names sort as numbers: 12 digits; what needs more has a letter in front of them,
     * {@code a} for 13, {@code b} for 14 and so on, since letters come after digits.
     */
    public static String order(long number) {
        String digits = Long.toString(number);
        int more = digits.length() - WIDTH;
        return more > 0 ? (char) ('a' + more - 1) + digits : "000000000000".substring(digits.length()) + digits;
    }

    /** The number that has this ORDER, if it is one that {@link #order} makes. */
    public static long numberOf(String order) {
        return Long.parseLong(order.charAt(0) > '9' ? order.substring(1) : order);
    }

    /** Whether this can be an ORDER. */
    public static boolean isOrder(String text) {
        boolean hasLetter = !text.isEmpty() && text.charAt(0) >= 'a' && text.charAt(0) <= 'd';
        return text.length() <= LONGEST_ORDER && isNumber(hasLetter ? text.substring(1) : text);
    }

    /** The file name; {@link #parse} reads it back. */
    public String fileName() {
        StringBuilder s = new StringBuilder(64);
        s.append(order).append('~').append(id).append('~');
        if (from != null) {
            s.append(from.value());
        }
        s.append('~');
        if (cause != 0) {
            s.append(cause);
        }
        s.append('~').append(name.value());
        if (answers != null) {
            s.append('=').append(answers.value());
        }
        if (due != 0) {
            s.append('+').append(due);
        }
        if (attempt > 1) {
            s.append('~').append(attempt);
        }
        return s.append(".json").toString();
    }

    /** The message's parts, or null if the file name has another form: somebody put the file there by hand. */
    public static SpoolName parse(String fileName) {
        if (!fileName.endsWith(".json")) {
            return null;
        }
        String[] part = fileName.substring(0, fileName.length() - 5).split("~", -1);
        if (part.length < 5 || part.length > 6 || !isOrder(part[0])) {
            return null;
        }
        try {
            int plus = part[4].indexOf('+');
            String names = plus < 0 ? part[4] : part[4].substring(0, plus);
            int equals = names.indexOf('=');
            return new SpoolName(
                    part[0],
                    number(part[1]),
                    part[2].isEmpty() ? null : ActorId.party(part[2]),
                    part[3].isEmpty() ? 0 : number(part[3]),
                    new MessageName(equals < 0 ? names : names.substring(0, equals)),
                    equals < 0 ? null : new MessageName(names.substring(equals + 1)),
                    plus < 0 ? 0 : number(part[4].substring(plus + 1)),
                    part.length == 5 ? 1 : Math.max(1, Math.toIntExact(number(part[5]))));
        } catch (Refused | ArithmeticException e) {
            return null;
        }
    }

    private static long number(String digits) {
        long number = digits.length() > LONGEST_NUMBER || !isNumber(digits) ? HIGHEST + 1 : Long.parseLong(digits);
        if (number > HIGHEST) {
            throw new Refused("number", digits);
        }
        return number;
    }

    /** Whether it is all digits. */
    public static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
