package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** Whatever somebody calls a file: it is refused, or its name leads nowhere else and is read back as it was written. */
class NamesFuzzTest {
    private static final int MOST_BYTES = 255;

    @FuzzTest
    void an_id_can_be_no_path_no_hidden_file_and_no_option(byte[] input) {
        String text = text(input);
        ActorId id = orRefused(ActorId::new, text);
        assertEquals(id != null, ActorId.isValid(text));
        if (id != null) {
            assertEquals(text, id.value());
            assertTrue(text.length() <= 64, text);
            assertSafe(text);
            assertTrue(Character.isLetter(text.charAt(0)), text);
            assertFalse(text.endsWith(".json"), text);
        }
    }

    @FuzzTest
    void a_message_name_is_a_safe_part_of_a_file_name(byte[] input) {
        String text = text(input);
        MessageName name = orRefused(MessageName::new, text);
        if (name != null) {
            assertEquals(text, name.value());
            assertTrue(!text.isEmpty() && text.length() <= 100, text);
            assertTrue(text.chars().allMatch(c -> c > ' ' && c < 0x7f && "/~+:\\".indexOf(c) < 0), text);
        }
    }

    @FuzzTest
    void what_is_sent_is_read_back(byte[] input) {
        OutgoingName name = orRefused(OutgoingName::parse, text(input));
        if (name != null) {
            assertSafe(name.fileName());
            assertEquals(name, OutgoingName.parse(name.fileName()));
            Path hidden = name.hiddenIn(Path.of("/drawer"), Long.MAX_VALUE);
            assertEquals(Path.of("/drawer"), hidden.normalize().getParent());
            assertTrue(hidden.getFileName().toString().length() <= MOST_BYTES, hidden::toString);
            assertTrue(Names.leftAlone(hidden.getFileName().toString()), hidden::toString);
        }
    }

    @FuzzTest
    void what_waits_is_read_back(byte[] input) {
        SpoolName name = SpoolName.parse(text(input));
        if (name != null) {
            assertSafe(name.fileName());
            assertEquals(name, SpoolName.parse(name.fileName()));
            assertTrue(name.id() >= 0 && name.cause() >= 0 && name.due() >= 0, name::toString);
            assertTrue(name.attempt() >= 1, name::toString);
            assertNotNull(name.name());
        }
    }

    @FuzzTest
    void a_duration_is_read_back(byte[] input) {
        Duration duration = orRefused(text -> Durations.parse("field", text), text(input));
        if (duration != null) {
            assertFalse(duration.isNegative());
            assertEquals(duration, Durations.parse("field", Durations.format(duration)));
            assertTrue(duration.toNanos() >= 0, "it can be counted in nanoseconds");
        }
    }

    @FuzzTest
    void any_text_is_shown_on_one_line_of_printable_characters(byte[] input) {
        String text = chars(input);
        assertPrintable(Names.escaped(text));
        assertPrintable(Names.printable(text));
        assertTrue(Names.printable(text).length() <= 120 * 6 + 30, () -> Names.printable(text));
    }

    /** A name that the supervisor may write: one file, in the directory it is meant for, and not left alone. */
    private static void assertSafe(String fileName) {
        assertTrue(fileName.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES, fileName);
        assertFalse(Names.leftAlone(fileName), fileName);
        assertFalse(fileName.startsWith(".") || fileName.startsWith("-"), fileName);
        assertTrue(fileName.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '\\'), fileName);
        assertEquals(
                Path.of("/dir"), Path.of("/dir").resolve(fileName).normalize().getParent());
    }

    private static void assertPrintable(String shown) {
        shown.codePoints().forEach(c -> {
            int type = Character.getType(c);
            assertFalse(
                    Character.isISOControl(c)
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR
                            || type == Character.FORMAT
                            || type == Character.SURROGATE,
                    () -> String.format("U+%04X in %s", c, shown));
        });
    }

    private static <T> T orRefused(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (Refused e) {
            assertPrintable(e.getMessage());
            return null;
        }
    }

    /** As a file name comes from the kernel. */
    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** As a text comes out of JSON, where half of a character is possible: two bytes are one {@code char}. */
    static String chars(byte[] input) {
        char[] chars = new char[input.length / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) (input[2 * i] << 8 | input[2 * i + 1] & 0xff);
        }
        return new String(chars);
    }
}
