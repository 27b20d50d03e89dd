package actos.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them in files and options: {@code NUMBER(k|m|g|t)}, in powers of 1024. */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([kmgt])");
    private static final String UNITS = "kmgt";
    private static final int BITS = 10;

    private ByteSize() {}

    /**
     * Reads {@code 500m} or {@code 2g}.
     *
     * @return in bytes
     * @throws Refused if the text has another form; the message names the text
     */
    public static long parse(String field, String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new Refused(
                    field,
                    field + " \"" + Names.printable(text)
                            + "\" is no size: write a number and k, m, g or t, such as 500m");
        }
        return Long.parseLong(m.group(1)) << (UNITS.indexOf(m.group(2)) + 1) * BITS;
    }

    /** The shortest form that {@link #parse} reads back, rounded down to whole KiB. */
    public static String format(long bytes) {
        long number = bytes >> BITS;
        int unit = 0;
        while (number > 0 && number % (1 << BITS) == 0 && unit < UNITS.length() - 1) {
            number >>= BITS;
            unit++;
        }
        return number + UNITS.substring(unit, unit + 1);
    }
}
