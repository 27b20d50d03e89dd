package actos.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final String ORDER = """
            {"amount": 120, "from": {"name": "alice", "x y": [1, 2, null]}, "to": "bob", "paid": false, "note": null,
             "list": [3, 4], "other": [3, 5], "sum": 120.0, "e": 1.2e2, "text": "120", "empty": {}, "big": {"b": 1, "a": 2},
             "bigger": {"c": 0, "a": 1}, "and": true, "smile": "\\uD83D\\uDE00", "last": "\\uFFFD"}""";

    /** What jq says of each of these is compared with what we say: true, false, or an error. */
    private static final List<String> CONDITIONS = List.of(
            ".",
            ".amount > 100",
            ".amount >= 120",
            ".amount < 120",
            ".amount <= 119",
            ".amount == .sum",
            ".sum == .e and .amount == 1.2E2",
            ".amount != .text",
            ".amount < .text",
            ".text < .list",
            ".list < .empty",
            ".note < .paid",
            ".paid < true",
            "true < 0",
            "-5 < -4.5",
            ".list < .other",
            ".other <= .list",
            ".list == .list",
            ".big < .bigger",
            ".bigger < .big",
            ".big == .big",
            ".empty < .big",
            ".last < .smile",
            ".smile > .last",
            ".missing",
            ".missing.deeper == null",
            ".missing[3] == null",
            ".note.deeper == null",
            ".amount.deeper",
            ".amount.deeper == 1",
            ".to[0]",
            ".list.x",
            ".[0]",
            ".[\"amount\"] == 120",
            ".\"amount\" == 120",
            ".from.\"x y\"[1] == 2",
            ".from[\"x y\"][-3] == 1",
            ".from.\"x y\"[-4] == null",
            ".from.\"x y\"[7]",
            ".list[-1] > 3",
            ".paid",
            ".paid | not",
            ".note | not",
            ".amount | not",
            "not",
            ".paid == false and .note == null",
            ".paid or .amount",
            ".paid or .amount.x",
            ".amount or .amount.x",
            ".amount.x or .amount",
            ".paid and .amount.x",
            ".paid and .amount or true",
            "true or .paid and .paid",
            "(true or .paid) and .paid",
            ".from | .name == \"alice\" and .name != \"bob\"",
            ".from | (.name == \"alice\") | not",
            ".to | test(\"^b\")",
            ".to | test(\"B\")",
            ".to | test(\"B\"; \"i\")",
            ".amount | test(\"1\")",
            "(.to | test(\"o\")) and (.from.name | test(\"ali|bo\"))",
            ".to | test(\"b\") | not",
            ".and and true",
            "\"a\\u0062\\n\\t\\\"\\\\\\/\" == \"ab\\n\\t\\\"\\\\/\"",
            "0.1 == 1e-1",
            "(((.amount)))==((120))",
            ".a.b.c.d == null or 1 < 2 and 2 < 1");

    @TempDir
    Path dir;

    @Test
    void means_what_it_means_to_jq() throws Exception {
        StringBuilder program = new StringBuilder("[");
        for (String condition : CONDITIONS) {
            program.append(program.length() == 1 ? "" : ",\n")
                    .append("(try (if (")
                    .append(condition)
                    .append(") then \"true\" else \"false\" end) catch \"error\")");
        }
        JsonNode said = jq(program.append("]").toString(), ORDER);
        JsonNode order = json(ORDER);
        for (int i = 0; i < CONDITIONS.size(); i++) {
            Condition condition = Condition.parse(CONDITIONS.get(i));
            String ours = condition.fault(order) != null ? "error" : String.valueOf(condition.holds(order));
            assertEquals(said.get(i).textValue(), ours, CONDITIONS.get(i));
        }
    }

    @Test
    void has_jqs_meaning_of_patterns() throws Exception {
        List<String> patterns = List.of(
                "",
                "a",
                "^$",
                "a*",
                "a+b",
                "a?b$",
                "(a|b)+c",
                "(?:ab){2}",
                "a{2,3}$",
                "^a{2,}$",
                "x{0,1}",
                "[abc]+$",
                "[^a-c]",
                "[]]",
                "[a-]",
                "[^]]",
                "\\d+",
                "^\\d{4}-\\d\\d$",
                "\\w\\W\\w",
                "\\s",
                "^\\S+$",
                "\\bb",
                "a\\Bb",
                "a.c",
                "\\.",
                "a\\|b",
                "a{",
                "a{,2}",
                "|x",
                "(|a)b",
                "(a*)*$",
                "(a|aa)+$",
                "[\\d.]+$",
                "é",
                "^.$",
                "((((a)))){2}",
                "a+?b",
                "[a\\]]",
                "[.]",
                "^a|b$",
                "()",
                "\\\\",
                "[\\w-]+@",
                "\\n",
                "c$");
        List<String> texts = List.of(
                "",
                "a",
                "b",
                "ab",
                "abab",
                "aab",
                "aaa",
                "abc",
                "aac",
                "bcc",
                "]",
                "-",
                "2026",
                "2026-11",
                "a-b",
                "a b",
                "a.c",
                "a\nc",
                "a|b",
                "a{",
                "a{,2}",
                "é",
                "\uD83D\uDE00",
                "x@y",
                "\\",
                "aaaa",
                ".");
        StringBuilder program = new StringBuilder("[");
        for (String pattern : patterns) {
            program.append(program.length() == 1 ? "" : ",")
                    .append("(.[]|test(")
                    .append(quoted(pattern))
                    .append("))");
        }
        JsonNode said = jq(program.append("]").toString(), Json.text(texts));
        int i = 0;
        for (String pattern : patterns) {
            Condition condition = Condition.parse("test(" + quoted(pattern) + ")");
            for (String text : texts) {
                JsonNode value = Json.mapper().valueToTree(text);
                assertEquals(said.get(i++).booleanValue(), condition.holds(value), pattern + " in " + text);
            }
        }
    }

    @Test
    void ignores_case_where_it_is_told_to() {
        assertTrue(holds("test(\"[a-f]É\"; \"i\")", "\"Fé\""));
        assertFalse(holds("test(\"[a-f]É\")", "\"Fé\""));
        assertTrue(holds("test(\"STRASSE\"; \"i\")", "\"strasse\""));
    }

    @Test
    void compares_numbers_exactly() {
        assertFalse(holds(". == 9007199254740993", "9007199254740992"));
        assertTrue(holds(". < 9007199254740993", "9007199254740992"));
        assertTrue(holds(". > 9223372036854775807", "9223372036854775808"));
        assertTrue(holds(". == 123456789012345678901234567890", "123456789012345678901234567890"));
        assertTrue(holds(". < 0.30000000000000000000000002", "0.30000000000000000000000001"));
        assertTrue(holds(". > 1e300", "1e301"));
        assertTrue(holds(". < 1e99999", "1e99"));
        JsonNode inexact = Json.parse("1e99".getBytes(StandardCharsets.UTF_8));
        assertTrue(Condition.parse(". > 5").holds(inexact));
        assertTrue(Condition.parse(". == 0.1").holds(Json.parse("0.1".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void says_what_could_not_be_told() {
        assertNull(Condition.parse(".a").fault(json("{}")));
        assertEquals(
                "the field b is asked for of a number",
                Condition.parse(".a.b == 1").fault(json("{\"a\":1}")));
        assertEquals(
                "the element 0 is asked for of a string",
                Condition.parse(".[0]").fault(json("\"x\"")));
        assertEquals(
                "what matches a pattern is asked for of an array",
                Condition.parse("test(\"x\")").fault(json("[]")));
    }

    /** To jq {@code $} also stands before a last line feed. */
    @Test
    void the_end_of_a_text_is_behind_its_last_character() {
        assertFalse(holds("test(\"c$\")", "\"abc\\n\""));
        assertTrue(holds("test(\"c\\n$\")", "\"abc\\n\""));
    }

    /** Each of these keeps java.util.regex busy for longer than anybody waits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a*)*$",
                "(a|aa)+$",
                "(a|a?)+$",
                "(x+x+)+y",
                "(.*)*(.*)*(.*)*[^a]",
                "(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)b",
                "(((()*)*)*)*b",
                "(a?){100}a{100}b"
            })
    void no_pattern_takes_long(String pattern) {
        Condition condition = Condition.parse("test(" + quoted(pattern) + ")");
        for (int length : new int[] {0, 40, 3_000_000}) {
            JsonNode text = Json.mapper().valueToTree("a".repeat(length) + "!");
            long start = System.nanoTime();
            boolean holds = condition.holds(text);
            assertTrue(System.nanoTime() - start < 2_000_000_000L, "it takes long");
            assertEquals(!holds && length > 40, condition.fault(text) != null, "it gives up");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
        ''                      # 1  # expected is a path such as .a
        .a ==                   # 6  # but there is the end
        .a = 1                  # 4  # expected is the end, and, or
        .a == }                 # 7  # expected is a path such as .a, a literal, not, test("…") or (, but there is "}"
        .a-b                    # 3  # but there is "-b"
        (.a                     # 4  # expected is )
        .a.                     # 4  # a name after the dot
        ..                      # 2  # a name after the dot
        .a[                     # 4  # in the brackets
        .a[1.5]                 # 5  # expected is ]
        .a[9999999999]          # 14 # at most 9 digits
        .["a"                   # 6  # expected is ]
        "abc                    # 1  # does not end
        "\\q" == .a             # 3  # \\\\d
        "a" < "b" < "c"         # 12 # parentheses
        test(a)                 # 6  # a pattern
        test("(")               # 6  # missing closing )
        test("a)")              # 6  # the pattern has a fault
        test("[")               # 6  # missing closing ]
        test("*")               # 6  # missing argument to repetition operator
        test("a++b")            # 6  # invalid nested repetition operator
        test("a{5000}")         # 6  # invalid repeat count
        test("(a{999}){99}")    # 6  # too large
        test("(?=a)")           # 6  # unsupported
        test("a"; "x")          # 14 # the flag "i"
        1e                      # 1  # is no number
        nottrue                 # 1  # expected is
        .a | length             # 6  # expected is
        .a + 1                  # 4  # expected is
        """)
    void says_where_it_is_wrong(String text, int position, String sentence) {
        Refused refused = assertThrows(Refused.class, () -> Condition.parse(text));
        assertEquals("when", refused.field());
        assertTrue(refused.getMessage().contains(" at character " + position + ": "), refused.getMessage());
        assertTrue(refused.getMessage().contains(sentence.replace("\\\\", "\\")), refused.getMessage());
    }

    @Test
    void has_limits() {
        assertThrows(Refused.class, () -> Condition.parse("." + " ".repeat(5000)));
        assertThrows(Refused.class, () -> Condition.parse("(".repeat(60) + "." + ")".repeat(60)));
        assertThrows(Refused.class, () -> Condition.parse("1e" + "9".repeat(50)));
        assertTrue(holds("(".repeat(40) + "." + ")".repeat(40), "1"));
        assertTrue(holds(".|".repeat(2000) + ".", "1"));
        assertTrue(holds("1 and ".repeat(600) + ".", "1"));
        assertTrue(holds(".a".repeat(2000) + " == null", "null"));
        assertThrows(Refused.class, () -> Condition.parse("test(\"(a{100}){100}\")"));
    }

    @Test
    void is_known_by_its_text() {
        assertEquals(Condition.parse(".a"), Condition.parse(".a"));
        assertEquals(Condition.parse(".a").hashCode(), Condition.parse(".a").hashCode());
        assertNotEquals(Condition.parse(".a"), Condition.parse(".b"));
        assertEquals(".a  > 1", Condition.parse(".a  > 1").toString());
    }

    private JsonNode jq(String program, String input) throws Exception {
        Path file = Files.writeString(dir.resolve("program"), program);
        Process jq = new ProcessBuilder("jq", "-c", "-f", file.toString())
                .redirectInput(Files.writeString(dir.resolve("input"), input).toFile())
                .redirectErrorStream(true)
                .start();
        byte[] said = jq.getInputStream().readAllBytes();
        assertEquals(0, jq.waitFor(), new String(said, StandardCharsets.UTF_8));
        return Json.parse(said);
    }

    private static String quoted(String text) {
        return Json.text(text);
    }

    private static boolean holds(String condition, String json) {
        return Condition.parse(condition).holds(json(json));
    }

    private static JsonNode json(String json) {
        return Json.parseExactly(json.getBytes(StandardCharsets.UTF_8));
    }
}
