package actos.protocol;

import java.util.regex.Pattern;

/** What every file name below a root has in common: which names are left alone, and how an odd one is shown. */
public final class Names {
    private static final int SHOWN = 120;
    /** What no shell changes. */
    private static final Pattern SHELL_WORD = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

    private Names() {}

    /**
     * Whether a file of this name belongs to an editor, a half-done copy or a person who holds it back, and is therefore
     * neither taken nor touched: hidden ones, {@code #…}, {@code …~}, {@code .tmp}, {@code .swp}, {@code .part},
     * what is set {@link Aside aside} and vim's {@code 4913}.
     */
    public static boolean leftAlone(String name) {
        if (name.isEmpty()) {
            return true;
        }
        char first = name.charAt(0);
        return first == '.'
                || first == '#'
                || name.endsWith("~")
                || name.endsWith(".tmp")
                || name.endsWith(".swp")
                || name.endsWith(".part")
                || Aside.of(name) != null
                || name.equals("4913");
    }

    /** Any text as one short line of printable characters, for sentences that quote what somebody wrote. */
    public static String printable(String text) {
        if (text == null) {
            return "null";
        }
        int end = Math.min(text.length(), SHOWN);
        boolean halves = end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
        String all = escaped(text.substring(0, halves ? end - 1 : end));
        return text.length() <= SHOWN ? all : all + "… (" + text.length() + " characters)";
    }

    /** A text as one word of a command that can be pasted into a shell; what steers a terminal is escaped. */
    public static String shellWord(String text) {
        String shown = escaped(text);
        return !text.isEmpty() && SHELL_WORD.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    /** All of a text as one line of printable characters, so that an odd file name can be found again. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> {
            if (c == '\\') {
                out.append("\\\\");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (!isOdd(c)) {
                out.appendCodePoint(c);
            } else if (c < 0x100) {
                out.append(String.format("\\x%02x", c));
            } else {
                out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return out.toString();
    }

    /** What steers a terminal, breaks or reverses a line, shows nothing, or is half a character. */
    public static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** That, or what stands for bytes that are no text. */
    private static boolean isOdd(int c) {
        return steers(c) || c == 0xfffd;
    }

    /**
     * What a person may call a thing that becomes a file name: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}.
     *
     * @param what the thing, for the sentence: {@code image}
     * @throws Refused if it is something else
     */
    public static String label(String what, String text) {
        boolean plain = !text.isEmpty() && text.length() <= 64 && isPlain(text);
        if (!plain || "._-".indexOf(text.charAt(0)) >= 0) {
            throw new Refused(
                    "name",
                    what + " \"" + printable(text)
                            + "\" must be made of a-z, A-Z, 0-9, . _ and -, begin with a letter or a digit,"
                            + " and have at most 64 characters");
        }
        return text;
    }

    /** Whether all characters are ASCII letters, digits, {@code .}, {@code _} or {@code -}. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
