package actos.protocol;

/** What every file name below a root has in common: which names are left alone, and how an odd one is shown. */
public final class Names {
    private static final int SHOWN = 120;

    private Names() {}

    /**
     * Whether a file of this name belongs to an editor, a half-done copy or a person who holds it back, and is therefore
     * neither taken nor touched: hidden ones, {@code #…}, {@code …~}, {@code .tmp}, {@code .swp}, {@code .part},
     * {@code .held} and vim's {@code 4913}.
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
                || name.endsWith(".held")
                || name.equals("4913");
    }

    /** Any text as one short line of printable characters, for sentences that quote what somebody wrote. */
    public static String printable(String text) {
        if (text == null) {
            return "null";
        }
        String all = escaped(text.substring(0, Math.min(text.length(), SHOWN)));
        return text.length() <= SHOWN ? all : all + "… (" + text.length() + " characters)";
    }

    /** All of a text as one line of printable characters, so that an odd file name can be found again. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || c == 0x7f || c == 0xfffd) {
                out.append(String.format("\\x%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
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
