package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/**
 * When a breakpoint stops: a small part of jq, with jq's meaning. Paths ({@code .a.b[0]}, {@code ."x y"},
 * {@code .["x y"]}), literals, {@code == != < <= > >=} in jq's order of types, {@code and}, {@code or}, {@code not},
 * {@code |}, parentheses and {@code test("REGEX")}. It can neither loop nor build values, so that it costs little and
 * always ends. Numbers are compared exactly. Made once and asked for each message; immutable, for any thread.
 */
public final class Condition {
    /** The most characters that a condition may have. */
    public static final int MAX_LENGTH = 4096;

    private final String text;
    private final Term term;

    private Condition(String text, Term term) {
        this.text = text;
        this.term = term;
    }

    /**
     * Reads a condition.
     *
     * @throws Refused if it is none; the message names the position and what would be right there
     */
    public static Condition parse(String text) {
        return new Condition(text, ConditionParser.parse(text));
    }

    /** What there is to say of a value. */
    public enum Verdict {
        HOLDS,
        DOES_NOT,
        /** It can be neither true nor false of this value; {@link #fault} says why. */
        CANNOT_BE_TOLD
    }

    Verdict verdict(JsonNode value) {
        JsonNode result = term.of(value, null);
        return result == null ? Verdict.CANNOT_BE_TOLD : isTrue(result) ? Verdict.HOLDS : Verdict.DOES_NOT;
    }

    /** Whether it holds for this value: it gives neither false nor null, and there is no {@link #fault}. */
    public boolean holds(JsonNode value) {
        return verdict(value) == Verdict.HOLDS;
    }

    /** Why it can be neither true nor false of this value, such as a path into a number; null if it can. */
    public String fault(JsonNode value) {
        StringBuilder why = new StringBuilder();
        return term.of(value, why) == null ? why.toString() : null;
    }

    /** The text that it was read from. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition && text.equals(condition.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** What false and null are not; nor what could not be told. */
    private static boolean isTrue(JsonNode value) {
        return value != null && !value.isNull() && (!value.isBoolean() || value.booleanValue());
    }

    /** A part of a condition, which makes one value of another. */
    @FunctionalInterface
    interface Term {
        /**
         * The value that comes of this one; null if none can.
         *
         * @param why takes in the reason then; null if nobody asks for it, as on the way of each message
         */
        JsonNode of(JsonNode value, StringBuilder why);
    }

    /** Always the same. */
    record Literal(JsonNode value) implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            return value;
        }
    }

    /** The value itself. */
    record Input() implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            return input;
        }
    }

    /** A field of what the other gives: null where that has no such field or is null itself. */
    record Field(Term of, String name) implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            JsonNode object = of.of(input, why);
            if (object == null) {
                return null;
            }
            if (object.isObject()) {
                JsonNode field = object.get(name);
                return field == null ? NullNode.getInstance() : field;
            }
            return object.isNull() ? object : fail(why, "the field ", name, object);
        }
    }

    /** An element of what the other gives, from the end if negative. */
    record Element(Term of, int index) implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            JsonNode list = of.of(input, why);
            if (list == null) {
                return null;
            }
            if (list.isArray()) {
                JsonNode element = list.get(index < 0 ? list.size() + index : index);
                return element == null ? NullNode.getInstance() : element;
            }
            return list.isNull() ? list : fail(why, "the element ", index, list);
        }
    }

    /** One after the other, each with what the one before gives. */
    record Pipe(List<Term> terms) implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            JsonNode value = input;
            for (int i = 0; i < terms.size() && value != null; i++) {
                value = terms.get(i).of(value, why);
            }
            return value;
        }
    }

    /** {@code and} (decided by the first that is not true) or {@code or} (by the first that is). */
    record Logic(boolean decided, List<Term> terms) implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            for (int i = 0; i < terms.size(); i++) {
                JsonNode value = terms.get(i).of(input, why);
                if (value == null) {
                    return null;
                }
                if (isTrue(value) == decided) {
                    return BooleanNode.valueOf(decided);
                }
            }
            return BooleanNode.valueOf(!decided);
        }
    }

    /** {@code not}: of the value that comes in. */
    record Not() implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            return BooleanNode.valueOf(!isTrue(input));
        }
    }

    /** How two values may be compared. */
    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST;

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /** Two values compared. */
    record Comparison(Term left, Operator operator, Term right) implements Term {
        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            JsonNode a = left.of(input, why);
            JsonNode b = a == null ? null : right.of(input, why);
            return b == null ? null : BooleanNode.valueOf(operator.holds(JsonOrder.compare(a, b)));
        }
    }

    /** Whether a text has something in it that a pattern describes. */
    record Test(Pattern pattern) implements Term {
        /** A few milliseconds: the pattern's engine never goes back, so it takes at most so many. */
        private static final long MOST_STEPS = 1_000_000;

        @Override
        public JsonNode of(JsonNode input, StringBuilder why) {
            if (!input.isTextual()) {
                return fail(why, "what matches ", "a pattern", input);
            }
            String text = input.textValue();
            if ((long) text.length() * pattern.programSize() <= MOST_STEPS) {
                return BooleanNode.valueOf(pattern.matcher(text).find());
            }
            if (why != null) {
                why.append("the pattern takes too long for a text of ")
                        .append(text.length())
                        .append(" characters");
            }
            return null;
        }
    }

    private static JsonNode fail(StringBuilder why, String kind, Object wanted, JsonNode value) {
        if (why != null) {
            String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
            why.append(kind).append(Names.printable(wanted.toString())).append(" is asked for of ");
            why.append(value.isArray() ? "an " : "a ").append(type);
        }
        return null;
    }
}
