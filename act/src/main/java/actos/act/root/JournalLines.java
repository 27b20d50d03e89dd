package actos.act.root;

import actos.protocol.JournalReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which lines of a journal may have to do with a message, told by their bytes: reading a line as JSON takes a hundred times as
 * long, and there may be millions. Lets lines through that have nothing to do with it, but none that has.
 */
final class JournalLines implements JournalReader.Filter {
    private final List<byte[]> numbers = new ArrayList<>();
    private final List<byte[]> texts = new ArrayList<>();

    /** Lines that have this number as their message or as their cause. */
    JournalLines withNumber(long id) {
        numbers.add(bytes("\"id\":" + id));
        numbers.add(bytes("\"cause\":" + id));
        return this;
    }

    /** Lines that have this word, such as a message's name or an event, as a value. */
    JournalLines withWord(String word) {
        texts.add(bytes("\"" + word + "\""));
        return this;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean mayBeMeant(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '"' && isMeant(bytes, at, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMeant(byte[] bytes, int at, int to) {
        for (byte[] number : numbers) {
            int end = at + number.length;
            if (isAt(number, bytes, at, to) && (end == to || bytes[end] < '0' || bytes[end] > '9')) {
                return true;
            }
        }
        for (byte[] text : texts) {
            if (isAt(text, bytes, at, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] what, byte[] bytes, int at, int to) {
        if (to - at < what.length) {
            return false;
        }
        for (int i = 1; i < what.length; i++) {
            if (bytes[at + i] != what[i]) {
                return false;
            }
        }
        return true;
    }
}
