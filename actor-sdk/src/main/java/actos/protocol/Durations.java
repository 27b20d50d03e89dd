package actos.protocol;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in files and options: {@code NUMBER(ms|s|m|h|d)}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    /** A hundred years: what is longer cannot be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /**
     * Reads {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h} or {@code 7d}.
     *
     * @throws Refused if the text has another form, or is longer than a hundred years; the message names the text
     */
    public static Duration parse(String field, String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new Refused(
                    field,
                    field + " \"" + Names.printable(text) + "\" is no duration: write a number and ms, s, m, h or d");
        }
        long number = Long.parseLong(m.group(1));
        Duration duration = switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return bounded(field, duration, text);
    }

    /** @throws Refused if it is longer than a hundred years, so that {@link #parse} would not read it back */
    static Duration bounded(String field, Duration duration) {
        return bounded(field, duration, duration.toString());
    }

    private static Duration bounded(String field, Duration duration, String text) {
        if (duration.compareTo(LONGEST) > 0) {
            throw new Refused(field, field + " \"" + text + "\" is longer than " + format(LONGEST));
        }
        return duration;
    }

    /** The shortest form that {@link #parse} reads back as the same duration, to the millisecond. */
    public static String format(Duration d) {
        long ms = d.toMillis();
        if (ms % 1000 != 0 || ms == 0) {
            return ms + "ms";
        }
        long s = ms / 1000;
        if (s % 86_400 == 0) {
            return s / 86_400 + "d";
        }
        if (s % 3600 == 0) {
            return s / 3600 + "h";
        }
        return s % 60 == 0 ? s / 60 + "m" : s + "s";
    }
}
