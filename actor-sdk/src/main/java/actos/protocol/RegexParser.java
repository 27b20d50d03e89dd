package actos.protocol;

import actos.protocol.Regex.CharacterSet;
import actos.protocol.Regex.Place;
import actos.protocol.Regex.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the pattern of a {@link Regex} and writes its program in one go: what is repeated is written as often as it is
 * to be there at least, and its optional rest behind it. Used once for one pattern.
 */
final class RegexParser {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_STEPS = 5000;
    private static final int MAX_REPEAT = 1000;

    private final String pattern;
    private final boolean ignoresCase;
    private int at;
    private int depth;

    private RegexParser(String pattern, boolean ignoresCase) {
        this.pattern = pattern;
        this.ignoresCase = ignoresCase;
    }

    /** @throws Refused with the position */
    static Regex parse(String pattern, boolean ignoresCase) {
        RegexParser parser = new RegexParser(pattern, ignoresCase);
        List<Step> program = parser.alternatives();
        if (parser.at < pattern.length()) {
            throw parser.wrong("there is a ) too many");
        }
        program.add(new Step.End());
        return new Regex(program.toArray(new Step[0]));
    }

    /** A piece of program whose jumps are relative to its own beginning: {@link #append} makes them fit. */
    private List<Step> alternatives() {
        if (++depth > MAX_DEPTH) {
            throw wrong("there are more than " + MAX_DEPTH + " groups in one another");
        }
        List<Step> all = sequence();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            List<Step> other = sequence();
            List<Step> both = new ArrayList<>();
            both.add(new Step.Both(1, all.size() + 2));
            append(both, all);
            both.add(new Step.Jump(all.size() + 2 + other.size()));
            append(both, other);
            all = both;
        }
        depth--;
        return all;
    }

    private List<Step> sequence() {
        List<Step> all = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            append(all, repeated(one()));
        }
        return all;
    }

    private List<Step> repeated(List<Step> one) {
        List<Step> all = one;
        for (int times = 0; at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0; times++) {
            char c = pattern.charAt(at);
            if (c == '?' && times == 1) {
                at++; // as few as possible: that there is one is the same
                continue;
            }
            int[] range = c == '{' ? range() : null;
            if (c == '{' && range == null) {
                return all; // only a brace
            }
            if (times > 0) {
                throw wrong("a repetition is repeated: put it into a group");
            }
            at += c == '{' ? 0 : 1;
            all = switch (c) {
                case '*' -> repeat(one, 0, -1);
                case '+' -> repeat(one, 1, -1);
                case '?' -> repeat(one, 0, 1);
                default -> repeat(one, range[0], range[1]);
            };
        }
        return all;
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}}, which is read; null, and nothing is read, if it is none. */
    private int[] range() {
        int end = pattern.indexOf('}', at);
        String inside = end < 0 ? "" : pattern.substring(at + 1, end);
        if (!inside.matches("[0-9]+(,[0-9]*)?")) {
            return null;
        }
        int comma = inside.indexOf(',');
        int least = count(comma < 0 ? inside : inside.substring(0, comma));
        String second = comma < 0 ? inside : inside.substring(comma + 1);
        int most = second.isEmpty() ? -1 : count(second);
        if (most >= 0 && most < least) {
            throw wrong("{" + inside + "} ends before it begins");
        }
        at = end + 1;
        return new int[] {least, most};
    }

    private int count(String digits) {
        if (digits.length() > 4 || Integer.parseInt(digits) > MAX_REPEAT) {
            throw wrong("something is repeated more than " + MAX_REPEAT + " times");
        }
        return Integer.parseInt(digits);
    }

    /** @param most the highest number, or -1 for any */
    private List<Step> repeat(List<Step> one, int least, int most) {
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < least; i++) {
            append(all, one);
        }
        if (most < 0) {
            int start = all.size();
            all.add(new Step.Both(start + 1, start + one.size() + 2));
            append(all, one);
            all.add(new Step.Jump(start));
        }
        for (int i = least; i < most; i++) {
            all.add(new Step.Both(all.size() + 1, all.size() + 1 + one.size()));
            append(all, one);
        }
        return all;
    }

    private void append(List<Step> all, List<Step> piece) {
        int offset = all.size();
        if (offset + piece.size() > MAX_STEPS) {
            throw wrong("with its repetitions it is too large");
        }
        for (Step step : piece) {
            if (step instanceof Step.Both both) {
                all.add(new Step.Both(both.first() + offset, both.second() + offset));
            } else if (step instanceof Step.Jump jump) {
                all.add(new Step.Jump(jump.to() + offset));
            } else {
                all.add(step);
            }
        }
    }

    private List<Step> one() {
        char c = pattern.charAt(at);
        switch (c) {
            case '(' -> {
                return group();
            }
            case '^' -> {
                return check(Place.START);
            }
            case '$' -> {
                return check(Place.END);
            }
            case '*', '+', '?' -> throw wrong("there is nothing that " + c + " could repeat");
            case '.' -> {
                at++;
                return read(character -> character != '\n');
            }
            case '[' -> {
                return read(bracket());
            }
            case '\\' -> {
                if (pattern.startsWith("\\b", at) || pattern.startsWith("\\B", at)) {
                    at++;
                    return check(pattern.charAt(at) == 'b' ? Place.EDGE_OF_WORD : Place.NO_EDGE_OF_WORD);
                }
                CharacterSet named = named();
                return read(named == null ? only(character()) : named);
            }
            default -> {
                return read(only(character()));
            }
        }
    }

    private List<Step> group() {
        at++;
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == '*')) {
            throw wrong("of what begins with (" + pattern.charAt(at) + ", there is only (?: here");
        }
        List<Step> inside = alternatives();
        if (at == pattern.length()) {
            throw wrong("a ) is missing");
        }
        at++;
        return inside;
    }

    private List<Step> check(Place place) {
        at++;
        return new ArrayList<>(List.of(new Step.Check(place)));
    }

    private static List<Step> read(CharacterSet set) {
        return new ArrayList<>(List.of(new Step.Read(set)));
    }

    private CharacterSet bracket() {
        int start = at++;
        boolean negated = pattern.startsWith("^", at);
        at += negated ? 1 : 0;
        CharacterSet all = null;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || all == null)) {
            if (pattern.charAt(at) == '[' || pattern.startsWith("&&", at)) {
                throw wrong("in brackets, [ and && are written with a \\ before them");
            }
            CharacterSet one = named();
            if (one == null) {
                one = range(character());
            }
            all = all == null ? one : either(all, one);
        }
        if (at == pattern.length()) {
            at = start;
            throw wrong("a ] is missing");
        }
        at++;
        CharacterSet inside = all;
        return negated ? character -> !inside.contains(character) : inside;
    }

    private CharacterSet range(int first) {
        boolean isRange = pattern.startsWith("-", at) && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
        if (!isRange) {
            return only(first);
        }
        at++;
        int last = character();
        if (last < first) {
            throw wrong("a range ends before it begins");
        }
        CharacterSet plain = character -> character >= first && character <= last;
        return ignoresCase
                ? character -> plain.contains(character)
                        || plain.contains(Character.toLowerCase(character))
                        || plain.contains(Character.toUpperCase(character))
                : plain;
    }

    private static CharacterSet either(CharacterSet a, CharacterSet b) {
        return character -> a.contains(character) || b.contains(character);
    }

    private CharacterSet only(int wanted) {
        return ignoresCase ? character -> folded(character) == folded(wanted) : character -> character == wanted;
    }

    private static int folded(int character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    /** {@code \d} and its like, which is read; null, and nothing is read, if it is another character. */
    private CharacterSet named() {
        if (pattern.charAt(at) != '\\' || at + 1 == pattern.length()) {
            return null;
        }
        CharacterSet named = switch (pattern.charAt(at + 1)) {
            case 'd' -> Character::isDigit;
            case 'D' -> character -> !Character.isDigit(character);
            case 'w' -> Regex::isOfWord;
            case 'W' -> character -> !Regex.isOfWord(character);
            case 's' -> RegexParser::isBlank;
            case 'S' -> character -> !isBlank(character);
            default -> null;
        };
        at += named == null ? 0 : 2;
        return named;
    }

    private static boolean isBlank(int c) {
        return c >= '\t' && c <= '\r' || c == 0x85 || Character.isSpaceChar(c);
    }

    /** The next character, or the one that is meant by {@code \} and the next. */
    private int character() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        if (c != '\\') {
            return c;
        }
        if (at == pattern.length()) {
            throw wrong("there is nothing behind the last \\");
        }
        int escaped = pattern.codePointAt(at);
        if (Character.isLetterOrDigit(escaped)) {
            int known = "tnrf".indexOf(escaped);
            if (known < 0) {
                throw wrong("\\" + Character.toString(escaped) + " is not known here");
            }
            at++;
            return "\t\n\r\f".charAt(known);
        }
        at += Character.charCount(escaped);
        return escaped;
    }

    private Refused wrong(String sentence) {
        return new Refused(
                null,
                "pattern \"" + Names.printable(pattern) + "\" is wrong at its character "
                        + (Math.min(at, pattern.length() - 1) + 1) + ": " + sentence);
    }
}
