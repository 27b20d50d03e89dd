package actos.protocol;

/**
 * The name of a waiting message: {@code ORDER~ID~FROM~CAUSE~RANDOM[=ANSWERS][+DUE][~ATTEMPT].json}. Waiting messages
 * are delivered in the order of these names, compared as text.
 *
 * @param order digits; the ID in 12 digits unless somebody renamed the file
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
    public SpoolName {
        if (answers != null && !(answers.isAsk() && OutgoingName.fits(name, answers))) {
            answers = null;
        }
    }

    /** Of a message that answers no question. */
    public SpoolName(String order, long id, ActorId from, long cause, MessageName name, long due, int attempt) {
        this(order, id, from, cause, name, null, due, attempt);
    }

    /** ORDER for a message number: 12 digits, so that names sort as numbers. */
    public static String order(long number) {
        String digits = Long.toString(number);
        return digits.length() >= 12 ? digits : "000000000000".substring(digits.length()) + digits;
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
        if (part.length < 5 || part.length > 6 || part[0].length() > 20 || !isNumber(part[0])) {
            return null;
        }
        try {
            int plus = part[4].indexOf('+');
            String names = plus < 0 ? part[4] : part[4].substring(0, plus);
            int equals = names.indexOf('=');
            return new SpoolName(
                    part[0],
                    number(part[1]),
                    part[2].isEmpty() ? null : new ActorId(part[2]),
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
        if (digits.isEmpty() || digits.length() > 15 || !isNumber(digits)) {
            throw new Refused("number", digits);
        }
        return Long.parseLong(digits);
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
