package actos.act.trace;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The characters that a diagram is made of.
 *
 * @param all in the order of the constants
 */
record Glyphs(String all) {
    static final int LINE = 0;
    static final int BUSY = 1;
    static final int BEGIN = 2;
    static final int END = 3;
    static final int RIGHT_FROM = 4;
    static final int LEFT_FROM = 5;
    static final int BUSY_RIGHT_FROM = 6;
    static final int BUSY_LEFT_FROM = 7;
    static final int DASH = 8;
    static final int WAITING_DASH = 9;
    static final int CROSSING = 10;
    static final int RIGHT = 11;
    static final int LEFT = 12;
    static final int RIGHT_WAITING = 13;
    static final int LEFT_WAITING = 14;
    static final int SELF = 15;
    static final int LATER = 16;
    private static final int MARKS = 17;
    /** The launcher sets LC_ALL itself, and keeps there what the user has set. */
    private static final String USERS = "ACTOS_LC_ALL";

    static final Glyphs UNICODE = new Glyphs("│┃╽╿├┤┠┨─╌┼▶◀▷◁⟲⋮●✗†↻†✂✎‖▸‖▸═");
    private static final Glyphs ASCII = new Glyphs("|###||##-.+><><@:*XxrXx~=>=>=");

    /** Those that a terminal with this environment can show. */
    static Glyphs of(Map<String, String> env) {
        return isUtf8(env) ? UNICODE : ASCII;
    }

    /** Whether a terminal with this environment shows more than ASCII: unless it says that it is not UTF-8. */
    static boolean isUtf8(Map<String, String> env) {
        String locale = Stream.of(env.containsKey(USERS) ? USERS : "LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> env.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("UTF-8")
                .toUpperCase(Locale.ROOT);
        return locale.contains("UTF-8") || locale.contains("UTF8");
    }

    char at(int glyph) {
        return all.charAt(glyph);
    }

    char of(Mark.Kind kind) {
        return all.charAt(MARKS
                + switch (kind) {
                    case STARTED -> 0;
                    case CRASHED -> 1;
                    case ENDED -> 2;
                    case RESTARTING -> 3;
                    case DEAD -> 4;
                    case DROPPED -> 5;
                    case CHANGED -> 6;
                    case HELD -> 7;
                    case RELEASED -> 8;
                    case PAUSED -> 9;
                    case RESUMED -> 10;
                    case SUPERVISOR -> 11;
                });
    }
}
