package actos.act.term;

import actos.protocol.Names;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values are shown to a person: on one line, without control characters, not wider than there is room. */
public final class Text {
    private static final int NAMED = 3;
    private static final String UNITS = "KMGTPE";
    /** More than any clock can tell: a time that somebody has made up. */
    private static final Duration LONGEST = Duration.ofDays(100_000_000_000L);

    private Text() {}

    /** JSON, or whatever the bytes are, as one line: blanks between tokens go, control characters are escaped. */
    public static String oneLine(byte[] content, int limit) {
        StringBuilder line = new StringBuilder(Math.min(content.length, limit) + 16);
        boolean quoted = false;
        boolean escaped = false;
        String text = new String(content, 0, (int) Math.min(content.length, 4L * limit), StandardCharsets.UTF_8);
        for (int i = 0, c; i < text.length() && line.length() < limit; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!quoted && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
                continue;
            }
            if (c == '"' && !escaped) {
                quoted = !quoted;
            }
            escaped = quoted && !escaped && c == '\\';
            append(line, c);
        }
        return line.toString();
    }

    /** JSON as one line, all of it. */
    public static String oneLine(byte[] json) {
        return oneLine(json, Integer.MAX_VALUE - 32);
    }

    /** Text that others wrote, as a part of one line: what steers a terminal, and line ends, are escaped as in JSON. */
    public static String tame(String text) {
        StringBuilder tame = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(tame, c));
        return tame.toString();
    }

    /**
     * Any text as a terminal may get it, so that it shows what is there and is not steered by it. Line ends, tabs and the
     * colours that {@link Terminal} gives stay; inside of JSON it is the same JSON.
     */
    public static String harmless(String text, boolean coloured) {
        StringBuilder harmless = new StringBuilder(text.length() + 16);
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == '\u001b' && coloured && Terminal.isOwn(text, i) || c == '\n' || c == '\t') {
                harmless.appendCodePoint(c);
            } else if (c != '\r' || !text.startsWith("\n", i + 1)) {
                append(harmless, c);
            }
        }
        return harmless.toString();
    }

    private static void append(StringBuilder line, int c) {
        if (Names.steers(c)) {
            for (char unit : Character.toChars(c)) {
                line.append(String.format("\\u%04x", (int) unit));
            }
        } else {
            line.appendCodePoint(c);
        }
    }

    /** The beginning of a line that has at most {@code width} columns; escape sequences for colours take none. */
    public static String cut(String line, int width) {
        if (columns(line) <= width) {
            return line;
        }
        StringBuilder kept = new StringBuilder(width + 16);
        int column = 0;
        boolean coloured = false;
        for (int i = 0; i < line.length(); ) {
            if (line.charAt(i) == '\u001b') {
                int end = line.indexOf('m', i) + 1;
                kept.append(line, i, end);
                coloured = true;
                i = end;
                continue;
            }
            int c = line.codePointAt(i);
            if (column + columns(c) > width - 1) {
                break;
            }
            column += columns(c);
            kept.appendCodePoint(c);
            i += Character.charCount(c);
        }
        return kept.append(coloured ? "…\u001b[0m" : "…").toString();
    }

    /** How many columns of a terminal a line takes. */
    public static int columns(String line) {
        int columns = 0;
        for (int i = 0; i < line.length(); ) {
            if (line.charAt(i) == '\u001b' && line.indexOf('m', i) > 0) {
                i = line.indexOf('m', i) + 1;
                continue;
            }
            int c = line.codePointAt(i);
            columns += columns(c);
            i += Character.charCount(c);
        }
        return columns;
    }

    private static int columns(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || c == 0x200b || c == 0x200d) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115f
                || c >= 0x2e80 && c <= 0xa4cf
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe6f
                || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd;
        return wide ? 2 : 1;
    }

    /** A length of time in its two largest units: {@code 3d 4h}, {@code 12 ms}. */
    public static String span(Duration d) {
        if (d.isNegative() || d.compareTo(LONGEST) > 0) {
            return d.isNegative() ? "0 ms" : d.toDays() + "d";
        }
        long ms = d.toMillis();
        if (ms < 1000) {
            return ms == 0 && d.toNanos() > 0 ? d.toNanos() / 1000 + " µs" : ms + " ms";
        }
        long s = ms / 1000;
        if (s < 60) {
            return s + "s";
        }
        if (s < 3600) {
            return s / 60 + "m " + s % 60 + "s";
        }
        return s < 86_400 ? s / 3600 + "h " + s % 3600 / 60 + "m" : s / 86_400 + "d " + s % 86_400 / 3600 + "h";
    }

    /** The time of day, with the date where it is not today. */
    public static String time(Instant at) {
        ZonedDateTime local = at.atZone(ZoneId.systemDefault());
        boolean isToday =
                local.toLocalDate().equals(ZonedDateTime.now(local.getZone()).toLocalDate());
        return (isToday ? "" : local.toLocalDate() + " ") + clock(local);
    }

    /** The same of a time as a file has it. */
    public static String time(String at) {
        try {
            return time(Instant.parse(at));
        } catch (DateTimeException edited) {
            return tame(at);
        }
    }

    /** The same with milliseconds. */
    public static String precise(Instant at) {
        return time(at) + "." + padded((int) (at.toEpochMilli() % 1000), 3);
    }

    /** A number and its noun: {@code 1 message}, {@code 3 messages}. */
    public static String count(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun.endsWith("s") ? noun + "es" : noun + "s");
    }

    /** A number of bytes in the unit that suits: {@code 1 byte}, {@code 12.5 KiB}. */
    public static String size(long bytes) {
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < UNITS.length() - 1) {
            size /= 1024;
            unit++;
        }
        return unit < 0 ? count(bytes, "byte") : String.format(Locale.ROOT, "%.1f %siB", size, UNITS.charAt(unit));
    }

    /** A list in one sentence, of which only the first are named: {@code 1, 2, 3 and 1896 more}. */
    public static String some(Collection<?> all) {
        int more = all.size() - NAMED;
        String named = all.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return named + (more > 0 ? " and " + more + " more" : "");
    }

    private static String clock(ZonedDateTime t) {
        return padded(t.getHour(), 2) + ":" + padded(t.getMinute(), 2) + ":" + padded(t.getSecond(), 2);
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
