package actos.protocol;

import actos.protocol.Condition.Comparison;
import actos.protocol.Condition.Element;
import actos.protocol.Condition.Field;
import actos.protocol.Condition.Input;
import actos.protocol.Condition.Literal;
import actos.protocol.Condition.Logic;
import actos.protocol.Condition.Not;
import actos.protocol.Condition.Operator;
import actos.protocol.Condition.Pipe;
import actos.protocol.Condition.Term;
import actos.protocol.Condition.Test;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads a {@link Condition}, one method for each rule, from the loosest binding to the tightest:
 * {@code A | B}, {@code A or B}, {@code A and B}, {@code A == B}, then a path, a literal, {@code not}, {@code test(…)} or
 * a parenthesis. Used once for one text.
 */
final class ConditionParser {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_DIGITS = 400;
    private static final int LARGEST_PATTERN = 1000;
    private static final String VALUE = "a path such as .a, a literal, not, test(\"…\") or (";

    private final String text;
    private int at;
    private int depth;

    private ConditionParser(String text) {
        this.text = text;
    }

    /** @throws Refused with the position and what would be right there */
    static Term parse(String text) {
        if (text.length() > Condition.MAX_LENGTH) {
            throw new Refused(
                    "when",
                    "a condition has at most " + Condition.MAX_LENGTH + " characters, and this one has "
                            + text.length());
        }
        ConditionParser parser = new ConditionParser(text);
        Term term = parser.pipe();
        if (parser.at < text.length()) {
            throw parser.expected("the end, and, or, | or a comparison");
        }
        return term;
    }

    /** The steps of a text that is one path and nothing else. */
    static List<Object> steps(String text) {
        ConditionParser parser = new ConditionParser(text);
        if (text.length() > Condition.MAX_LENGTH || parser.peek() != '.') {
            throw parser.expected("a path such as .a.b[0]");
        }
        Term term = parser.path();
        parser.peek();
        if (parser.at < text.length()) {
            throw parser.expected("a path such as .a.b[0], and nothing else");
        }
        ArrayDeque<Object> steps = new ArrayDeque<>();
        while (!(term instanceof Input)) {
            boolean isField = term instanceof Field;
            steps.addFirst(isField ? ((Field) term).name() : ((Element) term).index());
            term = isField ? ((Field) term).of() : ((Element) term).of();
        }
        return List.copyOf(steps);
    }

    private Term pipe() {
        if (++depth > MAX_DEPTH) {
            throw wrong("it has more than " + MAX_DEPTH + " parentheses in one another");
        }
        List<Term> terms = several(this::or, () -> symbol("|"));
        depth--;
        return terms.size() == 1 ? terms.get(0) : new Pipe(terms);
    }

    private Term or() {
        List<Term> terms = several(this::and, () -> word("or"));
        return terms.size() == 1 ? terms.get(0) : new Logic(true, terms);
    }

    private Term and() {
        List<Term> terms = several(this::comparison, () -> word("and"));
        return terms.size() == 1 ? terms.get(0) : new Logic(false, terms);
    }

    private static List<Term> several(Supplier<Term> one, Supplier<Boolean> another) {
        List<Term> terms = new ArrayList<>();
        do {
            terms.add(one.get());
        } while (another.get());
        return List.copyOf(terms);
    }

    private Term comparison() {
        Term left = term();
        Operator operator = operator();
        if (operator == null) {
            return left;
        }
        Term right = term();
        if (operator() != null) {
            throw wrong("comparisons do not follow each other: put one into parentheses");
        }
        return new Comparison(left, operator, right);
    }

    private Operator operator() {
        if (symbol("==")) {
            return Operator.EQUAL;
        }
        if (symbol("!=")) {
            return Operator.UNEQUAL;
        }
        if (symbol("<=")) {
            return Operator.AT_MOST;
        }
        if (symbol(">=")) {
            return Operator.AT_LEAST;
        }
        if (symbol("<")) {
            return Operator.LESS;
        }
        return symbol(">") ? Operator.GREATER : null;
    }

    private Term term() {
        char next = peek();
        if (next == '.') {
            return path();
        }
        if (next == '"') {
            return new Literal(new TextNode(string()));
        }
        if (next == '-' || isDigit(next)) {
            return new Literal(number());
        }
        if (symbol("(")) {
            Term inside = pipe();
            require(")");
            return inside;
        }
        if (word("not")) {
            return new Not();
        }
        if (word("test")) {
            return test();
        }
        JsonNode constant = word("true")
                ? BooleanNode.TRUE
                : word("false") ? BooleanNode.FALSE : word("null") ? NullNode.getInstance() : null;
        if (constant == null) {
            throw expected(VALUE);
        }
        return new Literal(constant);
    }

