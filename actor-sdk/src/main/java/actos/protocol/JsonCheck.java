package actos.protocol;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;

/**
 * Whether bytes are one JSON value that ActOS accepts: RFC 8259 in UTF-8, with bounds on depth and numbers, so that a
 * program in any language can read it. This is the only place where that is decided, and where it is said what is wrong.
 * Walks through the bytes once, builds nothing. Used once.
 */
final class JsonCheck {
    /** The most characters that a number may have. */
    private static final int MAX_NUMBER = 1000;

    private static final int MAX_EXPONENT_DIGITS = 9;
    /** So many digits in front of the point are never beyond the range of a double. */
    private static final int SURE_DIGITS = 300;

    private static final int SHOWN = 40;
    private static final String NOT_JSON = "not JSON: ";
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private final byte[] content;
    private final int length;
    private final int maxDepth;
    private final BitSet objects = new BitSet();
    private int depth;
    private int at;

    private JsonCheck(byte[] content, int length, int maxDepth) {
        this.content = content;
        this.length = length;
        this.maxDepth = maxDepth;
    }

    /** Null if it is such a value; else what is wrong, with line and column: {@code not JSON: …} or {@code not accepted: …}. */
    static String fault(byte[] content, int length, int maxDepth) {
        try {
            new JsonCheck(content, length, maxDepth).document();
            return null;
        } catch (Refused e) {
            return e.getMessage();
        }
    }

    private void document() {
        encoding();
        blanks();
        if (at == length) {
            throw new Refused(null, NOT_JSON + "it is empty");
        }
        value();
        while (depth > 0) {
            blanks();
            boolean inObject = objects.get(depth - 1);
            int b = peek();
            if (b == ',') {
                at++;
                if (inObject) {
                    name();
                }
                value();
            } else if (b == (inObject ? '}' : ']')) {
                at++;
                depth--;
            } else {
                throw unexpected(inObject ? "\",\" or \"}\"" : "\",\" or \"]\"");
            }
        }
        blanks();
        if (at < length) {
            throw notJson(at, "more than one value");
        }
    }

    /** One that is no list or object, an empty one, or the beginning of one up to its first simple value. */
    private void value() {
        while (true) {
            blanks();
            int b = peek();
            switch (b) {
                case '{' -> {
                    open(true);
                    if (peek() == '}') {
                        at++;
                        depth--;
                        return;
                    }
                    name();
                }
                case '[' -> {
                    open(false);
                    if (peek() == ']') {
                        at++;
                        depth--;
                        return;
                    }
                }
                case '"' -> {
                    text();
                    return;
                }
                default -> {
                    if (b == '-' || isDigit(b)) {
                        number();
                    } else {
                        constant();
                    }
                    return;
                }
            }
        }
    }

    private void open(boolean object) {
        if (depth == maxDepth) {
            throw refused(Json.NOT_ACCEPTED, at, "it is more than " + maxDepth + " levels deep");
        }
        objects.set(depth, object);
        depth++;
        at++;
        blanks();
    }

    private void name() {
        blanks();
        if (peek() != '"') {
            throw unexpected("a name in double quotes");
        }
        text();
        blanks();
        if (peek() != ':') {
            throw unexpected("\":\"");
        }
        at++;
    }

    private void text() {
        at++;
        while (true) {
            int b = at < length ? content[at] : -2;
            if (b >= ' ' && b != '"' && b != '\\') {
                at++;
            } else if (at == length) {
                throw notJson(at, "it ends inside a text");
            } else if (b == '"') {
                at++;
                return;
            } else if (b == '\\') {
                escape();
            } else if (b >= 0) {
                throw notJson(at, shown(at) + " inside a text: write " + written(b));
            } else {
                character();
            }
        }
    }

    private void escape() {
        int start = at++;
        int b = peek();
        if (at < length && "\"\\/bfnrtu".indexOf(b) < 0) {
            throw notJson(start, "\\ before " + shown(at));
        }
        at++;
        for (int end = at + 4; b == 'u' && at < end && at < length; at++) {
            if (Character.digit(content[at], 16) < 0) {
                throw notJson(start, "four hexadecimal digits belong behind \\u");
            }
        }
        if (at >= length) {
            at = length;
            throw notJson(at, "it ends inside a text");
        }
    }

    /** One that is not ASCII; no form but the shortest, and no half of a surrogate pair. */
    private void character() {
        int start = at;
        int lead = content[at++] & 0xff;
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        int c = lead & 0x3f >> more;
        for (int i = 0; i < more; i++, at++) {
            if (at == length || (content[at] & 0xc0) != 0x80) {
                throw notUtf8(start);
            }
            c = c << 6 | content[at] & 0x3f;
        }
        int least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
        if (lead < 0xc2 || lead > 0xf4 || c < least || c > 0x10ffff || c >= 0xd800 && c <= 0xdfff) {
            throw notUtf8(start);
        }
    }

