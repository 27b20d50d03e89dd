package actos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The order in which jq puts JSON values: null, false, true, numbers, texts (by code point), lists (element by element),
 * objects (by their sorted names, then by the values). Numbers are compared exactly: a long one never becomes a
 * {@code double}. Allocates nothing where two numbers of at most 64 bits or two texts are compared.
 */
final class JsonOrder {
    private JsonOrder() {}

    /** Negative, zero or positive, as the first value comes before the second, is the same or comes after. */
    static int compare(JsonNode a, JsonNode b) {
        int rank = rank(a);
        int other = rank(b);
        if (rank != other) {
            return rank - other;
        }
        return switch (a.getNodeType()) {
            case NUMBER -> numbers(a, b);
            case STRING -> texts(a.textValue(), b.textValue());
            case ARRAY -> lists(a, b);
            case OBJECT -> objects(a, b);
            default -> 0;
        };
    }

    private static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue() ? 2 : 1;
            case NUMBER -> 3;
            case STRING -> 4;
            case ARRAY -> 5;
            case OBJECT -> 6;
            default -> 0;
        };
    }

    private static int numbers(JsonNode a, JsonNode b) {
        if (isLong(a) && isLong(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        if (isEndless(a) || isEndless(b)) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return a.decimalValue().compareTo(b.decimalValue());
    }

    private static boolean isLong(JsonNode number) {
        return number.isInt() || number.isLong() || number.isShort();
    }

    /** What a reader that is not exact makes of a number that is too big for it. */
    private static boolean isEndless(JsonNode number) {
        return number.isFloatingPointNumber() && !number.isBigDecimal() && !Double.isFinite(number.doubleValue());
    }

    private static int texts(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // half of a character stands for one beyond all that need no halves
                boolean apart = Character.isSurrogate(x) == Character.isSurrogate(y);
                return apart ? x - y : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    private static int lists(JsonNode a, JsonNode b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return a.size() - b.size();
    }

    private static int objects(JsonNode a, JsonNode b) {
        NavigableSet<String> names = names(a);
        Iterator<String> others = names(b).iterator();
        for (String name : names) {
            int order = others.hasNext() ? texts(name, others.next()) : 1;
            if (order != 0) {
                return order;
            }
        }
        if (others.hasNext()) {
            return -1;
        }
        for (String name : names) {
            int order = compare(a.get(name), b.get(name));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static NavigableSet<String> names(JsonNode object) {
        NavigableSet<String> names = new TreeSet<>(JsonOrder::texts);
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