    /** {@code .} with names and brackets behind it, without blanks. */
    private Term path() {
        Term path = new Input();
        boolean first = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '.') {
                at++;
                char next = at < text.length() ? text.charAt(at) : ' ';
                if (isNameStart(next)) {
                    path = new Field(path, name());
                } else if (next == '"') {
                    path = new Field(path, string());
                } else if (!first || next == '.') {
                    throw expected("a name after the dot");
                }
            } else if (c == '[') {
                at++;
                path = bracket(path);
            } else {
                break;
            }
            first = false;
        }
        return path;
    }

    private Term bracket(Term path) {
        char next = peek();
        if (next == '"') {
            String name = string();
            require("]");
            return new Field(path, name);
        }
        int start = at;
        if (next == '-') {
            at++;
        }
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.isEmpty() || digits.equals("-") || digits.length() > 9) {
            throw expected("a text or a whole number of at most 9 digits in the brackets");
        }
        require("]");
        return new Element(path, Integer.parseInt(digits));
    }

    private Term test() {
        require("(");
        if (peek() != '"') {
            throw expected("a pattern as a text");
        }
        int where = at;
        String pattern = string();
        boolean ignoresCase = false;
        if (symbol(";")) {
            if (peek() != '"' || !string().equals("i")) {
                throw expected("the flag \"i\"; there is no other");
            }
            ignoresCase = true;
        }
        require(")");
        try {
            Pattern compiled = Pattern.compile(pattern, ignoresCase ? Pattern.CASE_INSENSITIVE : 0);
            if (compiled.programSize() <= LARGEST_PATTERN) {
                return new Test(compiled);
            }
            at = where;
            throw wrong("the pattern is too large: it repeats too much");
        } catch (PatternSyntaxException e) {
            at = where;
            throw wrong("the pattern has a fault: " + e.getDescription() + " in " + Names.printable(e.getPattern()));
        }
    }

    private String name() {
        int start = at;
        while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(start, at);
    }

    private JsonNode number() {
        int start = at;
        symbol("-");
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits();
        }
        String number = text.substring(start, at);
        try {
            BigDecimal exact = new BigDecimal(number);
            if (exact.precision() > MAX_DIGITS) {
                throw wrong("a number has at most " + MAX_DIGITS + " digits");
            }
            return exact.scale() == 0 && exact.precision() <= 18
                    ? new LongNode(exact.longValue())
                    : new DecimalNode(exact);
        } catch (NumberFormatException e) {
            at = start;
            throw wrong("\"" + Names.printable(number) + "\" is no number");
        }
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private String string() {
        int start = at++;
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        if (at == text.length()) {
            at = start;
            throw wrong("the text that begins there does not end: a \" is missing");
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        switch (c) {
            case '"', '\\', '/' -> {
                return c;
            }
            case 'b' -> {
                return '\b';
            }
            case 'f' -> {
                return '\f';
            }
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 't' -> {
                return '\t';
            }
            case 'u' -> {
                String hex = text.substring(at, Math.min(text.length(), at + 4));
                if (hex.matches("[0-9a-fA-F]{4}")) {
                    at += 4;
                    return (char) Integer.parseInt(hex, 16);
                }
            }
            default -> {}
        }
        at--;
        throw expected(
                "\\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\u and four digits; a pattern's \\d is written \\\\d");
    }

    /** The next character that is no blank, which is not read yet; a blank at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : ' ';
    }

    private boolean symbol(String symbol) {
        peek();
        boolean there = text.startsWith(symbol, at);
        at += there ? symbol.length() : 0;
        return there;
    }

    private boolean word(String word) {
        peek();
        int end = at + word.length();
        boolean there = text.startsWith(word, at)
                && (end == text.length() || !isNameStart(text.charAt(end)) && !isDigit(text.charAt(end)));
        at += there ? word.length() : 0;
        return there;
    }

    private void require(String symbol) {
        if (!symbol(symbol)) {
            throw expected(symbol);
        }
    }

    private Refused expected(String what) {
        peek();
        String there = at >= text.length() ? "the end" : "\"" + Names.printable(text.substring(at)) + "\"";
        return wrong("expected is " + what + ", but there is " + there);
    }

    private Refused wrong(String sentence) {
        return new Refused(
                "when",
                "\"" + Names.printable(text) + "\" is wrong at character " + (Math.min(at, text.length()) + 1) + ": "
                        + sentence);
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