    private void number() {
        int start = at;
        if (content[at] == '-') {
            at++;
        }
        int first = at;
        int whole = digits();
        if (whole > 1 && content[first] == '0') {
            throw notJson(start, "a number begins with 0");
        }
        if (at < length && content[at] == '.') {
            at++;
            digits();
        }
        int exponent = 0;
        if (at < length && (content[at] == 'e' || content[at] == 'E')) {
            at++;
            if (at < length && (content[at] == '+' || content[at] == '-')) {
                at++;
            }
            exponent = digits();
        }
        if (at < length && isOfWord(content[at])) {
            throw notJson(start, word(start) + " is no number");
        }
        if (at - start > MAX_NUMBER) {
            throw refused(
                    Json.NOT_ACCEPTED,
                    start,
                    "a number has " + (at - start) + " characters, " + MAX_NUMBER + " are allowed; send it as a text");
        }
        if (whole > SURE_DIGITS || exponent > 0) {
            range(new String(content, start, at - start, StandardCharsets.US_ASCII), start, exponent);
        }
    }

    private void range(String number, int start, int exponentDigits) {
        if (Double.isInfinite(Double.parseDouble(number))) {
            throw refused(
                    Json.NOT_ACCEPTED,
                    start,
                    word(start) + " is beyond ±1.8e308, the range that all programs can read; send it as a text");
        }
        if (exponentDigits > MAX_EXPONENT_DIGITS) {
            throw refused(
                    Json.NOT_ACCEPTED,
                    start,
                    "an exponent has " + exponentDigits + " digits, " + MAX_EXPONENT_DIGITS + " are allowed");
        }
    }

    private int digits() {
        int start = at;
        while (at < length && isDigit(content[at])) {
            at++;
        }
        if (at == start) {
            throw unexpected("a digit");
        }
        return at - start;
    }

    private void constant() {
        int start = at;
        while (at < length && isOfWord(content[at])) {
            at++;
        }
        String word = new String(content, start, at - start, StandardCharsets.US_ASCII);
        if (!CONSTANTS.contains(word)) {
            at = start;
            if (word.isEmpty()) {
                throw unexpected("a value");
            }
            throw notJson(start, word(start) + " is no value; texts are in double quotes");
        }
    }

    /** Text that is not UTF-8 is mostly another encoding from its first bytes on. */
    private void encoding() {
        int a = length > 0 ? content[0] & 0xff : ' ';
        int b = length > 1 ? content[1] & 0xff : ' ';
        if (a == 0xef && b == 0xbb && length > 2 && (content[2] & 0xff) == 0xbf) {
            throw new Refused(
                    null, Json.NOT_ACCEPTED + "it begins with a byte order mark; save it as UTF-8 without one");
        }
        if (a == 0 || b == 0 || a == 0xfe && b == 0xff || a == 0xff && b == 0xfe) {
            throw new Refused(null, NOT_JSON + "it is not UTF-8, but looks like UTF-16 or UTF-32");
        }
    }

    private void blanks() {
        while (at < length
                && (content[at] == ' ' || content[at] == '\n' || content[at] == '\r' || content[at] == '\t')) {
            at++;
        }
    }

    /** The next byte; 0, which stands nowhere in JSON, if there is none. */
    private int peek() {
        return at < length ? content[at] : 0;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isOfWord(int b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || isDigit(b)
                || b == '_'
                || b == '.'
                || b == '+'
                || b == '-';
    }

    private String word(int start) {
        int end = start;
        while (end < length && isOfWord(content[end])) {
            end++;
        }
        String all = new String(content, start, Math.min(end - start, SHOWN), StandardCharsets.US_ASCII);
        return end - start > SHOWN ? all + "…" : all;
    }

    private Refused unexpected(String expected) {
        if (at == length) {
            String where = depth == 0 ? "" : objects.get(depth - 1) ? " inside an object" : " inside a list";
            return notJson(at, "it ends" + where + " where " + expected + " is expected");
        }
        int place = at;
        if (content[at] < 0) {
            character(); // which may be none
        }
        return notJson(place, shown(place) + " where " + expected + " is expected");
    }

    private Refused notUtf8(int start) {
        return refused(NOT_JSON, start, "it holds bytes that are not UTF-8");
    }

    private Refused notJson(int place, String what) {
        return refused(NOT_JSON, place, what);
    }

    private Refused refused(String kind, int place, String what) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < place; i++) {
            if (content[i] == '\n') {
                line++;
                column = 1;
            } else if ((content[i] & 0xc0) != 0x80) {
                column++;
            }
        }
        return new Refused(null, kind + what + " (line " + line + ", column " + column + ")");
    }

    private String shown(int place) {
        int end = place + 1;
        while (end < length && (content[end] & 0xc0) == 0x80) {
            end++;
        }
        int c = new String(content, place, end - place, StandardCharsets.UTF_8).codePointAt(0);
        if (c == '\n' || c == '\r') {
            return "a line break";
        }
        if (c == '\t') {
            return "a tab";
        }
        return c == '"' ? "a double quote" : "\"" + Names.printable(Character.toString(c)) + "\"";
    }

    private static String written(int b) {
        return b == '\n' ? "\\n" : b == '\r' ? "\\r" : b == '\t' ? "\\t" : String.format("\\u%04x", b);
    }
}
