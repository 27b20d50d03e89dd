package actos.act.root;

import actos.protocol.SpoolName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places in a mailbox. ORDER is up to 20 digits, and file names are compared as text: since {@code ~} follows it and
 * comes after all digits, a longer ORDER stands before the shorter one that it begins with. So there is room between two
 * neighbours: {@code 0000000000425} is between {@code 000000000041} and {@code 000000000042}. Numbers of more than 12 digits
 * have a letter before them.
 */
public final class Order {
    private static final int LONGEST = 20;
    private static final int WIDTH = 12;
    private static final int AFTER_DIGITS = 10;
    /** A digit that leaves room for those that are moved before all others next. */
    private static final char BELOW = '8';

    private Order() {}

    /** The messages of a mailbox that have a place in it, in order: delayed ones get theirs when they are due. */
    public static List<Message> queue(List<Message> mail) {
        List<Message> queue = new ArrayList<>(mail);
        queue.removeIf(waiting -> waiting.parts() == null || waiting.due() != 0);
        queue.sort(Comparator.comparing(Message::fileName));
        return queue;
    }

    /** Before all of them; null if there is no room. */
    public static String first(List<Message> queue) {
        if (queue.isEmpty()) {
            return SpoolName.order(1);
        }
        String first = order(queue.get(0));
        char[] digits = first.toCharArray();
        for (int i = digits.length - 1; i >= letter(first).length(); i--) { // one less
            if (digits[i] > '0') {
                digits[i]--;
                return new String(digits);
            }
            digits[i] = '9';
        }
        return first.length() < LONGEST ? first + BELOW : null;
    }

    /** Behind all of them, and before what will be taken next; null if there is no room. */
    public static String last(List<Message> queue) {
        if (queue.isEmpty()) {
            return SpoolName.order(1);
        }
        String last = order(queue.get(queue.size() - 1));
        int plain = plainLength(last);
        if (last.length() > plain) { // digits were added, so it stands before the number that it begins with
            return between(last, last.substring(0, plain));
        }
        char[] digits = last.toCharArray();
        for (int i = digits.length - 1; i >= letter(last).length(); i--) { // one more
            if (digits[i] < '9') {
                digits[i]++;
                return between(last, new String(digits));
            }
            digits[i] = '0';
        }
        return null;
    }

    /** Before this one and behind the one before it; null if there is no room. */
    public static String before(List<Message> queue, Message other) {
        int at = queue.indexOf(other);
        return at == 0 ? first(queue) : between(order(queue.get(at - 1)), order(other));
    }

    /** Behind this one and before the one behind it; null if there is no room. */
    public static String after(List<Message> queue, Message other) {
        int at = queue.indexOf(other);
        return at == queue.size() - 1 ? last(queue) : between(order(other), order(queue.get(at + 1)));
    }

    /** The shortest ORDER that stands between these two; null if there is none. */
    static String between(String low, String high) {
        String letter = letter(low);
        return letter.equals(letter(high))
                ? between(low, high, letter.length(), letter)
                : above(low, letter.length(), letter);
    }

    /** What stands before the digits of a number that is longer than others, or nothing. */
    private static String letter(String order) {
        return order.charAt(0) > '9' ? order.substring(0, 1) : "";
    }

    /** How long the ORDER of a message is that was never moved, and begins as this one does. */
    private static int plainLength(String order) {
        String letter = letter(order);
        return letter.isEmpty() ? WIDTH : WIDTH + 2 + letter.charAt(0) - 'a';
    }

    private static String between(String low, String high, int at, String prefix) {
        int a = at < low.length() ? low.charAt(at) - '0' : AFTER_DIGITS;
        int b = at < high.length() ? high.charAt(at) - '0' : AFTER_DIGITS;
        if (prefix.length() == LONGEST || a > b || a == b && a == AFTER_DIGITS) {
            return null;
        }
        if (a == b) {
            return between(low, high, at + 1, prefix + a);
        }
        if (b - a > 1) {
            return with(prefix, (a + b) / 2);
        }
        String belowHigh = b == AFTER_DIGITS ? null : below(high, at + 1, prefix + b);
        String aboveLow = above(low, at + 1, prefix + a);
        boolean isShorter = belowHigh != null && (aboveLow == null || belowHigh.length() <= aboveLow.length());
        return isShorter ? belowHigh : aboveLow;
    }

    /** Something that begins with the prefix and stands before the rest of this one. */
    private static String below(String high, int at, String prefix) {
        int b = at < high.length() ? high.charAt(at) - '0' : AFTER_DIGITS;
        if (prefix.length() == LONGEST) {
            return null;
        }
        return b == 0 ? below(high, at + 1, prefix + "0") : prefix + b / 2;
    }

    /** Something that begins with the prefix and stands behind the rest of this one. */
    private static String above(String low, int at, String prefix) {
        int a = at < low.length() ? low.charAt(at) - '0' : AFTER_DIGITS;
        if (prefix.length() == LONGEST || a == AFTER_DIGITS) {
            return null;
        }
        return a == 9 ? above(low, at + 1, prefix + "9") : with(prefix, (a + AFTER_DIGITS) / 2);
    }

    /** Nothing stands between what ends in 9 and what it begins with, so room is left there. */
    private static String with(String prefix, int digit) {
        return prefix + digit + (digit == 9 && prefix.length() + 1 < LONGEST ? "5" : "");
    }

    private static String order(Message waiting) {
        return waiting.parts().order();
    }
}
